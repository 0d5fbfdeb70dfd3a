"""How our documents of Word look. Looks stand here and nowhere in the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
    ("subject", "end"): "Subject Line Right",
    ("salutation", "start"): "Salutation",
    ("closing", "start"): "Closing",
    ("signature", "start"): "Signature",
    ("enclosures", "start"): "Enclosure",
    ("cc", "start"): "Copy",
}
"""What a paragraph is and where it stands, to its style."""

BUILT_IN = frozenset(
    (
        *("Date", "Salutation", "Closing", "Signature", "Body Text", "Title", "Subtitle"),
        *("Strong", "Emphasis", "List Bullet", "List Number", "List Continue", "Table Grid"),
        *("List Bullet 2", "List Number 2", "Heading 1", "Heading 2", "Heading 3", "Header"),
    )
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
