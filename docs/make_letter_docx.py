"""Make ``advisor/formats/letter.docx``: the styles of our documents of Word.

``python docs/make_letter_docx.py`` writes it anew from the table below. The program opens it
as its own letterhead and copies styles that a user's letterhead lacks from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from advisor.formats.docx_file import emptied, finished
from advisor.formats.docx_headers import FONT
from advisor.formats.docx_lists import number_lists

TARGET = Path(__file__).resolve().parent.parent / "advisor" / "formats" / "letter.docx"
SIZE = 10.5
"""Points of the text."""

BUILT_IN = frozenset(
    (
        *("Date", "Salutation", "Closing", "Signature", "Body Text", "Title", "Subtitle"),
        *("Strong", "Emphasis", "List Bullet", "List Number", "List Continue", "Table Grid"),
        *("List Bullet 2", "List Number 2", "Heading 1", "Heading 2", "Heading 3", "Header"),
    )
)
"""Styles that word processors have in every language."""


@dataclass(frozen=True)
class Looks:
    """A paragraph style. Lengths are in points; ``None`` inherits from the base style."""

    before: float = 0
    after: float = 8
    size: float | None = None
    bold: bool | None = None
    color: str = ""
    indent: float | None = None
    hanging: float = 0
    end: bool = False
    with_next: bool = False
    new_page: bool = False
    based_on: str = "Normal"
    together: bool = False
    """No space between two paragraphs of this style."""
    framed: bool = False
    outline: int | None = None
    """Its level among the headings, from 0, for screen readers."""


PARAGRAPHS: Mapping[str, Looks] = {
    "Draft Mark": Looks(after=12, color="7A1212", framed=True),
    "Letterhead": Looks(after=14),
    "Letterhead Half": Looks(based_on="Letterhead", after=14),
    "Letterhead Right": Looks(based_on="Letterhead", after=14, end=True),
    "Date": Looks(after=12),
    "Date Half": Looks(based_on="Date", after=12),
    "Date Right": Looks(based_on="Date", after=12, end=True),
    "Inside Address": Looks(after=12),
    "Inside Address Half": Looks(based_on="Inside Address", after=12),
    "Inside Address Right": Looks(based_on="Inside Address", after=12, end=True),
    "Delivery Mark": Looks(after=12),
    "Subject Line": Looks(after=8, with_next=True, outline=0),
    "Subject Line Right": Looks(based_on="Subject Line", after=8, end=True, outline=0),
    "Salutation": Looks(with_next=True),
    "Body Text": Looks(),
    "Closing": Looks(before=4, after=38, with_next=True),
    "Signature": Looks(after=10),
    "Enclosure": Looks(after=8),
    "Copy": Looks(after=4),
    "Title": Looks(after=2, size=20, bold=True),
    "Subtitle": Looks(after=10, color="555555"),
    "Heading 1": Looks(before=14, after=5, size=14, bold=True, with_next=True, outline=0),
    "Heading 2": Looks(before=10, after=4, size=12, bold=True, with_next=True, outline=1),
    "Heading 3": Looks(before=8, after=3, bold=True, with_next=True, outline=2),
    "For the Writer": Looks(based_on="Heading 2", after=6, new_page=True, outline=1),
    "List Bullet": Looks(indent=18, hanging=14, together=True),
    "List Number": Looks(indent=18, hanging=18, together=True),
    "List Bullet 2": Looks(indent=36, hanging=14, together=True),
    "List Number 2": Looks(indent=36, hanging=18, together=True),
    "List Continue": Looks(indent=18),
    "Checklist Item": Looks(after=1, indent=22, hanging=22, with_next=True),
    "Checklist Reason": Looks(after=8, indent=22, color="555555", size=10),
    "Table Head": Looks(after=2, bold=True, with_next=True),
    "Table Text": Looks(after=2),
    "Notes": Looks(after=2, size=9, color="555555"),
    "Notes Begin": Looks(based_on="Notes", before=14, after=2),
}

FRAME = (
    '<w:pBdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    + "".join(
        f'<w:{side} w:val="single" w:sz="8" w:space="4" w:color="9B1C1C"/>'
        for side in ("top", "left", "bottom", "right")
    )
    + "</w:pBdr>"
)
"""The border around a mark."""


def made() -> bytes:
    """Return the template."""
    document: Any = docx.Document()
    emptied(document)
    remove_unused_styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(19), Mm(17)
    section.left_margin = section.right_margin = Mm(25)
    section.header_distance = section.footer_distance = Mm(10)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(SIZE)
    normal.paragraph_format.line_spacing = 1.08
    normal.paragraph_format.space_after = Pt(0)
    use_one_font(document)
    set_compatibility(document)
    add_character_styles(document)
    for name, looks in PARAGRAPHS.items():
        add_paragraph_style(document, name, looks)
    number_lists(document)
    remove_properties(document)
    return finished(document)


def remove_unused_styles(document: Any) -> None:
    """Remove the styles of python-docx's own template that nothing of ours uses."""
    base = ("Normal", "Default Paragraph Font", "Normal Table", "No List", "Header", "Footer")
    for style in list(document.styles):
        listed = style.name in base or style.name in BUILT_IN
        if not listed or style.type == WD_STYLE_TYPE.LIST:
            style.delete()
    # Links between a paragraph style and the character style of its name.
    for link in list(document.styles.element.iter(qn("w:link"))):
        link.getparent().remove(link)


