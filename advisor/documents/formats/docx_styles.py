"""The styles of our documents of Word. Looks stand here and nowhere in the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from advisor.documents.formats.fit import SPACES

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

FONT = "Arial"
"""Of a document without a letterhead of the user's own. It, or one of the same widths,
is on every system, so that what is one page here is one page everywhere."""

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
    ("salutation", "start"): "Salutation",
    ("closing", "start"): "Closing",
    ("signature", "start"): "Signature",
    ("enclosures", "start"): "Enclosure",
    ("cc", "start"): "Copy",
}
"""What a paragraph is and where it stands, to its style."""

BUILT_IN = frozenset(
    ("Date", "Salutation", "Closing", "Signature", "Body Text", "Title", "Subtitle")
    + ("Strong", "Emphasis", "List Bullet", "List Number", "List Continue", "Table Grid")
    + ("List Bullet 2", "List Number 2", "Heading 1", "Heading 2", "Heading 3", "Header")
)
"""The styles that word processors know by name, in any language."""


@dataclass(frozen=True)
class Looks:
    """A paragraph style; lengths in points. ``None`` is as in the style it is based on."""

    before: float = 0
    after: float = 8
    size: float | None = None
    bold: bool | None = None
    color: str = ""
    indent: float | None = None
    hanging: float = 0
    end: bool = False
    half: bool = False
    with_next: bool = False
    new_page: bool = False
    based_on: str = "Normal"
    together: bool = False
    """Between paragraphs of this style there is no space after, only lines."""
    framed: bool = False
    outline: int | None = None
    """Its level among the headings, from 0, for those who listen to the document."""


PARAGRAPHS: Mapping[str, Looks] = {
    "Draft Mark": Looks(after=12, color="7A1212", framed=True),
    "Letterhead": Looks(after=14),
    "Letterhead Half": Looks(based_on="Letterhead", after=14, half=True),
    "Letterhead Right": Looks(based_on="Letterhead", after=14, end=True),
    "Date": Looks(after=12),
    "Date Half": Looks(based_on="Date", after=12, half=True),
    "Date Right": Looks(based_on="Date", after=12, end=True),
    "Inside Address": Looks(after=12),
    "Inside Address Half": Looks(based_on="Inside Address", after=12, half=True),
    "Inside Address Right": Looks(based_on="Inside Address", after=12, end=True),
    "Delivery Mark": Looks(after=12),
    "Subject Line": Looks(after=8, with_next=True, outline=0),
    "Salutation": Looks(with_next=True),
    "Body Text": Looks(),
    "Closing": Looks(before=4, after=38, with_next=True),
    "Signature": Looks(after=10),
    "Enclosure": Looks(after=4),
    "Copy": Looks(after=4),
    "Title": Looks(after=2, size=20, bold=True),
    "Subtitle": Looks(after=10, color="555555"),
    "Heading 1": Looks(before=14, after=5, size=14, bold=True, with_next=True, outline=0),
    "Heading 2": Looks(before=10, after=4, size=12, bold=True, with_next=True, outline=1),
    "Heading 3": Looks(before=8, after=3, bold=True, with_next=True, outline=2),
    "Writer's Notes": Looks(based_on="Heading 2", after=6, new_page=True, outline=1),
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
"""The lines around what must not be overlooked."""

CHECK_BOX = (
    '<w:sdt xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr>'
    '<w14:checkbox><w14:checked w14:val="0"/>'
    '<w14:checkedState w14:val="2612" w14:font="Segoe UI Symbol"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="Segoe UI Symbol"/></w14:checkbox>'
    '</w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val="CheckBox"/></w:rPr>'
    "<w:t>\u2610</w:t></w:r></w:sdtContent></w:sdt>"
)
"""A box that a click ticks, in the processors that know it; a sign in the others."""


def add_styles(document: Document, step: int, *, own: bool) -> None:
    """Add the styles that are not there, set as tightly as the step of the sheet says.

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
        _apply(document, style, looks, SPACES[step], width)
    _number_lists(document)


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
    for properties in (style.element.pPr, style.element.rPr):
        if properties is not None:
            style.element.remove(properties)


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
    ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr")
    + ("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "spacing", "ind")
    + ("contextualSpacing", "jc", "outlineLvl")
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


def _number_lists(document: Document) -> None:
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

    part = document.part
    try:
        return part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element  # type: ignore[attr-defined]
    except KeyError:
        blob = f'<w:numbering {nsdecls("w")}/>'.encode()
        made = NumberingPart.load(
            PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, blob, part.package
        )
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
        return made.element  # type: ignore[attr-defined]
