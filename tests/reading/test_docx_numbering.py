"""Numbers of clauses that Word counts, tables, revisions and notes."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from advisor.reading.document import Limits, read_document
from advisor.reading.docx_numbering import written
from advisor.reading.written import Row

LIMITS = Limits(1_000_000)


def level(depth: int, format_: str, text: str, more: str = "") -> str:
    """Return the definition of a level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


LEVELS = (
    level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    + level(2, "lowerLetter", "(%3)")
)


def numbered(*paragraphs: tuple[int, str]) -> Any:
    """Return a document whose paragraphs have levels of a list; -1 is none."""
    document = Document()
    root = document.part.numbering_part.element
    first = root.find("{*}num")
    shape = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{LEVELS}</w:abstractNum>'
    first.addprevious(parse_xml(shape))
    for number, more in (
        (90, ""),
        (91, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
    ):
        root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="90"/>{more}</w:num>'
            )
        )
    for depth, text in paragraphs:
        add(document, depth, text)
    return document


def add(document: Any, depth: int, text: str, number: int = 90) -> None:
    """Add a paragraph of a list."""
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    if depth >= 0:
        given = properties.get_or_add_numPr()
        given.get_or_add_numId().val, given.get_or_add_ilvl().val = number, depth


def rows(document: Any) -> tuple[Row, ...]:
    """Save a document and read it back."""
    data = io.BytesIO()
    document.save(data)
    return read_document(data.getvalue(), "a.docx", None, LIMITS, (".docx",)).rows


def test_numbers_of_several_levels() -> None:
    """A level counts on, begins anew below the next higher one, and may be legal."""
    document = numbered(
        *((0, "Term"), (1, "One"), (2, "x"), (2, "y"), (-1, "free"), (1, "Two"), (2, "z")),
        *((0, "End"), (1, "Three")),
    )
    add(document, 0, "Annex", 91)
    found = [row.label for row in rows(document)]
    assert found == ["I.", "1.1", "(a)", "(b)", "", "1.2", "(a)", "II.", "2.1", "I."]


def test_a_number_given_by_the_style() -> None:
    """Agreements are numbered by styles that are based on each other."""
    document = numbered()
    style, based = (document.styles[name] for name in ("Heading 1", "Heading 2"))
    given = style.element.get_or_add_pPr().get_or_add_numPr()
    given.get_or_add_numId().val, given.get_or_add_ilvl().val = 90, 0
    based.base_style = style
    for name in ("Heading 1", "Heading 1", "Heading 2", "Normal"):
        document.add_paragraph("Term", name)
    assert [row.label for row in rows(document)] == ["I.", "II.", "III.", ""]


def test_tables_revisions_and_text_written_twice() -> None:
    """Words in tables and insertions are read, deletions and copies for old programs are not."""
    document = numbered()
    document.add_table(1, 1).cell(0, 0).text = "Notice: 30 days"
    run = "<w:r><w:t>{}</w:t></w:r>"
    old = run.format("old").replace("w:t>", "w:delText>")
    body = document.element.body
    words = nsdecls("w")
    body.append(
        parse_xml(
            f"<w:p {words}><w:del>{old}</w:del><w:ins>{run.format('new')}</w:ins>"
            f'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<mc:Choice>{run.format(' once')}</mc:Choice>"
            f"<mc:Fallback>{run.format(' twice')}</mc:Fallback></mc:AlternateContent></w:p>"
        )
    )
    assert [row.text for row in rows(document) if row.text] == ["Notice: 30 days", "new once"]


@pytest.mark.parametrize(
    ("number", "kind", "shown"),
    [
        (1, "decimal", "1"),
        (3, "decimalZero", "03"),
        (28, "lowerLetter", "bb"),
        (4, "upperLetter", "D"),
        (1994, "upperRoman", "MCMXCIV"),
        (9, "lowerRoman", "ix"),
        (0, "lowerRoman", "0"),
        (2, "ordinalText", "2"),
    ],
)
def test_how_numbers_are_written(number: int, kind: str, shown: str) -> None:
    """Figures, letters and Roman numerals; anything else in figures."""
    assert written(number, kind) == shown
