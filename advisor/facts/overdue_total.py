"""The sum that is overdue: of the invoices listed, else as it was answered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from advisor.knowledge import roles
from advisor.model import Facts, Invoice, Money


def listed_total(facts: Facts, as_of: date) -> Money | None:
    """Return the sum of the listed invoices that were due before a day.

    ``None`` without one, and where they are in several currencies.
    """
    listed = facts.known.get(roles.OVERDUE_INVOICES)
    items = listed if isinstance(listed, tuple) else ()
    sums = [item.amount for item in items if isinstance(item, Invoice) and item.due < as_of]
    if len({item.currency for item in sums}) != 1:
        return None
    return Money(sum((item.amount for item in sums), Decimal(0)), sums[0].currency)


def overdue_total(facts: Facts, as_of: date) -> Money | None:
    """Return all that is overdue: the sum of the invoices listed, else the sum answered."""
    if facts.known.get(roles.OPEN_INVOICES) == "overdue" and roles.OVERDUE_INVOICES in facts:
        return listed_total(facts, as_of)
    answered = facts.known.get(roles.OVERDUE_AMOUNT)
    return answered if isinstance(answered, Money) else None


def overdue_mismatch(facts: Facts, as_of: date) -> tuple[Money, Money] | None:
    """Return the sum listed and the sum answered if both are known and differ.

    Sums in different currencies are not compared.
    """
    listed, answered = listed_total(facts, as_of), facts.known.get(roles.OVERDUE_AMOUNT)
    if listed is None or not isinstance(answered, Money) or listed == answered:
        return None
    return (listed, answered) if listed.currency == answered.currency else None
