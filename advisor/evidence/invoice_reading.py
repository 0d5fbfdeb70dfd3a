"""Make canonical invoices of what the rows of a table say."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from advisor.errors import FileProblems, Message
from advisor.evidence import written
from advisor.evidence.invoice_rows import RawInvoice, RawInvoices, words_of
from advisor.evidence.written import Mark, Order, Undecided
from advisor.evidence_model import NOTHING, BilledInvoice
from advisor.knowledge.export_formats import CommonColumns
from advisor.lazy_dataclass import dataclass
from advisor.locale.control_characters import spaced
from advisor.locale.language import Language
from advisor.locale.money import MOST
from advisor.reading.rows import fault

LONGEST = 200
"""Characters of a number of an invoice, and of the name of a client."""
SUMS = ("total", "paid", "open", "withheld", "written_off")
DATES = ("issued", "due", "paid_on")


@dataclass(frozen=True)
class Manner:
    """How a table is written, as far as its own cells or the user have decided it."""

    mark: Mark = "."
    order: Order | None = None
    """``None`` where dates of numbers may be meant either way."""
    terms_days: int | None = None
    currency: str = ""
    """What sums are in that name none."""


@dataclass(frozen=True)
class Read:
    """The invoices of a file."""

    rows: int
    """Rows below the headings that hold anything."""
    invoices: tuple[BilledInvoice, ...]
    skipped: Mapping[str, int]
    """Why rows or invoices were left out, and how many."""
    notes: frozenset[str]
    """What is known to be missing: ``no_paid_dates``, ``first_payment``, ``estimated_due``,
    ``no_due``, ``open_only``, ``billed_only``, ``no_currency``, ``usual_currency``."""


def manner_of(raw: RawInvoices, name: str) -> Manner:
    """Return how a table is written, as far as its cells decide it.

    Raises :class:`~advisor.errors.FileProblems` where two cells speak against each other.
    """
    form = raw.header.format
    mark = written.decimal_mark(
        text for one in raw.invoices for text in _sums(one) if "." in text or "," in text
    )
    if isinstance(mark, Undecided):
        raise _undecided(raw, name, mark)
    if form and form.times == "epoch":
        return Manner(mark, "day_first")
    if form and form.date_order:
        return Manner(mark, form.date_order)
    rows = [tuple(one.texts.get(column, "") for column in DATES) for one in raw.invoices]
    order = written.date_order(rows)  # type: ignore[arg-type]
    if isinstance(order, Undecided):
        raise _undecided(raw, name, order)
    if order is None and not any(written.is_ambiguous(text) for row in rows for text in row):
        order = "day_first"
    return Manner(mark, order)


def _sums(one: RawInvoice) -> Iterable[str]:
    yield from (one.texts.get(column, "") for column in SUMS)
    yield from one.billed
    yield from (text for _, text in one.payments)


def _undecided(raw: RawInvoices, name: str, found: Undecided) -> FileProblems:
    told = Message(
        "Found {second} here and {first} elsewhere, which are written in two ways. "
        "Export the file anew with one form of numbers and dates.",
        first=repr(found.first),
        second=repr(found.second),
    )
    holding = (
        one.line for one in raw.invoices if found.second in (*one.texts.values(), *_sums(one))
    )
    return fault(name, told, next(holding, 0))


def read_invoices(
    raw: RawInvoices,
    name: str,
    manner: Manner,
    common: CommonColumns,
    languages: tuple[Language, ...],
) -> Read:
    """Make the canonical invoices. ``name`` is the file's, without its folder in the records.

    Raises :class:`~advisor.errors.FileProblems` with the place of a sum or a date that is none.
    """
    reading = _Reading(raw, name, manner, common, languages)
    for one in raw.invoices:
        reading.add(one)
    return Read(raw.rows, tuple(reading.found), dict(reading.skipped), frozenset(reading.notes))


def names_currency(raw: RawInvoice) -> str:
    """Return the currency that an invoice names, in its column or beside its sum."""
    named = written.currency_of(raw.texts.get("currency", ""))
    found = written.digits(raw.texts.get("total") or raw.texts.get("open", ""))
    return named or (written.currency_of(found[2]) if found else "")


@dataclass(frozen=True)
class Parts:
    """What became of the total of an invoice."""

    paid: Decimal
    withheld: Decimal
    written_off: Decimal
    open: Decimal
    known: bool
    """Whether the file says at all if it is paid."""


class _Reading:
    def __init__(
        self,
        raw: RawInvoices,
        name: str,
        manner: Manner,
        common: CommonColumns,
        languages: tuple[Language, ...],
    ) -> None:
        self.raw, self.name, self.manner, self.languages = raw, name, manner, languages
        self.form = raw.header.format
        self.group = words_of(common, self.form)
        self.found: list[BilledInvoice] = []
        self.skipped: Counter[str] = Counter(raw.skipped)
        self.notes: set[str] = set()
        columns = raw.header.columns
        if self.form and self.form.holds != "all":
            self.notes.add(f"{self.form.holds}_only")
        elif "paid_on" not in columns and not (self.form and self.form.rows == "entries"):
            self.notes.add("no_paid_dates")
        elif self.form and self.form.paid_on_is == "first":
            self.notes.add("first_payment")

    def add(self, raw: RawInvoice) -> None:
        sums = {
            column: self.number(raw, raw.texts[column], column)
            for column in SUMS
            if raw.texts.get(column)
        }
        currency = self.currency(raw)
        if self.form and self.form.unit == "cents":
            sums = {column: _major(value, currency) for column, value in sums.items()}
        billed = [self.number(raw, text, "line_total") for text in raw.billed if text]
        if billed and ("total" not in sums or (self.form and self.form.rows == "entries")):
            sums["total"] = sum(billed, NOTHING)
        payments = [(day, self.number(raw, text, "total")) for day, text in raw.payments]
        if self.form and self.form.rows == "entries":
            if not billed:
                self.skipped["other"] += 1
                return
            sums["paid"] = abs(sum((value for _, value in payments), NOTHING))
        if "total" not in sums and "open" in sums:
            sums["total"] = sums["open"]
        if "total" not in sums:
            self.skipped["no_sum"] += 1
            return
        negative = sums["total"] < 0 or sums.get("open", NOTHING) < 0 == sums["total"]
        credit = negative or self.group(raw.texts.get("kind", "")) == "credit_note"
        if negative:
            sums = {column: -value for column, value in sums.items()}
        parts = self.parts(raw, sums)
        if parts is None:
            self.skipped["sums_differ"] += 1
            return
        days = {column: self.day(raw, column) for column in DATES}
        if payments:
            days["paid_on"] = max(filter(None, (self.read_day(raw, one) for one, _ in payments)))
        due, estimated = self.due(raw, days, credit)
        status = self.group(raw.texts.get("status", ""))
        self.found.append(
            BilledInvoice(
                number=self.name_of(raw, "number"),
                total=sums["total"],
                currency=currency,
                client=self.name_of(raw, "client"),
                kind="credit_note" if credit else "invoice",
                issued=days["issued"],
                due=due,
                due_is="estimated" if estimated else "stated",
                paid_on=days["paid_on"] if parts.paid else None,
                paid_on_is=self.form.paid_on_is if self.form else "last",
                status=self.status(status, parts.known),
                file=spaced(self.name.replace("\\", "/").rpartition("/")[2]),
                paid=parts.paid,
                withheld=parts.withheld,
                written_off=parts.written_off,
                open=parts.open,
            )
        )

    def name_of(self, raw: RawInvoice, column: str) -> str:
        """Return a number or a name on one line, without characters that are not shown."""
        text = unicodedata.normalize("NFC", raw.texts.get(column, ""))
        name = spaced(text)
        if not name and text:
            told = Message("Found {found}, which holds nothing to read.", found=repr(text))
            raise fault(self.name, told, raw.line, self.place(column))
        if len(name) > LONGEST:
            told = Message("Found {count} characters.", count=len(name))
            raise fault(self.name, told, raw.line, self.place(column))
        return name

    @staticmethod
    def status(group: str, known: bool) -> Literal["issued", "draft", "void", "unknown"]:
        if group == "draft":
            return "draft"
        if group == "void":
            return "void"
        return "issued" if known else "unknown"

    # Sums.

    def parts(self, raw: RawInvoice, sums: Mapping[str, Decimal]) -> Parts | None:
        """Return what became of the total; ``None`` where paid and open are more than it."""
        total, group = sums["total"], self.group(raw.texts.get("status", ""))
        paid, left = sums.get("paid"), sums.get("open")
        withheld = abs(sums.get("withheld", NOTHING))
        lost, known = abs(sums.get("written_off", NOTHING)), True
        if self.form and self.form.holds == "billed":
            paid, left, known = NOTHING, total, False
        elif paid is None and left is None:
            if group == "written_off":
                paid, left = NOTHING, NOTHING
            elif group == "paid" or (not group and raw.texts.get("paid_on")):
                paid, left = total - withheld - lost, NOTHING
            else:
                paid, left = NOTHING, total - withheld
                known = group == "unpaid" or "paid_on" in self.raw.header.columns
        elif left is None and paid is not None:
            left = total - paid - lost
            left -= withheld if left >= withheld else NOTHING
        elif paid is None and left is not None:
            paid = max(total - left - lost - withheld, NOTHING)
        paid, left = paid or NOTHING, left or NOTHING
        if group == "written_off":
            lost, left = lost + left, NOTHING
        rest = total - paid - left - lost
        if paid > total and not left:
            # Paid too much: the client has a balance.
            left, rest = rest, NOTHING
        if rest < 0:
            return None
        withheld = withheld if withheld and rest >= withheld else NOTHING
        # Neither paid nor open: written off, or set against a credit note.
        return Parts(paid, withheld, lost + rest - withheld, left, known)

    def number(self, raw: RawInvoice, text: str, column: str) -> Decimal:
        found = written.amount(text, self.manner.mark) if text else NOTHING
        if found is not None and abs(found) <= MOST:
            return found
        told = Message("Found {found}, which is no sum.", found=repr(text))
        raise fault(self.name, told, raw.line, self.place(column))

    def currency(self, raw: RawInvoice) -> str:
        named = names_currency(raw)
        if not named:
            self.notes.add("usual_currency" if self.manner.currency else "no_currency")
        return named or self.manner.currency

    # Dates.

    def day(self, raw: RawInvoice, column: str) -> date | None:
        return self.read_day(raw, raw.texts.get(column, ""), column)

    def read_day(self, raw: RawInvoice, text: str, column: str = "booked") -> date | None:
        if not text:
            return None
        if self.form and self.form.times == "epoch":
            found = written.from_epoch(text)
        else:
            found = written.day(text, self.manner.order or "day_first", self.languages)
        if found is not None:
            return found
        told = Message("Found {found}, which is no date.", found=repr(text))
        raise fault(self.name, told, raw.line, self.place(column))

    def due(
        self, raw: RawInvoice, days: Mapping[str, date | None], credit: bool
    ) -> tuple[date | None, bool]:
        """Return when an invoice falls due, and whether that is estimated from the terms."""
        if days["due"] or not days["issued"]:
            return days["due"], False
        stated = re.search(r"\d{1,3}", raw.texts.get("terms", ""))
        terms = int(stated[0]) if stated else self.manner.terms_days
        if terms is None:
            if not credit:
                self.notes.add("no_due")
            return None, False
        self.notes.add("estimated_due")
        return days["issued"] + timedelta(terms), True

    def place(self, column: str) -> int:
        return self.raw.header.columns.get(column, 0) + 1


def _major(value: Decimal, currency: str) -> Decimal:
    """Return a sum in units of its currency of one that counts its smallest ones."""
    from babel.numbers import get_currency_precision

    return value.scaleb(-int(get_currency_precision(currency or "EUR")))
