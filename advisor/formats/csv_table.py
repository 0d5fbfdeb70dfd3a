"""CSV: the checklist as a table in which no cell is a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from advisor.locale.markdown import one_line

if TYPE_CHECKING:
    from advisor.formats.document_model import Checklist

BOM = "\ufeff"
"""Marks the file as UTF-8 for spreadsheet programs."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")
"""First characters that a spreadsheet program may read as a formula."""


def checklist_csv(checklist: Checklist) -> bytes:
    """Return a checklist as a table: one row for each item, its date first."""
    names = checklist.columns
    head = [
        *(names.due, names.done, names.phase, names.task),
        *(names.who, names.why, names.norm, names.rule),
    ]
    rows = [
        (
            item.row.due.isoformat() if item.row.due else item.row.undated,
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
    """Return a text for a cell: on one line, quoted where it would be a formula."""
    formula = text.startswith(FORMULA) or text.lstrip().startswith(FORMULA)
    return ("'" if formula else "") + one_line(text)
