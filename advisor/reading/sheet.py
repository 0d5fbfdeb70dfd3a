"""Read a spreadsheet: the rows of its first sheet that holds a table."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path

from advisor.errors import Message, MissingExtra
from advisor.reading import sheet_process
from advisor.reading.child_process import command, lines
from advisor.reading.rows import Cell, Row, fault
from advisor.reading.sheet_process import LARGE, NO_TABLE

MOST_BYTES = 64_000_000
"""Bytes of the file."""
MOST_UNPACKED = 400_000_000
"""Bytes of its parts together."""
MOST_PACKING = 400
"""Times that a large part may be larger than its packed form; text is packed by 5 to 50."""
LARGE_PART = 4_000_000
MOST_ENTRIES = 2_000
_NO_VALUE = re.compile(
    rb'<(?:\w{1,20}:)?c(?: [^<>]{0,200})? r="([A-Z]{1,9})([0-9]{1,9})"[^<>]{0,200}>'
    rb"<(?:\w{1,20}:)?f[^<>]{0,200}(?:/>|>[^<]{0,9000}</[^<>]{1,22}>)"
    rb"(?:<[^<>]{0,22}v></[^<>]{1,22}>|<[^<>]{0,22}v ?/>)?</[^<>]{0,22}c>"
)


def read_sheet(path: Path, name: str, left: list[str]) -> Iterator[Row]:
    """Yield the rows of a spreadsheet, and add the names of its other sheets to ``left``.

    Raises :class:`~advisor.errors.FileProblems`.
    """
    if path.stat().st_size > MOST_BYTES:
        raise fault(name, Message("The file has more than {count} bytes.", count=MOST_BYTES))
    suffix = path.suffix.lower()
    # An archive is one under any name.
    if suffix != ".xls" or zipfile.is_zipfile(path):
        _check_archive(path, name)
    if find_spec("python_calamine") is None:
        if find_spec("openpyxl") is None:
            what = Message("Reading a spreadsheet")
            raise MissingExtra(what, "python-calamine", "sheets")
        if suffix not in (".xlsx", ".xlsm"):
            raise MissingExtra(Message("Reading {name}", name=name), "python-calamine", "sheets")
    why = LARGE
    for line in lines(command(sheet_process.__name__, str(path.absolute()))):
        found = json.loads(line)
        if isinstance(found, list):
            number, cells = found
            yield Row(number, tuple(map(_cell, cells)))
        elif isinstance(found, dict):
            left += found["left"]
        else:
            why = found
    if why == NO_TABLE:
        raise fault(name, Message("No sheet holds a table."))
    if why == LARGE:
        told = Message(
            "This is no spreadsheet, or it is damaged, or it has more cells than are read. "
            "Save the table alone as .csv, and read that."
        )
        raise fault(name, told)
    if why:
        told = Message("This is no spreadsheet, or it is damaged: {reason}.", reason=why)
        raise fault(name, told)


def _cell(found: str | list[str]) -> Cell:
    if isinstance(found, str):
        return found
    kind, text = found
    return date.fromisoformat(text) if kind == "day" else Decimal(text)


def _check_archive(path: Path, name: str) -> None:
    """Look at how much an archive unpacks to, and at formulas without a value."""
    try:
        with zipfile.ZipFile(path) as archive:
            items = archive.infolist()
            large = (one for one in items if one.file_size > LARGE_PART)
            if (
                len(items) > MOST_ENTRIES
                or sum(one.file_size for one in items) > MOST_UNPACKED
                or any(one.file_size > MOST_PACKING * max(one.compress_size, 1) for one in large)
            ):
                raise fault(name, Message("The file unpacks to more than a table needs."))
            for one in items:
                if re.fullmatch(r"xl/(?!shared|styles|theme/).*\.xml", one.filename):
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