def use_one_font(document: Any) -> None:
    """Set the font of the text in every style, where python-docx's template names theme fonts."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for name in list(fonts.attrib):
            if name.endswith("Theme"):
                del fonts.attrib[name]
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), FONT)


def set_compatibility(document: Any) -> None:
    """Set the compatibility mode of Word 2013 and later, and remove the thumbnail."""
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


def remove_properties(document: Any) -> None:
    """Remove what names a person or a day."""
    about = document.core_properties
    for name in ("author", "last_modified_by", "comments", "subject", "keywords", "title"):
        setattr(about, name, "")
    about.created = about.modified = datetime(2026, 1, 1)


def add_character_styles(document: Any) -> None:
    """Add the styles of runs, and the grid of tables."""
    there = {style.name for style in document.styles}
    for name, size in (("Strong", None), ("Emphasis", None), ("Letterhead Name", 13.0)):
        if name not in there:
            kind = WD_STYLE_TYPE.CHARACTER
            style = document.styles.add_style(name, kind, builtin=name in BUILT_IN)
            style.font.bold = name != "Emphasis" or None
            style.font.italic = name == "Emphasis" or None
            style.font.size = None if size is None else Pt(size)
    style = document.styles.add_style("Check Box", WD_STYLE_TYPE.CHARACTER)
    style.font.name = "Segoe UI Symbol"
    if "Table Grid" not in there:
        document.styles.add_style("Table Grid", WD_STYLE_TYPE.TABLE, builtin=True)


def add_paragraph_style(document: Any, name: str, looks: Looks) -> None:
    """Add a paragraph style, or replace what python-docx's template has of it."""
    if name not in {style.name for style in document.styles}:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in BUILT_IN)
    style = document.styles[name]
    for tag in ("link", "pPr", "rPr"):
        for old in style.element.findall(qn(f"w:{tag}")):
            style.element.remove(old)
    style.base_style = document.styles[looks.based_on]
    style.next_paragraph_style = document.styles["Normal"] if looks.outline is None else None
    style.hidden, style.quick_style, style.unhide_when_used = False, True, False
    shape = style.paragraph_format
    shape.space_before = Pt(looks.before)
    shape.space_after = Pt(looks.after)
    shape.keep_with_next = looks.with_next or None
    shape.page_break_before = looks.new_page or None
    shape.keep_together = True
    shape.widow_control = True
    if looks.indent is not None:
        shape.left_indent = Pt(looks.indent)
        shape.first_line_indent = Pt(-looks.hanging)
    if looks.end:
        shape.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if looks.bold is not None or looks.size is not None or looks.color:
        style.font.bold = looks.bold
        style.font.size = None if looks.size is None else Pt(looks.size)
        style.font.color.rgb = RGBColor.from_string(looks.color or "000000")
    properties = style.element.get_or_add_pPr()
    if looks.framed:
        insert(properties, parse_xml(FRAME), "pBdr")
    if looks.together:
        insert(properties, OxmlElement("w:contextualSpacing"), "contextualSpacing")
    if looks.outline is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(looks.outline))
        insert(properties, level, "outlineLvl")


ORDER = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
    *("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "spacing", "ind"),
    *("contextualSpacing", "jc", "outlineLvl"),
)
"""The order in which the format wants the properties of a paragraph, those used here."""


def insert(properties: Any, element: Any, name: str) -> None:
    """Insert a property at its place in the order of the format."""
    later = {qn(f"w:{other}") for other in ORDER[ORDER.index(name) + 1 :]}
    for child in properties:
        if child.tag in later:
            child.addprevious(element)
            return
    properties.append(element)


if __name__ == "__main__":
    TARGET.write_bytes(made())
