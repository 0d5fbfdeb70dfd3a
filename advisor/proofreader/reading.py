"""Read a letter from a file: lines of text with their positions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import PurePath

from advisor.errors import AdvisorError, Message, one_of
from advisor.locale.numbers import grouped
from advisor.proofreader.source_text import Row, Written, plain

MAX_TEXT_BYTES = 100_000
"""Bytes of a text; a letter of one page has about 3,000."""
MAX_PACKED_BYTES = 30_000_000
"""Bytes of a file that may contain a letterhead or an attachment too."""
PACKED = (".docx", ".eml")

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_letter(data: bytes, name: str, suffix: str | None = None) -> Written:
    """Read a letter in the format that its file name says, or ``suffix``.

    Raises :class:`AdvisorError` for another format, and for a file that does not match its
    suffix, is empty or is too large for a letter.
    """
    suffix = PurePath(name).suffix.lower() if suffix is None else suffix
    reader = READERS.get(suffix)
    if reader is None:
        parts = {"name": name, "suffix": suffix, "allowed": one_of(sorted(READERS))}
        if not suffix:
            raise AdvisorError(
                Message(
                    "{name} has no suffix; a letter that is read must end in {allowed}.", **parts
                )
            )
        raise AdvisorError(
            Message(
                "{name} ends in {suffix}; a letter that is read must end in {allowed}.", **parts
            )
        )
    most = MAX_PACKED_BYTES if suffix in PACKED else MAX_TEXT_BYTES
    if len(data) > most:
        raise _too_large(name, most)
    if not data.strip():
        raise AdvisorError(Message("{name} is empty.", name=name))
    written = reader(data, name)
    if not written.text.strip():
        raise AdvisorError(Message("{name} holds no text.", name=name))
    if len(written.text) > MAX_TEXT_BYTES:
        raise _too_large(name, MAX_TEXT_BYTES)
    return written


def _too_large(name: str, most: int) -> AdvisorError:
    return AdvisorError(
        Message(
            "{name} has more than {most} bytes, which is too much for a letter.",
            name=name,
            most=grouped(most),
        )
    )


def decoded(data: bytes, name: str) -> str:
    """Return the text of a file: UTF-8, UTF-16 with a byte order mark, else Windows-1252.

    Raises :class:`AdvisorError` for what is not text.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    if _CONTROL.search(text) or text.count("\ufffd") > len(text) // 50 + 3:
        raise AdvisorError(
            Message(
                "{name} is not text; save the letter as text, or name its true format.", name=name
            )
        )
    return text


def lines_of(text: str) -> list[str]:
    """Split a text into lines as an editor numbers them."""
    return re.split(r"\r\n|\r|\n", text)


def _text(data: bytes, name: str) -> Written:
    return Written(plain(lines_of(decoded(data, name))))


def _markdown(data: bytes, name: str) -> Written:
    lines = lines_of(decoded(data, name))
    return Written(tuple(unmarked(line, number) for number, line in enumerate(lines, start=1)))


_MARK = re.compile(
    r"\\([!-/:-@\[-`{-~])"  # an escaped character without its backslash
    r"|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)__?(?=[^\W_])|(?<=[^\W_])__?(?!\w)|(?<=[.!?])__?(?!\w)|`"
    r"|\A {0,3}(?:#{1,6}|>)[ \t]+|(?<![ \t])[ \t]+\Z"
)


def unmarked(line: str, number: int) -> Row:
    """Return a line of Markdown without markup, each character with its column."""
    line = unicodedata.normalize("NFC", line)
    kept: list[str] = []
    columns: list[int] = []
    at = 0
    for match in _MARK.finditer(line):
        piece = line[at : match.start()]
        kept.append(piece)
        columns += range(at + 1, match.start() + 1)
        if match[1]:
            kept.append(match[1])
            columns.append(match.end())
        at = match.end()
    kept.append(line[at:])
    columns += range(at + 1, len(line) + 1)
    return Row("".join(kept), number, tuple(columns))


def _docx(data: bytes, name: str) -> Written:
    from advisor.proofreader.reading_docx import read_docx

    return read_docx(data, name)


def _eml(data: bytes, name: str) -> Written:
    from advisor.proofreader.reading_eml import read_eml

    return read_eml(data, name)


READERS: Mapping[str, Callable[[bytes, str], Written]] = {
    ".md": _markdown,
    ".txt": _text,
    ".docx": _docx,
    ".eml": _eml,
}
"""File suffix to the reader of a letter."""
