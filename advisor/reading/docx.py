"""Read a text from a Word document; its lines are its paragraphs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from advisor.errors import AdvisorError, Message
from advisor.locale.numbers import grouped
from advisor.reading.docx_archive import docx_document, is_too_large
from advisor.reading.docx_numbering import Numbering, numbering_of
from advisor.reading.written import Row, Written

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN = "{urn:schemas-microsoft-com:vml}textpath"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The same text once more, for older programs."""
_INCLUDED = (f"{_WORD}altChunk", f"{_WORD}subDoc")
"""Another file that is shown as a part of the text."""
_TEXT = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def read_docx(data: bytes, name: str, most: int, most_xml: int) -> Written:
    """Read the paragraphs of the body, tables among them, the notes and the watermarks.

    Tracked deletions are left out, tracked insertions are read. ``most`` paragraphs and
    ``most_xml`` bytes of unpacked XML are read. Raises :class:`AdvisorError` for a larger
    file, and for one that is not a Word document.
    """
    broken = Message("{name} is not a document of Word, or it is damaged.", name=name)
    try:
        if is_too_large(data, most_xml):
            text = Message("{name} is too large once it is unpacked.", name=name)
            raise AdvisorError(text)
        document = docx_document(data)
        rows = tuple(_rows(_bodies(document, name), numbering_of(document), name, most))
        marks = tuple(dict.fromkeys(_marks(document)))
    except AdvisorError:
        raise
    except Exception as error:
        raise AdvisorError(broken) from error
    return Written(rows, marks=marks)


def _bodies(document: Any, name: str) -> Iterator[Any]:
    """Yield the body, and the notes at the foot and at the end.

    Raises :class:`AdvisorError` where another file stands in the body, which Word shows there.
    """
    body = document.element.body
    if next(body.iter(*_INCLUDED), None) is not None:
        text = Message(
            "{name} includes another file in its text, which is not read. Open it in your word "
            "processor, save it anew, and read that.",
            name=name,
        )
        raise AdvisorError(text)
    yield body
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/footnotes", "/endnotes")):
            from docx.oxml import parse_xml

            yield parse_xml(relation.target_part.blob)


def _rows(bodies: Iterable[Any], numbering: Numbering, name: str, most: int) -> Iterator[Row]:
    texts: dict[Any, list[str]] = {}
    for paragraph, text in (piece for body in bodies for piece in _texts(body)):
        if paragraph not in texts and len(texts) == most:
            told = Message(
                "{name} has more than {most} paragraphs, which is too much to be read.",
                name=name,
                most=grouped(most),
            )
            raise AdvisorError(told)
        texts.setdefault(paragraph, []).append(text)
    for number, (paragraph, pieces) in enumerate(texts.items(), start=1):
        text = unicodedata.normalize("NFC", "".join(pieces))
        label, column = numbering.label(paragraph), 1
        for line in text.split("\n"):
            columns = tuple(range(column, column + len(line)))
            yield Row(line, number, columns, label=label)
            label, column = "", column + len(line) + 1


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
        elif kind in ("del", "moveFrom", "tabs") or item.tag == _FALLBACK:
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
