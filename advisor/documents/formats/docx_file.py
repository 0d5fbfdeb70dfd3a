"""Open a document of Word to write into, and close it so that its bytes are always the same."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import TYPE_CHECKING, Any

from advisor.documents.formats.docx_looks import FONT
from advisor.documents.formats.docx_styles import add_styles
from advisor.documents.formats.fit import STEPS
from advisor.errors import AdvisorError

if TYPE_CHECKING:
    from docx.document import Document

MOST = 64 * 1024 * 1024
"""Bytes that a letterhead may have when it is unpacked."""

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""The time of every file inside, the first that the format knows."""

PAPERS = {"a4": (210.0, 297.0), "us-letter": (215.9, 279.4)}
"""Millimetres."""

NOT_A_LETTERHEAD = "The letterhead is not a document of Word (.docx) that can be read: {why}."


@dataclass(frozen=True)
class Page:
    """What is to be known of a document before anything is written into it."""

    title: str
    language: str
    day: date
    paper: str
    step: int = 1
    """How tightly it is set, see :mod:`advisor.documents.formats.fit`."""


def opened(page: Page, letterhead: bytes | None) -> tuple[Document, bool]:
    """Return an empty document, and whether its headers say anything.

    Raises :class:`AdvisorError` for a letterhead that cannot be read.
    """
    if letterhead is None:
        document = _blank(page)
    else:
        document = _read(letterhead)
        _empty(document)
    add_styles(document, page.step, own=letterhead is None)
    _speak(document, page.language)
    _describe(document, page)
    return document, letterhead is not None and any(map(_says, _headers(document)))


def _blank(page: Page) -> Document:
    import docx
    from docx.shared import Mm, Pt

    document = docx.Document()
    _empty(document)
    section = document.sections[0]
    width, height = PAPERS[page.paper]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(19), Mm(17)
    section.left_margin = section.right_margin = Mm(25)
    section.header_distance = section.footer_distance = Mm(10)
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(STEPS[page.step][0])
    normal.paragraph_format.line_spacing = 1.08
    normal.paragraph_format.space_after = Pt(0)
    _one_font(document)
    return document


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

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            if sum(item.file_size for item in file.infolist()) > MOST:
                raise AdvisorError(NOT_A_LETTERHEAD.format(why="it is too large"))
        document = docx.Document(io.BytesIO(data))
        document.sections[-1].page_width  # noqa: B018 - a document without one is none
    except AdvisorError:
        raise
    except (OpcError, zipfile.BadZipFile, zlib.error, SyntaxError, EOFError) as error:
        raise AdvisorError(NOT_A_LETTERHEAD.format(why="it is damaged")) from error
    except (LookupError, ValueError, TypeError, AttributeError, OSError, RuntimeError) as error:
        why = "it is of another kind, or damaged"
        raise AdvisorError(NOT_A_LETTERHEAD.format(why=why)) from error
    return document


def _empty(document: Document) -> None:
    """Take the text out. The last section stays, and with it paper, headers and footers."""
    from docx.oxml.ns import qn

    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)


def _headers(document: Document) -> list[Any]:
    section = document.sections[-1]
    found = [section.header]
    if section.different_first_page_header_footer:
        found.append(section.first_page_header)
    if document.settings.odd_and_even_pages_header_footer:
        found.append(section.even_page_header)
    return found


def _says(header: Any) -> bool:
    """Tell whether a header shows text or a picture."""
    from docx.oxml.ns import qn

    if header.is_linked_to_previous:
        return False
    root = header._element  # noqa: SLF001
    text = "".join(node.text or "" for node in root.iter(qn("w:t")))
    pictured = any(True for _ in root.iter(qn("w:drawing"), qn("w:pict"), qn("w:object")))
    return bool(text.strip()) or pictured


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
    about.title, about.language = page.title, page.language
    for name in ("author", "last_modified_by", "comments", "subject", "keywords", "category"):
        setattr(about, name, "")
    about.content_status = about.identifier = about.version = ""
    about.revision = 1
    about.created = about.modified = datetime(page.day.year, page.day.month, page.day.day)


WATERMARK = """<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>
<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>
<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/>
<v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"
 o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/><o:lock v:ext="edit"
 text="t" shapetype="t"/></v:shapetype><v:shape id="PowerPlusWaterMarkObject{number}"
 o:spid="_x0000_s{shape}" type="#_x0000_t136" alt="{text}" style="position:absolute;margin-left:0;
margin-top:0;width:{width}pt;height:{height}pt;rotation:315;z-index:-251658752;
mso-position-horizontal:center;mso-position-horizontal-relative:margin;
mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f"
 fillcolor="#d8b4b4" stroked="f"><v:fill opacity=".5"/><v:textpath
 style="font-family:&quot;{font}&quot;;font-size:1pt" string="{text}"/></v:shape></w:pict></w:r>"""
"""The shape that word processors themselves make and find as a watermark."""


def watermark(document: Document, text: str) -> None:
    """Put a word across every page, behind the text."""
    from docx.oxml import parse_xml

    width = 430
    for number, header in enumerate(_headers(document), start=1):
        if header.is_linked_to_previous:
            header.is_linked_to_previous = False
        shape = WATERMARK.format(
            number=number,
            shape=2048 + number,
            text=escape(text),
            width=width,
            height=round(1.3 * width / max(len(text), 4)),
            font=FONT,
        )
        if not header.paragraphs:
            header.add_paragraph()
        header.paragraphs[0]._p.append(parse_xml(shape.replace(";\n", ";")))  # noqa: SLF001


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
