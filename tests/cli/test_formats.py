"""Formats on the command line: chosen by the suffix, and what happens where one is missing."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import docx
import pytest

from advisor.formats.format_registry import CHECKLIST_FORMATS, LETTER_FORMATS
from tests.cli.conftest import Run

BEGINS = {
    ".md": b"Sample Studio",
    ".txt": b"Sample Studio",
    ".html": b"<!DOCTYPE html>",
    ".docx": b"PK\x03\x04",
    ".pdf": b"%PDF-",
    ".eml": b"X-Unsent: 1\r\n",
}

HOW = (
    "Letter that ends the working relationship: how to send it: By Signed For and by email\n"
    "  Signed For proves the delivery and the signature, not what was inside. Keep a copy with "
    "the receipt. The latest days in it suppose that it goes on 27 November 2026 and arrives by "
    "27 November 2026. If it arrives later, the time to answer or pay runs from that day. The "
    "email goes at the same time; if the client confirms in writing that it has come, record "
    "that day.\n"
)


@pytest.mark.parametrize("suffix", LETTER_FORMATS)
def test_a_letter_in_every_format(run: Run, here: Path, suffix: str) -> None:
    """The suffix decides; only how to send it is said besides."""
    result = run("letter", "case.yaml", "-o", f"x{suffix}")
    assert (result.exit_code, result.stderr) == (0, f"Wrote x{suffix}\n{HOW}")
    assert (here / f"x{suffix}").read_bytes().startswith(BEGINS[suffix])


@pytest.mark.parametrize("suffix", CHECKLIST_FORMATS)
def test_a_checklist_in_every_format(run: Run, here: Path, suffix: str) -> None:
    """The checklist comes in every format of its own."""
    result = run("checklist", "case.yaml", "-o", f"x{suffix}")
    assert (result.exit_code, result.stderr) == (0, f"Wrote x{suffix}\n")
    assert (here / f"x{suffix}").stat().st_size > 1000


def test_without_the_typesetter_the_text_is_written(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is missing is named with the way to get it, and the letter is there as Markdown."""
    monkeypatch.setitem(sys.modules, "typst", None)
    result = run("letter", "case.yaml", "-o", "x.pdf")
    assert result.exit_code == 1
    assert result.stderr == (
        'Wrote x.md\nError: PDF needs typst. Install it with: pip install "advisor[pdf]"\n'
    )
    assert not (here / "x.pdf").exists()
    assert "Yours sincerely," in (here / "x.md").read_text()


def test_a_letterhead_of_the_users_own(run: Run, here: Path) -> None:
    """--letterhead puts the letter on the user's paper."""
    head = docx.Document()
    head.sections[0].header.paragraphs[0].text = "Sample Studio, makers of shops"
    head.save(str(here / "head.docx"))
    result = run("letter", "case.yaml", "-o", "x.docx", "--letterhead", "head.docx")
    assert (result.exit_code, result.stderr) == (0, f"Wrote x.docx\n{HOW}")
    found = docx.Document(io.BytesIO((here / "x.docx").read_bytes()))
    assert found.sections[0].header.paragraphs[0].text == "Sample Studio, makers of shops"


@pytest.mark.parametrize(
    ("out", "head", "code", "message"),
    [
        ("x.pdf", "head.docx", 2, "--letterhead needs a letter that ends in .docx."),
        ("x.docx", "none.docx", 1, "none.docx: There is no such file."),
        ("x.docx", "case.yaml", 1, "The letterhead is not a document of Word (.docx) that can be"),
    ],
)
def test_a_letterhead_that_cannot_be_used(
    run: Run, here: Path, out: str, head: str, code: int, message: str
) -> None:
    """A letterhead for another format, a missing one and one of another kind are refused."""
    result = run("letter", "case.yaml", "-o", out, "--letterhead", head)
    assert result.exit_code == code
    assert result.stderr.removeprefix("Error: ").startswith(message)
    assert not (here / out).exists()
