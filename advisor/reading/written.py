"""The text of a file, and the position of each character in it."""

from __future__ import annotations

import io
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property

from advisor.lazy_dataclass import dataclass
from advisor.locale.folding import fold


@dataclass(frozen=True)
class Row:
    """A line of a text without markup, and its position in the file."""

    text: str
    line: int
    """Its line in the file, from 1; in a Word document its paragraph, in a PDF its page."""
    columns: tuple[int, ...] = ()
    """The column of each character, from 1; empty where they are consecutive."""
    lines: tuple[int, ...] = ()
    """The line of each character in a row of several lines; empty otherwise."""
    label: str = ""
    """The number that Word shows before the paragraph, such as ``9.2`` or ``(a)``."""


@dataclass(frozen=True)
class Written:
    """A text that was read from a file."""

    rows: tuple[Row, ...]
    email: bool = False
    marks: tuple[str, ...] = ()
    """Watermarks."""
    subject: str = ""
    """The subject of an email, which is its first row."""

    @cached_property
    def text(self) -> str:
        """All rows, separated by line feeds."""
        return "\n".join(row.text for row in self.rows)

    @cached_property
    def folded(self) -> str:
        """The text in lower case without accents, of the same length."""
        return fold(self.text)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The start of each row in the text."""
        starts, at = [], 0
        for row in self.rows:
            starts.append(at)
            at += len(row.text) + 1
        return tuple(starts)

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column in the file, from 1, of a position in the text."""
        if not self.rows:
            return 1, 1
        number = max(0, bisect_right(self.starts, at) - 1)
        row, inside = self.rows[number], at - self.starts[number]
        last = max(0, min(inside, len(row.text) - 1))
        line = row.lines[last] if row.lines else row.line
        return line, row.columns[last] if row.columns else min(inside, len(row.text)) + 1


def is_encoding(name: str) -> bool:
    """Tell whether Python decodes texts by this name; it has codecs for other things too."""
    try:
        io.TextIOWrapper(io.BytesIO(), name)
    except (LookupError, ValueError):
        return False
    return True


def plain(lines: Iterable[str]) -> tuple[Row, ...]:
    """Return lines of plain text as rows, numbered from 1."""
    return tuple(
        Row(unicodedata.normalize("NFC", line), number)
        for number, line in enumerate(lines, start=1)
    )
