"""Open questions: which can still change the advice, and how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from advisor.conditions import All, evaluate
from advisor.knowledge.content import AnyRule, Rulebook
from advisor.model import AFFECTED, Affected, Facts
from advisor.reasoning.advice_by_answer import AnswerTrial
from advisor.reasoning.assessment import Unknown
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.decide import Decision
from advisor.reasoning.open_world import is_open
from advisor.reasoning.relevance import causes, influences, part_of

SHOWN = 8
"""The unknowns that a reader is shown, and whose answers are tried."""
TRIED_BEYOND = 4
"""How many more are tried, so that those come first that change the advice alone."""

WEIGHT: Mapping[Affected, int] = {"whether": 8, "when": 4, "last_day": 2, "gates": 2}
"""What a part of the advice counts for where unknowns are put in order."""
NEARLY_MET = 3
"""How many times more a row of whether counts that lacks one answer, the rest being known."""


def unknowns(rulebook: Rulebook, decision: Decision) -> tuple[Unknown, ...]:
    """Return what is open and can still change the advice, the weightiest first.

    What can be asked now comes before what becomes reachable by another open answer, what
    the present advice is because of its absence comes first among it, then what decides more
    before what decides less.
    """
    found = influences(rulebook, decision)
    order = {name: number for number, name in enumerate(rulebook.questions)}
    shared = Counter(rule.id for rules in found.values() for rule in rules)
    near = {
        rule.id: NEARLY_MET if nearly_met(rule, decision.facts) else 1
        for rules in found.values()
        for rule in rules
    }

    rows: list[AnyRule] = [decision.row, *filter(None, [decision.timing])]
    absent = {name for row in rows for name in causes(rulebook, row, decision.facts)}

    def weight(name: str) -> tuple[bool, bool, float, int]:
        reached = evaluate(rulebook.questions[name].when, decision.facts)
        # A rule that depends on few answers is more likely to change with one of them.
        impact = sum(
            WEIGHT[part_of(rule)] * near[rule.id] / shared[rule.id] for rule in found[name]
        )
        return not reached, name not in absent, -impact, order[name]

    return tuple(
        Unknown(
            question=name,
            rules=tuple(rule.id for rule in found[name]),
            affects=affected(found[name]),
        )
        for name in sorted(found, key=weight)
    )


def nearly_met(rule: AnyRule, facts: Facts) -> bool:
    """Return whether of a row of whether all parts are true but one, which is undecided."""
    if part_of(rule) != "whether" or not isinstance(rule.when, All) or len(rule.when.parts) == 1:
        return False
    truths = [evaluate(part, facts) for part in rule.when.parts]
    return truths.count(True) == len(truths) - 1 and None in truths


def affected(rules: Iterable[AnyRule]) -> tuple[Affected, ...]:
    """Return the parts of the advice that some rules decide, the weightiest first."""
    parts = {part_of(rule) for rule in rules}
    return tuple(part for part in AFFECTED if part in parts)


def without_effect(assessed: CaseAssessment) -> tuple[str, ...]:
    """Return the questions that are open and no longer matter for the advice."""
    rulebook = assessed.rulebook
    matter = {item.question for item in assessed.assessment.unknowns}
    return tuple(
        question.id
        for question in rulebook.questions.values()
        if question.purpose == "advice"
        and question.id not in matter
        and is_open(rulebook, assessed.facts, question.id)
    )


def with_splits(assessed: CaseAssessment, limit: int | None = SHOWN) -> CaseAssessment:
    """Return the same with the advice by answer in its first unknowns.

    Each answer is tried alone, by deciding the case again with it. First come questions
    of which every answer changes the advice, then those of which one does. A few more than
    the limit are tried for that; ``None`` tries all.
    """
    rulebook, assessment = assessed.rulebook, assessed.assessment
    if not assessment.unknowns:
        return assessed
    trial = AnswerTrial(rulebook, assessed.decided, assessed.as_of)
    pool = assessment.unknowns[: None if limit is None else limit + TRIED_BEYOND]
    found = [replace(item, splits=trial.splits(rulebook.questions[item.question])) for item in pool]
    found.sort(key=lambda item: (not alone(item), any(split.same for split in item.splits)))
    unknowns = (*found, *assessment.unknowns[len(found) :])
    return replace(assessed, assessment=replace(assessment, unknowns=unknowns))


def alone(item: Unknown) -> bool:
    """Return whether an answer to this question changes the advice by itself."""
    return not all(split.same for split in item.splits)
