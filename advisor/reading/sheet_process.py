"""The process that reads a spreadsheet: a path as argument, a line of JSON for each row.

A library reserves memory for all cells between the first and the last one, which a file of a
kilobyte can place anywhere, and ends its process where there is not enough.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from advisor.reading.child_process import limit

MOST_BYTES = 500_000_000
"""Bytes of memory of the process, most of them only reserved."""
MOST_CELLS = 8_000_000
"""Cells between the first and the last one, empty ones among them."""
NARROW = 3
"""Cells that some row of a table has at least."""
LARGE, NO_TABLE = "large", "no table"
"""Why a spreadsheet is not read, beside a reason of the library."""


class NotRead(Exception):
    """The spreadsheet is not read, for a reason that is the only argument."""


def main(path: str) -> None:
    """Write the number and the cells of each row, and at the end why no more was read."""
    limit(MOST_BYTES)
    try:
        for number, row in sheet_rows(Path(path)):
            if not number:
                # All rows are there; the names may take more memory than there is.
                sys.stdout.write('""\n')
                sys.stdout.flush()
                sys.stdout.write(f"{json.dumps({'left': list(row)})}\n")
                continue
            cells = [plain(value) for value in row]
            if any(cells):
                sys.stdout.write(f"{json.dumps([number, cells])}\n")
        why = ""
    except MemoryError:
        why = LARGE
    except Exception as error:  # noqa: BLE001 - the library raises errors of many kinds
        why = (str(error).splitlines() or [type(error).__name__])[0][:80]
    sys.stdout.write(f"{json.dumps(why)}\n")


def sheet_rows(path: Path) -> Iterator[tuple[int, Iterable[Any]]]:
    """Yield the numbered rows of the first sheet that has a table.

    Row 0, the last one, holds the names of the other sheets that have one. Raises
    :class:`NotRead`.
    """
    try:
        import python_calamine
    except ImportError:
        yield from _with_openpyxl(path)
        return
    with path.open("rb") as file:
        book = python_calamine.load_workbook(file)
        names = iter(book.sheet_names)
        for name in names:
            sheet = book.get_sheet_by_name(name)
            width, height = sheet.width or 0, sheet.height or 0
            if width * height > MOST_CELLS:
                raise NotRead(LARGE)
            if width >= NARROW and height > 1:
                # Rows above the first one with a value are among them, columns are not.
                left = [""] * (sheet.start or (0, 0))[1]
                for number, row in enumerate(sheet.iter_rows(), 1):
                    yield number, (*left, *row)
                del sheet
                yield 0, _tables(book, names)
                return
    raise NotRead(NO_TABLE)


def _with_openpyxl(path: Path) -> Iterator[tuple[int, Iterable[Any]]]:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        if (sheet.max_column or 0) >= NARROW and (sheet.max_row or 0) > 1:
            yield from enumerate(sheet.iter_rows(values_only=True), 1)
            others = book.worksheets[book.worksheets.index(sheet) + 1 :]
            yield 0, [one.title for one in others if (one.max_column or 0) >= NARROW]
            return
    raise NotRead(NO_TABLE)


def _tables(book: Any, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        sheet = book.get_sheet_by_name(name)
        if (sheet.width or 0) >= NARROW and (sheet.height or 0) > 1:
            yield name


def plain(value: object) -> str | list[str]:
    """Return a cell as text, or as what it is and its text where it is a number or a day."""
    if value is None:
        return ""
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return ["day", day.isoformat()]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        # The shortest decimal of the double: 0.1, not 0.1000000000000000055.
        number = Decimal(repr(value))
        if number.is_finite() and number == number.to_integral_value():
            number = number.to_integral_value()
        return ["number", str(number)]
    return str(value)
