"""Read a text from a file: its lines with their positions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath

from advisor.errors import AdvisorError, Message, one_of
from advisor.lazy_dataclass import dataclass
from advisor.locale.numbers import grouped
from advisor.reading.written import Row, Written, plain

PACKED = (".docx", ".eml", ".pdf")

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True)
class Limits:
    """How much is read of a file."""

    text_bytes: int
    """Bytes of a text, and characters of what any file says."""
    packed_bytes: int = 30_000_000
    """Bytes of a file that may contain a letterhead or an attachment too."""
    paragraphs: int = 10_000
    """Paragraphs of a document of Word, empty ones among them."""
    xml_bytes: int = 4_000_000
    """Bytes of the parts of a document of Word when they are unpacked."""
    pages: int = 0
    """Pages of a PDF."""


Reader = Callable[[bytes, str, Limits], Written]


def read_document(
    data: bytes, name: str, suffix: str | None, limits: Limits, allowed: Iterable[str]
) -> Written:
    """Read a file in the format that its name says, or ``suffix``.

    ``allowed`` are the suffixes that are read. Raises :class:`AdvisorError` for another one,
    and for a file that does not match its suffix, is empty or is larger than the limits.
    """
    suffix = PurePath(name).suffix.lower() if suffix is None else suffix
    known = sorted(allowed)
    if suffix not in known:
        parts = {"name": name, "suffix": suffix, "allowed": one_of(known)}
        if not suffix:
            raise AdvisorError(
                Message("{name} has no suffix; a file that is read must end in {allowed}.", **parts)
            )
        raise AdvisorError(
            Message("{name} ends in {suffix}; a file that is read must end in {allowed}.", **parts)
        )
    most = limits.packed_bytes if suffix in PACKED else limits.text_bytes
    if len(data) > most:
        raise _too_large(name, most)
    if not data.strip():
        raise AdvisorError(Message("{name} is empty.", name=name))
    written = READERS[suffix](data, name, limits)
    if not written.text.strip():
        raise AdvisorError(Message("{name} holds no text.", name=name))
    if len(written.text) > limits.text_bytes:
        raise _too_large(name, limits.text_bytes)
    return written


def _too_large(name: str, most: int) -> AdvisorError:
    return AdvisorError(
        Message(
            "{name} has more than {most} bytes, which is too much to be read.",
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
            Message("{name} is not text; save it as text, or name its true format.", name=name)
        )
    return text


def lines_of(text: str) -> list[str]:
    """Split a text into lines as an editor numbers them."""
    return re.split(r"\r\n|\r|\n", text)


def _text(data: bytes, name: str, _limits: Limits) -> Written:
    return Written(plain(lines_of(decoded(data, name))))


def _markdown(data: bytes, name: str, _limits: Limits) -> Written:
    lines = lines_of(decoded(data, name))
    return Written(tuple(unmarked(line, number) for number, line in enumerate(lines, start=1)))


_MARK = re.compile(
    r"\\([!-/:-@\[-`{-~])"  # an escaped character without its backslash
    r"|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)__?(?=[^\W_])|(?<=[^\W_])__?(?!\w)|(?<=[.!?])__?(?!\w)"
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


def _docx(data: bytes, name: str, limits: Limits) -> Written:
    from advisor.reading.docx import read_docx

    return read_docx(data, name, limits.paragraphs, limits.xml_bytes)


def _eml(data: bytes, name: str, _limits: Limits) -> Written:
    from advisor.reading.eml import read_eml

    return read_eml(data, name)


def _pdf(data: bytes, name: str, limits: Limits) -> Written:
    from advisor.reading.pdf import read_pdf

    return read_pdf(data, name, limits.pages)


READERS: Mapping[str, Reader] = {
    ".md": _markdown,
    ".txt": _text,
    ".docx": _docx,
    ".eml": _eml,
    ".pdf": _pdf,
}
"""File suffix to the reader of its format."""
