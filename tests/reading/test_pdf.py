"""PDF: what is read, and what cannot be."""

from __future__ import annotations

import io
import sys

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from advisor.errors import AdvisorError
from advisor.reading.document import Limits, read_document
from advisor.reading.pdf import rows_of
from advisor.reading.pdf_process import read, read_or_why
from advisor.reading.written import Written

LIMITS = Limits(1_000_000, pages=5)


def pdf(*pages: str, password: str = "") -> bytes:
    """Return a PDF with a line of text on each page."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for text in pages:
        page = writer.add_blank_page(300, 300)
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = StreamObject()
        stream.set_data(f"BT /F1 12 Tf 10 200 Td ({text}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


WORDS = "Either party may terminate on thirty days notice."


ENDLESS = """
from advisor.reading.child_process import limit
limit(seconds=1)
while True:
    pass
"""


def opened(data: bytes) -> Written:
    """Read a PDF as the program does."""
    return read_document(data, "a.pdf", None, LIMITS, (".pdf",))


def test_the_pages_of_a_pdf() -> None:
    """The line of a row is its page."""
    found = opened(pdf("Agreement between one and another", WORDS))
    assert [(row.line, row.text) for row in found.rows if row.text][-1] == (2, WORDS)


def test_a_pdf_that_computes_for_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system ends the process of a small file that takes more seconds than its size allows."""
    # A child that runs for ever, with the least time that there is.
    monkeypatch.setattr("advisor.reading.pdf.command", lambda *_: [sys.executable, "-c", ENDLESS])
    with pytest.raises(AdvisorError, match=r"Reading a\.pdf takes too long; it may be damaged"):
        opened(pdf(WORDS))


def test_a_damaged_pdf_is_told() -> None:
    """The process that reads it ends with a word, and the program with a message."""
    with pytest.raises(AdvisorError, match=r"a\.pdf is not a PDF, or it is damaged"):
        opened(b"%PDF-1.7 and then nothing")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (pdf(WORDS, password="secret"), "encrypted"),
        (pdf(*[WORDS] * 6), "pages"),
        (pdf("", ""), "no_text"),
        (b"no PDF", "damaged"),
    ],
)
def test_why_there_is_no_text(data: bytes, found: str) -> None:
    """Each reason has its word."""
    assert read(data, 5) == found


def test_heads_and_feet_are_left_out() -> None:
    """What stands on most pages, and numbers of pages, is not part of a sentence."""
    texts = ["it ends", "on thirty days'", "notice given", "in writing"]
    pages = [f"Acme agreement\n{text}\nPage {n} of 4\n{n}" for n, text in enumerate(texts, 1)]
    assert [row.text for row in rows_of(pages)] == texts


@pytest.mark.parametrize("share", [0.05, 0.2, 0.4, 0.6, 0.8, 0.95])
def test_a_pdf_that_was_cut(share: float) -> None:
    """It is read as far as it goes or called damaged; nothing else happens."""
    whole = pdf(*[WORDS] * 4)
    found = read_or_why(whole[: int(len(whole) * share)], 5)
    assert found in ("damaged", "no_text") or set(found) <= {WORDS, ""}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"startxref", b"startxxxx"),
        (b"/Kids", b"/Kidz"),
        (b"/Count 4", b"/Count 9"),
        (b"endobj", b"xxxxxx"),
    ],
)
def test_a_pdf_with_a_broken_part(old: bytes, new: bytes) -> None:
    """A wrong table, tree or object ends in a word or in the text."""
    whole = pdf(*[WORDS] * 4)
    assert old in whole
    found = read_or_why(whole.replace(old, new), 50)
    assert found in ("damaged", "no_text") or set(found) <= {WORDS, ""}
