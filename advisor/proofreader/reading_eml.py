"""Read a letter from an email: its subject and its text, with the lines of the file."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator
from email.message import Message as Email
from email.parser import BytesParser
from email.policy import compat32, default
from html import unescape
from html.parser import HTMLParser

from advisor.errors import AdvisorError, Message
from advisor.proofreader.source_text import Row, Written

Char = tuple[str, int, int]
"""A character, its line and its column in the file."""

_BYTE = re.compile(rb"=([0-9A-Fa-f]{2})|=[ \t]*(?:\r?\n|\Z)")


def read_eml(data: bytes, name: str) -> Written:
    """Read the plain text of an email, or the text of its HTML where it has none.

    Raises :class:`AdvisorError` for a file that is not an email.
    """
    try:
        message = BytesParser(policy=compat32).parsebytes(data)
        headers = BytesParser(policy=default).parsebytes(data, headersonly=True)
        known = any(message[header] for header in ("Subject", "From", "To", "Date", "Mime-Version"))
        if not known:
            raise AdvisorError(Message("{name} is not an email: it has no headers.", name=name))
        rows = [*_subject(data, headers), Row("", 1)]
        rows += _body(data, message, name)
    except AdvisorError:
        raise
    except Exception as error:
        text = Message("{name} is not an email, or it is damaged.", name=name)
        raise AdvisorError(text) from error
    return Written(tuple(rows), email=True, subject=rows[0].text if rows else "")


def _subject(data: bytes, headers: Email) -> Iterator[Row]:
    written = str(headers["Subject"] or "")
    header = re.search(rb"^subject:[ \t]*", data, re.IGNORECASE | re.MULTILINE)
    line, first = 1, 1
    if header:
        line = data.count(b"\n", 0, header.start()) + 1
        first = header.end() - header.start() + 1
    text = " ".join(unicodedata.normalize("NFC", written).split())
    yield Row(text, line, tuple(range(first, first + len(text))))


def _body(data: bytes, message: Email, name: str) -> Iterator[Row]:
    parts = [part for part in message.walk() if not part.is_multipart()]
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    for kind in ("text/plain", "text/html"):
        for part in shown:
            if part.get_content_type() == kind and _payload(part).strip():
                chars = list(_chars(data, part))
                yield from _lines(chars if kind == "text/plain" else list(_shown(chars)))
                return
    raise AdvisorError(Message("{name} is an email without any text.", name=name))


def _payload(part: Email) -> bytes:
    payload = part.get_payload()
    return payload.encode("ascii", "surrogateescape") if isinstance(payload, str) else b""


def _chars(data: bytes, part: Email) -> Iterator[Char]:
    """Yield the characters of a part. Those of a base64 part have the lines of the decoded text."""
    raw = _payload(part)
    start = max(0, data.find(raw))
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    places: list[tuple[int, int]] = []
    if encoding == "base64":
        try:
            raw = base64.b64decode(raw, validate=False)
        except (binascii.Error, ValueError) as error:
            text = Message("The text of the email cannot be decoded from base64.")
            raise AdvisorError(text) from error
        line = 1
    else:
        line = data.count(b"\n", 0, start) + 1
    decoded, line_now, column = bytearray(), line, 1
    for byte, length in _bytes(raw, quoted=encoding == "quoted-printable"):
        if byte is not None:
            decoded.append(byte)
            places.append((line_now, column))
        if byte == 10 or byte is None:
            line_now, column = line_now + 1, 1
        else:
            column += length
    yield from _decoded(bytes(decoded), places, _charset(part))


def _bytes(raw: bytes, *, quoted: bool) -> Iterator[tuple[int | None, int]]:
    """Yield each byte with the length it takes in the file; ``None`` is a soft line break."""
    at = 0
    while at < len(raw):
        match = _BYTE.match(raw, at) if quoted and raw[at] == 61 else None
        if match is None:
            yield raw[at], 1
            at += 1
        else:
            yield int(match[1], 16) if match[1] else None, match.end() - at
            at = match.end()


def _charset(part: Email) -> str:
    name = part.get_content_charset() or "utf-8"
    try:
        b"".decode(name)
    except (LookupError, ValueError):
        return "cp1252"
    return "cp1252" if name.lower() in ("iso-8859-1", "latin-1", "us-ascii", "ascii") else name


def _decoded(data: bytes, places: list[tuple[int, int]], charset: str) -> Iterator[Char]:
    try:
        text = data.decode(charset)
    except UnicodeDecodeError:
        charset = "cp1252"
        text = data.decode(charset, errors="replace")
    at = 0
    for char in text:
        line, column = places[min(at, len(places) - 1)]
        yield char, line, column
        at += len(char.encode(charset, errors="replace"))


def _lines(chars: list[Char]) -> Iterator[Row]:
    """Group characters into rows, one for each line of the text."""
    row: list[Char] = []
    last = 1
    for char in [*chars, ("\n", 0, 0)]:
        if char[0] == "\n":
            text = "".join(one for one, _, _ in row)
            line = row[0][1] if row else last
            yield Row(text, line, tuple(one[2] for one in row), tuple(one[1] for one in row))
            row, last = [], char[1] or last
        elif char[0] != "\r":
            row.append(char)


_BLOCKS = frozenset(("p", "div", "br", "li", "tr", "h1", "h2", "h3", "table", "ul", "ol"))
_SILENT = frozenset(("style", "script", "head", "title"))


class _Words(HTMLParser):
    """Collects the visible text of a page, with positions in the source."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.kept: list[tuple[str, int, int]] = []
        self.silent = 0

    def place(self) -> tuple[int, int]:
        """Return the current line, from 1, and column, from 0."""
        return self.getpos()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        """Begin a new line at a block."""
        self.silent += tag in _SILENT
        if tag in _BLOCKS:
            self.kept.append(("\n", *self.place()))

    def handle_endtag(self, tag: str) -> None:
        """End an invisible element."""
        self.silent -= tag in _SILENT and self.silent > 0
        if tag in _BLOCKS and tag != "br":
            self.kept.append(("\n", *self.place()))

    def handle_data(self, data: str) -> None:
        """Keep visible text."""
        line, column = self.place()
        for char in "" if self.silent else data:
            self.kept.append((" " if char == "\n" else char, line, column))
            line, column = (line + 1, 0) if char == "\n" else (line, column + 1)

    def handle_entityref(self, name: str) -> None:
        """Keep a named character reference."""
        self.handle_data(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        """Keep a numeric character reference."""
        self.handle_data(unescape(f"&#{name};"))


def _shown(chars: list[Char]) -> Iterator[Char]:
    """Yield the visible characters of a page, with their positions in the source."""
    source = "".join(char for char, _, _ in chars)
    starts = [0]
    for at, (char, _, _) in enumerate(chars):
        if char == "\n":
            starts.append(at + 1)
    reader = _Words()
    reader.feed(source)
    reader.close()
    for char, line, column in reader.kept:
        place = min(starts[min(line, len(starts)) - 1] + column, len(chars) - 1)
        yield char, chars[place][1], chars[place][2]
