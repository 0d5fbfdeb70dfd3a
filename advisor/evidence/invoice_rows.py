"""Gather the rows of a table into invoices, as text: lines of one invoice, bookings, totals.

What is no invoice is left out with its reason. Nothing is converted yet: only all rows
together say how sums and dates are written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from functools import lru_cache

from advisor.errors import Message
from advisor.evidence.headings import Header, folded
from advisor.evidence.written import is_formula, text_of
from advisor.knowledge.export_formats import CommonColumns, ExportFormat
from advisor.lazy_dataclass import dataclass
from advisor.reading.rows import Row, fault

FILLED = 2
"""Cells that a row has at least which is no heading of a section."""
UNKNOWN_FORMAT_WORDS: Mapping[str, tuple[str, ...]] = {}


@dataclass
class RawInvoice:
    """What the rows of one invoice say."""

    line: int
    texts: dict[str, str]
    """The text of each column, of the first row that has any."""
    billed: list[str] = field(default_factory=list)
    """The sums of its lines, and their taxes."""
    payments: list[tuple[str, str]] = field(default_factory=list)
    """The day and the sum of each payment, where payments have rows of their own."""


@dataclass(frozen=True)
class RawInvoices:
    """All invoices of a table as text."""

    header: Header
    invoices: tuple[RawInvoice, ...]
    rows: int
    """Rows below the headings that hold anything."""
    skipped: Mapping[str, int]
    """Why rows were left out, and how many."""


def words_of(common: CommonColumns, format_: ExportFormat | None) -> Callable[[str], str]:
    """Return the group of a word in a column such as the status; empty where it is in none."""
    groups = {folded(word): group for group, words in common.words.items() for word in words}
    own = format_.words if format_ else UNKNOWN_FORMAT_WORDS
    groups |= {folded(word): group for group, words in own.items() for word in words}
    # A column has few words and many rows.
    return lru_cache(maxsize=1024)(lambda text: groups.get(folded(text), ""))


def gather(name: str, rows: Iterable[Row], header: Header, common: CommonColumns) -> RawInvoices:
    """Gather the rows below the headings; ``name`` is the file's in messages.

    Raises :class:`~advisor.errors.FileProblems` for a formula in place of a value.
    """
    gathering = _Gathering(name, header, common)
    for row in rows:
        if row.line > header.row.line:
            gathering.add(row)
    return RawInvoices(
        header, tuple(gathering.found.values()), gathering.rows, dict(gathering.skipped)
    )


class _Gathering:
    def __init__(self, name: str, header: Header, common: CommonColumns) -> None:
        self.name, self.header = name, header
        self.group = words_of(common, header.format)
        self.totals = tuple(folded(word) for word in common.totals)
        self.form = header.format.rows if header.format else "lines"
        self.found: dict[tuple[str, ...], RawInvoice] = {}
        self.skipped: Counter[str] = Counter()
        self.rows = 0
        self.kept: dict[str, str] = {}

    def add(self, row: Row) -> None:
        self.rows += 1
        texts = self.texts(row)
        reason = self.why_not(row, texts)
        if reason:
            self.skipped[reason] += 1
            return
        kind = self.group(texts.get("kind", ""))
        key: tuple[str, ...] = (texts.get("client", ""), texts["number"], kind)
        raw = self.found.get(key)
        if raw is None or self.form == "invoices":
            if raw is not None:
                key = (*key, str(row.line))
            raw = self.found[key] = RawInvoice(row.line, texts)
        else:
            for column, text in texts.items():
                if text and not raw.texts.get(column):
                    raw.texts[column] = text
        self.sums(raw, texts)

    def texts(self, row: Row) -> dict[str, str]:
        texts = {}
        for column, place in self.header.columns.items():
            text = text_of(row.cells[place]) if place < len(row.cells) else ""
            if text[:1] == "=" and is_formula(text):
                told = Message(
                    "Found the formula {found} in place of a value; export the values.",
                    found=repr(text),
                )
                raise fault(self.name, told, row.line, place + 1)
            # The same text is kept once.
            texts[column] = self.kept.setdefault(text, text)
        return texts

    def why_not(self, row: Row, texts: Mapping[str, str]) -> str:
        """Return why a row is no invoice; empty where it is one."""
        if row.cells == self.header.row.cells:
            return "headings"
        number = texts["number"]
        if not number or sum(map(bool, texts.values())) < FILLED:
            filled = [cell for cell in row.cells if text_of(cell)]
            if len(filled) < FILLED:
                return "sections"
            if not number:
                first = folded(filled[0])
                return "totals" if first.startswith(self.totals) else "no_number"
        width = len(self.header.row.cells)
        if row.unfinished and len(row.cells) < width and number:
            told = Message(
                "This row has {count} cells, the headings {width}, and the file ends in it; "
                "is it cut?",
                count=len(row.cells),
                width=width,
            )
            raise fault(self.name, told, row.line, len(row.cells))
        if not texts.get("issued") and folded(number).startswith(self.totals):
            return "totals"
        return "other" if self.group(texts.get("kind", "")) == "skip" else ""

    def sums(self, raw: RawInvoice, texts: Mapping[str, str]) -> None:
        if self.form == "entries":
            entry = self.group(texts.get("entry", ""))
            if entry == "payment":
                raw.payments.append((texts.get("booked", ""), texts.get("total", "")))
                return
            if entry != "billing":
                return
            raw.texts.setdefault("issued", texts.get("booked", ""))
            raw.billed.append(texts.get("line_tax", ""))
        raw.billed.append(texts.get("line_total", ""))
