"""PDF: one sheet, tagged for those who listen to it (PDF/UA-1), with its fonts inside."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from advisor.errors import AdvisorError, Message, MissingExtra

if TYPE_CHECKING:
    from advisor.formats.blocks import Block
    from advisor.formats.document_model import Letter
    from advisor.formats.page_model import Piece

TEMPLATE = Path(__file__).parent / "letter.typ"
STANDARD: Literal["ua-1"] = "ua-1"

STEPS = (
    (11.0, 1.0),
    (11.0, 0.85),
    (10.5, 0.9),
    (10.5, 0.75),
    (10.0, 0.8),
    (10.0, 0.65),
    (9.5, 0.7),
    (9.0, 0.6),
)
"""Size of the type in points and share of the space, from roomy to tight."""


def letter_pdf(letter: Letter) -> bytes:
    """Return a letter as a PDF.

    Raises :class:`MissingExtra` where what sets the type is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise MissingExtra("PDF", "typst", "pdf") from error
    from advisor.formats.page_layout import sheet

    paper = sheet(letter)
    language, _, region = paper.language.partition("-")
    data = {
        "title": paper.title,
        "language": language,
        "region": region,
        "paper": paper.paper,
        "day": [paper.day.year, paper.day.month, paper.day.day],
        "watermark": paper.watermark,
        "signed": paper.signed,
        "pieces": [_piece(piece) for piece in (*paper.pieces, *paper.last_marks)],
        "aside": [_piece(piece) for piece in paper.aside],
    }
    for data["size"], data["tight"] in STEPS:
        if not paper.one_page or _pages(data) == 1:
            break
    else:
        # What does not fit on one page at all may as well be roomy.
        data["size"], data["tight"] = STEPS[0]
    # The fonts of this machine are left alone, so that every machine makes the same,
    # unless a letter needs a sign that the fonts of the typesetter do not have.
    try:
        return _compiled(data, paper.day, own_fonts=True)
    except typst.TypstError:
        pass
    try:
        return _compiled(data, paper.day, own_fonts=False)
    except typst.TypstError as error:
        raise AdvisorError(_unknown_sign(str(error))) from error


def _compiled(data: dict[str, Any], day: date, *, own_fonts: bool) -> bytes:
    """Set a letter. It is data to the template, so that nothing in it is ever read as code."""
    import typst

    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        ignore_system_fonts=own_fonts,
        sys_inputs={"letter": json.dumps(data)},
        pdf_standards=[STANDARD],
        timestamp=_seconds(day),
    )


def _unknown_sign(said: str) -> Message:
    """Say in our words what the typesetter could not set."""
    sign = re.search(r'the text `"(.+?)"` could not be displayed', said)
    if sign is None:
        return Message("The letter cannot be written as a PDF: {reason}", reason=said)
    return Message(
        "No font on this machine has the sign {sign}, which a PDF needs. "
        "Write the letter as .docx, or install a font that has it.",
        sign=repr(sign[1]),
    )


def _pages(data: dict[str, Any]) -> int:
    """Return how many pages the letter takes, without those for its writer."""
    import typst

    found = typst.query(
        TEMPLATE.read_bytes(),
        "<pages>",
        field="value",
        one=True,
        ignore_system_fonts=True,
        sys_inputs={"letter": json.dumps(data)},
    )
    return int(json.loads(found))


def _seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=timezone.utc).timestamp())


def _piece(piece: Piece) -> dict[str, Any]:
    found = {"role": piece.role, "where": piece.where, **_block(piece.block)}
    return {**found, "level": piece.level}


def _block(block: Block) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "ordered": block.ordered,
        "lines": [
            [{"text": run.text, "strong": run.strong, "emph": run.emphasis} for run in line]
            for line in block.lines
        ],
        "children": [_block(child) for child in block.children],
    }
