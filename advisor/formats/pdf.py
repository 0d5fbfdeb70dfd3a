"""PDF: one page, tagged for screen readers (PDF/UA-1), with embedded fonts."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from advisor.errors import AdvisorError, Message, MissingExtra
from advisor.formats.page_fit import PDF_STEPS

if TYPE_CHECKING:
    from advisor.formats.blocks import Block
    from advisor.formats.document_model import Letter
    from advisor.formats.page_model import Piece

TEMPLATE = Path(__file__).parent / "letter.typ"
FONTS: list[Any] = [Path(__file__).parent / "fonts"]
"""The folder of the typeface of every format of a letter: free, and as wide as Arial.

Of any type, for typst declares paths to be of the type of the template.
"""
STANDARD: Literal["ua-1"] = "ua-1"


def letter_pdf(letter: Letter) -> bytes:
    """Return a letter as a PDF.

    Raises :class:`MissingExtra` where the typesetter is not installed.
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
    for data["size"], data["tight"] in PDF_STEPS:
        if not paper.one_page or _pages(data) == 1:
            break
    else:
        # If no step fits, use the first.
        data["size"], data["tight"] = PDF_STEPS[0]
    # System fonts are used only where the bundled ones lack a character, so that the same
    # letter is the same file on every machine.
    try:
        return _compiled(data, paper.day, own_fonts=True)
    except typst.TypstError:
        pass
    try:
        return _compiled(data, paper.day, own_fonts=False)
    except typst.TypstError as error:
        raise AdvisorError(_typeset_error(str(error))) from error


def _compiled(data: dict[str, Any], day: date, *, own_fonts: bool) -> bytes:
    """Typeset a letter. It is passed as data, so that nothing in it is parsed as code."""
    import typst

    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=FONTS,
        ignore_system_fonts=own_fonts,
        sys_inputs={"letter": json.dumps(data)},
        pdf_standards=[STANDARD],
        timestamp=_seconds(day),
    )


def _typeset_error(reason: str) -> Message:
    """Return the message for an error of the typesetter."""
    sign = re.search(r'the text `"(.+?)"` could not be displayed', reason)
    if sign is None:
        return Message("The letter cannot be written as a PDF: {reason}", reason=reason)
    return Message(
        "No font on this machine has the sign {sign}, which a PDF needs. "
        "Write the letter as .docx, or install a font that has it.",
        sign=repr(sign[1]),
    )


def _pages(data: dict[str, Any]) -> int:
    """Return the number of pages of the letter, without those for its writer."""
    import typst

    pages = typst.query(
        TEMPLATE.read_bytes(),
        "<pages>",
        field="value",
        one=True,
        font_paths=FONTS,
        ignore_system_fonts=True,
        sys_inputs={"letter": json.dumps(data)},
    )
    return int(json.loads(pages))


def _seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=timezone.utc).timestamp())


def _piece(piece: Piece) -> dict[str, Any]:
    values = {"role": piece.role, "where": piece.where, "level": piece.level, "keep": piece.keep}
    return {**values, **_block(piece.block)}


def _block(block: Block) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "ordered": block.ordered,
        "fill": block.to_fill_in,
        "lines": [
            [{"text": run.text, "strong": run.strong, "emph": run.emphasis} for run in line]
            for line in block.lines
        ],
        "children": [_block(child) for child in block.children],
    }
