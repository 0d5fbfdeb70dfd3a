"""Partitions of the values of facts: regions within which no condition changes its truth.

A comparison with a fact that has an order changes its truth at its operand, on one
side of it or on both. These cuts divide the values of the fact into regions; to every
condition all values of a region are alike, so one sample of each region is enough.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from typing import Any, NamedTuple

from advisor.conditions import All, AnyOf, Compare, Condition, NoneOf, magnitude
from advisor.knowledge.content import Library, Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.model import Between, Facts, FactType, FactValue, Money

GIVEN = ("question", "derived")
"""Origins of the facts that come from answers and calculations, and not from rules."""

ORDERED = ("number", "percent", "money", "date")
"""Kinds of facts that have an order."""

SIDES: Mapping[str, tuple[bool, ...]] = {
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
"""Operator to where its truth changes: at the operand (false), just above it (true)."""

CURRENCY = "EUR"
"""The currency of sampled amounts; conditions compare amounts alone."""


class Cut(NamedTuple):
    """A point at which the truth of a comparison changes."""

    value: Any
    """A number or a day."""
    above: bool
    """The value itself still lies below the cut."""

    def passed(self, value: object) -> bool:
        """Return whether a value lies beyond the cut."""
        return self < (magnitude(value), True)


class NoValue(Enum):
    """The state of a fact without a value."""

    UNKNOWN = "unknown"
    ABSENT = "does not apply"


@dataclass(frozen=True)
class Partition:
    """The regions of one fact, numbered from the lowest."""

    cuts: tuple[Cut, ...]
    """In order. Region ``n`` lies between the cuts ``n - 1`` and ``n``."""
    samples: Mapping[int, FactValue]
    """Region to one of its values, its least where it has one. Empty regions are left out."""
    ordered: bool

    def region(self, value: FactValue) -> int:
        """Return the region of a value; 0 for every text, list and length of time."""
        if self.ordered:
            # The cuts passed: all of lesser value, and the one at the value itself.
            return bisect_left(self.cuts, (magnitude(value), True))
        return next((number for number, one in self.samples.items() if one == value), 0)

    @property
    def limits(self) -> tuple[Any, ...]:
        """Return the values of the cuts, each once, in order."""
        return tuple(dict.fromkeys(cut.value for cut in self.cuts))

    def region_of(self, name: str, facts: Facts) -> int | tuple[int, int] | NoValue:
        """Return the region of a fact, or why it has no value.

        For a number that is known only within limits, the regions of both if they differ.
        """
        value = facts.known.get(name)
        if value is None:
            return NoValue.ABSENT if name in facts.not_applicable else NoValue.UNKNOWN
        if isinstance(value, Between):
            low, high = self.region(value.low), self.region(value.high)
            return low if low == high else (low, high)
        return self.region(value)


def conditions(library: Library) -> Iterator[Condition]:
    """Yield every condition of a library."""
    yield from (rule.when for rule in library.rules())
    for item in library.dependences:
        yield from (item.when, item.then)
    yield from (question.when for question in library.questions.values())
    yield from (event.when for event in library.events)
    yield from (event.unless for event in library.events if event.unless)
    yield from (item.when for item in library.contradictions)
    yield from (paragraph.when for paragraph in library.phrases.paragraphs)
    for kind in library.phrases.kinds.values():
        yield kind.when
        yield from (row.when for row in kind.order)
        yield from (row.when for row in (*kind.subject, *kind.lacks))


def comparisons(condition: Condition) -> Iterator[Compare]:
    """Yield every comparison in a condition, in reading order."""
    if isinstance(condition, Compare):
        yield condition
    elif isinstance(condition, (All, AnyOf, NoneOf)):
        for part in condition.parts:
            yield from comparisons(part)


def partitions(
    rulebook: Rulebook, some: Iterable[Condition], names: Iterable[str] | None = None
) -> Mapping[str, Partition]:
    """Return the partition of facts by some conditions.

    Without names: of every fact that an answer, a calculation or the plan gives.
    """
    cuts: dict[str, set[Cut]] = {}
    for condition in some:
        for part in comparisons(condition):
            if rulebook.facts[part.fact].kind in ORDERED:
                operands = part.operand if isinstance(part.operand, tuple) else (part.operand,)
                cuts.setdefault(part.fact, set()).update(
                    Cut(operand, above) for operand in operands for above in SIDES[part.operator]
                )
    if names is None:
        origins = (*GIVEN, "turning", "plan")
        names = (name for name, kind in rulebook.facts.items() if kind.origin in origins)
    return {
        name: _partition(rulebook, rulebook.facts[name], sorted(cuts.get(name, ())))
        for name in names
    }


def _partition(rulebook: Rulebook, kind: FactType, cuts: list[Cut]) -> Partition:
    if kind.kind not in ORDERED:
        values = (True, False) if kind.kind == "yes_no" else kind.choices or ("given",)
        return Partition((), dict(enumerate(values)), ordered=False)
    if kind.kind == "date":
        days = [Cut(cut.value.toordinal(), cut.above) for cut in cuts]
        usual = date(2026, 1, 1).toordinal()
        found = _samples(days, usual if not days else None, None, whole=True)
        samples: dict[int, FactValue] = {n: date.fromordinal(int(day)) for n, day in found}
        return Partition(tuple(cuts), samples, ordered=True)
    least, most, whole = _range(rulebook, kind)
    numbers = _samples(cuts, least, most, whole=whole)
    if kind.kind == "money":
        samples = {region: Money(Decimal(number), CURRENCY) for region, number in numbers}
    else:
        samples = {region: _plain(number) for region, number in numbers}
    return Partition(tuple(cuts), samples, ordered=True)


def _range(rulebook: Rulebook, kind: FactType) -> tuple[int | None, int | None, bool]:
    """Return the least and the largest number that a fact can be, and if it is whole."""
    if kind.origin != "question":
        return None, None, False
    question = rulebook.questions[kind.inputs[0]]
    if question.kind == "several":
        return 0, len(question.choices), True
    return 0, 10 if question.kind == "score" else None, question.kind in ("count", "score")


def _samples(
    cuts: Iterable[Cut], least: int | None, most: int | None, *, whole: bool
) -> Iterator[tuple[int, int | Decimal]]:
    """Yield one number of each region that has one, with the region."""
    edges: list[Cut | None] = [None, *cuts, None]
    for region, (lower, upper) in enumerate(pairwise(edges)):
        number = _lowest(lower, upper, whole=whole)
        if least is not None and (lower is None or number < least):
            number = least
        if most is not None and number > most:
            number = most
        beyond_lower = lower is None or lower < (number, True)
        if beyond_lower and (upper is None or not upper < (number, True)):
            yield region, number


def _lowest(lower: Cut | None, upper: Cut | None, *, whole: bool) -> Any:
    """Return the least number between two cuts, or one near it where there is no least."""
    if lower is None:
        return upper.value - 1 if upper else 0
    if not lower.above:
        return math.ceil(lower.value) if whole else lower.value
    if whole:
        return math.floor(lower.value) + 1
    if upper is None:
        return lower.value + 1
    return Decimal(lower.value + upper.value) / 2


def _plain(number: int | Decimal) -> int | Decimal:
    """Return a whole number as an ``int``."""
    return int(number) if number == int(number) else number
