"""The points of the balance in words."""

from __future__ import annotations

from advisor.knowledge.phrasebook import Phrasebook
from advisor.reasoning.balance import Balance

PARTS = {(1, 3): "⅓", (2, 3): "⅔", (1, 2): "½", (1, 4): "¼", (3, 4): "¾"}
"""Parts of a point that have a sign of their own."""


def points(units: int, unit: int) -> str:
    """Return a number of units as points: ``5⅔``."""
    whole, rest = divmod(units, unit)
    if not rest:
        return str(whole)
    part = PARTS.get((rest, unit)) or f"{' ' if whole else ''}{rest}/{unit}"
    return f"{whole or ''}{part}"


def balance_line(phrases: Phrasebook, balance: Balance) -> str:
    """Return the points for and against, and how many more ending takes, in one line."""
    line = phrases.say(
        "report.balance",
        grounds=points(balance.grounds, balance.unit),
        against=points(balance.against, balance.unit),
        margin=points(balance.margin, balance.unit),
    )
    if not balance.waiting:
        return line
    waiting = phrases.say("report.waiting", waiting=points(balance.waiting, balance.unit))
    return f"{line} {waiting}"
