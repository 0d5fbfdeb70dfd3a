"""Mutants: a rule with one small fault, or a decision with two rows swapped.

Some case has to fail for each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from advisor.authoring.conclusions import CONSTANTS, Row, decides, shown, wrong
from advisor.authoring.rule_cases import Cases, RuleCase
from advisor.conditions import (
    ALWAYS,
    All,
    AnyOf,
    Compare,
    Condition,
    Holds,
    IsKnown,
    NoneOf,
    evaluate,
)
from advisor.knowledge import roles
from advisor.knowledge.anchor import Anchor
from advisor.knowledge.content import After, AnyRule, Rulebook
from advisor.knowledge.rules import STRATA
from advisor.lazy_dataclass import dataclass

LADDERS: Mapping[str, Sequence[str]] = {
    field.name: field.allowed
    for stratum in STRATA
    for field in stratum.table
    if field.type in ("choice", "choices")
}
"""The values of each field that has a list of them."""

SWAPPED = {
    "below": "at_most",
    "at_most": "below",
    "above": "at_least",
    "at_least": "above",
    "before": "after",
    "after": "before",
    "is": "not",
    "not": "is",
}
"""Each operator and the one that a mutant has in its place."""


@dataclass(frozen=True)
class Mutant:
    """A fault in one rule, or in the order of the rows of a decision."""

    rule: str
    fault: str
    changed: AnyRule | None = None
    """The rule with its fault; ``None`` where rows are swapped."""
    rows: tuple[Row, ...] = ()


def survivors(rulebook: Rulebook, cases: Cases) -> tuple[Mutant, ...]:
    """Return the mutants for which no case fails."""
    by_rule: dict[str, list[RuleCase]] = {}
    for case in cases.conditions:
        by_rule.setdefault(case.rule, []).append(case)

    def noticed(mutant: Mutant) -> bool:
        rule = mutant.changed
        if rule is None:
            decision = mutant.rule.split("/")[0]
            return any(
                decides(mutant.rows, case.facts) != case.decides
                for case in cases.order
                if case.decides.split("/")[0] == decision
            )
        conclusion = cases.conclusions.get(rule.id)
        return any(
            evaluate(rule.when, case.facts) is not case.expected
            for case in by_rule.get(rule.id, ())
        ) or (conclusion is not None and any(wrong(rule, conclusion)))

    return tuple(mutant for mutant in mutants(rulebook) if not noticed(mutant))


def mutants(rulebook: Rulebook) -> Iterator[Mutant]:
    """Yield every rule with each fault, and every decision with two neighbouring rows swapped."""
    grounds = sorted({rule.topic for rule in rulebook.findings})
    for rule in rulebook.rules():
        changes: Any
        for fault, changes in (*_conditions(rule, rulebook), *_constants(rule, grounds)):
            yield Mutant(rule.id, fault, replace(rule, **changes))
    decisions: tuple[Sequence[Row], ...] = (rulebook.whether, rulebook.timing)
    for rows in decisions:
        for at in range(len(rows) - 1):
            first, second = rows[at], rows[at + 1]
            if _exclusive(first.when, second.when):
                continue
            swapped = (*rows[:at], second, first, *rows[at + 2 :])
            yield Mutant(first.id, f"{first.id} and {second.id} swapped", rows=swapped)


def _exclusive(first: Condition, second: Condition) -> bool:
    """Whether one cannot hold where the other does, so that their order does not matter."""
    one, other = _parts(first), _parts(second)
    barred = (part for part in (*one, *other) if isinstance(part, NoneOf))
    return any({*one, *other} & {*part.parts} for part in barred) or any(
        a.fact == b.fact and not _values(a) & _values(b)
        for a in _chosen(one)
        for b in _chosen(other)
    )


def _parts(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, All) else (condition,)


def _chosen(parts: tuple[Condition, ...]) -> list[Compare]:
    return [part for part in parts if isinstance(part, Compare) and part.operator in ("is", "in")]


def _values(needed: Compare) -> set[object]:
    operand: Any = needed.operand
    return set(operand) if needed.operator == "in" else {operand}


def _conditions(rule: AnyRule, rulebook: Rulebook) -> Iterator[tuple[str, dict[str, Condition]]]:
    """Yield the faults of a rule's condition."""
    if rule.when == ALWAYS:
        return
    yield "never fires", {"when": NoneOf((ALWAYS,))}
    yield "always fires", {"when": ALWAYS}
    yield "inverted", {"when": NoneOf((rule.when,))}
    for fault, condition in _faults(rule.when, rulebook):
        yield fault, {"when": condition}


