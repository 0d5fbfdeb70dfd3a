"""The headers of a Word document, and the watermark in them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document


FONT = "Arial"
"""The font without a user's letterhead. It, or one of the same widths, is on every system, so
that a letter has the same number of pages everywhere."""


def headers(document: Document) -> list[Any]:
    """Return the headers that some page of the document shows."""
    section = document.sections[-1]
    shown = [section.header]
    if section.different_first_page_header_footer:
        shown.append(section.first_page_header)
    if document.settings.odd_and_even_pages_header_footer:
        shown.append(section.even_page_header)
    return shown


def has_content(header: Any) -> bool:
    """Tell whether a header shows text or a picture."""
    from docx.oxml.ns import qn

    if header.is_linked_to_previous:
        return False
    root = header._element  # noqa: SLF001
    text = "".join(node.text or "" for node in root.iter(qn("w:t")))
    pictured = any(True for _ in root.iter(qn("w:drawing"), qn("w:pict"), qn("w:object")))
    return bool(text.strip()) or pictured


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
"""The VML shape that word processors recognise as a watermark."""


def watermark(document: Document, text: str) -> None:
    """Put a word across every page, behind the text."""
    from docx.oxml import parse_xml

    width = 430
    for number, header in enumerate(headers(document), start=1):
        if header.is_linked_to_previous:
            header.is_linked_to_previous = False
        shape = WATERMARK.format(
            number=number,
            shape=2048 + number,
            text=escape(text),
            width=width,
            height=round(1.05 * width / max(len(text), 4)),
            font=FONT,
        )
        if not header.paragraphs:
            header.add_paragraph()
        header.paragraphs[0]._p.append(parse_xml(shape.replace(";\n", ";")))  # noqa: SLF001
