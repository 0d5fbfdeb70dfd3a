"""The smallest changes of one answer that change whether or when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from advisor.errors import CaseError
from advisor.knowledge.content import Question, Rulebook
from advisor.model import Answer, Case, Counterfactual
from advisor.reasoning.answer_classes import ORDERED, Option, options
from advisor.reasoning.decide import Verdict
from advisor.reasoning.incremental import Trial, begin, changed, verdict_of


@dataclass(frozen=True)
class Tried:
    """An option of a question, and the advice it leads to."""

    option: Option
    verdict: Verdict


def counterfactuals(library: Rulebook, case: Case, as_of: date) -> tuple[Counterfactual, ...]:
    """Return the changes of one answer that change whether or when.

    Complete over all answers: the rules cannot tell an answer left out from one that
    was tried. Of answers with an order the nearest is given, of sets of choices those
    that differ least.
    """
    trial = begin(library, case, as_of)
    present = trial.verdict
    found: list[Counterfactual] = []
    for name in trial.scope.questions:
        question = library.questions[name]
        found.extend(_smallest(question, list(_tried(trial, question)), present))
    return tuple(found)


def _tried(trial: Trial, question: Question) -> Iterator[Tried]:
    """Try every option of a question, but those that lead past the end of the calendar."""
    for option in options(trial, trial.world, question):
        try:
            world = changed(trial, trial.world, question, option.answer)
        except CaseError:
            continue
        yield Tried(option, verdict_of(trial, world))


def _smallest(question: Question, tried: list[Tried], present: Verdict) -> Iterator[Counterfactual]:
    """Yield the nearest options that lead to each other advice."""
    groups: dict[Verdict, list[Tried]] = defaultdict(list)
    for one in sorted(tried, key=lambda one: one.option.rank):
        if one.verdict != present and not one.option.present:
            groups[one.verdict].append(one)
    for group in groups.values():
        kept: list[Tried] = []
        for one in group:
            if not any(_dominates(question, other.option, one.option) for other in kept):
                kept.append(one)
        for one in kept:
            yield Counterfactual(
                changes={question.id: shown(one.option.answer)},
                whether=one.verdict[0],
                when=one.verdict[1],
                by=question.changed_by,
                answers={question.id: one.option.answer},
                spans={question.id: _span(one, tried)} if question.kind in ORDERED else {},
            )


def _dominates(question: Question, one: Option, other: Option) -> bool:
    """Tell whether an option with the same effect makes one further off superfluous."""
    if question.kind == "several":
        return one.toggled <= other.toggled
    return question.kind in ORDERED


def _span(one: Tried, tried: list[Tried]) -> tuple[Answer | None, Answer | None]:
    """Return the ends up to which a range leads to the same advice; ``None``: no end."""
    alike = {other.option.place: other.option for other in tried if other.verdict == one.verdict}
    low = high = one.option
    while (below := alike.get(low.place - 1)) is not None:
        low = below
    while (above := alike.get(high.place + 1)) is not None:
        high = above
    if low.low == high.high:
        return low.low, high.high
    return None if low.open_low else low.low, None if high.open_high else high.high


def shown(answer: Answer) -> str:
    """Write an answer as a case file does."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, frozenset):
        return "[" + ", ".join(sorted(answer)) + "]"
    return str(answer)
