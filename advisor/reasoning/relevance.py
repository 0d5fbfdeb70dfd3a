"""Which open questions can still change the advice, and which conclusions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from advisor.conditions import Condition, deciding, names, open_names
from advisor.facts.answer_plan import fact_names
from advisor.knowledge.content import AnyRule, DateRule, Rulebook, WhenRule, WhetherRule
from advisor.model import AFFECTED, Affected, Facts
from advisor.reasoning.balance import weighed
from advisor.reasoning.decide import Decision
from advisor.reasoning.last_day import anchored, can_move
from advisor.reasoning.open_world import OpenWorld, is_open, open_world

PARTS: Mapping[str, Affected] = {
    "whether": "whether",
    "when": "when",
    "gates": "gates",
    "dates": "last_day",
}
"""The first part of a rule's id to what of the advice it decides."""

Row = TypeVar("Row", WhetherRule, WhenRule)


def deciding_rules(decision: Decision, world: OpenWorld) -> Iterator[AnyRule]:
    """Yield the rules that could still change whether, when, last day or a gate.

    Rows of a decision below the one that holds cannot change it. Which gates and
    dates apply may also depend on another outcome than the present one, so all that
    are undecided count, except those that would repeat a gate that is certain.
    """
    rulebook = world.rulebook
    whether = _open_rows(rulebook.whether, decision.row, world)
    yield from _other_outcomes(whether, decision.row, lambda row: row.whether)
    if decision.timing is not None:
        timing = _open_rows(rulebook.timing, decision.timing, world)
        yield from _other_outcomes(timing, decision.timing, lambda row: row.timing)
    certain = {(rule.gate, rule.blocking) for rule in rulebook.gates if world.truths[rule.id]}
    for gate in rulebook.gates:
        if world.truths[gate.id] is None and (gate.gate, gate.blocking) not in certain:
            yield gate
    latest = _latest_certain(world)
    for rule in rulebook.dates:
        if rule.kind == "constraint" and _can_move(rule, world, latest):
            yield rule


def _open_rows(rows: Sequence[Row], present: Row, world: OpenWorld) -> list[Row]:
    """Return the undecided rows, down to the one that holds now."""
    found = []
    for row in rows:
        if world.truths[row.id] is None:
            found.append(row)
        if row.id == present.id:
            break
    return found


def _other_outcomes(rows: list[Row], present: Row, outcome: Callable[[Row], str]) -> list[Row]:
    """Drop the lowest rows that lead to the same outcome as the one that holds.

    With or without them it is the outcome of all cases that reach them.
    """
    if rows and rows[-1].id == present.id:
        return rows
    while rows and outcome(rows[-1]) == outcome(present):
        rows = rows[:-1]
    return rows


def _latest_certain(world: OpenWorld) -> date | None:
    """Return the latest constraint that no open question can change."""
    days = [
        day
        for rule in world.rulebook.dates
        if rule.kind == "constraint" and world.truths[rule.id]
        if (day := anchored(rule.date, world.facts)) is not None
    ]
    return max(days, default=None)


def _can_move(rule: DateRule, world: OpenWorld, latest: date | None) -> bool:
    """Return whether a constraint can still apply, cease or move, so that the last day moves."""
    if not can_move(rule, world.truths[rule.id], world.facts, latest):
        return False
    known = anchored(rule.date, world.facts) is not None
    return known or bool(world.questions(rule.date.fact))


def deciding_questions(world: OpenWorld, rule: AnyRule) -> frozenset[str]:
    """Return the questions whose answers can still decide a rule, or move its date."""
    anchors = (rule.date.fact,) if isinstance(rule, DateRule) else ()
    return questions_deciding(world, rule.when, anchors)


def questions_deciding(
    world: OpenWorld, condition: Condition, more: tuple[str, ...] = ()
) -> frozenset[str]:
    """Return the questions whose answers can still decide a condition, or move more facts."""
    rulebook = world.rulebook
    found: set[str] = set()
    seen: set[str] = set()
    todo = [*world.open_names(condition), *more]
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        kind = rulebook.facts[name]
        if kind.origin == "finding":
            todo.extend(world.open_names(rulebook.by_id[name].when))
        elif kind.origin == "balance":
            todo.extend(rule for rule in weighed(rulebook) if world.truths[rule] is None)
        else:
            found |= world.questions(name)
    return frozenset(found)


