"""List numbering in a Word document."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph


def number_lists(document: Document) -> None:
    """Add bullets or numbers to the list styles that have none."""
    from docx.oxml.ns import qn

    for name in ("List Bullet", "List Bullet 2", "List Number", "List Number 2"):
        properties = document.styles[name].element.get_or_add_pPr()
        if properties.find(qn("w:numPr")) is None:
            _set_list(properties, _new_list(document, name))


def _set_list(properties: Any, number: int) -> None:
    properties.get_or_add_numPr().get_or_add_numId().val = number


def list_numbers(document: Document) -> Callable[[Paragraph], None]:
    """Start a numbered list at 1 and return a function that adds a paragraph to it."""
    number = _new_list(document, "List Number")

    def join(paragraph: Paragraph) -> None:
        _set_list(paragraph._p.get_or_add_pPr(), number)  # noqa: SLF001

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
    # The format wants all definitions before all numbers.
    first = root.find(qn("w:num"))
    root.append(definition) if first is None else first.addprevious(definition)
    root.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{shape}"/></w:num>'
        )
    )
    return number


def _numbering(document: Document) -> Any:
    """Return the root of the list definitions, added where the document has none."""
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
