"""Whole letters: clean ones stay clean, and every planted fault is found in its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from advisor.documents import LETTER_FORMATS
from advisor.documents.formats.reading import read_letter
from advisor.documents.proofreader.layout import kind_of, language_of, layout_of
from advisor.documents.proofreader.of_case import of_case
from advisor.documents.proofreader.proof import Proof, proofread
from advisor.model import Case

if TYPE_CHECKING:
    from tests.documents.conftest import Desk

HERE = Path(__file__).resolve().parent / "letters"
FAULTS: list[dict[str, Any]] = yaml.safe_load((HERE / "faults.yaml").read_text(encoding="utf-8"))
CLEAN = (
    "en",
    "es-ending",
    "es-final-notice",
    "fr-ending",
    "fr-final-notice",
    "fr-suspension-notice",
)


def text_of(desk: Desk, name: str) -> tuple[str, Case]:
    """Return a clean letter about the complete case, and the case."""
    case = desk.case({})
    if name == "en":
        return LETTER_FORMATS[".md"](desk.write(case, "en-GB")).decode(), case
    return (HERE / f"{name}.md").read_text(encoding="utf-8"), case


def through(desk: Desk, text: str, case: Case, today: date, kind: str = "") -> Proof:
    """Read a letter through as the command does: language and kind are recognised."""
    written, library = read_letter(text.encode(), "letter.md"), desk.library
    language = language_of(written, library.wordlists, "en")
    words = library.wordlists[language]
    kind = kind or kind_of(written, layout_of(written, words), words, library.kinds)
    known = of_case(library, desk.assess(case), case, kind)
    return proofread(written, library.wordlists, language, kind, today, known)


@pytest.mark.parametrize("name", CLEAN)
def test_clean_letters(desk: Desk, today: date, name: str) -> None:
    """A letter in order is recognised, and nothing is found in it."""
    text, case = text_of(desk, name)
    proof = through(desk, text, case, today)
    language, _, kind = name.partition("-")
    assert (proof.language, proof.kind) == (language, kind or "ending")
    assert [(item.kind, item.key, item.found) for item in proof.remarks] == []


def test_there_are_enough() -> None:
    """At least forty letters have a fault, in three languages."""
    assert len(FAULTS) >= 40
    assert {row["of"][:2] for row in FAULTS} == {"en", "es", "fr"}


@pytest.mark.parametrize("row", FAULTS, ids=lambda row: f"{row['of']}-{row['finds']}-{row['at']}")
def test_planted_faults(desk: Desk, today: date, row: dict[str, Any]) -> None:
    """Each planted fault is found in the line where it stands."""
    text, case = text_of(desk, row["of"])
    for old, new in (row["change"], row.get("also", ("", ""))):
        assert old in text
        text = text.replace(old, new, 1)
    proof = through(desk, text, case, today, row.get("kind", ""))
    lines = [n for n, line in enumerate(text.splitlines(), start=1) if row["at"] in line]
    found = [
        (item.kind, proof.written.place(item.at)[0])
        for item in proof.remarks
        if row.get("element", "") in item.key
    ]
    assert (row["finds"], lines[0]) in found, found
