"""CSV: the checklist as a table that a spreadsheet opens and never calculates."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from advisor.locale.markdown import one_line

if TYPE_CHECKING:
    from advisor.formats.document_model import Checklist

BOM = "\ufeff"
"""Tells spreadsheets that the text is UTF-8."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")
"""What a cell may not begin with, for a spreadsheet could take it for a formula."""


def checklist_csv(checklist: Checklist) -> bytes:
    """Return a checklist as a table: one row for each item, its date first."""
    names = checklist.columns
    head = [
        *(names.due, names.done, names.phase, names.task),
        *(names.who, names.why, names.norm, names.rule),
    ]
    rows = [
        (
            item.row.due.isoformat(),
            "",
            section.title,
            item.row.title,
            item.who,
            item.row.why,
            item.norm,
            item.row.id,
        )
        for section in checklist.sections
        for item in section.items
    ]
    written = io.StringIO(newline="")
    table = csv.writer(written, delimiter=checklist.separator, lineterminator="\r\n")
    table.writerow(head)
    table.writerows([cell(text) for text in row] for row in rows)
    return (BOM + written.getvalue()).encode()


def cell(text: str) -> str:
    """Return a text as it may stand in a cell: no formula, and on one line."""
    guarded = text.startswith(FORMULA) or text.lstrip().startswith(FORMULA)
    return ("'" if guarded else "") + one_line(text)