def open_questions(rulebook: Rulebook, decision: Decision) -> frozenset[str]:
    """Return every question whose answer can still change the advice.

    Also the questions that make such a question reachable.
    """
    return frozenset(influences(rulebook, decision))


def influences(rulebook: Rulebook, decision: Decision) -> dict[str, tuple[AnyRule, ...]]:
    """Return, for each question that still matters, the rules it can still decide.

    The rules come in the order of what they decide: whether, when, gates, dates.
    """
    found: dict[str, list[AnyRule]] = {}
    world = open_world(rulebook, decision)
    for rule in deciding_rules(decision, world):
        wanted = set(deciding_questions(world, rule))
        for question in with_prerequisites(rulebook, world.facts, wanted):
            found.setdefault(question, []).append(rule)
    for question, rules in _conditional_answers(rulebook, world.facts):
        found.setdefault(question, []).extend(rules)
    return {question: tuple(rules) for question, rules in found.items()}


def _conditional_answers(rulebook: Rulebook, facts: Facts) -> Iterator[tuple[str, list[AnyRule]]]:
    """Yield the open questions on which it depends whether a given answer applies.

    A case file may answer a question without the one that makes it reachable.
    The answer counts, but what it supports would fall with the other answer.
    """
    for question in rulebook.questions.values():
        if question.purpose in ("letter", "record") or not _answered(rulebook, facts, question.id):
            continue
        prerequisites = {
            source
            for name in open_names(question.when, facts)
            for source in rulebook.facts[name].inputs
        }
        rules: list[AnyRule] = []
        if prerequisites:
            rules = [
                rule for rule in rulebook.rules() if _rule_depends_on(rulebook, rule, question.id)
            ]
        if rules:
            for name in sorted(with_prerequisites(rulebook, facts, prerequisites)):
                if is_open(rulebook, facts, name):
                    yield name, rules


def _answered(rulebook: Rulebook, facts: Facts, question: str) -> bool:
    return fact_names(rulebook.questions[question])[0] in facts.known


def _rule_depends_on(rulebook: Rulebook, rule: AnyRule, question: str) -> bool:
    """Return whether a row, a gate or a date depends on a question, also through findings."""
    if rule.id.split("/")[0] not in ("whether", "when", "gates", "dates"):
        return False
    return any(_depends_on(rulebook, name, question) for name in names(rule.when))


def _depends_on(rulebook: Rulebook, name: str, question: str) -> bool:
    kind = rulebook.facts[name]
    if kind.origin == "finding":
        return any(
            _depends_on(rulebook, inner, question) for inner in names(rulebook.by_id[name].when)
        )
    if kind.origin == "balance":
        return any(_depends_on(rulebook, finding, question) for finding in weighed(rulebook))
    return question in kind.inputs


def with_prerequisites(rulebook: Rulebook, facts: Facts, wanted: set[str]) -> frozenset[str]:
    """Add the open questions that decide whether a wanted one can be reached."""
    todo = list(wanted)
    while todo:
        question = rulebook.questions[todo.pop()]
        for name in open_names(question.when, facts):
            for source in rulebook.facts[name].inputs:
                if source not in wanted and is_open(rulebook, facts, source):
                    wanted.add(source)
                    todo.append(source)
    return frozenset(wanted)


def causes(rulebook: Rulebook, rule: AnyRule, facts: Facts) -> tuple[str, ...]:
    """Return the questions whose answers make a rule fire, down to the answers."""
    found: dict[str, None] = {}
    todo = list(deciding(rule.when, facts))
    while todo:
        name = todo.pop(0)
        kind = rulebook.facts[name]
        if kind.origin == "finding":
            todo.extend(deciding(rulebook.by_id[name].when, facts))
        for question in kind.inputs:
            found[question] = None
    return tuple(name for name in rulebook.questions if name in found)


def part_of(rule: AnyRule) -> Affected:
    """Return which part of the advice a rule decides."""
    return PARTS[rule.id.split("/")[0]]


def by_part(rules: Sequence[AnyRule]) -> dict[Affected, tuple[AnyRule, ...]]:
    """Return the rules that a question can still decide by the part of the advice they decide.

    The parts of the advice come in their order, the weightiest first.
    """
    return {
        part: found
        for part in AFFECTED
        if (found := tuple(rule for rule in rules if part_of(rule) == part))
    }
