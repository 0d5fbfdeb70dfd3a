"""``checklist``, ``letter``, ``write`` and ``demo``."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import ROOT

PAPERS = ["ending", "ending-email", "handover-note", "record", "script", "successor-brief"]
"""What the advice on the example calls for, besides report and checklist."""


def written(*suffixes: str) -> list[str]:
    """Return the names of the documents of the example in some formats, in order."""
    names = {f"{paper}{suffix}" for paper in PAPERS for suffix in suffixes}
    names |= {f"checklist{suffix}" for suffix in suffixes if suffix in (".md", ".docx")}
    return sorted(names | {"report.md"})


KEEP = """\
advisor: 1
as_of: 2026-11-22
answers:
  client_name: Example Works Ltd
  payment_habit: on_time
  open_invoices: none
"""


def test_the_checklist_is_written(run: Run, here: Path) -> None:
    """The checklist of the example is a private Markdown file with boxes to tick."""
    result = run("checklist", "case.yaml", "-o", "list.md")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Wrote list.md\n")
    assert "- [ ] " in (here / "list.md").read_text()
    assert stat.S_IMODE((here / "list.md").stat().st_mode) == 0o600


def test_the_letter_of_the_example_is_finished(run: Run, here: Path) -> None:
    """The example has every answer a letter needs, so nothing is said to be missing."""
    result = run("letter", "case.yaml", "-o", "letter.md")
    assert result.exit_code == 0
    assert result.stderr.startswith(
        "Wrote letter.md\nLetter that ends the working relationship: how"
    )
    text = (here / "letter.md").read_text()
    assert "27 December 2026" in text
    assert "Yours sincerely," in text


def lacking(here: Path) -> None:
    """Take two answers that the letter needs out of the example."""
    case = here / "case.yaml"
    lines = case.read_text().splitlines(keepends=True)
    own = next(number for number, line in enumerate(lines) if "own_sentence" in line)
    address = next(number for number, line in enumerate(lines) if "sender_address" in line)
    del lines[own], lines[address : address + 3]
    case.write_text("".join(lines))


@pytest.mark.parametrize("command", ["letter", "write"])
def test_no_input_names_what_a_letter_needs(run: Run, here: Path, command: str) -> None:
    """Where nothing may be asked, the needed answers are named, with code 4, and nothing is written."""
    lacking(here)
    result = run(command, "case.yaml", "-o", "out.md", "--no-input")
    assert result.exit_code == 4
    named = [line.split(":")[0] for line in result.stderr.splitlines() if line.startswith("  ")]
    needed = ["  sender_address", "  own_sentence"]
    papers = ["  handover_places", "  known_problems"] if command == "write" else []
    assert named == needed + papers
    assert not (here / "out.md").exists()


def test_a_letter_asks_for_what_it_needs(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal exactly the needed answers are asked for, and kept in the case."""
    lacking(here)
    monkeypatch.setattr("advisor.cli.needed_answers.can_ask", lambda: True)
    typed = "3 Test Street\n\nA sentence that only I could write.\n\n"
    result = run("letter", "case.yaml", "-o", "letter.md", input=typed)
    assert "question 2 of at most 2" in result.stderr
    assert "3 Test Street" in (here / "letter.md").read_text()
    assert "A sentence that only I could write." in (here / "case.yaml").read_text()


def test_the_form_can_be_chosen(run: Run) -> None:
    """--form en-US writes the American form."""
    text = run("letter", "case.yaml", "-o", "-", "--form", "en-US").stdout
    assert "December 27, 2026" in text


def test_an_unfinished_letter_says_what_it_lacks(run: Run, here: Path) -> None:
    """What is missing is told on standard error, and the letter is written all the same."""
    lines = (here / "case.yaml").read_text().splitlines()
    kept = [line for line in lines if "own_sentence" not in line]
    (here / "less.yaml").write_text("\n".join(kept) + "\n")
    result = run("letter", "less.yaml", "-o", "letter.md")
    assert result.exit_code == 0
    title = "Letter that ends the working relationship"
    assert result.stderr.startswith(f"{title}: not finished. Still to do:\n  ")


