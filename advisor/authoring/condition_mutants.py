"""Small faults put into a rule, each of which some case has to notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Union

from advisor.authoring.conclusion_mutants import Altered, Swapped, altered, swapped
from advisor.authoring.conclusions import decides, wrong
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
from advisor.knowledge.content import Library


@dataclass(frozen=True)
class Mutant:
    """A rule with one fault in its condition."""

    rule: str
    fault: str
    condition: Condition


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


Fault = Union[Mutant, Altered, Swapped]


def mutants(library: Library) -> Iterator[Fault]:
    """Yield every mutant of every rule.

    Its condition dropped, inverted, moved; what it concludes altered; and two rows
    of a decision that follow each other swapped.
    """
    yield from conditions_mutated(library)
    yield from altered(library)
    yield from swapped(library)


def conditions_mutated(library: Library) -> Iterator[Mutant]:
    """Yield every mutant of every condition."""
    for rule in library.rules():
        if rule.when == ALWAYS:
            continue
        yield Mutant(rule.id, "never fires", NoneOf((ALWAYS,)))
        yield Mutant(rule.id, "always fires", ALWAYS)
        yield Mutant(rule.id, "inverted", NoneOf((rule.when,)))
        for fault, condition in faults(rule.when, library):
            yield Mutant(rule.id, fault, condition)


def faults(condition: Condition, library: Library) -> Iterator[tuple[str, Condition]]:
    """Yield each way to put one fault into a condition."""
    if isinstance(condition, Compare):
        yield from _comparison(condition, library)
    elif isinstance(condition, Holds):
        yield f"{condition.finding} inverted", NoneOf((condition,))
    elif isinstance(condition, IsKnown):
        yield f"known {condition.fact} inverted", replace(condition, wanted=not condition.wanted)
    elif isinstance(condition, (All, AnyOf, NoneOf)):
        yield from _group(condition, library)


def _comparison(condition: Compare, library: Library) -> Iterator[tuple[str, Condition]]:
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
        for choice in library.facts[name].choices:
            if choice not in operand:
                yield f"{shown} with {choice}", replace(condition, operand=(*operand, choice))
    elif isinstance(operand, (int, Decimal)) and not isinstance(operand, bool):
        for step in (-1, 1):
            yield f"{shown} moved by {step}", replace(condition, operand=operand + step)
    elif isinstance(operand, date):
        for step in (-1, 1):
            yield f"{shown} moved by {step}", replace(condition, operand=operand + timedelta(step))


def _group(condition: All | AnyOf | NoneOf, library: Library) -> Iterator[tuple[str, Condition]]:
    parts = condition.parts
    for index, part in enumerate(parts):
        before, after = parts[:index], parts[index + 1 :]
        if len(parts) > 1:
            yield f"part {index + 1} dropped", type(condition)((*before, *after))
        for fault, changed in faults(part, library):
            yield fault, type(condition)((*before, changed, *after))
    if isinstance(condition, NoneOf):
        yield "none -> any", AnyOf(parts)
    elif len(parts) > 1:
        other = AnyOf if isinstance(condition, All) else All
        yield f"{'all' if other is AnyOf else 'any'} turned", other(parts)


def survivors(library: Library, cases: Cases) -> tuple[Fault, ...]:
    """Return the faults that no case notices."""
    by_rule: dict[str, list[RuleCase]] = {}
    for case in cases.conditions:
        by_rule.setdefault(case.rule, []).append(case)

    def survives(fault: Fault) -> bool:
        if isinstance(fault, Altered):
            conclusion = cases.conclusions.get(fault.rule)
            return conclusion is None or not any(wrong(fault.changed, conclusion))
        if isinstance(fault, Swapped):
            own = fault.rule.split("/")[0]
            return all(
                decides(fault.rows, case.facts) == case.decides
                for case in cases.order
                if case.decides.split("/")[0] == own
            )
        return all(
            evaluate(fault.condition, case.facts) is case.expected
            for case in by_rule.get(fault.rule, ())
        )

    return tuple(fault for fault in mutants(library) if survives(fault))
