"""``advisor assess``: what it prints where, and with which code it ends."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from advisor.cli.assess import Part
from advisor.report.build import PARTS
from tests.cli.conftest import Run

KEYS = [
    "schema_version",
    "as_of",
    "standing",
    "whether",
    "when",
    "last_day",
    "not_before",
    "needs",
    "binding",
    "gates",
    "balance",
    "findings",
    "exposure",
    "dates",
    "owed",
    "payments",
    "unknowns",
    "contradictions",
    "completeness",
    "then",
    "would_change",
    "turning_dates",
    "without_negativity",
    "engine",
    "rules_version",
    "answers_hash",
    "answers",
    "dont_know",
]

MINIMAL = "advisor: 1\nas_of: 2026-11-22\nanswers:\n  client_name: {name}\n"


def test_the_report_goes_to_standard_output_alone(run: Run) -> None:
    """The report of a complete case is printed, with nothing on standard error."""
    result = run("assess", "case.yaml")
    assert result.exit_code == 0
    assert result.stdout.startswith("Example Works Ltd\nSunday 22 November 2026\nEnd it: your wish")
    assert "Last day: Sunday 27 December 2026." in result.stdout
    assert result.stderr == ""


def test_json_has_the_agreed_keys_in_order(run: Run) -> None:
    """--json prints one object with exactly the documented keys."""
    result = run("assess", "case.yaml", "--json")
    found = json.loads(result.stdout)
    assert list(found) == KEYS
    assert (found["whether"], found["when"], found["last_day"]) == (
        "end",
        "at_milestone",
        "2026-12-27",
    )
    assert found["binding"]["rule"] == "dates/contract-notice"
    assert found["binding"]["norm"] == "contract"
    assert result.stderr == ""


def test_json_keys_of_the_parts(run: Run) -> None:
    """Every part of the JSON object has its documented keys."""
    (Path("few.yaml")).write_text(MINIMAL.format(name="Example Works Ltd"))
    full = json.loads(run("assess", "case.yaml", "--json").stdout)
    few = json.loads(run("assess", "few.yaml", "--json").stdout)
    assert set(full["findings"][0]) == {"id", "direction", "strength", "because", "sources"}
    assert set(full["exposure"][0]) == {"finding", "blocking", "gates", "because"}
    assert set(full["dates"][0]) == {"date", "what", "norm", "rule", "working"}
    assert set(full["would_change"][0]) == {
        "event", "if", "day", "changes", "whether", "when", "last_day", "not_before",
        "gates",
    }  # fmt: skip
    assert set(full["turning_dates"][0]) == {"date", "whether", "when", "last_day", "gates"}
    assert set(full["without_negativity"]) == {"whether", "when"}
    assert set(few["unknowns"][0]) == {
        "question", "matters", "where_to_find", "affects", "assumed", "splits",
    }  # fmt: skip
    assert set(few["unknowns"][0]["splits"][0]) == {
        "answers", "whether", "when", "last_day", "last_day_to", "gates", "same",
    }  # fmt: skip
    assert full["completeness"] == {"state": "settled", "assumptions": []}
    assert few["completeness"]["state"] == "resting_on_assumptions"
    assert "no dispute is open" in few["completeness"]["assumptions"]
    assert few["when"] is None
    assert few["binding"] is None


def test_json_is_the_same_every_time(run: Run) -> None:
    """The same case, day and rules give the same bytes."""
    first = run("assess", "case.yaml", "--json", "--engine", "pure")
    assert (
        first.stdout_bytes == run("assess", "case.yaml", "--json", "--engine", "pure").stdout_bytes
    )


def test_json_is_utf_8_whatever_the_terminal_speaks(spawn: Run, here: Path) -> None:
    """A name with accents comes out as UTF-8 also where the terminal knows ASCII only."""
    (here / "accents.yaml").write_text(MINIMAL.format(name="Élan Modèle"), encoding="utf-8")
    shown = spawn("assess", "accents.yaml", "-o", "-", env=_env(PYTHONIOENCODING="ascii"))
    assert "Élan Modèle" in shown.stdout.decode("utf-8")
    printed = spawn("assess", "accents.yaml", env=_env(PYTHONIOENCODING="ascii"))
    assert printed.returncode == 0
    assert b"?lan Mod?le" in printed.stdout


def _env(**more: str) -> dict[str, str]:
    import os

    return {**os.environ, **more}


@pytest.mark.parametrize(
    ("name", "start"),
    [("r.md", b"# Advice on"), ("r.txt", b"Advice on"), ("r.json", b'{\n  "schema_version": 1')],
)
def test_the_suffix_chooses_the_format(run: Run, here: Path, name: str, start: bytes) -> None:
    """-o writes Markdown, text or JSON by suffix, for the user alone, and says so."""
    result = run("assess", "case.yaml", "-o", name)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == f"Wrote {name}\n"
    assert (here / name).read_bytes().startswith(start)
    assert stat.S_IMODE((here / name).stat().st_mode) == 0o600


def test_a_dash_writes_markdown_to_standard_output(run: Run) -> None:
    """-o - prints the Markdown report."""
    result = run("assess", "case.yaml", "-o", "-")
    assert result.stdout.startswith("# Advice on Example Works Ltd\n")


def test_a_dash_reads_the_case_from_standard_input(run: Run, here: Path) -> None:
    """CASE - gives the same JSON as the file."""
    piped = run("assess", "-", "--json", input=(here / "case.yaml").read_bytes())
    assert piped.stdout == run("assess", "case.yaml", "--json").stdout


def test_a_fault_in_standard_input_names_it(run: Run) -> None:
    """A malformed case from standard input is refused with its line and column."""
    result = run("assess", "-", input=b"advisor: 1\nanswers:\n  payment_habit: monthly\n")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("<stdin>:3:18: ")


def test_the_day_can_be_given(run: Run) -> None:
    """--as-of judges the case on another day than the file says."""
    found = json.loads(run("assess", "case.yaml", "--json", "--as-of", "2026-12-19").stdout)
    assert found["as_of"] == "2026-12-19"
    assert found["when"] == "after_notice"


def test_a_day_before_the_figures_is_a_usage_error(run: Run) -> None:
    """No limit of the rules has a figure for a day asked for that is too early."""
    text = b"advisor: 1\nanswers:\n  governing_law: uk\n"
    result = run("assess", "-", "--as-of", "1999-12-31", input=text)
    assert result.exit_code == 2
    assert "--as-of: The rules have no figures for 31 December 1999." in result.stderr


LATE = "advisor: 1\nanswers:\n  talked_on: 2027-03-01\n"
"""A case without a day of its own, with an answer that lies after most days."""


@pytest.mark.parametrize(
    ("own", "asked", "wrong"),
    [
        ("", "2027-03-01", ""),
        ("", "2027-02-28", "28 February 2027"),
        ("as_of: 2027-03-01\n", "", ""),
        ("as_of: 2027-03-01\n", "2027-02-28", "28 February 2027"),
        ("as_of: 2027-02-28\n", "2027-03-01", ""),
        ("as_of: 2027-02-28\n", "", "28 February 2027"),
    ],
)
def test_what_lies_in_the_past_is_held_against_the_day_that_is_judged_on(
    run: Run, own: str, asked: str, wrong: str
) -> None:
    """The day asked for comes before that of the file, also where answers are checked."""
    days = ("--as-of", asked) if asked else ()
    result = run("assess", "-", "--json", *days, input=f"{own}{LATE}".encode())
    assert result.exit_code == (1 if wrong else 0)
    if wrong:
        assert f"talked_on: 1 March 2027 is after {wrong}, the day the case is" in result.stderr
    else:
        assert json.loads(result.stdout)["as_of"] == "2027-03-01"


REFUSED = [
    (("assess", "none.yaml"), 1, "none.yaml: There is no such file.\n"),
    (("assess", "."), 1, ".: This is a folder, not a file.\n"),
    (
        ("assess", "case.yaml", "-o", "report.doc"),
        2,
        "Error: report.doc ends in .doc; the file must end in .md, .html, .txt or .json.\n",
    ),
    (
        ("assess", "case.yaml", "-o", "report"),
        2,
        "Error: report has no suffix; the file must end in .md, .html, .txt or .json.\n",
    ),
    (
        ("assess", "case.yaml", "--json", "-o", "report.md"),
        2,
        "Error: --json writes JSON; report.md must end in .json.\n",
    ),
    (
        ("assess", "case.yaml", "-o", "nowhere/report.md"),
        1,
        "Error: nowhere/report.md cannot be written: there is no folder nowhere. Create it.\n",
    ),
    (
        ("assess", "case.yaml", "--rules", "nowhere"),
        1,
        "nowhere:1:1: There is no such folder.\n",
    ),
]


@pytest.mark.parametrize(("args", "code", "message"), REFUSED)
def test_what_cannot_be_done_is_said(
    run: Run, args: tuple[str, ...], code: int, message: str
) -> None:
    """An expected failure gives one message on standard error, and its code."""
    result = run(*args)
    assert (result.exit_code, result.stdout, result.stderr) == (code, "", message)


def test_case_yaml_is_the_case_where_none_is_named(run: Run, here: Path) -> None:
    """Commands without CASE use case.yaml in the present folder, and say so if there is none."""
    assert run("assess", "--json").stdout == run("assess", "case.yaml", "--json").stdout
    rule = "whether/end-right"
    assert run("explain", rule).stdout == run("explain", "case.yaml", rule).stdout
    change = "talk_result=improved"
    assert run("whatif", change).stdout == run("whatif", "case.yaml", change).stdout
    assert run("checklist", "-o", "-").stdout == run("checklist", "case.yaml", "-o", "-").stdout
    (here / "case.yaml").unlink()
    missing = run("assess")
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert missing.stderr == (
        "Error: There is no case.yaml in this folder. Name a case, or begin one: advisor start\n"
    )


@pytest.mark.parametrize(
    ("part", "headings"),
    [
        ("steps", ["WHAT TO DO FIRST"]),
        ("reasons", ["REASONS FOR ENDING IT", "REASONS AGAINST ENDING IT"]),
        ("unknown", ["NOT KNOWN YET, AND IT MATTERS"]),
        ("timeline", ["TIMELINE"]),
        ("changes", ["WHAT WOULD CHANGE THIS ADVICE", "IF YOU DO NOTHING"]),
        ("choices", ["WHAT YOU CAN CHOOSE", "STAYING AND LEAVING COMPARED"]),
    ],
)
def test_one_part_of_the_report_can_be_shown(run: Run, part: str, headings: list[str]) -> None:
    """--only prints one part below the outcome, and no other."""
    shown = run("assess", "--only", part).stdout.splitlines()
    assert shown[0] == "Advice on Example Works Ltd"
    found = [line for line in shown if line.isupper()]
    assert found[: len(headings)] == headings
    assert ("WHAT THIS RESTS ON" in found) is False


def test_one_screen_costs_nothing_that_it_does_not_show(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The short report tries no later day and no answer to an open question."""
    from advisor.reasoning import outlook, unknowns

    def refuse(*_: object) -> None:
        raise AssertionError("not shown, not worked out")

    monkeypatch.setattr(outlook, "turning_dates", refuse)
    monkeypatch.setattr(unknowns, "AnswerTrial", refuse)
    Path("few.yaml").write_text(MINIMAL.format(name="Example Works Ltd"))
    for case in ("case.yaml", "few.yaml"):
        shown = run("assess", case)
        assert (shown.exit_code, shown.exception) == (0, None)
    assert run("assess", "few.yaml", "--full").exit_code == 3


