"""Read a text from an email: its subject and its text, with the lines of the file."""

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

from advisor.errors import AdvisorError, Message
from advisor.locale.numbers import grouped
from advisor.reading.written import Row, Written, is_encoding

Char = tuple[str, int, int]
"""A character, its line and its column in the file."""

MOST_READ = 1_000_000
"""Bytes of an email that are read; what lies behind them is an enclosure."""
MOST_SUBJECT = 4_000
"""Bytes of its subject as it is encoded."""
MOST_PART = 600_000
"""Bytes of its text as it is encoded, markup and styles among them."""

MOST_NESTED = 100
"""Parts that consist of parts."""

_NESTED = re.compile(rb"boundary\s*=", re.IGNORECASE)
_SUBJECT = re.compile(
    rb"^(subject:[ \t]*)[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*", re.IGNORECASE | re.MULTILINE
)
_BYTE = re.compile(rb"=([0-9A-Fa-f]{2})|=[ \t]*(?:\r?\n|\Z)")


def read_eml(data: bytes, name: str) -> Written:
    """Read the plain text of an email, or the text of its HTML where it has none.

    Raises :class:`AdvisorError` for a file that is not an email.
    """
    data = data[:MOST_READ]
    if len(_NESTED.findall(data)) > MOST_NESTED:
        raise AdvisorError(Message("{name} is not an email, or it is damaged.", name=name))
    try:
        message = BytesParser(policy=compat32).parsebytes(data)
        known = any(message[header] for header in ("Subject", "From", "To", "Date", "Mime-Version"))
        if not known:
            raise AdvisorError(Message("{name} is not an email: it has no headers.", name=name))
        rows = [*_subject(data, name), Row("", 1)]
        rows += _body(data, message, name)
    except AdvisorError:
        raise
    except Exception as error:
        text = Message("{name} is not an email, or it is damaged.", name=name)
        raise AdvisorError(text) from error
    return Written(tuple(rows), email=True, subject=rows[0].text if rows else "")


def _subject(data: bytes, name: str) -> Iterator[Row]:
    header = _SUBJECT.search(data, 0, max(data.find(b"\n\n"), data.find(b"\n\r\n")) + 1)
    line, first, written = 1, 1, ""
    if header:
        if len(header[0]) > MOST_SUBJECT:
            raise AdvisorError(Message("The subject of {name} is too long.", name=name))
        line = data.count(b"\n", 0, header.start()) + 1
        first = header.end(1) - header.start() + 1
        # Parsed alone: the other headers may be of any length.
        parsed = BytesParser(policy=default).parsebytes(header[0] + b"\n\n")
        written = str(parsed["Subject"] or "")
    text = " ".join(unicodedata.normalize("NFC", written).split())
    yield Row(text, line, tuple(range(first, first + len(text))))


def _body(data: bytes, message: Email, name: str) -> Iterator[Row]:
    parts = [part for part in message.walk() if not part.is_multipart()]
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    for kind in ("text/plain", "text/html"):
        for part in shown:
            if part.get_content_type() == kind and _payload(part).strip():
                if len(_payload(part)) > MOST_PART:
                    text = Message(
                        "{name} has more than {most} bytes, which is too much to be read.",
                        name=name,
                        most=grouped(MOST_PART),
                    )
                    raise AdvisorError(text)
                chars = list(_chars(data, part))
                yield from _lines(chars if kind == "text/plain" else list(_shown(chars)))
                return
    raise AdvisorError(Message("{name} is an email without any text.", name=name))


def _payload(part: Email) -> bytes:
    payload = part.get_payload()
    if not isinstance(payload, str):
        return b""
    try:
        return payload.encode("ascii", "surrogateescape")
    except UnicodeEncodeError:
        # Bytes beyond ASCII come decoded by the charset that the part names, or lost.
        raw = (
            None
            if _encoding(part) in ("base64", "quoted-printable")
            else part.get_payload(decode=True)
        )
        return raw if isinstance(raw, bytes) else payload.encode(_charset(part), "replace")


def _encoding(part: Email) -> str:
    return str(part.get("Content-Transfer-Encoding", "")).strip().lower()


def _chars(data: bytes, part: Email) -> Iterator[Char]:
    """Yield the characters of a part. Those of a base64 part have the lines of the decoded text."""
    raw = _payload(part)
    start = max(0, data.find(raw))
    encoding = _encoding(part)
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
    if not is_encoding(name):
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
_RAW = frozenset(("style", "script", "title"))
"""Elements whose content is neither shown nor made of tags."""
# Each alternative that begins also ends, so that the time grows with the length alone.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<[!?][^>]*(?:>|\Z)"
    r"|<(?P<end>/?)(?P<tag>[a-z][^\s/>]*)(?:[^>\"']+|\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z))*(?:>|\Z)"
    r"|(?P<sign>&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});?)",
    re.DOTALL | re.IGNORECASE,
)


def _visible(source: str) -> Iterator[tuple[str, int]]:
    """Yield the visible characters of a page, each with its index in the source."""
    at, heads = 0, 0
    while at < len(source):
        match = _MARKUP.search(source, at)
        start, end = match.span() if match else (len(source), len(source))
        if not heads:
            yield from ((" " if source[i] == "\n" else source[i], i) for i in range(at, start))
        at = end
        if match is None:
            continue
        if match["sign"] and not heads:
            yield from ((sign, start) for sign in unescape(match["sign"]))
        tag, closes = (match["tag"] or "").lower(), bool(match["end"])
        if tag in _BLOCKS and not (closes and tag == "br"):
            yield "\n", start
        if tag == "head":
            heads = max(0, heads - 1 if closes else heads + 1)
        elif tag in _RAW and not closes:
            closed = re.compile(f"</{tag}", re.IGNORECASE).search(source, at)
            at = closed.start() if closed else len(source)


def _shown(chars: list[Char]) -> Iterator[Char]:
    """Yield the visible characters of a page, with their positions in the source."""
    for sign, at in _visible("".join(char for char, _, _ in chars)):
        yield sign, chars[at][1], chars[at][2]
