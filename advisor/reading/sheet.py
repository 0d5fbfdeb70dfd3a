"""Read a spreadsheet: the rows of its first sheet that holds a table."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from advisor.errors import AdvisorError, Message, MissingExtra
from advisor.reading.rows import Cell, Row, fault

MOST_BYTES = 64_000_000
"""Bytes of the file."""
MOST_UNPACKED = 400_000_000
"""Bytes of its parts together."""
MOST_PACKING = 400
"""Times that a large part may be larger than its packed form; text is packed by 5 to 50."""
LARGE = 4_000_000
MOST_ENTRIES = 2_000
NARROW = 3
"""Cells that some row of a table has at least."""
_NO_VALUE = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"[^>]*><f[^>]*(?:/>|>[^<]*</f>)(?:<v></v>|<v/>)?</c>'
)


def read_sheet(path: Path, name: str) -> Iterator[Row]:
    """Yield the rows of a spreadsheet. Raises :class:`~advisor.errors.FileProblems`."""
    if path.stat().st_size > MOST_BYTES:
        raise fault(name, Message("The file has more than {count} bytes.", count=MOST_BYTES))
    if path.suffix.lower() != ".xls":
        _check_archive(path, name)
    try:
        for number, row in _sheets(path, name):
            cells = tuple(map(_cell, row))
            if any(cells):
                yield Row(number, cells)
    except AdvisorError:
        raise
    except Exception as error:
        told = Message("This is no spreadsheet, or it is damaged: {reason}.", reason=_why(error))
        raise fault(name, told) from error


def _why(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:80]


def _check_archive(path: Path, name: str) -> None:
    """Look at how much an archive unpacks to, and at formulas without a value."""
    try:
        with zipfile.ZipFile(path) as archive:
            items = archive.infolist()
            large = (one for one in items if one.file_size > LARGE)
            if (
                len(items) > MOST_ENTRIES
                or sum(one.file_size for one in items) > MOST_UNPACKED
                or any(one.file_size > MOST_PACKING * max(one.compress_size, 1) for one in large)
            ):
                raise fault(name, Message("The file unpacks to more than a table needs."))
            for one in items:
                if re.fullmatch(r"xl/worksheets/[^/]+\.xml", one.filename):
                    _check_formulas(archive, one, name)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise fault(name, Message("This is no spreadsheet, or it is damaged.")) from error


def _check_formulas(archive: zipfile.ZipFile, item: zipfile.ZipInfo, name: str) -> None:
    """Refuse a formula whose value the file does not hold."""
    tail = b""
    with archive.open(item) as part:
        while chunk := part.read(1 << 18):
            found = _NO_VALUE.search(tail + chunk)
            if found:
                cell = (found[1] + found[2]).decode()
                told = Message(
                    "Cell {cell} holds a formula without its value. Open the file in a "
                    "spreadsheet program, save it, and read it again.",
                    cell=cell,
                )
                raise fault(name, told, int(found[2]))
            tail = chunk[-500:]


def _sheets(path: Path, name: str) -> Iterable[tuple[int, Iterable[Any]]]:
    """Return the numbered rows of the first sheet that has a table, else of the first."""
    try:
        import python_calamine
    except ImportError:
        return _with_openpyxl(path, name)
    with path.open("rb") as file:
        book = python_calamine.load_workbook(file)
        for sheet in book.sheet_names:
            found = book.get_sheet_by_name(sheet)
            if (found.width or 0) >= NARROW and (found.height or 0) > 1:
                rows = found.to_python(skip_empty_area=False)
                return enumerate(rows, 1)
    raise fault(name, Message("No sheet holds a table."))


def _with_openpyxl(path: Path, name: str) -> Iterable[tuple[int, Iterable[Any]]]:
    try:
        import openpyxl
    except ImportError:
        raise MissingExtra(Message("Reading a spreadsheet"), "python-calamine", "sheets") from None
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise MissingExtra(Message("Reading {name}", name=name), "python-calamine", "sheets")
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        if (sheet.max_column or 0) >= NARROW and (sheet.max_row or 0) > 1:
            return enumerate(sheet.iter_rows(values_only=True), 1)
    raise fault(name, Message("No sheet holds a table."))


def _cell(value: object) -> Cell:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        # The shortest decimal of the double: 0.1, not 0.1000000000000000055.
        number = Decimal(repr(value))
        return number.to_integral_value() if number == number.to_integral_value() else number
    return str(value)