def test_a_letter_that_is_not_called_for_is_refused(run: Run, here: Path) -> None:
    """Where the advice is not to end, the letter is written only with --anyway, marked."""
    (here / "keep.yaml").write_text(KEEP)
    refused = run("letter", "keep.yaml", "-o", "letter.md")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("Error: ")
    assert not (here / "letter.md").exists()
    assert run("letter", "keep.yaml", "-o", "letter.md", "--anyway").exit_code == 0
    assert "NOT ADVISED" in (here / "letter.md").read_text().splitlines()[0].upper()


@pytest.mark.parametrize("command", ["checklist", "letter"])
def test_a_wrong_suffix_is_refused(run: Run, command: str) -> None:
    """A suffix without a format is refused with those there are."""
    result = run(command, "case.yaml", "-o", "x.odt")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: x.odt ends in .odt; the file must end in .md, .txt")


@pytest.mark.parametrize("command", ["checklist", "letter", "write"])
def test_where_to_write_has_to_be_said(run: Run, command: str) -> None:
    """Documents need -o."""
    result = run(command, "case.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: Say where to write it, such as -o case-")


def test_write_makes_what_the_advice_calls_for(run: Run, here: Path) -> None:
    """A case to end gives report, checklist and its letters; one to keep gives no letter."""
    (here / "keep.yaml").write_text(KEEP)
    assert run("write", "case.yaml", "-o", "all").exit_code == 0
    assert run("write", "keep.yaml", "-o", "few").exit_code == 0
    assert sorted(os.listdir(here / "all")) == written(".docx", ".pdf")
    assert sorted(os.listdir(here / "few")) == ["checklist.docx", "report.md"]
    assert stat.S_IMODE((here / "all").stat().st_mode) == 0o700


def test_the_formats_can_be_named(run: Run, here: Path) -> None:
    """--format takes a list; what is not sent by the user is no email; a wrong name is refused."""
    assert run("write", "case.yaml", "-o", "all", "--format", "eml, MD").exit_code == 0
    mine = {"script.eml"}
    assert sorted(os.listdir(here / "all")) == sorted(set(written(".eml", ".md")) - mine)
    wrong = run("write", "case.yaml", "-o", "other", "--format", "docx,pfd")
    assert wrong.exit_code == 2
    assert "There is no format 'pfd'; allowed: md, txt, html, docx, pdf or eml." in wrong.stderr
    assert not (here / "other").exists()


