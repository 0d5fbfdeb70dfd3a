"""Dated values that have no figure on a day.

They are reported as notices: only what needs the figure is refused, with a message. A
value that is ``none`` from its first day on states that no figure exists, and is not
reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from advisor.errors import Problem
from advisor.knowledge.content import Rulebook
from advisor.knowledge.dated_value import DatedValue


def expired(rulebook: Rulebook, on: date) -> Iterator[Problem]:
    """Find the dated values that lack a figure for a day."""
    half_yearly = {value.over for value in rulebook.values.values() if value.over}
    for value in rulebook.values.values():
        why = _lacking(value, on, half_yearly=value.id in half_yearly)
        if why:
            yield Problem(value.place, f"{value.id} has no figure for {on}: {why}.")


def _lacking(value: DatedValue, on: date, *, half_yearly: bool) -> str:
    """Say why a value has no figure for a day, or nothing when it has one."""
    figures = [start for start, figure in value.values.items() if figure is not None]
    begun = [start for start in value.values if start <= on]
    if not figures:
        return ""
    if not begun:
        return f"it begins on {min(value.values)}"
    newest = max(begun)
    if value.values[newest] is None:
        return f"it ended on {newest}"
    # A reference rate says nothing about the half-years after its last line.
    half = date(on.year, 1 if on.month <= 6 else 7, 1)
    if half_yearly and half not in value.values:
        return f"its last half-year begins on {newest}"
    return ""
