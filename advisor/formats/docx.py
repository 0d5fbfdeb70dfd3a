"""DOCX: letters and checklists as Word documents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from advisor.formats.blocks import Block, Line
from advisor.formats.docx_file import Page, finished, opened
from advisor.formats.docx_headers import watermark
from advisor.formats.docx_lists import list_numbers
from advisor.formats.docx_styles import STYLES
from advisor.formats.html_page import EMAIL
from advisor.formats.page_fit import STEPS

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from advisor.formats.document_model import Checklist, Letter
    from advisor.formats.page_model import Piece

CHECK_BOX = (
    '<w:sdt xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr>'
    '<w14:checkbox><w14:checked w14:val="0"/>'
    '<w14:checkedState w14:val="2612" w14:font="Segoe UI Symbol"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="Segoe UI Symbol"/></w14:checkbox>'
    '</w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val="CheckBox"/></w:rPr>'
    "<w:t>\u2610</w:t></w:r></w:sdtContent></w:sdt>"
)
"""A check box control; word processors without it show the character."""


def letter_docx(letter: Letter, letterhead: bytes | None = None) -> bytes:
    """Return a letter as a Word document.

    ``letterhead`` is a document of the user's: its paper, headers, footers and styles are
    kept, its text is removed. If its headers have text or pictures, the sender's details are
    left out. Raises :class:`AdvisorError` for a letterhead that cannot be read.
    """
    from advisor.formats.page_layout import sheet

    paper = sheet(letter)
    size, space = STEPS[paper.step]
    on_page = (*paper.pieces, *paper.last_marks)
    page = Page(paper.title, paper.language, paper.day, paper.paper, on_page, size, space)
    document, headed = opened(page, letterhead)
    for piece in paper.pieces:
        if not (headed and piece.role == "letterhead"):
            _piece(document, piece, signed=paper.signed)
            if piece.keep:
                document.paragraphs[-1].paragraph_format.keep_with_next = True
    for piece in paper.last_marks:
        _piece(document, piece)
    for number, piece in enumerate(paper.aside):
        _piece(document, piece, apart=number == 0)
    if paper.watermark:
        watermark(document, paper.watermark)
    return finished(document)


def checklist_docx(checklist: Checklist) -> bytes:
    """Return a checklist as a Word document with check boxes."""
    page = Page(checklist.title, checklist.language, checklist.day, "a4")
    document, _ = opened(page, None)
    document.add_paragraph(checklist.title, style="Title")
    document.add_paragraph(checklist.as_of, style="Subtitle")
    outcome = document.add_paragraph(style="Body Text")
    for number, line in enumerate(checklist.outcome):
        if number:
            outcome.add_run().add_break()
        outcome.add_run(line, style="Strong" if number == 0 else None)
    if checklist.blocking:
        document.add_paragraph(checklist.blocking_title, style="Heading 1")
        for line in checklist.blocking:
            document.add_paragraph(line, style="List Bullet")
    for section in checklist.sections:
        document.add_paragraph(section.title, style="Heading 1")
        for item in section.items:
            paragraph = document.add_paragraph(style="Checklist Item")
            _tick_box(paragraph)
            paragraph.add_run("\t")
            paragraph.add_run(item.date, style="Strong")
            paragraph.add_run(f"{checklist.colon}{item.row.title} ({item.who})")
            document.add_paragraph(f"{item.row.why} ({item.norm})", style="Checklist Reason")
    if checklist.dates:
        document.add_paragraph(checklist.dates_title, style="Heading 1")
        for day in checklist.dates:
            paragraph = document.add_paragraph(style="List Bullet")
            paragraph.add_run(day.date, style="Strong")
            paragraph.add_run(f"{checklist.colon}{day.what} ({day.norm})")
    for number, note in enumerate(checklist.notes):
        document.add_paragraph(note, style="Notes" if number else "Notes Begin")
    return finished(document)


def _piece(document: Document, piece: Piece, *, signed: bool = False, apart: bool = False) -> None:
    """Write one piece of a letter, in the style of its role."""
    block = piece.block
    if piece.role == "to_do":
        style = "For the Writer" if apart else "Heading 2"
        document.add_paragraph(block.text, style=style)
        return
    if block.kind != "paragraph" or piece.role in ("body", "missing", "notes"):
        _block(document, block)
        return
    style = STYLES[piece.role, piece.where]
    if piece.role == "closing" and not signed:
        style = "Body Text"
    paragraph = document.add_paragraph(style=style)
    if piece.role == "letterhead" and block.lines:
        first, *rest = block.lines
        paragraph.add_run("".join(run.text for run in first), style="Letterhead Name")
        if rest:
            paragraph.add_run().add_break()
        block = replace(block, lines=tuple(rest))
    _write(paragraph, block.lines)


def _block(document: Document, block: Block, depth: int = 0) -> None:
    """Write a block of running text."""
    if block.kind == "heading":
        document.add_paragraph(block.text, style=f"Heading {min(block.level, 3)}")
    elif block.kind == "list":
        _list(document, block, depth)
    elif block.kind == "table":
        _table(document, block)
    elif block.kind == "paragraph":
        _write(document.add_paragraph(style="Body Text"), block.lines)


def _list(document: Document, block: Block, depth: int) -> None:
    name = "List Number" if block.ordered else "List Bullet"
    style = f"{name} 2" if depth else name
    number = list_numbers(document) if block.ordered else None
    for item in block.children:
        begun = False
        for part in item.children:
            if part.kind != "paragraph":
                _block(document, part, depth + 1)
                continue
            paragraph = document.add_paragraph(style="List Continue" if begun else style)
            if number is not None and not begun:
                number(paragraph)
            _write(paragraph, part.lines)
            begun = True


def _table(document: Document, block: Block) -> None:
    from docx.shared import Cm

    width = max(len(row.children) for row in block.children)
    table = document.add_table(rows=0, cols=width, style="Table Grid")
    last = len(block.children) - 1
    for number, row in enumerate(block.children):
        added = table.add_row()
        for cell, part in zip(added.cells, row.children, strict=False):
            paragraph = cell.paragraphs[0]
            paragraph.style = "Table Head" if number == 0 else "Table Text"
            paragraph.paragraph_format.keep_with_next = (block.to_fill_in and number < last) or None
            _write(paragraph, part.lines)
        if row.has_blank:
            # Room to write by hand, the most for the signature.
            added.height = Cm(1.6 if number == last else 0.8)
    _repeat_head(table.rows[0]._tr)  # noqa: SLF001


def _repeat_head(row: object) -> None:
    from docx.oxml import OxmlElement

    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # type: ignore[attr-defined]


def _write(paragraph: Paragraph, lines: tuple[Line, ...]) -> None:
    for number, line in enumerate(lines):
        if number:
            paragraph.add_run().add_break()
        for run in line:
            style = "Strong" if run.strong else "Emphasis" if run.emphasis else None
            for part in EMAIL.split(run.text):
                _add(paragraph, part, style)


def _add(paragraph: Paragraph, text: str, style: str | None) -> None:
    """Add text; email addresses get non-breaking hyphens."""
    from docx.oxml import OxmlElement

    if not EMAIL.fullmatch(text):
        paragraph.add_run(text, style=style)
        return
    first, *rest = text.split("-")
    run = paragraph.add_run(first, style=style)
    for part in rest:
        run._r.append(OxmlElement("w:noBreakHyphen"))  # noqa: SLF001
        run.add_text(part)


def _tick_box(paragraph: Paragraph) -> None:
    """Add a check box."""
    from docx.oxml import parse_xml

    paragraph._p.append(parse_xml(CHECK_BOX))  # noqa: SLF001