def _constants(rule: AnyRule, grounds: Sequence[str]) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the faults of what a rule concludes: each constant moved to the values beside it."""
    defaults = {one.name: one.default for one in fields(rule)}
    for name in CONSTANTS[type(rule)]:
        value = getattr(rule, name)
        if value == defaults[name]:
            continue
        for other in _others(name, value, grounds):
            yield f"{name} {_text(value)} -> {_text(other)}", {name: other}


def _others(name: str, value: Any, grounds: Sequence[str]) -> Iterator[object]:
    """Yield the values on either side of a constant."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value - 1, value + 1)
    elif isinstance(value, tuple) and isinstance(value[0], After):
        for at, one in enumerate(value):
            yield (*value[:at], *value[at + 1 :])
            yield (*value[:at], replace(one, business_days=one.business_days + 1), *value[at + 1 :])
    elif isinstance(value, tuple):
        ladder = LADDERS[name]
        yield from (
            tuple(one for one in ladder if (one in value) != (one == other)) for other in ladder
        )
    elif isinstance(value, Anchor):
        yield replace(value, days=value.days - 1)
        yield replace(value, days=value.days + 1)
        yield replace(value, fact=roles.AS_OF if value.fact != roles.AS_OF else roles.REVIEW_DATE)
    else:
        ladder = LADDERS.get(name, grounds)
        at = ladder.index(value)
        yield from (ladder[beside] for beside in (at - 1, at + 1) if 0 <= beside < len(ladder))


def _text(value: object) -> str:
    return f"{value.fact} {value.days:+d}" if isinstance(value, Anchor) else shown(value)


def _faults(condition: Condition, rulebook: Rulebook) -> Iterator[tuple[str, Condition]]:
    """Yield each way to put one fault into a condition."""
    if isinstance(condition, Compare):
        yield from _comparison(condition, rulebook)
    elif isinstance(condition, Holds):
        yield f"{condition.finding} inverted", NoneOf((condition,))
    elif isinstance(condition, IsKnown):
        yield f"known {condition.fact} inverted", replace(condition, wanted=not condition.wanted)
    elif isinstance(condition, (All, AnyOf, NoneOf)):
        yield from _group(condition, rulebook)


def _comparison(condition: Compare, rulebook: Rulebook) -> Iterator[tuple[str, Condition]]:
    name, operand = condition.fact, condition.operand
    shown = f"{name} {condition.operator} {operand}"
    swapped = SWAPPED.get(condition.operator)
    if swapped is not None:
        yield f"{shown} -> {swapped}", replace(condition, operator=swapped)
    if isinstance(operand, tuple):
        for item in operand:
            rest = tuple(other for other in operand if other != item)
            if rest:
                yield f"{shown} without {item}", replace(condition, operand=rest)
        for choice in rulebook.facts[name].choices:
            if choice not in operand:
                yield f"{shown} with {choice}", replace(condition, operand=(*operand, choice))
    elif isinstance(operand, (int, Decimal)) and not isinstance(operand, bool):
        for step in (-1, 1):
            yield f"{shown} moved by {step}", replace(condition, operand=operand + step)
    elif isinstance(operand, date):
        for step in (-1, 1):
            yield f"{shown} moved by {step}", replace(condition, operand=operand + timedelta(step))


def _group(condition: All | AnyOf | NoneOf, rulebook: Rulebook) -> Iterator[tuple[str, Condition]]:
    parts = condition.parts
    for index, part in enumerate(parts):
        before, after = parts[:index], parts[index + 1 :]
        if len(parts) > 1:
            yield f"part {index + 1} dropped", type(condition)((*before, *after))
        for fault, changed in _faults(part, rulebook):
            yield fault, type(condition)((*before, changed, *after))
    if isinstance(condition, NoneOf):
        yield "none -> any", AnyOf(parts)
    elif len(parts) > 1:
        other = AnyOf if isinstance(condition, All) else All
        yield f"{'all' if other is AnyOf else 'any'} turned", other(parts)
