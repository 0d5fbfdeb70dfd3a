"""A letter as it was read: one text, and where each of its characters stands in the file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from advisor.locale.folding import fold


@dataclass(frozen=True)
class Row:
    """One line of a letter as its reader sees it, and where it stands."""

    text: str
    line: int
    """Its line in the file, from 1; of a word processor's file its paragraph."""
    columns: tuple[int, ...] = ()
    """The column of each character, from 1; empty where they simply follow one another."""
    lines: tuple[int, ...] = ()
    """The line of each character, where a row takes several; empty otherwise."""


@dataclass(frozen=True)
class Written:
    """A letter that was read from a file."""

    rows: tuple[Row, ...]
    email: bool = False
    marks: tuple[str, ...] = ()
    """Words across its pages, such as a watermark."""
    subject: str = ""
    """The subject in the header of an email, which stands in its first row."""

    @cached_property
    def text(self) -> str:
        """All rows, parted by line feeds."""
        return "\n".join(row.text for row in self.rows)

    @cached_property
    def folded(self) -> str:
        """The text without capitals and accents, of the same length."""
        return fold(self.text)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each row begins in the text."""
        found, at = [], 0
        for row in self.rows:
            found.append(at)
            at += len(row.text) + 1
        return tuple(found)

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column, from 1, of a place in the text."""
        from bisect import bisect_right

        if not self.rows:
            return 1, 1
        number = max(0, bisect_right(self.starts, at) - 1)
        row, inside = self.rows[number], at - self.starts[number]
        last = max(0, min(inside, len(row.text) - 1))
        line = row.lines[last] if row.lines else row.line
        return line, row.columns[last] if row.columns else min(inside, len(row.text)) + 1


def plain(lines: Iterable[str]) -> tuple[Row, ...]:
    """Return lines of plain text as rows, numbered from 1."""
    return tuple(
        Row(unicodedata.normalize("NFC", line), number)
        for number, line in enumerate(lines, start=1)
    )
