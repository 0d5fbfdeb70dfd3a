"""Formulas over "this fact lies in these regions"."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Union

from advisor.model import Truth


@dataclass(frozen=True, eq=False)
class Atom:
    """The fact is in one of the regions of a mask."""

    fact: str
    mask: int
    full: int
    """The mask of everything that the fact can be."""


@dataclass(frozen=True, eq=False)
class Every:
    """All parts are true."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, eq=False)
class Some:
    """At least one part is true."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, eq=False)
class Least:
    """At least ``count`` parts are true."""

    count: int
    parts: tuple[Formula, ...]


Formula = Union[Atom, Every, Some, Least]
TRUE = Every(())
FALSE = Some(())


def every(parts: Iterable[Formula]) -> Formula:
    """Return the formula that all parts are true."""
    kept: list[Formula] = []
    for part in parts:
        if isinstance(part, Some) and not part.parts:
            return FALSE
        kept.extend(part.parts if isinstance(part, Every) else (part,))
    return kept[0] if len(kept) == 1 else Every(tuple(kept))


def some(parts: Iterable[Formula]) -> Formula:
    """Return the formula that at least one part is true."""
    kept: list[Formula] = []
    for part in parts:
        if isinstance(part, Every) and not part.parts:
            return TRUE
        kept.extend(part.parts if isinstance(part, Some) else (part,))
    return kept[0] if len(kept) == 1 else Some(tuple(kept))


def least(count: int, parts: Iterable[Formula]) -> Formula:
    """Return the formula that at least ``count`` parts are true."""
    kept = tuple(parts)
    if count <= 0:
        return TRUE
    if count > len(kept):
        return FALSE
    if count == 1:
        return some(kept)
    return every(kept) if count == len(kept) else Least(count, kept)


class Negation:
    """Turns formulas into their opposite; each is turned once."""

    def __init__(self) -> None:
        self._found: dict[int, tuple[Formula, Formula]] = {}

    def __call__(self, formula: Formula) -> Formula:
        """Return the formula that is true where ``formula`` is not."""
        kept = self._found.get(id(formula))
        if kept is None:
            kept = (formula, self._turn(formula))
            self._found[id(formula)] = kept
        return kept[1]

    def _turn(self, formula: Formula) -> Formula:
        if isinstance(formula, Atom):
            return Atom(formula.fact, formula.full & ~formula.mask, formula.full)
        parts = [self(part) for part in formula.parts]
        if isinstance(formula, Every):
            return some(parts)
        if isinstance(formula, Some):
            return every(parts)
        return least(len(parts) - formula.count + 1, parts)


def read(formula: Formula, mask_of: Callable[[Atom], int], seen: dict[int, Truth]) -> Truth:
    """Read a formula where each fact is narrowed to a mask.

    True or false is so for whatever the facts turn out to be within their masks.
    ``seen`` keeps what was read with the same masks.
    """
    key = id(formula)
    if key in seen:
        return seen[key]
    result: Truth
    if isinstance(formula, Atom):
        mask = mask_of(formula)
        result = False if not mask & formula.mask else (None if mask & ~formula.mask else True)
    elif isinstance(formula, Every):
        result = True
        for part in formula.parts:
            truth = read(part, mask_of, seen)
            if truth is False:
                result = False
                break
            if truth is None:
                result = None
    else:
        result = _count(formula, mask_of, seen)
    seen[key] = result
    return result


def _count(formula: Some | Least, mask_of: Callable[[Atom], int], seen: dict[int, Truth]) -> Truth:
    wanted = formula.count if isinstance(formula, Least) else 1
    may = len(formula.parts)
    sure = 0
    for part in formula.parts:
        truth = read(part, mask_of, seen)
        if truth is True:
            sure += 1
            if sure >= wanted:
                return True
        elif truth is False:
            may -= 1
            if may < wanted:
                return False
    return False if may < wanted else None
