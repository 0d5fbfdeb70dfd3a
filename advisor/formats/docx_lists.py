"""Bullets and numbers in a document of Word."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph


def number_lists(document: Document) -> None:
    """Give the list styles that have no bullets or numbers some of their own."""
    from docx.oxml.ns import qn

    for name in ("List Bullet", "List Bullet 2", "List Number", "List Number 2"):
        properties = document.styles[name].element.get_or_add_pPr()
        if properties.find(qn("w:numPr")) is None:
            _refer(properties, _new_list(document, name))


def _refer(properties: Any, number: int) -> None:
    found = properties.get_or_add_numPr()
    found.get_or_add_numId().val = number


def list_numbers(document: Document) -> Callable[[Paragraph], None]:
    """Begin a numbered list at 1, and return what puts a paragraph into it."""
    number = _new_list(document, "List Number")

    def join(paragraph: Paragraph) -> None:
        _refer(paragraph._p.get_or_add_pPr(), number)  # noqa: SLF001

    return join


def _new_list(document: Document, style: str) -> int:
    """Add a definition of a list and return its number."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    root = _numbering(document)
    numbers = [int(item.get(qn("w:numId"))) for item in root.findall(qn("w:num"))]
    shapes = root.findall(qn("w:abstractNum"))
    shape = 1 + max((int(item.get(qn("w:abstractNumId"))) for item in shapes), default=0)
    number = 1 + max(numbers, default=0)
    kind, sign = ("bullet", "\u2022") if "Bullet" in style else ("decimal", "%1.")
    indent, hanging = (36 if style.endswith("2") else 18) * 20, 14 * 20
    definition = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{shape}">'
        f'<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent}" w:hanging="{hanging}"/></w:pPr></w:lvl></w:abstractNum>'
    )
    # All definitions stand before all numbers.
    first = root.find(qn("w:num"))
    root.append(definition) if first is None else first.addprevious(definition)
    root.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{shape}"/></w:num>'
        )
    )
    return number


def _numbering(document: Document) -> Any:
    """Return the root of the definitions of lists, which not every letterhead has."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.oxml.ns import nsdecls
    from docx.parts.numbering import NumberingPart

    part: Any = document.part
    try:
        return part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        blob = f"<w:numbering {nsdecls('w')}/>".encode()
        made = NumberingPart.load(
            PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, blob, part.package
        )
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
        return made.element
