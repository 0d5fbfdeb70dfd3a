"""What rules/stances.yaml and rules/dependences.yaml hold, as values.

On these rests the proof that no report tells the user two opposite things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from advisor.conditions import Condition
from advisor.errors import Place, Problem, nearest
from advisor.lazy_dataclass import dataclass


@dataclass(frozen=True)
class Stance:
    """Something that a text tells the user to do."""

    id: str
    means: str
    place: Place
    against: tuple[str, ...] = ()
    """Its opposites. Each pair is declared once."""


@dataclass(frozen=True, kw_only=True)
class Dependence:
    """Something that follows from other facts, though no condition says so."""

    when: Condition
    then: Condition
    """True of every case of which ``when`` is true."""
    because: str


def unknown_stances(
    stances: Mapping[str, Stance], named: Iterable[tuple[Place, tuple[str, ...]]]
) -> Iterator[Problem]:
    """Yield the stances that are named at a place and do not exist."""
    opposites = ((stance.place, stance.against) for stance in stances.values())
    for place, names in (*named, *opposites):
        for name in names:
            if name not in stances:
                text = f"There is no stance {name!r} in rules/stances.yaml."
                yield Problem(place, text + nearest(name, list(stances)))