def test_the_parts_are_those_of_the_report() -> None:
    """--only offers every part of the report by its name."""
    assert [part.value for part in Part] == list(PARTS)


USAGE = [
    (("assess", "case.yaml", "--only", "steps", "--json"), "--only is for the screen"),
    (("assess", "case.yaml", "--only", "steps", "-o", "r.md"), "--only is for the screen"),
    (("assess", "case.yaml", "--only", "letters"), "is not one of 'steps', 'reasons'"),
    (("assess", "case.yaml", "--bogus"), "No such option '--bogus'"),
    (("assess", "case.yaml", "--as-of", "22/11/2026"), "write a date as 2026-11-22"),
    (("assess", "case.yaml", "--as-of", "1066-10-14"), "in the years 1970 to 2200"),
    (("assess", "case.yaml", "--lang", "de"), "There is no language 'de'; allowed: en, es or fr."),
    (("assess", "case.yaml", "--engine", "clips"), "'auto', 'pure', 'durable'"),
    (("assess", "case.yaml", "--color", "red"), "'auto', 'always', 'never'"),
    (("advise",), "No such command 'advise'"),
]


@pytest.mark.parametrize(("args", "message"), USAGE)
def test_wrong_usage_ends_with_2(run: Run, args: tuple[str, ...], message: str) -> None:
    """Wrong usage is explained on standard error and ends with 2."""
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in " ".join(result.stderr.split())


