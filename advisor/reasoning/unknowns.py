"""What is not known: what it can still change, how, and what is taken for granted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from advisor.conditions import evaluate
from advisor.knowledge.content import AnyRule, Library
from advisor.model import AFFECTED, Affected, Assessment, Case, Completeness, Unknown
from advisor.reasoning.advice_by_answer import Trying
from advisor.reasoning.decide import Decision
from advisor.reasoning.open_world import is_open
from advisor.reasoning.relevance import influences, part_of

SHOWN = 8
"""The unknowns that a reader is shown, and whose answers are tried."""
SPARE = 4
"""How many more are tried."""

WEIGHT: Mapping[Affected, int] = {"whether": 8, "when": 4, "last_day": 2, "gates": 2}
"""What a part of the advice counts for where unknowns are put in order."""


def unknowns(library: Library, decision: Decision) -> tuple[Unknown, ...]:
    """Return what is open and can still change the advice, the weightiest first.

    What can be asked now comes before what another open answer has to open the way to,
    then what decides more before what decides less.
    """
    found = influences(library, decision)
    order = {name: number for number, name in enumerate(library.questions)}
    shared = Counter(rule.id for rules in found.values() for rule in rules)

    def weight(name: str) -> tuple[bool, float, int]:
        reached = evaluate(library.questions[name].when, decision.facts)
        # A rule that hangs on few answers is the likelier to turn with one of them.
        impact = sum(WEIGHT[part_of(rule)] / shared[rule.id] for rule in found[name])
        return not reached, -impact, order[name]

    return tuple(
        Unknown(
            question=name,
            ask=library.questions[name].ask,
            matters=tuple(dict.fromkeys(rule.title for rule in found[name])),
            where_to_find=library.questions[name].where,
            affects=affected(found[name]),
            assumed=library.questions[name].assumed,
        )
        for name in sorted(found, key=weight)
    )


def affected(rules: Iterable[AnyRule]) -> tuple[Affected, ...]:
    """Return the parts of the advice that some rules decide, the weightiest first."""
    parts = {part_of(rule) for rule in rules}
    return tuple(part for part in AFFECTED if part in parts)


def without_effect(library: Library, assessment: Assessment) -> tuple[str, ...]:
    """Return the questions that are open and no longer matter for the advice."""
    matter = {item.question for item in assessment.unknowns}
    return tuple(
        question.id
        for question in library.questions.values()
        if question.purpose == "advice"
        and question.id not in matter
        and is_open(library, assessment.facts, question.id)
    )


def completeness(library: Library, found: Sequence[Unknown]) -> Completeness:
    """Return whether the advice stands whatever is open, and what it takes for granted."""
    texts = library.texts
    assumed = [
        item.assumed or texts["explain.assumed"].replace("{ask}", item.ask) for item in found
    ]
    return Completeness(not found, tuple(dict.fromkeys(assumed)))


def with_splits(
    library: Library, case: Case, assessment: Assessment, limit: int | None = SHOWN
) -> Assessment:
    """Return an assessment whose first unknowns say how the advice splits by answer.

    Each answer is tried alone, by deciding the case again with it. A few more than the
    limit are tried, so that those come first that change the advice by themselves.
    ``None`` tries all.
    """
    if not assessment.unknowns:
        return assessment
    trying = Trying.of(library, case, assessment.as_of)
    pool = assessment.unknowns[: None if limit is None else limit + SPARE]
    tried = [replace(item, splits=trying.splits(library.questions[item.question])) for item in pool]
    tried.sort(key=lambda item: not alone(item))
    return replace(assessment, unknowns=(*tried, *assessment.unknowns[len(tried) :]))


def alone(item: Unknown) -> bool:
    """Tell whether an answer to this question changes the advice by itself."""
    return not all(split.same for split in item.splits)
