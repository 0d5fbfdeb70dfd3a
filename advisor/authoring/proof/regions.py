"""The regions that conditions cut each fact into, with one sample of each."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from advisor.conditions import All, AnyOf, Compare, Condition, NoneOf, magnitude
from advisor.knowledge.content import Library, Question
from advisor.model import Duration, FactType, FactValue, Money


@dataclass(frozen=True)
class Domain:
    """What one fact can be. Bit ``i`` of a mask stands for the region of ``samples[i]``."""

    samples: tuple[FactValue, ...]
    cuts: frozenset[object] = frozenset()
    """The numbers or days that have a region of their own."""

    def bit_of(self, value: FactValue) -> int:
        """Return the bit of the region that a value lies in."""
        if value in self.samples and not isinstance(value, Money):
            return 1 << self.samples.index(value)
        number: Any = magnitude(value)
        if isinstance(number, (bool, str, tuple, Duration)):
            return 1
        ordered: list[Any] = [magnitude(sample) for sample in self.samples]
        below = bisect_right(ordered, number) - 1
        after_cut = below >= 0 and ordered[below] in self.cuts and ordered[below] != number
        return 1 << max(below + after_cut, 0)

    @property
    def unknown(self) -> int:
        """The bit of a fact that is not known."""
        return 1 << len(self.samples)

    @property
    def absent(self) -> int:
        """The bit of a fact that does not apply."""
        return 2 << len(self.samples)

    @property
    def known(self) -> int:
        """The bits of every value."""
        return self.unknown - 1

    @property
    def full(self) -> int:
        """All bits."""
        return (4 << len(self.samples)) - 1

    def regions(self, mask: int) -> Iterator[FactValue]:
        """Yield a sample of each region in a mask."""
        return (sample for bit, sample in enumerate(self.samples) if mask >> bit & 1)


def conditions(library: Library) -> Iterator[Condition]:
    """Yield every condition of a library."""
    yield from (rule.when for rule in library.rules())
    yield from (question.when for question in library.questions.values())
    yield from (paragraph.when for paragraph in library.paragraphs)
    for kind in library.kinds.values():
        yield kind.when
        yield from (row.when for row in kind.order)
        yield from (row.when for row in (*kind.subject, *kind.lacks))


def comparisons(condition: Condition) -> Iterator[Compare]:
    """Yield every comparison in a condition."""
    if isinstance(condition, (All, AnyOf, NoneOf)):
        for part in condition.parts:
            yield from comparisons(part)
    elif isinstance(condition, Compare):
        yield condition


def domains(library: Library) -> dict[str, Domain]:
    """Return the regions of every fact that an answer or a calculation gives."""
    cuts: dict[str, set[object]] = {}
    for condition in conditions(library):
        for item in comparisons(condition):
            operand = item.operand if isinstance(item.operand, tuple) else (item.operand,)
            cuts.setdefault(item.fact, set()).update(operand)
    return {
        name: Domain(
            tuple(_samples(library, kind, cuts.get(name, ()))),
            frozenset(cuts.get(name, ())),
        )
        for name, kind in library.facts.items()
        if kind.origin in ("question", "derived", "plan")
    }


def _samples(library: Library, kind: FactType, cuts: Iterable[object]) -> Iterator[FactValue]:
    if kind.kind == "yes_no":
        yield from (True, False)
    elif kind.kind == "choice":
        yield from kind.choices
    elif kind.kind == "date":
        yield from _days(sorted(cut for cut in cuts if isinstance(cut, date)))
    elif kind.kind in ("number", "percent", "money"):
        numbers = sorted({Decimal(cut) for cut in cuts if isinstance(cut, (int, Decimal))})
        low, high, whole = _limits(library.questions, kind)
        for number in _numbers(numbers, low, high, whole=whole):
            yield Money(number, "EUR") if kind.kind == "money" else plain(number)
    else:
        yield "given"


def plain(number: Decimal) -> int | Decimal:
    """Return a whole number as an ``int``."""
    return int(number) if number == int(number) else number


def _limits(
    questions: Mapping[str, Question], kind: FactType
) -> tuple[Decimal | None, Decimal | None, bool]:
    """Return the least and the largest number that a fact can be, and if it is whole."""
    if kind.origin != "question":
        return None, None, False
    question = questions[kind.inputs[0]]
    if question.kind == "several":
        return Decimal(0), Decimal(len(question.choices)), True
    high = Decimal(10) if question.kind == "score" else None
    return Decimal(0), high, question.kind in ("count", "score")


def _numbers(
    cuts: list[Decimal], low: Decimal | None, high: Decimal | None, *, whole: bool
) -> Iterator[Decimal]:
    """Yield one number from each region that the cuts leave, in order."""
    edges: list[Decimal | None] = [None, *cuts, None]
    for after, before in pairwise(edges):
        inside = _inside(after, before, low, whole=whole)
        if inside is not None and (high is None or inside <= high):
            yield inside
        if before is None or (whole and before != int(before)):
            continue
        if (low is None or before >= low) and (high is None or before <= high):
            yield before


def _inside(
    after: Decimal | None, before: Decimal | None, low: Decimal | None, *, whole: bool
) -> Decimal | None:
    """Return a number between two cuts that is not below ``low``, if there is one."""
    if low is not None and (after is None or after < low):
        number = low
    elif after is None:
        number = before - 1 if before is not None else Decimal(0)
    elif whole:
        number = Decimal(math.floor(after) + 1)
    else:
        number = after + 1 if before is None else (after + before) / 2
    return number if before is None or number < before else None


def _days(cuts: list[date]) -> Iterator[date]:
    """Yield one day from each region that the cuts leave, in order."""
    if not cuts:
        yield date(2026, 1, 1)
    for before, cut in zip([None, *cuts], cuts, strict=False):
        if before is None or before + timedelta(days=1) < cut:
            yield cut - timedelta(days=1)
        yield cut
    if cuts:
        yield cuts[-1] + timedelta(days=1)
