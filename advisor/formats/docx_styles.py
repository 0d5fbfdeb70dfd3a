"""Paragraph styles of a document of Word: which one a part has, and those a letterhead lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

STYLES: Mapping[tuple[str, str], str] = {
    ("mark", "start"): "Draft Mark",
    ("letterhead", "start"): "Letterhead",
    ("letterhead", "half"): "Letterhead Half",
    ("letterhead", "end"): "Letterhead Right",
    ("date", "start"): "Date",
    ("date", "half"): "Date Half",
    ("date", "end"): "Date Right",
    ("recipient", "start"): "Inside Address",
    ("recipient", "half"): "Inside Address Half",
    ("recipient", "end"): "Inside Address Right",
    ("delivery", "start"): "Delivery Mark",
    ("subject", "start"): "Subject Line",
    ("subject", "end"): "Subject Line Right",
    ("salutation", "start"): "Salutation",
    ("closing", "start"): "Closing",
    ("signature", "start"): "Signature",
    ("enclosures", "start"): "Enclosure",
    ("cc", "start"): "Copy",
}
"""Role and place of a part to its style."""


def add_missing_styles(document: Document, template: Document) -> frozenset[str]:
    """Copy the styles of the template that a document lacks, and return their names.

    References between styles are by identifiers, which differ between the languages of Word;
    they are carried over by name.
    """
    from docx.oxml.ns import qn

    names = {style.style_id: style.name for style in template.styles}
    there = {style.name for style in document.styles}
    used = {style.style_id for style in document.styles}
    copies: list[Any] = []
    for style in template.styles:
        if style.name not in there:
            copy = deepcopy(style.element)
            copy.attrib.pop(qn("w:default"), None)
            while copy.styleId in used:
                copy.styleId += "1"
            used.add(copy.styleId)
            # The lists of the template are numbered otherwise than those of the document.
            for numbers in list(copy.iter(qn("w:numPr"))):
                numbers.getparent().remove(numbers)
            document.styles.element.append(copy)
            copies.append(copy)
    identifiers = {style.name: style.style_id for style in document.styles}
    for copy in copies:
        for reference in copy.iter(qn("w:basedOn"), qn("w:next")):
            name = names[reference.get(qn("w:val"))]
            reference.set(qn("w:val"), identifiers[name])
    return frozenset(names.values()) - there


def fit_styles(document: Document, names: Iterable[str], share: float) -> None:
    """Set the share of the space around paragraphs that some styles keep.

    A style named ``... Half`` begins in the middle of the page.
    """
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Emu, Pt

    section = document.sections[-1]
    middle = (section.page_width or Pt(595)) // 2 - (section.left_margin or Pt(68))
    for name in names:
        style: Any = document.styles[name]
        if style.type != WD_STYLE_TYPE.PARAGRAPH:
            continue
        shape = style.paragraph_format
        if shape.space_before is not None:
            shape.space_before = Pt(round(shape.space_before.pt * share, 1))
        if shape.space_after is not None:
            shape.space_after = Pt(round(shape.space_after.pt * share, 1))
        if name.endswith(" Half"):
            shape.left_indent = Emu(max(middle, 0))
