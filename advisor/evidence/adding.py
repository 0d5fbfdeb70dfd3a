"""Add what a file holds to the evidence of a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from advisor.evidence.payment_record import income_by_month
from advisor.evidence_model import BilledInvoice, Evidence, MonthOfIncome, SourceFile
from advisor.lazy_dataclass import dataclass
from advisor.locale.folding import fold_words

MOST = 5000
"""Invoices that a case keeps, in a file that a person can still read."""


@dataclass(frozen=True)
class Added:
    """The evidence with a file, and what the file brought."""

    evidence: Evidence
    new: int
    changed: int
    same: int


def clients_of(invoices: Iterable[BilledInvoice]) -> list[str]:
    """Return the clients by the number of their invoices, most first."""
    return [name for name, _ in Counter(one.client for one in invoices).most_common()]


def matching(clients: Iterable[str], name: str) -> list[str]:
    """Return the clients that a name means: the same, else those that begin with or hold it."""
    wanted, known = fold_words(name), {one: fold_words(one) for one in clients}
    for fits in (str.__eq__, str.startswith, str.__contains__):
        found = [one for one, folded in known.items() if fits(folded, wanted)]
        if found:
            return found
    return []


def added(
    evidence: Evidence,
    source: SourceFile,
    invoices: Iterable[BilledInvoice],
    clients: Iterable[str],
) -> Added:
    """Add the invoices of some clients; those known by their number are brought up to date.

    What the user set aside stays so, and a date that only an earlier file has is kept. Where
    the file holds other clients too, the income of each month is taken from it.
    """
    wanted, everything = frozenset(clients), list(invoices)
    known = {_key(one): one for one in evidence.invoices}
    before, new = dict(known), 0
    for one in everything:
        if one.client not in wanted:
            continue
        old = known.get(_key(one))
        new += old is None
        known[_key(one)] = one if old is None else _newer(old, one)
    changed = sum(1 for key, one in before.items() if not _alike(known[key], one))
    read = {_key(one) for one in everything if one.client in wanted}
    income = evidence.income
    if any(one.client not in wanted for one in everything):
        income = _income(income, income_by_month(everything, wanted))
    files = (*(one for one in evidence.files if one.name != source.name), source)
    found = replace(evidence, files=files, invoices=tuple(known.values()), income=income)
    return Added(found, new, changed, len(read) - new - changed)


def _key(one: BilledInvoice) -> tuple[str, str, str]:
    return fold_words(one.client), one.kind, one.number


def _alike(one: BilledInvoice, other: BilledInvoice) -> bool:
    return replace(one, file="") == replace(other, file="")


def _newer(old: BilledInvoice, new: BilledInvoice) -> BilledInvoice:
    """Return the newer state of an invoice, with dates that only the older one has."""
    dated = old if old.due and (new.due is None or new.due_is == "estimated") else new
    paid_on, paid_on_is = new.paid_on, new.paid_on_is
    if (paid_on is None or new.paid_on_is == "first") and old.paid_on and old.paid == new.paid:
        paid_on, paid_on_is = old.paid_on, old.paid_on_is
    found = replace(
        new,
        client=old.client,
        issued=new.issued or old.issued,
        due=dated.due,
        due_is=dated.due_is,
        paid_on=paid_on,
        paid_on_is=paid_on_is,
        set_aside=old.set_aside,
        currency=new.currency or old.currency,
    )
    return old if _alike(found, old) else found


def _income(
    old: tuple[MonthOfIncome, ...], new: tuple[MonthOfIncome, ...]
) -> tuple[MonthOfIncome, ...]:
    months = {(one.month, one.currency): one for one in (*old, *new)}
    return tuple(months[key] for key in sorted(months))


def set_aside(evidence: Evidence, numbers: Iterable[str]) -> tuple[Evidence, tuple[str, ...]]:
    """Leave invoices out by their numbers; return also the numbers that are not there."""
    wanted = set(numbers)
    there = {one.number for one in evidence.invoices}
    invoices = tuple(
        replace(one, set_aside=True) if one.number in wanted else one for one in evidence.invoices
    )
    return replace(evidence, invoices=invoices), tuple(sorted(wanted - there))
