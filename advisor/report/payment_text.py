"""Say what the invoices of a client show of how it pays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from advisor.evidence.answers import record_of
from advisor.evidence.payment_record import FEWEST, PaymentRecord, Sums, income_share, sums
from advisor.evidence_model import Evidence
from advisor.knowledge.phrasebook import Phrasebook
from advisor.locale import formatting, numbers
from advisor.model import Money
from advisor.report.invoices_behind import named


def money_of(phrases: Phrasebook, found: Sums) -> str:
    """Return sums in their currencies in one line."""
    return phrases.ui["mark.between"].join(
        formatting.money(Money(value, currency), phrases.language) if currency else f"{value:.2f}"
        for currency, value in found.items()
    )


def record_lines(phrases: Phrasebook, evidence: Evidence, as_of: date) -> Iterator[str]:
    """Yield what the invoices say on a day, a line each."""
    record = record_of(evidence, as_of)
    yield phrases.say("invoices.record", date=as_of)
    for part in ("issued", "paid", "open", "overdue"):
        if found := getattr(record, part):
            yield phrases.say(f"invoices.sum.{part}", sums=money_of(phrases, found))
    credit = sums((one for one in evidence.invoices if one.kind == "credit_note"), "total")
    if credit:
        yield phrases.say("invoices.credit", sums=money_of(phrases, credit))
    aside = [one for one in evidence.invoices if one.set_aside]
    if aside:
        yield phrases.say("invoices.set_aside", invoices=named(phrases, aside))
    yield from _late(phrases, record)
    if record.overdue_invoices:
        oldest = record.overdue_invoices[0]
        due = oldest.due or as_of
        days = (as_of - due).days
        yield phrases.say("invoices.oldest", invoice=oldest.number, date=due, days=days)
    yield from _income(phrases, evidence, as_of)


def _late(phrases: Phrasebook, record: PaymentRecord) -> Iterator[str]:
    settled, late = len(record.came_due), record.late
    if not settled or record.open_only:
        return
    key = "late_few" if settled < FEWEST else "late"
    yield phrases.say(f"invoices.{key}", late=str(record.late_count), settled=settled)
    if record.unknown:
        unknown = named(phrases, (one.invoice for one in record.unknown))
        yield phrases.say("invoices.unknown", invoices=unknown)
    if late:
        yield phrases.say(
            "invoices.days",
            mean=record.mean_days,
            median=record.median_days,
            worst=late[0].days,
            invoice=late[0].invoice.number,
        )
    if record.trend:
        yield phrases.say(f"invoices.trend.{record.trend}")


def _income(phrases: Phrasebook, evidence: Evidence, as_of: date) -> Iterator[str]:
    share = income_share(evidence.income, as_of)
    if share is None:
        return
    yield phrases.say("invoices.share", share=_percent(share, phrases))
    for one in evidence.income[-12:]:
        if one.all > 0:
            part = (100 * one.client / one.all).quantize(share)
            shown = _percent(part, phrases)
            yield phrases.say("invoices.month", month=one.month, share=shown)


def _percent(value: Decimal, phrases: Phrasebook) -> str:
    return formatting.percent(numbers.simplest(value), phrases.language)