def test_nothing_is_replaced_without_force(run: Run, here: Path) -> None:
    """A file that exists stays as it is, unless --force is given."""
    (here / "r.md").write_text("mine")
    refused = run("assess", "case.yaml", "-o", "r.md")
    assert refused.exit_code == 1
    assert refused.stderr == (
        "Error: r.md exists already. Give --force to replace it, or another name.\n"
    )
    assert (here / "r.md").read_text() == "mine"
    assert run("assess", "case.yaml", "-o", "r.md", "--force").exit_code == 0
    assert (here / "r.md").read_text().startswith("# Advice on")


def test_the_case_itself_is_never_replaced(run: Run, here: Path) -> None:
    """Even --force does not write a report over the case it was made from."""
    (here / "case.json").symlink_to(here / "case.yaml")
    before = (here / "case.yaml").read_bytes()
    result = run("assess", "case.yaml", "-o", "case.json", "--force")
    assert result.exit_code == 2
    assert result.stderr == "Error: case.json is the case itself; name another file.\n"
    assert (here / "case.yaml").read_bytes() == before


def test_no_input_names_what_is_missing(run: Run) -> None:
    """--no-input ends with 4 and the questions that can still change the advice."""
    Path("few.yaml").write_text(MINIMAL.format(name="Example Works Ltd"))
    result = run("assess", "few.yaml", "--no-input")
    assert (result.exit_code, result.stdout) == (4, "")
    assert "  payment_habit: How does the client pay?\n" in result.stderr
    assert "write unknown where you do not know" in result.stderr
    assert run("assess", "few.yaml").exit_code == 0


