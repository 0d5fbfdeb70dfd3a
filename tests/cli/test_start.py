"""``advisor start``: the interview as a command, and the choices after the report."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from advisor.cli.first_files import offer_files
from advisor.cli.options import Setting
from advisor.cli.session import Session
from advisor.errors import SavedAndStopped
from advisor.knowledge.content import Library
from advisor.model import Case
from tests.cli.conftest import Run
from tests.interview.script_prompter import ScriptPrompter

ENTER = "\n"
TO_THE_REPORT = ""
"""On a settled case nothing is asked before the report."""


def test_a_complete_case_leads_to_the_report(run: Run) -> None:
    """A case in which nothing is open is reviewed and reported; the report is the result."""
    result = run("start", "case.yaml", input=TO_THE_REPORT)
    assert result.exit_code == 0
    assert "End it: your wish is enough." in result.stdout
    assert "[!] quit" not in result.stdout
    assert "Going on with case.yaml." in result.stderr
    assert "[Enter] papers  [w] why" in result.stderr


def test_the_interview_and_the_report_agree_on_what_is_settled(run: Run) -> None:
    """Where no open answer can change the advice, the end of the interview says so too."""
    result = run("start", "case.yaml", input=TO_THE_REPORT)
    assert "Settled by your answers" in result.stdout
    assert "could still change the advice" not in result.stderr


def test_finishing_says_how_to_come_back(run: Run) -> None:
    """The last word is the command that opens the case again."""
    result = run("start", "case.yaml", input=TO_THE_REPORT + "q\n")
    assert result.stderr.endswith("To come back:\n  advisor start case.yaml\n")


def test_the_checklist_can_be_chosen(run: Run, here: Path) -> None:
    """Choosing the checklist writes it beside the case and shows the same as a command."""
    result = run("start", "case.yaml", input=TO_THE_REPORT + "\n1\n\n")
    assert result.exit_code == 0
    assert (here / "case-checklist.docx").exists()
    assert "  advisor checklist case.yaml -o case-checklist.docx\n" in result.stderr


def test_the_format_is_asked_for_once(run: Run, here: Path) -> None:
    """The second paper has the format of the first, or the usual one where it has no such form."""
    typed = "\n1\nodt\nics\n" + "\n1\n" + "\n2\n" + ENTER * 3
    result = run("start", "case.yaml", input=TO_THE_REPORT + typed)
    assert result.stderr.count("Which format (") == 2, "odt is no format, and is asked again"
    assert (here / "case-checklist.ics").exists()
    assert (here / "case-checklist-2.ics").exists()
    assert (here / "case-script.docx").exists()
    assert "  advisor letter case.yaml --kind script -o case-script.docx\n" in result.stderr


def test_the_letter_can_be_chosen(run: Run, here: Path) -> None:
    """Choosing the letter asks what it still needs, writes it and shows the command."""
    result = run("start", "case.yaml", input=TO_THE_REPORT + "\n3\nmd\n" + ENTER * 9)
    assert result.exit_code == 0
    assert "  3 Write: Letter that ends the working relationship\n" in result.stderr
    assert "Yours sincerely," in (here / "case-ending.md").read_text()
    assert "  advisor letter case.yaml --kind ending -o case-ending.md\n" in result.stderr


def test_everything_can_be_chosen(run: Run, here: Path) -> None:
    """Choosing everything writes all documents into a folder of their own."""
    result = run("start", "case.yaml", input=TO_THE_REPORT + "\n8\n" + ENTER * 20)
    assert result.exit_code == 0
    assert len(list((here / "case-documents").iterdir())) == 14
    assert "  advisor write case.yaml -o case-documents\n" in result.stderr


def test_nothing_is_replaced_by_a_choice(run: Run, here: Path) -> None:
    """A document that exists stays, and the new one gets the next free name."""
    (here / "case-checklist.md").write_text("mine")
    run("start", "case.yaml", input=TO_THE_REPORT + "\n1\nmd\n")
    assert (here / "case-checklist.md").read_text() == "mine"
    assert (here / "case-checklist-2.md").exists()


def test_an_answer_can_be_changed_after_the_report(run: Run) -> None:
    """Choosing to change an answer shows the answers to pick one, then a new report."""
    result = run("start", "case.yaml", input=TO_THE_REPORT + "=\n2\nOther Works\n" + ENTER)
    assert result.stdout.count("Example Works Ltd\n") == 1
    assert result.stdout.count("Other Works\n") == 1


def test_an_unclear_choice_is_asked_again(run: Run) -> None:
    """What is no number of the list is refused with the numbers that are."""
    result = run("start", "case.yaml", input=TO_THE_REPORT + "9\n\n9\nletter\n\nq\n")
    assert result.stderr.count("[!] quit") == 3
    assert result.stderr.count("Type one of the numbers 1 to 8") == 2


def test_a_case_to_keep_is_offered_no_letter(run: Run, here: Path) -> None:
    """The letter is offered only where the advice calls for one."""
    text = (here / "case.yaml").read_text()
    (here / "fade.yaml").write_text(
        text.replace("intent: leave", "intent: save").replace("unchanged", "improved")
    )
    result = run("start", "fade.yaml", input=ENTER * 4)
    assert "Which paper?" in result.stderr
    assert "Write: " not in result.stderr


def test_a_new_case_is_kept_from_the_first_answer(run: Run, here: Path) -> None:
    """Without CASE the answers go to case.yaml, which is said, and ! saves and stops."""
    (here / "case.yaml").unlink()
    result = run("start", input="running\ntone\n!\n")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "The case is kept in case.yaml." in result.stderr
    assert "main_trouble: [tone]" in (here / "case.yaml").read_text()
    assert stat.S_IMODE((here / "case.yaml").stat().st_mode) == 0o600


def test_nobody_to_ask_names_what_is_open(spawn: Run) -> None:
    """Without a terminal and with nothing to read, the open questions are named."""
    result = spawn("start", "new.yaml")
    assert (result.returncode, result.stdout) == (4, b"")
    assert b"how_it_stands: How do things stand with this client?" in result.stderr
    assert b"Traceback" not in result.stderr


def test_a_closed_standard_input_is_said(spawn: Run) -> None:
    """With standard input closed, the message says what to do instead."""
    import os

    result = spawn("start", "new.yaml", stdin=None, preexec_fn=lambda: os.close(0))
    assert result.returncode == 2
    assert b"There is nobody to ask" in result.stderr


def test_no_input_asks_nothing(run: Run) -> None:
    """start --no-input reports a complete case and reads nothing."""
    result = run("start", "case.yaml", "--no-input", input="")
    assert result.exit_code == 0
    assert "[!] quit" not in result.stderr


def test_a_dash_is_no_place_for_answers(run: Run) -> None:
    """An interview cannot keep its answers in standard input."""
    result = run("start", "-")
    assert result.exit_code == 2
    assert "An interview keeps its answers in a file" in result.stderr


def test_a_missing_folder_is_said_before_the_first_question(run: Run) -> None:
    """Nobody answers questions whose answers cannot be kept."""
    result = run("start", "nowhere/case.yaml", input="x\n")
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: nowhere/case.yaml cannot be written: there is no folder nowhere. Create it.\n"
    )


@pytest.mark.parametrize("word", ["no", "None", "0", "ninguno", "non", "-", ""])
def test_no_file_can_be_said_in_words(
    word: str, library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first screen takes a word for none in any language, and looks for no such file."""
    prompter = ScriptPrompter([word], interactive=True)
    session = Session(Path("case.yaml"), Setting(), library, Case(), prompter)
    offer_files(session)
    assert not prompter.lines
    assert not capsys.readouterr().err


def test_a_stop_before_the_first_answer_names_no_file(library: Library, tmp_path: Path) -> None:
    """What is told of the answers is true: nothing was answered, so there is no file of them."""
    prompter = ScriptPrompter(["?", "!"], interactive=True)
    session = Session(tmp_path / "case.yaml", Setting(), library, Case(), prompter)
    with pytest.raises(SavedAndStopped, match="Nothing was answered, so nothing was saved"):
        offer_files(session)


def test_a_letter_asks_for_the_name_of_the_client(run: Run, here: Path) -> None:
    """Also what no question about letters asks for, where the letter is unfinished without."""
    case = here / "case.yaml"
    kept = [line for line in case.read_text().splitlines() if "client_name" not in line]
    case.write_text("\n".join(kept) + "\n")
    result = run("start", "case.yaml", input="\n3\nmd\nModel Retail\n" + ENTER * 9)
    assert "What is the client called?" in result.stderr
    assert "Model Retail" in (here / "case-ending.md").read_text()
