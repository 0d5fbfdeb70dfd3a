"""The lines that both parties of an agreement sign, in every format."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from advisor.formats.format_registry import LETTER_FORMATS
from advisor.formats.page_layout import sheet
from tests.formats.conftest import program, ran
from tests.letters.test_papers import FORMS, paper

ROWS = {
    "en": ["Name", "Capacity", "Place", "Date", "Signature"],
    "es": ["Nombre", "En calidad de", "Lugar", "Fecha", "Firma"],
    "fr": ["Nom", "Qualité", "Lieu", "Date", "Signature"],
}


@pytest.mark.parametrize("form", FORMS)
def test_both_parties_have_their_lines(form: str) -> None:
    """Name, capacity, place, date and signature of each, in all formats that are printed."""
    written = paper("settlement", form).letter
    table = sheet(written).pieces[-1].block
    assert table.to_fill_in
    assert [row.children[0].text for row in table.children[1:]] == ROWS[form[:2]]
    assert [len(row.children) for row in table.children] == [3] * 6
    name = str(paper("settlement", form).assessed.case.answers["sender_name"])
    assert table.children[1].children[1].text == name
    page = LETTER_FORMATS[".html"](written).decode()
    assert page.count('<td class="blank"></td>') == 8
    text = LETTER_FORMATS[".txt"](written).decode()
    assert f"{ROWS[form[:2]][-1]} | {'_' * 20} | {'_' * 20}\n" in text
    assert "---" not in text


def test_the_signatures_stay_with_the_last_clause() -> None:
    """In Word each paragraph from the last clause on is kept with the next, and rows give room."""
    written = paper("settlement", "en-US").letter
    kept = [piece.block.text for piece in sheet(written).pieces if piece.keep]
    assert [text.split(" ")[0] for text in kept] == ["This", "Signatures"]
    document = Document(io.BytesIO(LETTER_FORMATS[".docx"](written)))
    clause, heading = document.paragraphs[-2:]
    assert clause.text.startswith("This agreement takes effect")
    assert clause.paragraph_format.keep_with_next
    assert heading.paragraph_format.keep_with_next or heading.style.paragraph_format.keep_with_next
    *rows, last = document.tables[0].rows
    assert all(row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in rows)
    assert not last.cells[0].paragraphs[0].paragraph_format.keep_with_next
    assert last.height.cm > rows[1].height.cm > 0.7


def test_a_page_never_holds_the_signatures_alone(tmp_path: Path) -> None:
    """Where they do not fit below the last clause, the clause goes to the next page with them."""
    program("pdftotext")
    file = tmp_path / "settlement.pdf"
    file.write_bytes(LETTER_FORMATS[".pdf"](paper("settlement", "en-US").letter))
    *_, page = ran("pdftotext", "-layout", file, "-").rstrip("\f").split("\f")
    assert "6. General" in page
    assert "Signatures" in page
    assert page.index("6. General") < page.index("Signed for") < page.index("Signature\n")
