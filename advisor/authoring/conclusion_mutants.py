"""Rules that conclude something slightly else, and rows in another order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from advisor.authoring.conclusions import CONSTANTS, Row, shown
from advisor.knowledge.content import Anchor, AnyRule, Library
from advisor.knowledge.rules import DATE_KINDS, WHO
from advisor.model import DIRECTIONS, GATES, NORMS, PHASES, STRENGTHS, WHEN, WHETHER

LADDERS: Mapping[str, Sequence[str]] = {
    "direction": DIRECTIONS,
    "strength": STRENGTHS,
    "norm": NORMS,
    "whether": WHETHER,
    "timing": WHEN,
    "gate": GATES,
    "kind": DATE_KINDS,
    "phase": PHASES,
    "who": WHO,
}
"""The values of each field that has a list of them."""


@dataclass(frozen=True)
class Altered:
    """A rule with one of its constants changed."""

    rule: str
    fault: str
    changed: AnyRule


@dataclass(frozen=True)
class Swapped:
    """A decision with two neighbouring rows swapped."""

    rule: str
    fault: str
    rows: tuple[Row, ...]


def altered(library: Library) -> Iterator[Altered]:
    """Yield every rule with each constant moved to the values beside it."""
    grounds = sorted({rule.ground for rule in library.findings})
    for rule in library.rules():
        for name in CONSTANTS[type(rule)]:
            value = getattr(rule, name)
            for other in _others(name, value, grounds):
                fault = f"{name} {_told(value)} -> {_told(other)}"
                changes: dict[str, Any] = {name: other}
                yield Altered(rule.id, fault, replace(rule, **changes))


def _others(name: str, value: Any, grounds: Sequence[str]) -> Iterator[object]:
    """Yield the values on either side of a constant."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, Anchor):
        yield replace(value, days=value.days - 1)
        yield replace(value, days=value.days + 1)
        yield replace(value, fact="as_of" if value.fact != "as_of" else "review_date")
    else:
        ladder = LADDERS.get(name, grounds)
        at = ladder.index(value)
        yield from (ladder[beside] for beside in (at - 1, at + 1) if 0 <= beside < len(ladder))


def _told(value: object) -> str:
    return f"{value.fact} {value.days:+d}" if isinstance(value, Anchor) else shown(value)


def swapped(library: Library) -> Iterator[Swapped]:
    """Yield each decision with each two neighbouring rows swapped."""
    decisions: tuple[Sequence[Row], ...] = (library.whether, library.timing)
    for rows in decisions:
        for at in range(len(rows) - 1):
            first, second = rows[at], rows[at + 1]
            turned = (*rows[:at], second, first, *rows[at + 2 :])
            yield Swapped(first.id, f"{first.id} and {second.id} swapped", turned)
