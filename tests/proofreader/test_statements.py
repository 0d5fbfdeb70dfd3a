"""Endings, demands, days and closings in ordinary wording, and the days that a letter counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor.knowledge.content import Library
from advisor.proofreader.claim_extraction import statements
from advisor.proofreader.letter_layout import layout_of
from advisor.proofreader.reading import read_letter
from advisor.wordlists.pattern_matcher import matcher

SAID: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (Path(__file__).resolve().parent / "statements.yaml").read_text(encoding="utf-8")
)
DAYS = {"last_day": date(2026, 12, 22), "pay_by": date(2026, 12, 6)}


def rows(*names: str) -> list[Any]:
    """Return language, name and sentence of every row below some names."""
    return [
        pytest.param(language, name, text, id=f"{language}-{name}-{number}")
        for language, said in SAID.items()
        for name in names
        for number, text in enumerate(said[name])
    ]


@pytest.mark.parametrize(("language", "name", "text"), rows(*DAYS, "no_day"))
def test_days(library: Library, language: str, name: str, text: str) -> None:
    """The day of an ending and of a demand is found; days of invoices and contracts are not."""
    written = read_letter(text.encode(), "a.txt")
    said = statements(library.wordlists[language], written.folded, (0, len(text)))
    found = {item.name: {day for _, day in item.days} for item in said if item.name in DAYS}
    days = {day for item in found.values() for day in item}
    if name in DAYS:
        assert found.get(name) == {DAYS[name]}, said
    else:
        assert days == set(), said


@pytest.mark.parametrize(("language", "name", "text"), rows("decision", "demand"))
def test_elements(library: Library, language: str, name: str, text: str) -> None:
    """An ending and a demand are recognised in ordinary wording."""
    words = library.wordlists[language]
    folded = read_letter(text.encode(), "a.txt").folded
    assert matcher(words).has(folded, words.elements[name].words)


@pytest.mark.parametrize(("language", "name", "text"), rows("closing"))
def test_closings(library: Library, language: str, name: str, text: str) -> None:
    """A closing formula is found alone in its row and at the end of a sentence."""
    page = f"Dear Ms Specimen,\n\nThank you, and best wishes. 12.\n\n{text}\n\nRobin Sample\n"
    page = page if language == "en" else page.replace("Thank you, and best wishes. ", "")
    layout = layout_of(read_letter(page.encode(), "a.txt"), library.wordlists[language])
    assert page[slice(*layout.closing)] == text
    assert layout.signature == "Robin Sample"
