"""Rows of a table, whatever file they were read from, and the exception for a fault in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from advisor.errors import FileProblems, Place, Problem
from advisor.lazy_dataclass import dataclass

Cell = str | Decimal | date
Progress = Callable[[float], None]
"""Is told the share of the file that has been read."""


@dataclass(frozen=True)
class Row:
    """A row of a table."""

    line: int
    """The line of the file, or the row of the sheet, from 1."""
    cells: tuple[Cell, ...]
    unfinished: bool = False
    """Whether the file ends in it, without the end of a line."""


@dataclass(frozen=True)
class Table:
    """A table that is read as its rows are asked for."""

    name: str
    """The file's name in messages."""
    rows: Iterator[Row]
    encoding: str = ""
    delimiter: str = ""
    left: Sequence[str] = ()
    """Names of sheets with another table that is not read, known after the last row."""


def ignore(share: float) -> None:
    """Take no notice of how far the reading is."""
    del share


def fault(name: str, text: str, line: int = 0, column: int = 0) -> FileProblems:
    """Return the exception for one fault of a file."""
    return FileProblems([Problem(Place(name, line, column or int(bool(line))), text)])
