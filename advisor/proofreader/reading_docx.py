"""Read a letter from a Word document; its lines are its paragraphs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from advisor.errors import AdvisorError, Message
from advisor.formats.docx_file import docx_document, is_too_large
from advisor.locale.numbers import grouped
from advisor.proofreader.source_text import Row, Written

MOST_PARAGRAPHS = 10_000
"""Paragraphs of a letter, empty ones among them."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN = "{urn:schemas-microsoft-com:vml}textpath"
_TEXT = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def read_docx(data: bytes, name: str) -> Written:
    """Read the paragraphs of the body, tables among them, and the watermarks.

    Tracked deletions are left out, tracked insertions are read. Raises :class:`AdvisorError`
    for a file that is not a Word document.
    """
    broken = Message("{name} is not a document of Word, or it is damaged.", name=name)
    try:
        if is_too_large(data):
            text = Message("{name} is too large once it is unpacked.", name=name)
            raise AdvisorError(text)
        document = docx_document(data)
        rows = tuple(_rows(document.element.body, name))
        marks = tuple(dict.fromkeys(_marks(document)))
    except AdvisorError:
        raise
    except Exception as error:
        raise AdvisorError(broken) from error
    return Written(rows, marks=marks)


def _rows(body: Any, name: str) -> Iterator[Row]:
    texts: dict[Any, list[str]] = {}
    for paragraph, text in _texts(body):
        if paragraph not in texts and len(texts) == MOST_PARAGRAPHS:
            most = grouped(MOST_PARAGRAPHS)
            told = Message(
                "{name} has more than {most} paragraphs, which is too much for a letter.",
                name=name,
                most=most,
            )
            raise AdvisorError(told)
        texts.setdefault(paragraph, []).append(text)
    for number, pieces in enumerate(texts.values(), start=1):
        text = unicodedata.normalize("NFC", "".join(pieces))
        column = 1
        for line in text.split("\n"):
            yield Row(line, number, tuple(range(column, column + len(line))))
            column += len(line) + 1


def _texts(body: Any) -> Iterator[tuple[Any, str]]:
    """Yield each paragraph and each text with its paragraph, in their order.

    A text belongs to the innermost paragraph around it; deleted texts are left out.
    """
    owners: dict[Any, Any] = {body: None}
    for item in body.iter("{*}*"):
        kind = item.tag.removeprefix(_WORD)
        owner = owners.get(item.getparent())
        if kind == "p":
            owners[item] = item
            yield item, ""
        elif kind in ("del", "moveFrom", "tabs"):
            owners[item] = None
        elif kind not in ("t", *_TEXT):
            owners[item] = owner
        elif owner is not None:
            yield owner, item.text or "" if kind == "t" else _TEXT[kind]


def _marks(document: Any) -> Iterator[str]:
    """Yield the watermarks, which are in the headers or the body."""
    for section in document.sections:
        for header in (section.header, section.first_page_header, section.even_page_header):
            for drawn in header._element.iter(_DRAWN):  # noqa: SLF001
                yield drawn.get("string", "")
    for drawn in document.element.body.iter(_DRAWN):
        yield drawn.get("string", "")
