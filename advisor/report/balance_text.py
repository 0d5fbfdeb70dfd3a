"""The points of the balance in words.

Sums are shown in whole points, rounded here and nowhere else; the points of a single finding
are shown exactly.
"""

from __future__ import annotations

from typing import NamedTuple

from advisor.knowledge.phrasebook import Phrasebook
from advisor.reasoning.balance import Balance

PARTS = {(1, 3): "⅓", (2, 3): "⅔", (1, 2): "½", (1, 4): "¼", (3, 4): "¾"}
"""Parts of a point that have a sign of their own."""


class WholePoints(NamedTuple):
    """The sums of a balance in whole points."""

    grounds: int
    ripe: int
    """``grounds`` less those that wait for their own remedy."""
    against: int


def points(units: int, unit: int) -> str:
    """Return a number of units as points: ``5⅔``."""
    whole, rest = divmod(units, unit)
    if not rest:
        return str(whole)
    part = PARTS.get((rest, unit)) or f"{' ' if whole else ''}{rest}/{unit}"
    return f"{whole or ''}{part}"


def whole_points(balance: Balance) -> WholePoints:
    """Return the sums in whole points, so that their differences meet the same limits.

    The points against are rounded to the nearest, the lead of those for ending towards
    zero: a limit is a whole number of points, so the rounded lead reaches it only where the
    exact one does.
    """
    against = (2 * balance.against + balance.unit) // (2 * balance.unit)
    lead = balance.grounds - balance.against
    grounds, ripe = (
        against + int(units / balance.unit) for units in (lead, lead - balance.waiting)
    )
    return WholePoints(grounds, ripe, against)


def balance_line(phrases: Phrasebook, balance: Balance) -> str:
    """Return the points for and against, and the lead that ending takes, in one line."""
    whole = whole_points(balance)
    margin = balance.margin // balance.unit
    line = phrases.say(
        "report.balance", grounds=whole.grounds, against=whole.against, margin=margin
    )
    waiting = whole.grounds - whole.ripe
    if not waiting:
        return line
    return f"{line} {phrases.say('report.waiting', waiting=waiting)}"
