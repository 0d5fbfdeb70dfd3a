"""The facts of a case that a letter about it may state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from advisor.locale.folding import fold
from advisor.model import Day, Facts, Money, Norm
from advisor.wordlists.entity_patterns import Amount


@dataclass(frozen=True)
class Constraint:
    """A day before which the relationship cannot end."""

    date: Day
    what: str
    """What ends on that day, in words."""
    norm: Norm
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Background:
    """A case as the proofreader needs it."""

    facts: Facts
    """With the answers about the letter."""
    last_day: date | None = None
    """The earliest last day that the advice names."""
    constraints: tuple[Constraint, ...] = ()
    """What the last day has to wait for."""
    amounts: frozenset[Money] = frozenset()
    """Every sum of the case."""
    owed: tuple[Money, ...] = ()
    """The sums that may be called overdue."""
    due: frozenset[date] = frozenset()
    """The days on which unpaid invoices were due."""
    ours: frozenset[str] = field(default=frozenset(), repr=False)
    """The sentences that the program itself would write, folded."""
    own: bool = False
    """The letter of this kind needs a sentence of the writer's own."""
    telling: bool = False
    """The letter of this kind needs facts about this client."""
    guarded: bool = False
    """The letter gives no reason and offers no call."""

    def texts(self, *names: str) -> tuple[str, ...]:
        """Return some answers as texts, those that are known."""
        found = (self.facts.known.get(name) for name in names)
        return tuple(item for item in found if isinstance(item, str))


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text, folded and without marks."""
    for line in text.splitlines():
        for piece in re.split(r"(?<=[.!?:])\s+", line):
            bare = " ".join(re.findall(r"[\w']+", fold(piece)))
            if bare:
                yield bare


def same(amount: Amount, money: Money) -> bool:
    """Tell whether an amount that was read is a sum of the case."""
    may_be = {amount.currency} if amount.currency else amount.among
    alike = not may_be or not money.currency or money.currency in may_be
    return alike and amount.amount == money.amount
