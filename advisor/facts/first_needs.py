"""The fact that a calculation asks for first, without which it has no result.

Most facts of a case cannot be calculated, because an answer is missing. Finding that out
by the first fact that each calculation needs, for all that need the same fact at once,
takes a fraction of the time of calling them.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date
from typing import NamedTuple, NoReturn

from advisor.errors import DatedValueError
from advisor.facts.calculation import Calculation, DoesNotApply, Given, Lacking, Unknown


class Group(NamedTuple):
    """Calculated facts that need the same fact first."""

    first: str
    """The fact; empty for those that have to be tried."""
    derived: bool
    """Whether that fact is calculated itself."""
    names: frozenset[str]
    calculations: tuple[tuple[str, Calculation], ...]


Groups = tuple[Group, ...]


class _First(Exception):
    """A calculation asked for a fact and cannot go on without it."""


class _Other(Exception):
    """A calculation asked for something that it can do without."""


class _Probe(Given):
    """Notes what a calculation asks for first."""

    def __getitem__(self, name: str) -> NoReturn:
        raise _First(name)

    def get(self, name: str, default: object = None) -> NoReturn:
        raise _Other(name, default)

    def applies(self, name: str) -> NoReturn:
        raise _Other(name)


def grouped(calculations: Mapping[str, Calculation]) -> Groups:
    """Return calculated facts by the fact that they need first.

    A fact that is needed first comes in a group before that of the facts that need it. Those
    that have to be tried come as late as that allows, since they ask for others.
    """
    groups: dict[str, list[str]] = {}
    for name, calculation in calculations.items():
        groups.setdefault(_first_need(calculation), []).append(name)
    group_of = {name: first for first, names in groups.items() for name in names}

    def rank(first: str) -> tuple[bool, int]:
        needed = [first]
        while needed[-1] in group_of:
            needed.append(group_of[needed[-1]])
        return needed[-1] == "", len(needed)

    return tuple(
        _group(first, first in group_of, [(name, calculations[name]) for name in groups[first]])
        for first in sorted(groups, key=rank)
    )


def _group(first: str, derived: bool, facts: list[tuple[str, Calculation]]) -> Group:
    return Group(first, derived, frozenset(name for name, _ in facts), tuple(facts))


def among(groups: Groups, names: Container[str]) -> Groups:
    """Return the groups of some of the facts."""
    found = (
        _group(group.first, group.derived, [one for one in group.calculations if one[0] in names])
        for group in groups
    )
    return tuple(group for group in found if group.names)


def _first_need(calculation: Calculation) -> str:
    """Return the fact that a calculation needs first, empty where it can do without one."""
    try:
        calculation(_Probe(date.min, {}, {}, {}))
    except _First as found:
        return str(found)
    except (_Other, DatedValueError):
        pass
    return ""


def calculate(given: Given, groups: Groups) -> None:
    """Calculate all facts of some groups, as :meth:`Given.calculate` does one by one.

    All answers have to be there.
    """
    if given.kept is None:
        given.kept = {}
    known, absent, tried = given.known, given.absent, given.tried
    for first, derived, names, calculations in groups:
        if first and first not in known:
            if derived:
                given.calculate(first)
            if first not in known:
                if first in absent:
                    absent |= names - tried
                tried |= names
                continue
        for name, calculation in calculations:
            if name in tried:
                continue
            tried.add(name)
            try:
                value = calculation(given)
                if not isinstance(value, Lacking):
                    known[name] = value
                elif not value.applies:
                    absent.add(name)
            except Unknown:
                pass
            except DoesNotApply:
                absent.add(name)
