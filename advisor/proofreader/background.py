"""The facts of a case that a letter about it may state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from datetime import date

from advisor.knowledge import roles
from advisor.lazy_dataclass import dataclass
from advisor.locale.folding import fold
from advisor.model import Day, Facts, Money, Norm
from advisor.wordlists.entity_patterns import Amount

MIN_CLIENT_FACTS = 2
"""Facts about this client that a letter needs besides names (S49)."""
NOT_CLIENT_FACTS = (
    *("sender_", "contact_", "client_", "referral_", roles.OWN_SENTENCE, roles.TALK_HELD_ON),
    *(roles.NOTICE_ADDRESSEE, "advice."),
)
"""Beginnings of the names of facts that do not count as facts about the client."""


CLAUSES = (roles.NOTICE_CLAUSE, roles.SUSPENSION_NUMBER, roles.CAUSE_NUMBER)
"""Questions for the number of a clause, shown as ``clause 9.2``."""


@dataclass(frozen=True)
class Constraint:
    """A day before which the relationship cannot end."""

    date: Day
    what: str
    """What runs until that day, in words."""
    norm: Norm
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Background:
    """The facts of a case that its letters are compared with."""

    facts: Facts
    """With the answers about the letter."""
    last_day: date | None = None
    """The earliest last day that the advice names."""
    constraints: tuple[Constraint, ...] = ()
    """Days before which the last day cannot lie."""
    amounts: frozenset[Money] = frozenset()
    """Every sum in the case."""
    owed: tuple[Money, ...] = ()
    """The sums that may be called overdue."""
    due: frozenset[date] = frozenset()
    """The days on which unpaid invoices were due."""
    ours: frozenset[str] = field(default=frozenset(), repr=False)
    """The sentences of the letter that the program writes, folded."""
    days_late: frozenset[int] = frozenset()
    """The days by which each overdue invoice is late on the day of the letter."""
    articles: frozenset[str] = frozenset()
    """The numbers of articles of law that our letters name."""
    guarded: bool = False
    """The letter gives no reason and offers no call."""

    def texts(self, *names: str) -> tuple[str, ...]:
        """Return the known text answers among some names."""
        values = (self.facts.known.get(name) for name in names)
        return tuple(item for item in values if isinstance(item, str))


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text, folded and without punctuation."""
    for line in text.splitlines():
        for piece in re.split(r"(?<=[.!?:])\s+", line):
            bare = " ".join(re.findall(r"[\w']+", fold(piece)))
            if bare:
                yield bare


def same(amount: Amount, money: Money) -> bool:
    """Return whether an amount found in a letter equals a sum of the case."""
    may_be = {amount.currency} if amount.currency else amount.among
    alike = not may_be or not money.currency or money.currency in may_be
    return alike and amount.amount == money.amount
