"""What whether and when rest on: the rows, the findings they count, their questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from advisor.conditions import All, AnyOf, Compare, Condition, NoneOf, magnitude, names
from advisor.knowledge.content import FindingRule, Library, Question
from advisor.model import Facts
from advisor.reasoning.ground_counts import counted

Cut = tuple[object, bool]
"""A value at which a comparison turns; true where it turns only above the value."""

ABOVE: Mapping[str, tuple[bool, ...]] = {
    "below": (False,),
    "at_least": (False,),
    "before": (False,),
    "at_most": (True,),
    "above": (True,),
    "after": (True,),
    "is": (False, True),
    "not": (False, True),
    "in": (False, True),
}
"""On which sides of its operand the truth of a comparison turns."""

ORDERED = ("number", "percent", "money", "date")
"""Kinds of facts that have an order."""


GIVEN = ("question", "derived")
"""Where the facts come from that rules do not make."""


class Gap(Enum):
    """A fact without a value."""

    UNKNOWN = "unknown"
    ABSENT = "does not apply"


@dataclass(frozen=True, eq=False)
class Scope:
    """Everything in a library that whether and when can depend on."""

    findings: Mapping[str, FindingRule]
    """Those that a row names or a tally of a row counts, by id."""
    facts: tuple[str, ...]
    """The facts that these findings, the rows or the questions below name."""
    row_facts: tuple[str, ...]
    """The facts that a row names."""
    questions: tuple[str, ...]
    """The questions that those facts are made from, in the order of the interview."""
    filled: tuple[Question, ...]
    """Those questions, and all others that a calculation may read."""
    derived: tuple[str, ...]
    """The calculated facts among those above."""
    uses: Mapping[str, tuple[str, ...]]
    """Fact to the findings that name it."""
    cuts: Mapping[str, tuple[Cut, ...]]
    """Fact with an order to the values at which a condition turns, in order."""


@lru_cache(maxsize=16)
def scope(library: Library) -> Scope:
    """Find what whether and when rest on."""
    rows: list[Condition] = [row.when for row in library.whether]
    rows += [row.when for row in library.timing]
    named = {name for row in rows for name in names(row)}
    wanted = {name for name in named if library.facts[name].origin == "finding"}
    for tally in named & set(counted(library)):
        wanted |= {rule for group in counted(library)[tally] for rule in group}
    findings = {rule.id: rule for rule in library.findings if rule.id in wanted}
    conditions = [*rows, *(rule.when for rule in findings.values())]
    questions = _questions(library, conditions)
    conditions += [library.questions[name].when for name in questions]
    facts = {name for condition in conditions for name in names(condition)}
    given = [name for name in library.facts if name in facts and _given(library, name)]
    uses: dict[str, tuple[str, ...]] = {}
    for rule in findings.values():
        for name in set(names(rule.when)):
            uses[name] = (*uses.get(name, ()), rule.id)
    return Scope(
        findings=findings,
        facts=tuple(given),
        row_facts=tuple(name for name in library.facts if name in named and _given(library, name)),
        questions=questions,
        filled=tuple(_filled(library, questions)),
        derived=tuple(name for name in given if library.facts[name].origin == "derived"),
        uses=uses,
        cuts=cuts(library, conditions),
    )


@lru_cache(maxsize=16)
def everything(library: Library) -> Scope:
    """Find what whether, when, the last day and the gates can depend on."""
    rules = (*library.findings, *library.whether, *library.timing, *library.gates)
    conditions: list[Condition] = [rule.when for rule in rules]
    constraints = [rule for rule in library.dates if rule.kind == "constraint"]
    conditions += [rule.when for rule in constraints]
    asked = [item for item in library.questions.values() if item.purpose != "letter"]
    conditions += [item.when for item in asked]
    named = {name for condition in conditions for name in names(condition)}
    facts = tuple(name for name in library.facts if name in named and _given(library, name))
    return replace(
        scope(library),
        facts=facts,
        filled=tuple(_filled(library, tuple(item.id for item in asked))),
        derived=tuple(name for name in facts if library.facts[name].origin == "derived"),
        cuts=cuts(library, conditions),
    )


def _given(library: Library, name: str) -> bool:
    return library.facts[name].origin in GIVEN


def _questions(library: Library, conditions: Iterable[Condition]) -> tuple[str, ...]:
    """Return the questions behind some conditions, and those that open the way to them."""
    found: set[str] = set()
    todo = [name for condition in conditions for name in names(condition)]
    while todo:
        for question in library.facts[todo.pop()].inputs:
            # What happened is no answer that could be another one.
            if question not in found and library.questions[question].purpose != "record":
                found.add(question)
                todo.extend(names(library.questions[question].when))
    return tuple(name for name in library.questions if name in found)


def _filled(library: Library, questions: tuple[str, ...]) -> Iterator[Question]:
    """Yield the questions of a scope, the opening ones, records, all that calculations name."""
    made = [kind for kind in library.facts.values() if kind.origin == "derived"]
    read = {question for kind in made for question in kind.inputs}
    behind = _questions(library, (library.questions[name].when for name in read))
    wanted = {*questions, *read, *behind}
    for question in library.questions.values():
        if question.id in wanted or question.purpose in ("opening", "record"):
            yield question


def cuts(library: Library, conditions: Iterable[Condition]) -> Mapping[str, tuple[Cut, ...]]:
    """Return the values at which some conditions turn, for each fact with an order.

    A fact that they only ask for and compare with nothing is the same at every value:
    it has none.
    """
    found: dict[str, set[Cut]] = {}
    for condition in conditions:
        for name in names(condition):
            if library.facts[name].kind in ORDERED:
                found.setdefault(name, set())
        for part in compares(condition):
            if library.facts[part.fact].kind in ORDERED:
                operands = part.operand if isinstance(part.operand, tuple) else (part.operand,)
                for operand in operands:
                    found.setdefault(part.fact, set()).update(
                        (operand, above) for above in ABOVE[part.operator]
                    )
    return {name: tuple(sorted(some, key=_place)) for name, some in found.items()}


def _place(cut: Cut) -> tuple[object, bool]:
    return cut[0], cut[1]


def compares(condition: Condition) -> Iterator[Compare]:
    """Yield every comparison in a condition."""
    if isinstance(condition, Compare):
        yield condition
    elif isinstance(condition, (All, AnyOf, NoneOf)):
        for part in condition.parts:
            yield from compares(part)


def passed(cut: Cut, value: object) -> bool:
    """Tell whether a value lies beyond a cut."""
    number = magnitude(value)
    return number > cut[0] if cut[1] else number >= cut[0]  # type: ignore[operator,no-any-return]


def level(cuts: Mapping[str, tuple[Cut, ...]], name: str, facts: Facts) -> object:
    """Return what conditions can tell of a fact: its value, or its place among the cuts."""
    value = facts.known.get(name)
    if value is None:
        return Gap.ABSENT if name in facts.not_applicable else Gap.UNKNOWN
    limits = cuts.get(name)
    return value if limits is None else sum(passed(cut, value) for cut in limits)


def thresholds(library: Library) -> Mapping[str, tuple[Decimal, ...]]:
    """Return every number that a rule or a question compares each fact with."""
    found: dict[str, set[Decimal]] = {}
    conditions = [rule.when for rule in library.rules()]
    conditions += [question.when for question in library.questions.values()]
    for condition in conditions:
        for part in compares(condition):
            operands = part.operand if isinstance(part.operand, tuple) else (part.operand,)
            for operand in operands:
                if isinstance(operand, (int, Decimal)) and not isinstance(operand, bool):
                    found.setdefault(part.fact, set()).add(Decimal(operand))
    return {name: tuple(sorted(numbers)) for name, numbers in found.items()}
