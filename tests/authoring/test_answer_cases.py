"""The cases of events and contradictions: they hold, and what they miss is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from advisor.authoring.answer_cases import faults
from advisor.knowledge.content import Library
from tests.conftest import ROOT

CASES = ROOT / "tests" / "rules"


def changed(folder: Path, file: str, before: str, after: str) -> Path:
    """Return a folder with the shipped cases, in one of whose files a text is another."""
    for name in ("events.yaml", "contradictions.yaml"):
        shutil.copy(CASES / name, folder / name)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return folder


def test_every_event_changes_the_advice_and_every_contradiction_shows(library: Library) -> None:
    """Each has a case with which it shows and one with which it does not, and all hold."""
    assert [str(problem) for problem in faults(library, CASES)] == []


@pytest.mark.parametrize(
    ("file", "before", "after", "message"),
    [
        (
            "events.yaml",
            "already: {answers: {abuse: [threats]}",
            "already: {answers: {abuse: []}",
            "threats, 'they did so already': expected None, found ('end', 'now').",
        ),
        (
            "events.yaml",
            "whether: end, when: now}",
            "whether: keep}",
            "threats, 'a good client': expected ('keep', None), found ('end', 'now').",
        ),
        ("events.yaml", "threats:\n", "thrats:\n", "There is nothing called 'thrats'"),
        ("events.yaml", "answers: {abuse", "answers: {abus", "There is no question 'abus'"),
        (
            "contradictions.yaml",
            "{payment_habit: on_time}",
            "{payment_habit: on_time, invoices_settled: 4, invoices_late: 3}",
            "on-time-but-late, 'no counts': expected None, found (None, None).",
        ),
        (
            "contradictions.yaml",
            "payment_habit: on_time, invoices_settled: 9, invoices_late: 6, ",
            "payment_habit: on_time, invoices_settled: 9, invoices_late: 1, ",
            "on-time-but-late, 'six of nine': expected (None, None), found None.",
        ),
    ],
)
def test_a_case_that_does_not_hold_is_named(
    library: Library, tmp_path: Path, file: str, before: str, after: str, message: str
) -> None:
    """The event or contradiction, the case, what was expected and what was found."""
    found = [str(problem) for problem in faults(library, changed(tmp_path, file, before, after))]
    assert any(message in text for text in found), found
    assert all(text.startswith((f"tests/rules/{file}", f"rules/{file}")) for text in found)


def test_what_has_no_case_is_named(library: Library, tmp_path: Path) -> None:
    """Without its cases an event is named with the file that needs them."""
    folder = changed(tmp_path, "events.yaml", "threats:\n", "threats:\n")
    path = folder / "events.yaml"
    before, _, after = path.read_text(encoding="utf-8").partition("threats:\n")
    path.write_text(f"{before}claim:\n{after.partition('claim:')[2]}", encoding="utf-8")
    found = [problem.message for problem in faults(library, folder)]
    assert found == [
        "threats has no case under fires; add one to tests/rules/events.yaml.",
        "threats has no case under silent; add one to tests/rules/events.yaml.",
    ]