def test_no_input_takes_dont_know_for_an_answer(run: Run) -> None:
    """A question answered with unknown is not missing."""
    text = MINIMAL.format(name="Example Works Ltd")
    Path("few.yaml").write_text(text)
    missing = run("assess", "few.yaml", "--no-input").stderr
    Path("few.yaml").write_text(text + "  payment_habit: unknown\n")
    assert "payment_habit" in missing
    assert "payment_habit" not in run("assess", "few.yaml", "--no-input").stderr


def test_a_complete_case_passes_no_input(run: Run) -> None:
    """A case in which nothing open matters is assessed under --no-input."""
    assert run("assess", "case.yaml", "--no-input").exit_code == 0


CONTRADICTED = "  payment_habit: on_time\n  invoices_settled: 9\n  invoices_late: 6\n"


def test_a_contradiction_is_shown_and_warned_of(run: Run) -> None:
    """The report shows both answers; without input a warning goes to standard error."""
    Path("both.yaml").write_text(MINIMAL.format(name="Example Works Ltd") + CONTRADICTED)
    shown = run("assess", "both.yaml", "--plain", "--full").stdout
    assert "ANSWERS THAT CONTRADICT EACH OTHER" in shown
    assert "How does the client pay? On time\n" in shown
    assert 'Until then: "How does the client pay?" counts as not answered' in shown
    found = json.loads(run("assess", "both.yaml", "--json").stdout)["contradictions"]
    assert found == [
        {
            "id": "on-time-but-late",
            "text": found[0]["text"],
            "questions": ["payment_habit", "invoices_late"],
            "answers": {"payment_habit": "on_time", "invoices_late": "6"},
            "set_aside": ["payment_habit"],
        }
    ]
    warned = run("assess", "both.yaml", "--no-input").stderr
    assert warned.startswith(f"Warning: {found[0]['text']}\n  payment_habit: On time\n")
    named = warned.partition("are missing from the case:")[2]
    assert "payment_habit:" not in named


def test_a_case_without_contradictions_has_no_such_section(run: Run) -> None:
    """The section is there only where there is something to check."""
    assert "CONTRADICT" not in run("assess", "case.yaml", "--plain").stdout
