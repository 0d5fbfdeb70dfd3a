"""The fact that a calculation asks for first, without which it has no result.

Most facts of a case cannot be calculated, because an answer is missing. Finding that out
by the first fact that each calculation needs, for all that need the same fact at once,
takes a fraction of the time of calling them.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date
from typing import NoReturn

from advisor.errors import DatedValueError
from advisor.facts.calculation import Calculation, DoesNotApply, Given, Unknown

Groups = tuple[tuple[str, tuple[tuple[str, Calculation], ...]], ...]
"""A fact, and the calculated facts that need it first; those under no fact have to be tried."""


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

    A fact that is needed first comes in a group before that of the facts that need it.
    """
    groups: dict[str, list[str]] = {}
    for name, calculation in calculations.items():
        groups.setdefault(_first_need(calculation), []).append(name)
    group_of = {name: first for first, names in groups.items() for name in names}
    ordered: dict[str, None] = {}

    def add(first: str) -> None:
        if first in group_of:
            add(group_of[first])
        ordered[first] = None

    for first in groups:
        add(first)
    return tuple(
        (first, tuple((name, calculations[name]) for name in groups[first]))
        for first in ordered
        if first in groups
    )


def among(groups: Groups, names: Container[str]) -> Groups:
    """Return the groups of some of the facts."""
    found = ((first, tuple(one for one in facts if one[0] in names)) for first, facts in groups)
    return tuple(group for group in found if group[1])


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
    for first, calculations in groups:
        if first and first not in known:
            given.calculate(first)
            if first not in known:
                if first in absent:
                    absent.update([name for name, _ in calculations if name not in tried])
                tried.update([name for name, _ in calculations])
                continue
        for name, calculation in calculations:
            if name in tried:
                continue
            tried.add(name)
            try:
                known[name] = calculation(given)
            except Unknown:
                pass
            except DoesNotApply:
                absent.add(name)
