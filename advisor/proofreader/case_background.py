"""What a case knows that a letter about it may state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from advisor.letters.letter_facts import ABUSE
from advisor.letters.plan_values import owed_total
from advisor.locale.folding import fold
from advisor.model import Day, Deliverable, Facts, FactValue, Invoice, Money, Norm
from advisor.reasoning.assessment import Assessment
from advisor.wordlists.entity_patterns import Amount, amounts_in


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

    @property
    def guarded(self) -> bool:
        """The letter keeps to what is necessary: no reason, no call."""
        now = self.facts.known.get("advice.when") == "now"
        return now or any(self.facts.known.get(name) is True for name in ABUSE)

    def texts(self, *names: str) -> tuple[str, ...]:
        """Return some answers as texts, those that are known."""
        found = (self.facts.known.get(name) for name in names)
        return tuple(item for item in found if isinstance(item, str))


def background(
    facts: Facts,
    assessment: Assessment,
    language: str,
    ours: str = "",
    *,
    constraints: tuple[Constraint, ...] = (),
    own: bool = False,
    telling: bool = False,
) -> Background:
    """Gather what a case knows.

    ``facts`` are those of the letter, ``ours`` the body that the program itself would
    write in its place.
    """
    owed = tuple(dict.fromkeys(_owed(assessment, facts)))
    ends = assessment.advice.whether == "end"
    return Background(
        facts=facts,
        last_day=assessment.advice.last_day,
        constraints=constraints if ends else (),
        amounts=frozenset(
            (*_sums(facts.known.values(), language), *owed, *_more(assessment, facts))
        ),
        owed=owed,
        due=frozenset(_due(assessment, facts)),
        ours=frozenset(sentences(ours)),
        own=own,
        telling=telling,
    )


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text, folded and without marks."""
    import re

    for line in text.splitlines():
        for piece in re.split(r"(?<=[.!?:])\s+", line):
            bare = " ".join(re.findall(r"[\w']+", fold(piece)))
            if bare:
                yield bare


def _owed(assessment: Assessment, facts: Facts) -> Iterator[Money]:
    total = owed_total(assessment, facts)
    if total is not None:
        yield total
    answered = facts.known.get("overdue_amount")
    if isinstance(answered, Money):
        yield answered
    for item in assessment.owed:
        yield item.principal


def _more(assessment: Assessment, facts: Facts) -> Iterator[Money]:
    """Yield what can be added up: interest, fixed sums, the balance with the final invoice."""
    for item in assessment.owed:
        yield from (sum_ for sum_ in (item.amount, item.fixed_sum) if sum_)
    final = facts.known.get("final_invoice_amount")
    for one in _owed(assessment, facts):
        for other in (final, facts.known.get("late_interest"), facts.known.get("late_fixed_sum")):
            if isinstance(other, Money) and other.currency == one.currency:
                yield Money(Decimal(one.amount + other.amount), one.currency)


def _sums(values: object, language: str) -> Iterator[Money]:
    for value in values if hasattr(values, "__iter__") else ():
        yield from _sums_of(value, language)


def _sums_of(value: FactValue | object, language: str) -> Iterator[Money]:
    if isinstance(value, Money):
        yield value
    elif isinstance(value, Invoice):
        yield value.amount
    elif isinstance(value, Deliverable):
        yield from _sums_of(value.what, language)
    elif isinstance(value, str):
        # An answer in words, such as a new price, may name a sum.
        for _, _, amount in amounts_in(fold(value), language):
            yield Money(amount.amount, amount.currency)
    elif isinstance(value, tuple):
        for item in value:
            yield from _sums_of(item, language)


def _due(assessment: Assessment, facts: Facts) -> Iterator[date]:
    oldest = facts.known.get("oldest_due_date")
    if isinstance(oldest, date):
        yield oldest
    yield from (item.due for item in assessment.owed if item.due)
    listed = facts.known.get("overdue_invoices")
    for item in listed if isinstance(listed, tuple) else ():
        if isinstance(item, Invoice):
            yield item.due


def same(amount: Amount, money: Money) -> bool:
    """Tell whether an amount that was read is a sum of the case."""
    may_be = {amount.currency} if amount.currency else amount.among
    alike = not may_be or not money.currency or money.currency in may_be
    return alike and amount.amount == money.amount
