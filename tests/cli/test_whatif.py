"""``advisor whatif``: both outcomes side by side, and what would change the advice."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from advisor.engine.compiled import Compiled
from advisor.errors import UsageError
from advisor.interview.answer_changes import read_changes
from advisor.knowledge.content import Library
from advisor.model import Case
from advisor.reasoning.assess import assess_case
from advisor.reasoning.counterfactual import counterfactuals
from advisor.reasoning.outlook import outlook
from advisor.report.plain_text import report_text
from advisor.report.whatif_text import outlook_report
from tests.cli.conftest import Run
from tests.conftest import ROOT
from tests.shipped import shipped
from tests.test_stories import STORIES, read_story

SNAPSHOTS = ROOT / "tests" / "snapshots" / "whatif"


def told(path: Path, library: Library) -> str:
    """Return what advisor whatif says of a story."""
    case = read_story(path, library).case
    assert case.as_of is not None
    assessed = assess_case(library, case, case.as_of, Compiled())
    single = counterfactuals(library, case, case.as_of)
    return report_text(outlook_report(library.phrases, assessed, outlook(assessed), single))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_what_is_said_of_each_story_was_read(path: Path, library: Library) -> None:
    """The text for each story is the one kept. UPDATE_SNAPSHOTS=1 writes it anew to be read."""
    kept = SNAPSHOTS / f"{path.stem}.txt"
    text = told(path, library)
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(text, encoding="utf-8")
    assert text == kept.read_text(encoding="utf-8")


def test_a_name_stands_as_it_was_written(run: Run) -> None:
    """What is text in an answer keeps its first letter, before and after."""
    result = run("whatif", "case.yaml", "client_name=Placeholder Studio", "--plain")
    assert "  Now: Example Works Ltd\n  Changed: Placeholder Studio\n" in result.stdout


def test_without_changes_it_says_what_would_change_the_advice(run: Run) -> None:
    """Events come first, then answers by who could change them, days, open answers and mood."""
    result = run("whatif", "case.yaml", "--plain")
    assert result.exit_code == 0
    heads = [line for line in result.stdout.splitlines() if line.isupper()]
    assert heads == [
        "WHAT MAY HAPPEN",
        "WHAT THE CLIENT COULD CHANGE",
        "WHAT YOU COULD CHANGE",
        "WHAT TIME COULD CHANGE",
        "WHEN IT CHANGES BY ITSELF",
        "WHAT IS STILL OPEN",
        "LEAVING FEELINGS ASIDE",
    ]


def test_a_change_is_shown_beside_what_stands(run: Run) -> None:
    """Both outcomes stand side by side, with the rules that moved one way and the other."""
    result = run("whatif", "case.yaml", "intent=unsure", "talk_result=improved", "--plain")
    assert result.exit_code == 0
    assert "The advice on whether or when becomes another." in result.stdout
    fires, quiet = result.stdout.split("GONE WITH THESE CHANGES")
    assert "whether/wait-improved" in fires
    assert "whether/end-right" in quiet


def test_a_change_as_json_has_both_outcomes_and_the_rules(run: Run) -> None:
    """The object names the answers, both outcomes, and each rule that moved."""
    result = run("whatif", "case.yaml", "intent=unsure", "talk_result=improved", "--json")
    found = json.loads(result.stdout)
    assert found["changes"]["talk_result"]["after"] == "improved"
    assert found["before"]["whether"] == "end"
    assert found["after"]["whether"] == "wait"
    moved = {(item["rule"], item["fires"]) for item in found["moved"]}
    assert {("whether/wait-improved", True), ("whether/end-right", False)} <= moved


def test_answers_that_fall_away_are_named(run: Run) -> None:
    """Without a talk there is no day and no result of a talk."""
    result = run("whatif", "case.yaml", "talked=never", "--json")
    assert {"talked_on", "talk_result"} <= set(json.loads(result.stdout)["dropped"])


def test_an_answer_can_be_taken_away(run: Run) -> None:
    """unknown puts "I don't know" in place of an answer."""
    result = run("whatif", "case.yaml", "talk_result=unknown", "--json")
    assert json.loads(result.stdout)["changes"]["talk_result"]["after"] is None


def test_several_choices_are_read_with_and_without_brackets(run: Run) -> None:
    """A list may stand in brackets, as in a case file; an empty one is none of them."""
    for text, read in (("[insults, threats]", "[insults, threats]"), ("[]", "[]")):
        result = run("whatif", "case.yaml", f"abuse={text}", "--json")
        assert json.loads(result.stdout)["changes"]["abuse"]["after"] == read


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("talk_result", "write a change as QUESTION=VALUE"),
        ("talk_resul=improved", "Did you mean 'talk_result'?"),
        ("talk_result=better still", "talk_result: There is no choice"),
        ("invoices_late=4000", "invoices_late: 4000 is more than"),
        ("trade_registered=yes", "trade_registered is not asked"),
    ],
)
def test_a_change_that_cannot_be_made_is_refused(run: Run, change: str, message: str) -> None:
    """One message says what was found and what is allowed; the code is that of wrong usage."""
    result = run("whatif", "case.yaml", change)
    assert result.exit_code == 2
    assert message in result.stderr


def test_the_same_question_cannot_be_changed_twice(run: Run) -> None:
    """Two answers to one question contradict each other."""
    result = run("whatif", "case.yaml", "talked=never", "talked=once")
    assert result.exit_code == 2
    assert "talked is changed twice" in result.stderr


def test_json_without_changes_lists_every_change_with_its_maker(run: Run) -> None:
    """Each change has its answers, the advice, and who can make it."""
    found = json.loads(run("whatif", "case.yaml", "--json").stdout)
    makers = {"client", "user", "time"}
    for change in found["would_change"]:
        assert change["by"] in makers
        assert len(change["changes"]) == 1
    assert isinstance(found["without_negativity"]["stands"], bool)


def test_the_case_file_stays_as_it_is(run: Run, here: Path) -> None:
    """Trying changes saves nothing."""
    before = (here / "case.yaml").read_bytes()
    assert run("whatif", "case.yaml", "talked=never").exit_code == 0
    assert (here / "case.yaml").read_bytes() == before


def test_an_answer_is_read_in_the_language_of_the_command(run: Run) -> None:
    """With --lang fr an amount, a date and a number of months are read as French writes them."""
    changes = ["monthly_billing=1 200,50 €", "project_end=1er déc. 2026", "runway_months=2,5"]
    told = run("whatif", str(ROOT / "examples" / "demo.fr.yaml"), *changes, "--lang", "fr")
    assert told.exit_code == 0, told.stderr
    assert "1\u202f200,50\u00a0EUR" in told.stdout
    assert "1er décembre 2026" in told.stdout


def test_the_contact_is_changed_by_a_line(library: Library) -> None:
    """A line gives all its parts, also one that the case does not ask for; a bad one is refused."""
    case, day = Case(answers={"letter_form": "en-GB"}), date(2026, 11, 30)
    after, _ = read_changes(library, case, ["contact=Dr Dana Placeholder, d@example.com"], day)
    given = {name: one for name, one in after.answers.items() if name.startswith("contact_")}
    assert given == {
        "contact_title": "dr",
        "contact_first_name": "Dana",
        "contact_surname": "Placeholder",
        "contact_email": "d@example.com",
    }
    spanish = shipped("es")
    after, _ = read_changes(spanish, case, ["contact=Dra. Dana Marcador"], day)
    assert "contact_gender" not in after.answers
    with pytest.raises(UsageError, match="contact_title is changed twice"):
        read_changes(library, case, ["contact=Ms Placeholder", "contact_title=mr"], day)
    with pytest.raises(UsageError, match="no email address"):
        read_changes(library, case, ["contact=dana@"], day)
