"""``advisor explain``: the same words on a terminal, in plain text and as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

FEW = """\
advisor: 1
as_of: 2026-11-22
answers:
  client_name: "[red]Example[/red] Works"
  payment_habit: often_late
  invoices_settled: 8
  invoices_late: 6
"""
DRAWN = re.compile(r"[│├└─\s]+")


def words(text: str) -> list[str]:
    """Return the words of a text, without what a tree is drawn with."""
    return [word for word in DRAWN.split(text) if word]


def nodes(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield an object of the tree and all below it."""
    yield found
    for child in found["children"]:
        yield from nodes(child)


@pytest.mark.parametrize("rule", [(), ("lawyer",), ("payment/slower",), ("conduct/threats",)])
def test_the_tree_and_plain_text_say_the_same(run: Run, rule: tuple[str, ...]) -> None:
    """The drawn tree and the indented words differ in their lines only."""
    drawn = run("explain", "case.yaml", *rule)
    plain = run("explain", "case.yaml", *rule, "--plain")
    assert drawn.exit_code == plain.exit_code == 0
    assert words(drawn.stdout) == words(plain.stdout)
    assert not re.search("[│├└─]", plain.stdout)
    assert drawn.stderr == ""


@pytest.mark.parametrize("form", [(), ("--plain",), ("--all",), ("--all", "--plain")])
def test_sixty_columns_are_enough(run: Run, form: tuple[str, ...]) -> None:
    """No line is wider than the terminal, but for a word that is wider by itself."""
    result = run("explain", "case.yaml", *form, COLUMNS="60")
    assert result.exit_code == 0
    wide = [line for line in result.stdout.splitlines() if len(line) > 60]
    assert wide == []


def test_the_reasoning_leads_from_the_advice_to_the_answers(run: Run) -> None:
    """The first line is the advice, and the answers stand below with their questions."""
    result = run("explain", "case.yaml", "--plain")
    assert result.stdout.startswith("End the relationship, at the milestone.\n  Whether: ")
    assert "You answered: 6 invoices of 8." in " ".join(result.stdout.split())


def test_all_leaves_nothing_out(run: Run) -> None:
    """With --all the folded parts stand there as well."""
    short = run("explain", "case.yaml", "--plain").stdout
    whole = run("explain", "case.yaml", "--plain", "--all").stdout
    assert len(whole) > 2 * len(short)
    assert "All of these hold:" in whole


def test_json_holds_the_tree(run: Run) -> None:
    """--json prints one object, its parts with text, id, state, norm, sources and parts."""
    found = json.loads(run("explain", "case.yaml", "--json").stdout)
    assert list(found) == [
        "text", "kind", "id", "state", "norm", "because", "sources", "children",
    ]  # fmt: skip
    by_id = {node["id"]: node for node in nodes(found)}
    late = by_id["payment/mostly-late"]
    assert late["norm"] == "prudence"
    assert late["sources"][0] == {
        "id": "S3",
        "title": "Money that arrives after its due date weighs heavily",
    }
    assert by_id["whether/end-danger"]["kind"] == "passed"


def test_a_rule_says_what_would_decide_it(run: Run) -> None:
    """A rule that is open names the answers that decide it."""
    Path("few.yaml").write_text(FEW)
    result = run("explain", "few.yaml", "payment/overdue-past-limit", "--plain")
    text = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert "An unpaid invoice is overdue past the limit: this is not decided." in text
    assert "What would decide it Is any invoice still unpaid today?" in text


def test_an_unknown_rule_is_wrong_usage(run: Run) -> None:
    """A misspelt rule ends with code 2 and the nearest name."""
    result = run("explain", "case.yaml", "payment/mostly-lat")
    assert result.exit_code == 2
    assert result.stderr == (
        "Error: There is no rule 'payment/mostly-lat'. Did you mean 'payment/mostly-late'?\n"
    )
    assert result.stdout == ""


def test_ids_in_brackets_are_no_markup(run: Run) -> None:
    """What stands in brackets is shown as it is, also where colours are drawn."""
    Path("few.yaml").write_text(FEW)
    result = run("explain", "few.yaml", "--color", "always", COLUMNS="200")
    assert "[payment/mostly-late]" in result.stdout
    assert "\x1b[" in result.stdout
    never = run("explain", "few.yaml", "--color", "never")
    assert "\x1b[" not in never.stdout


def test_a_case_from_standard_input(run: Run) -> None:
    """The case may come from standard input, judged on another day."""
    result = run("explain", "-", "--as-of", "2026-12-19", "--plain", input=FEW.encode())
    assert result.exit_code == 0
    assert "Look again on Monday 18 January 2027" in result.stdout


def test_what_is_granted_is_said(run: Run) -> None:
    """An advice that rests on assumptions states them, and how many questions are idle."""
    Path("few.yaml").write_text(FEW)
    text = " ".join(run("explain", "few.yaml", "--plain").stdout.split())
    assert "The advice takes for granted, because it is not known, that" in text
    settled = " ".join(run("explain", "case.yaml", "--plain").stdout.split())
    assert "This is settled: no open question can change it." in settled
