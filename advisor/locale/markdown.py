"""Markdown: keep plain text plain inside it, and take the markup out again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.locale.control_characters import is_hidden

_ANYWHERE = re.compile(r"[\\`*\[\]<~|]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")
"""Characters that can be markup wherever they stand. A ``_`` between two letters
or digits never is, and stays, so that addresses such as a_b@example.com read well."""
_OPENING = re.compile(r"\A(?:[-+:](?=\s|\Z)|-[-\s]*\Z|=+\Z|#{1,6}(?=\s|\Z)|>)")
_NUMBERED = re.compile(r"\A(\d{1,9})([.)])(?=\s|\Z)")
"""What could open a list, a quotation or a heading, or turn the line above into one."""
_MARKUP = re.compile(r"\\([!-/:-@\[-`{-~])|\*\*| {2}(?=\n|\Z)|^#{1,6} ", re.MULTILINE)
_ROW = re.compile(r"^\|(.*) \|\n", re.MULTILINE)
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
"""White space, but for the spaces that keep two words together."""


def one_line(text: str) -> str:
    """Return a text on one line, without control and direction characters."""
    if not text.isprintable():
        text = "".join(char for char in text if char.isspace() or not is_hidden(char))
    return _SPACES.sub(" ", text).strip()


def escape(text: str) -> str:
    """Return a plain text such that Markdown shows exactly its characters, on one line."""
    plain = one_line(text)
    escaped = _ANYWHERE.sub(lambda match: "\\" + match[0], plain)
    if escaped.endswith("#"):
        # A heading would take it for the end of its own marks.
        escaped = escaped[:-1] + "\\#"
    if _OPENING.match(escaped):
        return "\\" + escaped
    return _NUMBERED.sub(r"\1\\\2", escaped)


def _row(inside: str) -> str:
    return " | ".join(cell.strip() or "_" * 20 for cell in inside.split(" |")) + "\n"


def lines(texts: Sequence[str]) -> str:
    """Return lines that stay lines, as in an address. They must be escaped already."""
    return "  \n".join(texts)


def unmark(markdown: str) -> str:
    """Return our Markdown as plain text: no emphasis, headings, escapes or hard breaks.

    A cell of a table that is filled in by hand becomes a line.
    """
    markdown = _ROW.sub(lambda match: "" if "| --- |" in match[0] else _row(match[1]), markdown)
    return _MARKUP.sub(lambda match: match[1] or "", markdown)
