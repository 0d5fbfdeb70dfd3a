"""Answers that cannot all be right, and the case without those that are set aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from advisor.conditions import evaluate, names
from advisor.facts.answer_plan import answers_as_facts
from advisor.facts.calculation import Given
from advisor.facts.derive import CALCULATIONS
from advisor.knowledge.content import Rulebook
from advisor.knowledge.event_content import Contradiction
from advisor.lazy_dataclass import dataclass
from advisor.model import Answer, Case, Facts


@dataclass(frozen=True)
class Contradicted:
    """A contradiction between the answers of a case."""

    id: str
    questions: tuple[str, ...]
    """Those whose answers contradict each other."""
    set_aside: tuple[str, ...] = ()
    """Those that count as not answered meanwhile."""


def contradicted(rulebook: Rulebook, case: Case, as_of: date) -> tuple[Contradicted, ...]:
    """Return the contradictions between the answers of a case, in the order of the rulebook.

    Looks at the answers as they were given, also those to questions that the others make
    unreachable.
    """
    return tuple(
        found
        for item in rulebook.contradictions
        for found in _between(rulebook, item, case.answers, as_of)
    )


def _between(
    rulebook: Rulebook, item: Contradiction, answers: Mapping[str, Answer], as_of: date
) -> Iterator[Contradicted]:
    if not all(name in answers for name in item.between) or not _holds(
        rulebook, item, answers, as_of
    ):
        return
    if item.between:
        yield Contradicted(item.id, item.between, item.set_aside)
    for first, second in item.in_order:
        if first in answers and second in answers and answers[first] > answers[second]:  # type: ignore[operator]
            yield Contradicted(item.id, (first, second))


def _holds(
    rulebook: Rulebook, item: Contradiction, answers: Mapping[str, Answer], as_of: date
) -> bool:
    """Evaluate the condition of a contradiction on the answers as they were given."""
    given = Given(as_of, rulebook.values, rulebook.laws, CALCULATIONS)
    for name in names(item.when):
        for question in rulebook.facts[name].inputs:
            if question in answers:
                facts = answers_as_facts(rulebook.questions[question], answers[question])
                given.known.update(facts)
    for name in names(item.when):
        given.calculate(name)
    return evaluate(item.when, Facts(given.known)) is True


def undisputed(rulebook: Rulebook, case: Case, as_of: date) -> Case:
    """Return a case without the answers that its contradictions set aside."""
    return believed(case, contradicted(rulebook, case, as_of))


def believed(case: Case, found: tuple[Contradicted, ...]) -> Case:
    """Return a case without the answers that some contradictions set aside."""
    aside = {name for item in found for name in item.set_aside}
    if not aside:
        return case
    return replace(case, answers={k: v for k, v in case.answers.items() if k not in aside})
