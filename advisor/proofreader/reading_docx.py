"""Read a letter from a Word document; its lines are its paragraphs."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from advisor.errors import AdvisorError, Message
from advisor.proofreader.source_text import Row, Written

MAX_UNPACKED = 60_000_000
"""Bytes of a file when it is unpacked."""
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
        with zipfile.ZipFile(BytesIO(data)) as packed:
            if sum(item.file_size for item in packed.infolist()) > MAX_UNPACKED:
                text = Message("{name} is too large once it is unpacked.", name=name)
                raise AdvisorError(text)
        from docx import Document

        document = Document(BytesIO(data))
        rows = tuple(_rows(document.element.body))
        marks = tuple(dict.fromkeys(_marks(document)))
    except AdvisorError:
        raise
    except Exception as error:
        raise AdvisorError(broken) from error
    return Written(rows, marks=marks)


def _rows(body: Any) -> Iterator[Row]:
    for number, paragraph in enumerate(body.iter(f"{_WORD}p"), start=1):
        text = unicodedata.normalize("NFC", "".join(_texts(paragraph)))
        column = 1
        for line in text.split("\n"):
            yield Row(line, number, tuple(range(column, column + len(line))))
            column += len(line) + 1


def _texts(paragraph: Any) -> Iterator[str]:
    """Yield the texts of a paragraph, without those of nested paragraphs."""
    for item in paragraph.iter():
        kind = item.tag.removeprefix(_WORD) if isinstance(item.tag, str) else ""
        if kind not in ("t", *_TEXT) or _owner(item) is not paragraph:
            continue
        yield item.text or "" if kind == "t" else _TEXT[kind]


def _owner(item: Any) -> Any:
    """Return the paragraph of an element, ``None`` for a deleted element."""
    above = item.getparent()
    while above is not None and above.tag != f"{_WORD}p":
        if above.tag in (f"{_WORD}del", f"{_WORD}moveFrom", f"{_WORD}tabs"):
            return None
        above = above.getparent()
    return above


def _marks(document: Any) -> Iterator[str]:
    """Yield the watermarks, which are in the headers or the body."""
    for section in document.sections:
        for header in (section.header, section.first_page_header, section.even_page_header):
            for drawn in header._element.iter(_DRAWN):  # noqa: SLF001
                yield drawn.get("string", "")
    for drawn in document.element.body.iter(_DRAWN):
        yield drawn.get("string", "")
