"""What ``advisor start`` says is new when it goes on with a case."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def kept(folder: Path) -> Path:
    """Return the file that holds what a case was like."""
    (found,) = folder.glob(".advisor-*.seen")
    return found


@pytest.fixture
def left(run: Run, here: Path) -> Path:
    """A folder with a case whose interview has ended once."""
    run("start", "case.yaml", input="q\n")
    return here


def test_nothing_is_new_at_once(run: Run, left: Path) -> None:
    """Where nothing has changed, nothing is said."""
    assert "New since" not in run("start", "case.yaml", input="q\n").stderr


def test_what_is_new_is_told_in_three_lines(run: Run, left: Path) -> None:
    """An edited answer, a day that has come and another advice are told, each in a line."""
    case = left / "case.yaml"
    text = case.read_text().replace("intent: leave", "intent: save")
    case.write_text(text.replace("as_of: 2026-11-22", "as_of: 2026-12-28"))
    told = run("start", "case.yaml", input="q\n").stderr.splitlines()
    first = told.index("New since 22 November 2026:")
    answers, days, advice = told[first + 1 : first + 4]
    assert answers.startswith("  An answer has changed: What would you like to do? To save")
    assert days.startswith("  2 days have come: 18 December 2026: an open invoice falls due; ")
    assert advice.startswith("  The advice was: End the relationship, at the milestone. It is now:")


@pytest.mark.parametrize(
    ("lang", "heading", "line"),
    [
        ("es", "Novedades desde el 22 de noviembre de 2026:", "Las reglas son más recientes"),
        ("fr", "Du nouveau depuis le 22 novembre 2026 :", "Les règles sont plus récentes"),
    ],
)
def test_newer_rules_are_told_in_each_language(
    run: Run, left: Path, lang: str, heading: str, line: str
) -> None:
    """Rules that were changed since are named."""
    held = json.loads(kept(left).read_text())
    kept(left).write_text(json.dumps({**held, "rules_version": "0"}))
    told = run("start", "case.yaml", "--lang", lang, input="q\n").stderr
    assert heading in told.replace("\u00a0", " ")
    assert line in told


def test_new_entries_of_the_journal_are_told(run: Run, left: Path) -> None:
    """What was noted since is counted."""
    run("note", "Paid late again", "--kind", "late_payment", "--on", "2026-11-20")
    told = run("start", "case.yaml", input="q\n").stderr
    assert "New since 22 November 2026:\n  There is a new entry in the journal.\n" in told


def test_answers_of_the_interview_itself_are_not_new(run: Run, left: Path) -> None:
    """What was changed within the interview is known when it is resumed."""
    run("start", "case.yaml", input="a\n2\nOther Works\nq\n")
    assert "New since" not in run("start", "case.yaml", input="q\n").stderr


def test_the_file_holds_no_answer_and_is_for_the_user_alone(left: Path) -> None:
    """Digests stand in place of answers, and nobody else can read them."""
    assert "Example Works" not in kept(left).read_text()
    assert stat.S_IMODE(kept(left).stat().st_mode) == 0o600


@pytest.mark.parametrize("damaged", ["", "[]", "{", '{"day": 3}', "9" * 5000])
def test_a_damaged_file_counts_as_none(run: Run, left: Path, damaged: str) -> None:
    """The interview goes on without news where the file cannot be read."""
    kept(left).write_text(damaged)
    result = run("start", "case.yaml", input="q\n")
    assert result.exit_code == 0
    assert "New since" not in result.stderr
    assert json.loads(kept(left).read_text())["day"] == "2026-11-22"


def test_forget_removes_it(run: Run, left: Path) -> None:
    """Nothing is left of a case that is forgotten."""
    run("forget", "case.yaml", "--force")
    assert list(left.glob("*case*")) == list(left.glob(".advisor*")) == []
