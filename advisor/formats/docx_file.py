"""Open a Word document to write into, and save it with reproducible bytes."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.errors import AdvisorError, Message
from advisor.formats.docx_headers import has_content, headers
from advisor.formats.docx_lists import number_lists
from advisor.formats.docx_styles import add_missing_styles, fit_styles
from advisor.formats.page_fit import share
from advisor.lazy_dataclass import dataclass
from advisor.reading.docx_archive import docx_document, is_too_large

if TYPE_CHECKING:
    from docx.document import Document

    from advisor.formats.page_model import Piece

TEMPLATE = Path(__file__).parent / "letter.docx"
"""The styles of our documents, made by ``docs/make_letter_docx.py``."""

MAX_PROPERTY = 255
"""Characters of a property."""

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the earliest that ZIP allows."""

PAPERS = {"a4": (210.0, 297.0), "us-letter": (215.9, 279.4)}
"""Millimetres."""

POINT = 12700
"""English Metric Units, the unit of lengths in the format."""


DAMAGED = Message("it is damaged, or of another kind")


def not_a_letterhead(why: Message) -> AdvisorError:
    """Return the error for a letterhead that cannot be used."""
    return AdvisorError(
        Message(
            "The letterhead is not a document of Word (.docx) that can be read: {why}.", why=why
        )
    )


@dataclass(frozen=True)
class Page:
    """Properties of a document that are set before its text."""

    title: str
    language: str
    day: date
    paper: str
    pieces: tuple[Piece, ...] = ()
    """The blocks that have to fit on one page; empty if there may be several pages."""
    size: float = 10.0
    space: float = 0.9
    """Share of the spacing, see :data:`advisor.formats.page_fit.STEPS`."""


def opened(page: Page, letterhead: bytes | None) -> tuple[Document, bool]:
    """Return an empty document on a letterhead, and whether its headers have content.

    Without a letterhead of the user's it is the shipped template, whose paper and size of
    type are those of the page. Raises :class:`AdvisorError` for a letterhead that cannot be
    read.
    """
    template = _read(TEMPLATE.read_bytes())
    if letterhead is None:
        _set_page(template, page)
        _prepare(template, page, [style.name for style in template.styles], page.space)
        return template, False
    try:
        document = _read(letterhead)
        _cut_off(document)
        added = add_missing_styles(document, template)
        number_lists(document)
        _prepare(document, page, added, _space(document, page))
        has_header = any(map(has_content, headers(document)))
        names = zipfile.ZipFile(_saved(document)).namelist()
    except AdvisorError:
        raise
    except Exception as error:
        # A damaged file may fail when it is read, changed or saved, and the exceptions of
        # python-docx have no base in common.
        raise not_a_letterhead(DAMAGED) from error
    if len({*names}) < len(names):
        raise not_a_letterhead(DAMAGED)
    return document, has_header


def _prepare(document: Document, page: Page, styles: Iterable[str], share: float) -> None:
    fit_styles(document, styles, share)
    _set_language(document, page.language)
    _set_properties(document, page)


def _set_page(document: Document, page: Page) -> None:
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, PAPERS[page.paper])
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(page.size)


def _space(document: Document, page: Page) -> float:
    """Return the share of the spacing at which a letter fits on a letterhead."""
    section, size = document.sections[-1], document.styles["Normal"].font.size
    wide, high = section.page_width or 0, section.page_height or 0
    left, right = section.left_margin or 0, section.right_margin or 0
    top, bottom = abs(section.top_margin or 0), abs(section.bottom_margin or 0)
    width, height = (wide - left - right) / POINT, (high - top - bottom) / POINT
    return share(page.pieces, size.pt if size else 11.0, max(width, 72.0), height)


def _read(data: bytes) -> Document:
    """Return a document without its text."""
    if is_too_large(data):
        raise not_a_letterhead(Message("it is too large"))
    document = docx_document(data)
    emptied(document)
    return document


def _cut_off(document: Document) -> None:
    """Remove what a letterhead names outside of itself, but for links that a reader follows.

    Who opens the letter would load it, and its address may be a path of the user's. Raises
    :class:`AdvisorError` for what a header or footer shows of it.
    """
    from docx.oxml.ns import qn

    settings = document.settings.element
    for template in list(settings.iter(qn("w:attachedTemplate"))):
        template.getparent().remove(template)
    for part in document.part.package.iter_parts():
        root = getattr(part, "element", None)
        used = (
            {value for one in root.iter("*") for value in one.values()} if root is not None else ()
        )
        outside = [one for one in part.rels.values() if one.is_external]
        for relation in outside:
            if relation.reltype.endswith("/hyperlink"):
                continue
            if relation.rId in used:
                raise AdvisorError(
                    Message(
                        "The letterhead shows {target}, which whoever opens the letter would load "
                        "from there; put it into the letterhead itself.",
                        target=relation.target_ref,
                    )
                )
            part.rels.pop(relation.rId)


def emptied(document: Document) -> None:
    """Remove the text. Of the sections the first is kept, with its paper, headers and footers."""
    from docx.oxml.ns import qn

    body = document.element.body
    first = next(body.iter(qn("w:sectPr")))
    for child in list(body):
        body.remove(child)
    body.append(first)


def _set_language(document: Document, language: str) -> None:
    """Set the language of all text, for the spelling checker and for screen readers."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    root = document.styles.element
    defaults = f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"
    places = list(root.iterfind(defaults))
    places.append(document.styles["Normal"].element.get_or_add_rPr())
    for place in places:
        for old in place.findall(qn("w:lang")):
            place.remove(old)
        element = OxmlElement("w:lang")
        for attribute in ("val", "eastAsia"):
            element.set(qn(f"w:{attribute}"), language)
        place.append(element)


def _set_properties(document: Document, page: Page) -> None:
    """Set the title, and remove what names a person or a program."""
    about = document.core_properties
    about.title, about.language = page.title[:MAX_PROPERTY], page.language
    for name in ("author", "last_modified_by", "comments", "subject", "keywords", "category"):
        setattr(about, name, "")
    about.content_status = about.identifier = about.version = ""
    about.revision = 1
    about.created = about.modified = datetime(page.day.year, page.day.month, page.day.day)


def _saved(document: Document) -> io.BytesIO:
    """Return the document as python-docx writes it."""
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        # A letterhead may hold two files of one name, for which it is refused.
        warnings.simplefilter("ignore", UserWarning)
        document.save(buffer)
    return buffer


def finished(document: Document) -> bytes:
    """Return the document as bytes that depend on its content alone."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(_saved(document)) as written,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file,
    ):
        for item in written.infolist():
            entry = zipfile.ZipInfo(item.filename, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, written.read(item))
    return packed.getvalue()