def test_without_the_extra_the_rest_is_written(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the typesetter there is a Word document; a PDF that was asked for is missed."""
    monkeypatch.setitem(sys.modules, "typst", None)
    assert run("write", "case.yaml", "-o", "usual").exit_code == 0
    assert sorted(os.listdir(here / "usual")) == written(".docx")
    asked = run("write", "case.yaml", "-o", "asked", "--format", "pdf")
    assert asked.exit_code == 1
    assert 'pip install "advisor[pdf]"' in asked.stderr
    assert "ending.md" in os.listdir(here / "asked")


def test_write_replaces_all_or_nothing(run: Run, here: Path) -> None:
    """When one document exists, none is written unless --force is given."""
    (here / "all").mkdir()
    (here / "all" / "ending.md").write_text("mine")
    refused = run("write", "case.yaml", "-o", "all", "--format", "md")
    assert refused.exit_code == 1
    assert refused.stderr == (
        "Error: In all there is already ending.md. "
        "Give --force to replace them, or name another folder.\n"
    )
    assert os.listdir(here / "all") == ["ending.md"]
    assert run("write", "case.yaml", "-o", "all", "--format", "md", "--force").exit_code == 0
    assert (here / "all" / "ending.md").read_text() != "mine"


def test_write_into_a_file_is_refused(run: Run, here: Path) -> None:
    """A file in place of the folder is named as such."""
    result = run("write", "case.yaml", "-o", "case.yaml")
    assert result.exit_code == 1
    assert result.stderr == "Error: case.yaml is a file, not a folder; name another.\n"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to the superuser"
)
def test_a_folder_that_may_not_be_written_to(run: Run, here: Path) -> None:
    """Without the right to write, the message says so and nothing is left behind."""
    (here / "locked").mkdir(mode=0o500)
    result = run("checklist", "case.yaml", "-o", "locked/list.md")
    assert result.exit_code == 1
    assert result.stderr == "Error: locked/list.md cannot be written: Permission denied.\n"
    assert os.listdir(here / "locked") == []


def test_the_demo_shows_everything_without_input(spawn: Run) -> None:
    """The demo prints report, first steps and letter, and how to begin an interview."""
    result = spawn("demo", stdin=None, input=b"")
    shown = result.stdout.decode()
    assert result.returncode == 0
    assert "End it: your wish is enough." in shown
    assert "---- The first steps of the checklist ----" in shown
    assert "Yours sincerely," in shown
    assert result.stderr.decode().rstrip().endswith("advisor start")


def test_the_demo_can_be_kept(run: Run, here: Path) -> None:
    """-o writes the documents of the demo into a folder."""
    assert run("demo", "-o", "demo").exit_code == 0
    assert sorted(os.listdir(here / "demo")) == written(".md")


def test_a_kind_can_be_named(run: Run, here: Path) -> None:
    """--kind writes another paper, the script among them; a wrong name is refused with a hint."""
    script = run("letter", "case.yaml", "--kind", "script", "-o", "-")
    assert script.exit_code == 0
    assert "# Talk with Ms Placeholder" in script.stdout
    wrong = run("letter", "case.yaml", "--kind", "skript", "-o", "-")
    assert wrong.exit_code == 1
    assert "Did you mean 'script'?" in wrong.stderr


def test_a_kind_that_does_not_suit_names_those_that_do(run: Run) -> None:
    """An unsuitable kind is refused with the reason and with what the advice calls for."""
    refused = run("letter", "case.yaml", "--kind", "closing-note", "-o", "-")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert (
        "It calls for: Conversation script with firm replies (script), Letter that ends the"
        in refused.stderr
    )
    assert (
        "(ending-email), Record of the talk (record), Handover note (handover-note)"
        in refused.stderr
    )
    written = run("letter", "case.yaml", "--kind", "closing-note", "-o", "-", "--anyway")
    assert written.stdout.startswith("**NOT ADVISED.")


def test_write_says_once_what_several_papers_lack(run: Run, here: Path) -> None:
    """What is still to do stands once, below the titles of the papers that lack it."""
    lines = (here / "case.yaml").read_text().splitlines()
    kept = [line for line in lines if "contact_surname" not in line]
    (here / "less.yaml").write_text("\n".join(kept) + "\n")
    told = run("write", "less.yaml", "-o", "all").stderr
    titles = "place of the letter, Record of the talk: not finished. Still to do:\n  Add the name"
    assert titles in told
    assert told.count("Add the name and the courtesy title") == 1


def test_an_annotated_copy_is_numbered(run: Run) -> None:
    """--annotated numbers the parts and lists below what they rest on and what is unused."""
    text = run("letter", "case.yaml", "-o", "-", "--annotated").stdout
    assert text.startswith("**ANNOTATED COPY")
    assert "- \\[1\\] Answers: relationship_started" in text
    assert "\n- gut_score" not in text
    assert "\n- intent (To end it" in text.partition("does not use")[2]


def test_the_next_steps_name_the_first_letter(run: Run) -> None:
    """The report ends with the checklist, the first letter to the client and all papers."""
    report = run("assess", "case.yaml", "--plain", "--full").stdout
    found = [line.split()[:2] for line in report.partition("\nNEXT\n")[2].splitlines()]
    commands = [words[1] for words in found if words[0] == "advisor"]
    assert commands == ["checklist", "letter", "write"]
    assert "--kind ending" in report


def test_what_is_lacking_is_said_by_the_title_of_the_paper(run: Run, here: Path) -> None:
    """In French no English name of a kind of letter is left in what write says."""
    case = str(ROOT / "examples" / "demo.fr.yaml")
    told = run("write", case, "-o", str(here / "out"), "--lang", "fr").stderr
    assert "Compte rendu de l\u2019entretien (à achever)" in told
    assert "record (" not in told
