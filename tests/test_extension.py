"""Content is data: a question, a finding, a row, a paragraph and a form are added as files."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

QUESTION = """\
section: Parking
questions:
- id: parking_dispute
  ask: Does the client block your parking space?
  why: It is the example of this test.
  type: choice
  choices: {never: Never, daily: Every day}
  sources: [S72]
"""
FINDING = """\
title: Your parking space is blocked
direction: for
strength: decisive
norm: courtesy
sources: [S72]
when: {parking_dispute: daily}
because: ["Blocked {parking_dispute}."]
"""
ROW = """\
title: End it over the parking space
whether: end
priority: 5
norm: courtesy
sources: [S5]
when: parking/blocked
because: [Nobody can work without a parking space.]
"""
PARAGRAPH = """\
---
order: 25
when: parking/blocked
sources: [S36]
---
The parking space is to be left free until {{ last_day | long_date }}.
"""
FRAME = """\
parts:
- {part: date, place: end}
- part: letterhead
- part: recipient
- part: salutation
- {part: subject, style: strong, text: "Subject: {subject}"}
- part: body
- part: closing
- part: signature
- {part: enclosures, text: "Attached: {enclosures}"}
"""
FORM_WORDS = """\
salutation.en-AU: {named: "Hello {name},", unnamed: "Hello,"}
closing.en-AU: {named: "Regards,", unnamed: "Regards,", email: "Regards,"}
courtesy.en-AU: {mr: Mr, ms: Ms, mx: Mx, dr: Dr}
delivery.en-AU: {email: By email, post: By post, registered: By registered post}
proves.en-AU: {email: Little., post: Nothing., registered: Its receipt.}
"""
CASE = """\
advisor: 1
as_of: 2026-11-22
answers:
  client_name: Example Works Ltd
  parking_dispute: daily
"""


def run(*words: str, answers: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command as a user does."""
    command = [sys.executable, "-m", "advisor", *words]
    return subprocess.run(
        command, input=answers, capture_output=True, text=True, check=False, cwd=ROOT
    )


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the content with five files more."""
    folder = tmp_path_factory.mktemp("content")
    for name in ("rules", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    added = {
        "rules/questions/05-parking.yaml": QUESTION,
        "rules/findings/parking/blocked.yaml": FINDING,
        "rules/advice/whether/end-parking.yaml": ROW,
        "templates/en/letter/ending/26-parking.md": PARAGRAPH,
    }
    for name, text in added.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "templates/en/letter/frame-en-AU.yaml").write_text(FRAME)
    with (folder / "templates/en/letter/words.yaml").open("a", encoding="utf-8") as words:
        words.write(FORM_WORDS)
    (folder / "case.yaml").write_text(CASE)
    return folder


def options(content: Path) -> list[str]:
    """Return the options that name the copied content."""
    return ["--rules", str(content / "rules"), "--templates", str(content / "templates")]


def test_the_added_content_is_sound(content: Path) -> None:
    """The check knows the new files and misses nothing but their translations."""
    done = run("rules", "check", *options(content))
    faults = done.stderr.splitlines()
    assert done.returncode == 1
    assert [
        line for line in faults if not re.match(r"rules/(es|fr):1:1: No (es|fr) text", line)
    ] == []
    assert any("parking_dispute.ask" in line for line in faults)


def test_the_added_question_is_asked(content: Path) -> None:
    """The interview asks it, with its choices."""
    case = content / "new.yaml"
    done = run(
        "start",
        str(case),
        *options(content),
        "--plain",
        "--as-of",
        "2026-11-22",
        answers="Example Works Ltd\n1\n1\n4\n!\n",
    )
    assert "Does the client block your parking space?" in done.stderr
    assert "Every day" in done.stderr


def test_the_added_rules_decide_and_are_reported(content: Path) -> None:
    """The new row decides, and the report gives the new finding as a reason."""
    case = str(content / "case.yaml")
    found = json.loads(run("assess", case, "--json", *options(content)).stdout)
    assert (found["whether"], found["when"]) == ("end", "after_notice")
    assert "parking/blocked" in [finding["id"] for finding in found["findings"]]
    report = run("assess", case, "--plain", *options(content)).stdout
    assert "Your parking space is blocked" in report
    assert "Blocked every day." in report


def test_the_added_paragraph_stands_in_the_letter(content: Path) -> None:
    """The letter holds the new paragraph with the real last day."""
    done = run("letter", str(content / "case.yaml"), "-o", "-", *options(content))
    assert done.returncode == 0, done.stderr
    assert "The parking space is to be left free until 6 December 2026." in done.stdout


def test_the_added_form_arranges_the_letter(content: Path) -> None:
    """A letter in the new form has its order and its words."""
    case = str(content / "case.yaml")
    done = run("letter", case, "-o", "-", "--form", "en-AU", *options(content))
    assert done.returncode == 0, done.stderr
    parts = (
        "22 November 2026",
        "[Your name]",
        "[Name of",
        "Hello",
        "**Subject: ",
        "Regards,",
    )
    places = [done.stdout.index(part) for part in parts]
    assert places == sorted(places)
    assert "By email" not in done.stdout


def test_what_a_form_lacks_is_named(content: Path, tmp_path: Path) -> None:
    """The check names the words that a new form needs and does not have."""
    shutil.copytree(content, tmp_path / "bare")
    path = tmp_path / "bare" / "templates" / "en" / "letter" / "words.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(FORM_WORDS, ""), encoding="utf-8")
    done = run("rules", "check", *options(tmp_path / "bare"))
    assert "words.yaml:1:1: The form en-AU has no 'delivery.en-AU.post'." in done.stderr


def test_the_shipped_content_knows_nothing_of_it(content: Path) -> None:
    """Without the copied content the new answer is an unknown question."""
    done = run("assess", str(content / "case.yaml"))
    assert done.returncode == 1
    assert "There is no question 'parking_dispute'" in done.stderr
