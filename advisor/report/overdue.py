"""The section of the report about money that is overdue, invoice by invoice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from advisor.facts.interest import Interest
from advisor.facts.overdue_total import overdue_mismatch
from advisor.model import Money
from advisor.report.date_working_text import interest_steps, refusal_text
from advisor.report.model import Entry, Section
from advisor.report.sections import SectionWriter


def owed(writer: SectionWriter) -> tuple[Section, ...]:
    """Return the section, or nothing where nothing is overdue."""
    found = writer.assessment.owed
    if not found:
        return ()
    entries = [_entry(writer, item) for item in found]
    entries += [*_totals(writer, found), *_mismatch(writer)]
    return (writer.section("owed", tuple(entries)),)


def _entry(writer: SectionWriter, item: Interest) -> Entry:
    text = writer.say("report.owed.plain")
    if item.due is not None and not item.days:
        text = writer.say("report.owed.not_due", due=item.due)
    elif item.due is not None:
        late = writer.phrases.quantity(item.days or 0, "days")
        text = writer.say("report.owed.due", due=item.due, late=late)
    if item.invoice:
        text = writer.say("report.owed.invoice", number=item.invoice, text=text)
    notes = writer.notes(
        ("interest", writer.phrases.money(item.amount) if item.amount and item.days else ""),
        ("no_interest", refusal_text(writer.phrases, item.refusal)),
        ("fixed_sum", writer.phrases.money(item.fixed_sum) if item.fixed_sum else ""),
        ("working", " ".join(_sentence(part) for part in interest_steps(writer.phrases, item))),
    )
    return Entry(writer.phrases.money(item.principal), text, notes=notes)


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _totals(writer: SectionWriter, found: tuple[Interest, ...]) -> Iterator[Entry]:
    """Yield the sum of each currency: what is open, the interest and the fixed sums."""
    parts = [
        part for item in found for part in (item.principal, item.amount, item.fixed_sum) if part
    ]
    if len(parts) == len(found) == 1:
        return
    key = "total_open" if any(item.refusal for item in found) else "total"
    for currency in dict.fromkeys(part.currency for part in parts):
        total = sum((part.amount for part in parts if part.currency == currency), Decimal(0))
        yield Entry(writer.phrases.money(Money(total, currency)), writer.say(f"report.owed.{key}"))


def _mismatch(writer: SectionWriter) -> Iterator[Entry]:
    """Say so when the invoices do not add up to the sum that was answered."""
    differing = overdue_mismatch(writer.assessment.facts, writer.assessment.as_of)
    if differing is not None:
        listed, answered = differing
        text = writer.say("report.owed.mismatch", listed=listed, answered=answered)
        yield Entry("", text, tone="caution")
