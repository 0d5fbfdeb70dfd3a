"""Find the headings of a table of invoices, and what its columns mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from advisor.knowledge.export_formats import CommonColumns, ExportFormat
from advisor.lazy_dataclass import dataclass
from advisor.locale.folding import fold_words
from advisor.reading.rows import Cell, Row

SEARCHED = 20
"""Rows among which the headings are looked for."""
FEWEST = 3
"""Cells of a row of headings that are all unknown."""
NEEDED = ("number", "issued")
"""Columns without which no table is one of invoices; and some sum."""
SUMS = ("total", "open", "line_total")


@dataclass(frozen=True)
class Header:
    """The headings of a table."""

    row: Row
    columns: Mapping[str, int]
    """What a column means, to its place from 0."""
    format: ExportFormat | None = None
    """The known export, or none where the columns are a proposal."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The columns that are needed and were not found."""
        lacking = [name for name in NEEDED if name not in self.columns]
        if self.format and self.format.rows == "entries":
            lacking = [name for name in lacking if name != "issued"]
        if not any(name in self.columns for name in SUMS):
            lacking.append("total")
        return tuple(lacking)


def folded(text: Cell) -> str:
    """Return a heading without what makes no difference: case, accents, signs and spaces."""
    if not isinstance(text, str):
        return ""
    return re.sub(r"[\W_]+", "", fold_words(text)) or text.strip()


def find_header(
    rows: Sequence[Row], common: CommonColumns, formats: Iterable[ExportFormat]
) -> Header | None:
    """Return the headings among the first rows of a table, ``None`` where there are none.

    A known export is told by its headings, the one with most of them first. In any other
    table the row with most of the common headings is taken, else the first that holds words.
    """
    known = list(formats)
    best: Header | None = None
    first: Header | None = None
    for row in rows[:SEARCHED]:
        places = _places(row)
        fitting = [
            one
            for one in known
            if one.told_by and all(folded(word) in places for word in one.told_by)
        ]
        if fitting:
            chosen = max(fitting, key=lambda one: len(one.told_by))
            return Header(row, _columns(chosen.columns, places), chosen)
        found = Header(row, _columns(common.columns, places))
        if len(found.columns) > (len(best.columns) if best else 1):
            best = found
        filled = [cell for cell in row.cells if cell]
        if first is None and len(filled) >= FEWEST and all(map(_is_heading, filled)):
            first = found
    return best or first


def _is_heading(cell: Cell) -> bool:
    return isinstance(cell, str) and not any(sign.isdigit() for sign in cell)


def _places(row: Row) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        if name := folded(cell):
            places.setdefault(name, place)
    return places


def _columns(named: Mapping[str, tuple[str, ...]], places: Mapping[str, int]) -> dict[str, int]:
    """Return the place of each column, of which each stands for one thing."""
    found: dict[str, int] = {}
    for name, headings in named.items():
        for heading in headings:
            place = places.get(folded(heading))
            if place is not None and place not in found.values():
                found[name] = place
                break
    return found
