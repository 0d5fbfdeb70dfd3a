"""Open a document of Word to write into, and close it so that its bytes are always the same."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from advisor.errors import AdvisorError, Message
from advisor.formats.docx_headers import headers, says
from advisor.formats.docx_style_table import BUILT_IN, FONT
from advisor.formats.docx_styles import add_styles
from advisor.formats.page_fit import share

if TYPE_CHECKING:
    from docx.document import Document

    from advisor.formats.page_model import Piece

MOST = 64 * 1024 * 1024
"""Bytes that a letterhead may have when it is unpacked."""

LONGEST = 255
"""Characters of a property."""

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""The time of every file inside, the first that the format knows."""

PAPERS = {"a4": (210.0, 297.0), "us-letter": (215.9, 279.4)}
"""Millimetres."""

POINT = 12700
"""In the units that the format measures lengths in."""

FAULTS = (
    *(zipfile.BadZipFile, zlib.error, SyntaxError, EOFError, StopIteration, LookupError),
    *(ValueError, TypeError, AttributeError, OSError, RuntimeError),
)
"""What reading a file that is no document of Word may raise."""


def not_a_letterhead(why: Message) -> AdvisorError:
    """Return the refusal of a letterhead."""
    return AdvisorError(
        Message(
            "The letterhead is not a document of Word (.docx) that can be read: {why}.", why=why
        )
    )


@dataclass(frozen=True)
class Page:
    """What is to be known of a document before anything is written into it."""

    title: str
    language: str
    day: date
    paper: str
    pieces: tuple[Piece, ...] = ()
    """What has to fit on one page; nothing where it may be several."""
    size: float = 10.0
    space: float = 0.9
    """How tightly it is set, see :data:`advisor.formats.page_fit.STEPS`."""


def opened(page: Page, letterhead: bytes | None) -> tuple[Document, bool]:
    """Return an empty document, and whether its headers say anything.

    Raises :class:`AdvisorError` for a letterhead that cannot be read.
    """
    if letterhead is None:
        document = _blank(page)
        add_styles(document, page.space, own=True)
        _speak(document, page.language)
        _describe(document, page)
        return document, False
    try:
        document = _read(letterhead)
        _empty(document)
        add_styles(document, _space(document, page), own=False)
        _speak(document, page.language)
        _describe(document, page)
        return document, any(map(says, headers(document)))
    except AdvisorError:
        raise
    except FAULTS as error:
        # What a file of another kind or a damaged one does, wherever it is noticed.
        raise not_a_letterhead(Message("it is damaged, or of another kind")) from error


def _blank(page: Page) -> Document:
    import docx
    from docx.shared import Mm, Pt

    document = docx.Document()
    _empty(document)
    _bare(document)
    section = document.sections[0]
    width, height = PAPERS[page.paper]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(19), Mm(17)
    section.left_margin = section.right_margin = Mm(25)
    section.header_distance = section.footer_distance = Mm(10)
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(page.size)
    normal.paragraph_format.line_spacing = 1.08
    normal.paragraph_format.space_after = Pt(0)
    _one_font(document)
    _modern(document)
    return document


def _bare(document: Document) -> None:
    """Take out the many styles of the model that nothing of ours uses."""
    from docx.enum.style import WD_STYLE_TYPE

    base = ("Normal", "Default Paragraph Font", "Normal Table", "No List", "Header", "Footer")
    for style in list(document.styles):
        listed = style.name in base or style.name in BUILT_IN
        if not listed or style.type == WD_STYLE_TYPE.LIST:
            style.delete()


def _space(document: Document, page: Page) -> float:
    """Return how tightly to set a letter on a letterhead, whose sizes are its own."""
    section, size = document.sections[-1], document.styles["Normal"].font.size
    wide, high = section.page_width or 0, section.page_height or 0
    left, right = section.left_margin or 0, section.right_margin or 0
    top, bottom = abs(section.top_margin or 0), abs(section.bottom_margin or 0)
    width, height = (wide - left - right) / POINT, (high - top - bottom) / POINT
    return share(page.pieces, size.pt if size else 11.0, max(width, 72.0), height)


def _one_font(document: Document) -> None:
    """Have every style in the font of the text, where the model names others by theme."""
    from docx.oxml.ns import qn

    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for name in list(fonts.attrib):
            if name.endswith("Theme"):
                del fonts.attrib[name]
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), FONT)


def _read(data: bytes) -> Document:
    import docx
    from docx.opc.exceptions import OpcError

    with zipfile.ZipFile(io.BytesIO(data)) as file:
        if sum(item.file_size for item in file.infolist()) > MOST:
            raise not_a_letterhead(Message("it is too large"))
    try:
        return docx.Document(io.BytesIO(data))
    except OpcError as error:
        raise ValueError(str(error)) from error


def _empty(document: Document) -> None:
    """Take the text out. Of the sections the first stays, with its paper, headers and footers."""
    from docx.oxml.ns import qn

    body = document.element.body
    first = next(body.iter(qn("w:sectPr")))
    for child in list(body):
        body.remove(child)
    body.append(first)


def _speak(document: Document, language: str) -> None:
    """Set the language of all text, for spelling and for reading aloud."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    root = document.styles.element
    defaults = f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"
    places = list(root.iterfind(defaults))
    places.append(document.styles["Normal"].element.get_or_add_rPr())
    for place in places:
        for old in place.findall(qn("w:lang")):
            place.remove(old)
        spoken = OxmlElement("w:lang")
        for attribute in ("val", "eastAsia"):
            spoken.set(qn(f"w:{attribute}"), language)
        place.append(spoken)


def _describe(document: Document, page: Page) -> None:
    """Set the title, and take out what says who wrote it and with what."""
    about = document.core_properties
    about.title, about.language = page.title[:LONGEST], page.language
    for name in ("author", "last_modified_by", "comments", "subject", "keywords", "category"):
        setattr(about, name, "")
    about.content_status = about.identifier = about.version = ""
    about.revision = 1
    about.created = about.modified = datetime(page.day.year, page.day.month, page.day.day)


def _modern(document: Document) -> None:
    """Have Word treat the document as one of today, and drop the picture of its model."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    settings = document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    compat = parse_xml(
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode"'
        f' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    before = settings.find(qn("w:rsids"))
    settings.append(compat) if before is None else before.addprevious(compat)
    relations = document.part.package.rels
    for key in [
        key for key, item in relations.items() if item.reltype == RELATIONSHIP_TYPE.THUMBNAIL
    ]:
        del relations[key]


def finished(document: Document) -> bytes:
    """Return the document as bytes that depend on what it says and on nothing else."""
    buffer = io.BytesIO()
    document.save(buffer)
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(buffer) as written,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file,
    ):
        for item in written.infolist():
            entry = zipfile.ZipInfo(item.filename, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, written.read(item))
    return packed.getvalue()
