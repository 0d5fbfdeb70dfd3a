"""The picture of payments: how many days late each invoice was paid, over time.

The line is the due date. It is drawn by :mod:`advisor.report.screen` and on a page; as plain
text and as Markdown the same words are listed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from statistics import median_low

from advisor.evidence.payment_record import counts, lateness
from advisor.evidence_model import BilledInvoice
from advisor.lazy_dataclass import dataclass
from advisor.model import Day
from advisor.report.model import Entry, Section
from advisor.report.sections import SectionWriter

SHOWN = 24
"""How many invoices are drawn, the latest; the rest is counted."""


@dataclass(frozen=True)
class Payment:
    """One invoice that fell due, as a bar of the picture."""

    number: str
    due: Day
    days: int | None
    """Days after the due date, below 0 before it; ``None`` where that is not known."""
    open: bool
    """Whether it is still to be paid: ``days`` is how late it is so far."""


def payments(invoices: Iterable[BilledInvoice], as_of: Day) -> tuple[Payment, ...]:
    """Return the invoices that have fallen due, in order of their due dates."""
    due = (one for one in invoices if counts(one) and one.status != "unknown")
    found = (
        Payment(one.number, one.due, lateness(one, as_of), one.open > 0)
        for one in due
        if one.due is not None and one.due <= as_of
    )
    return tuple(sorted(found, key=lambda one: (one.due, one.number)))


def terms_of(invoices: Iterable[BilledInvoice]) -> int | None:
    """Return the usual days to pay, from the invoice to its due date; ``None`` if not known."""
    days = [(one.due - one.issued).days for one in invoices if one.due and one.issued]
    return median_low(days) if days else None


def payment_sections(writer: SectionWriter) -> tuple[Section, ...]:
    """Return the section of the picture, or nothing where no invoice has fallen due."""
    invoices = writer.assessed.case.evidence.invoices
    found = payments(invoices, writer.assessed.as_of) if invoices else ()
    if not found:
        return ()
    left = len(found) - SHOWN
    entries = (_entry(writer, one) for one in found[-SHOWN:])
    section = writer.section("payments", entries, writer.more("payments", left), "bars")
    columns = tuple(writer.say(f"report.pays.column.{name}") for name in ("due", "number", "late"))
    section = replace(section, columns=columns)
    if (terms := terms_of(invoices)) is not None:
        days = writer.phrases.quantity(terms, "days")
        section = replace(
            section, intro=f"{section.intro} {writer.say('report.pays.terms', days=days)}"
        )
    return (section,)


def _entry(writer: SectionWriter, one: Payment) -> Entry:
    return Entry(
        writer.phrases.day(one.due),
        one.number,
        _words(writer, one),
        tone="for" if one.days is not None and one.days > 0 else "",
        bar=one.days,
    )


def _words(writer: SectionWriter, one: Payment) -> str:
    if one.days is None:
        return writer.say("report.pays.unknown")
    if one.days == 0:
        return writer.say("report.pays.due_today" if one.open else "report.pays.on_time")
    days = writer.phrases.quantity(abs(one.days), "days")
    key = "open" if one.open else "late" if one.days > 0 else "early"
    return writer.say(f"report.pays.{key}", days=days)
