"""The styles of a document of Word, put in where they are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from advisor.formats.docx_lists import number_lists
from advisor.formats.docx_style_table import BUILT_IN, FRAME, PARAGRAPHS, Looks

if TYPE_CHECKING:
    from docx.document import Document


def add_styles(document: Document, space: float, *, own: bool) -> None:
    """Add the styles that are not there, with a share of the space between them.

    In a document of our ``own`` those that are there get our looks too; in one of
    the user's they keep theirs.
    """
    from docx.enum.style import WD_STYLE_TYPE

    there = {style.name for style in document.styles}
    for name, size in (("Strong", None), ("Emphasis", None), ("Letterhead Name", 13.0)):
        if name not in there:
            kind = WD_STYLE_TYPE.CHARACTER
            style: Any = document.styles.add_style(name, kind, builtin=name in BUILT_IN)
            style.font.bold = name != "Emphasis" or None
            style.font.italic = name == "Emphasis" or None
            style.font.size = None if size is None else _points(size)
    if "Check Box" not in there:
        style = document.styles.add_style("Check Box", WD_STYLE_TYPE.CHARACTER)
        style.font.name = "Segoe UI Symbol"
    if "Table Grid" not in there:
        document.styles.add_style("Table Grid", WD_STYLE_TYPE.TABLE, builtin=True)
    width = _half(document)
    for name, looks in PARAGRAPHS.items():
        if name in there and not own:
            continue
        if name not in there:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in BUILT_IN)
        style = document.styles[name]
        _clear(style)
        _apply(document, style, looks, space, width)
    number_lists(document)


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)


def _half(document: Document) -> Any:
    """Return how far the middle of the sheet is from its left margin."""
    from docx.shared import Emu

    section = document.sections[-1]
    if section.page_width is None or section.left_margin is None:
        return _points(230)
    return Emu(max(section.page_width // 2 - section.left_margin, 0))


def _clear(style: Any) -> None:
    """Take the looks out of a style that the model document brought along."""
    from docx.oxml.ns import qn

    for name in ("link", "pPr", "rPr"):
        for found in style.element.findall(qn(f"w:{name}")):
            style.element.remove(found)


def _apply(document: Document, style: Any, looks: Looks, space: float, half: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement, parse_xml
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.base_style = document.styles[looks.based_on]
    style.next_paragraph_style = document.styles["Normal"] if looks.outline is None else None
    style.hidden, style.quick_style, style.unhide_when_used = False, True, False
    shape = style.paragraph_format
    shape.space_before = _points(round(looks.before * space, 1))
    shape.space_after = _points(round(looks.after * space, 1))
    shape.keep_with_next = looks.with_next or None
    shape.page_break_before = looks.new_page or None
    shape.keep_together = True
    shape.widow_control = True
    if looks.indent is not None:
        shape.left_indent = _points(looks.indent)
        shape.first_line_indent = _points(-looks.hanging)
    if looks.half:
        shape.left_indent = half
    if looks.end:
        shape.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if looks.bold is not None or looks.size is not None or looks.color:
        style.font.bold = looks.bold
        style.font.size = None if looks.size is None else _points(looks.size)
        style.font.color.rgb = RGBColor.from_string(looks.color or "000000")
    properties = style.element.get_or_add_pPr()
    if looks.framed:
        _insert(properties, parse_xml(FRAME), "pBdr")
    if looks.together:
        _insert(properties, OxmlElement("w:contextualSpacing"), "contextualSpacing")
    if looks.outline is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(looks.outline))
        _insert(properties, level, "outlineLvl")


_ORDER = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
    *("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "spacing", "ind"),
    *("contextualSpacing", "jc", "outlineLvl"),
)
"""The order in which the format wants the properties of a paragraph, those used here."""


def _insert(properties: Any, element: Any, name: str) -> None:
    """Put a property where the order of the format has it."""
    from docx.oxml.ns import qn

    later = {qn(f"w:{other}") for other in _ORDER[_ORDER.index(name) + 1 :]}
    for child in properties:
        if child.tag in later:
            child.addprevious(element)
            return
    properties.append(element)
