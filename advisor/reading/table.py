"""Read a table from a file: rows of cells, each with its line, without holding the file.

Delimited text is decoded and split by what its own bytes say; spreadsheets and lists of JSON
objects become rows too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from advisor.errors import AdvisorError, Message, one_of, why
from advisor.reading.rows import Cell, Progress, Row, Table, fault, ignore

SHEETS = (".xlsx", ".xlsm", ".xls", ".ods")
MOST_JSON = 64_000_000
"""Bytes of a file of JSON, which is read whole."""
MOST_ROWS = 2_000_000
MOST_CELLS = 10_000_000
"""Objects of a file of JSON times their fields."""
LONGEST_NUMBER = 60
"""Characters of a number, and powers of ten; what is longer stays a text."""
_MAGIC = (b"%PDF", b"PK\3\4", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b")


def read_table(path: Path, encoding: str | None = None, progress: Progress = ignore) -> Table:
    """Read a table by the suffix of its file. ``encoding`` is that of a text, if it is known.

    Raises :class:`~advisor.errors.FileProblems` with the place of the fault, also while the
    rows are read.
    """
    name = str(path)
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except FileNotFoundError as error:
        raise fault(name, Message("There is no such file.")) from error
    except IsADirectoryError as error:
        raise fault(name, Message("This is a folder, not a file.")) from error
    except (OSError, ValueError) as error:
        raise fault(
            name, Message("The file cannot be read: {reason}.", reason=why(error))
        ) from error
    if not start:
        raise fault(name, Message("The file is empty."))
    suffix = path.suffix.lower()
    if suffix in SHEETS:
        from advisor.reading.sheet import read_sheet

        left: list[str] = []
        return Table(name, _counted(read_sheet(path, name, left), name), left=left)
    if suffix == ".json":
        return Table(name, _objects(path, name))
    if start.startswith(_MAGIC):
        known = one_of([".csv", ".txt", ".tsv", ".json", *SHEETS])
        told = Message("This is no table as text; a table ends in {known}.", known=known)
        raise fault(name, told)
    from advisor.reading.delimited import read_delimited

    table = read_delimited(path, name, encoding, progress)
    return Table(name, _counted(table.rows, name), table.encoding, table.delimiter)


def _counted(rows: Iterator[Row], name: str) -> Iterator[Row]:
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            text = Message("There are more than {count} rows; split the file.", count=MOST_ROWS)
            raise fault(name, text, row.line)
        yield row


def _objects(path: Path, name: str) -> Iterator[Row]:
    """Yield a list of JSON objects as rows, the names of their fields first."""
    data = path.read_bytes() if path.stat().st_size <= MOST_JSON else None
    if data is None:
        raise fault(name, Message("The file has more than {count} bytes.", count=MOST_JSON))
    try:
        found: Any = json.loads(
            data,
            parse_float=_number,
            parse_int=_number,
            object_pairs_hook=lambda one: _once(one, name),
        )
    except AdvisorError:
        raise
    except (ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", 0), getattr(error, "colno", 0)
        raise fault(name, Message("This is not JSON."), line, column) from error
    if isinstance(found, Mapping):
        found = found.get("data", found)
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise fault(name, Message("A list of objects is expected, or data: with such a list."))
    found = [dict(_flat(one, "")) for one in found]
    fields = list(dict.fromkeys(key for one in found for key in one))
    if len(fields) * len(found) > MOST_CELLS:
        told = Message(
            "The objects have {count} fields; leave those of a table of invoices.",
            count=len(fields),
        )
        raise fault(name, told)
    yield Row(1, tuple(fields))
    for number, one in enumerate(found, 2):
        yield Row(number, tuple(_value(one.get(key)) for key in fields))


def _number(text: str) -> Decimal | str:
    """Read a number; one of more digits than a sum can have stays as it is written."""
    if len(text) > LONGEST_NUMBER:
        return text
    try:
        number = Decimal(text)
    except ArithmeticError:
        return text
    return number if abs(number.adjusted()) <= LONGEST_NUMBER else text


def _once(fields: list[tuple[str, Any]], name: str) -> dict[str, Any]:
    """Return an object whose fields have a value each."""
    found = dict(fields)
    if len(found) < len(fields):
        left = [key for key, _ in fields]
        twice = next(key for key in found if left.count(key) > 1)
        told = Message("An object has the field {field} twice.", field=repr(twice))
        raise fault(name, told)
    return found


def _flat(one: Mapping[str, Any], inside: str) -> Iterator[tuple[str, Any]]:
    """Yield the fields of an object, those of an object in it as ``outer.inner``."""
    for key, value in one.items():
        if isinstance(value, Mapping) and not inside:
            yield from _flat(value, f"{key}.")
        else:
            yield inside + key, value


def _value(value: object) -> Cell:
    if value is None or isinstance(value, (dict, list)):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, Decimal) else str(value)
