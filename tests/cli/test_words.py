"""The words that commands take: completed by the shell, listed, and suggested when mistyped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from advisor.cli.app import app
from tests.cli.conftest import TERMINAL, Run

Complete = Callable[[str], list[str]]


@pytest.fixture
def complete(here: Path) -> Complete:
    """Return what the shell offers after some words."""

    def complete(typed: str) -> list[str]:
        words = f"advisor {typed}"
        env = {
            **TERMINAL,
            "_ADVISOR_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - (not typed.endswith(" "))),
        }
        result = CliRunner().invoke(app, [], env=env, prog_name="advisor")
        return result.stdout.split()

    return complete


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("letter --kind fin", ["final-notice"]),
        ("letter --form es", ["es-ES", "es-MX"]),
        ("assess --lang ", ["en", "es", "fr"]),
        ("sent --how ema", ["email"]),
        ("sent --kind lawyer", []),
        ("explain case.yaml payment/mostly", ["payment/mostly-late"]),
        ("rules show payment/mostly", ["payment/mostly-late"]),
        ("whatif case.yaml talk_res", ["talk_result="]),
        ("whatif case.yaml talk_result=imp", ["talk_result=improved"]),
        ("proofread letter.md --case ", ["case.yaml", "clients/"]),
        ("assess ", ["case.yaml", "clients/"]),
        ("assess clients/", ["clients/acme.yml"]),
    ],
)
def test_what_the_shell_completes(
    complete: Complete, here: Path, typed: str, offered: list[str]
) -> None:
    """Kinds, forms, languages, routes, rules, questions and case files, and no other file."""
    (here / "notes.yaml").write_text("shopping: [milk]\n")
    (here / "letter.md").write_text("advisor: 1\n")
    (here / "clients").mkdir()
    (here / "clients" / "acme.yml").write_text("# A case\nadvisor: 1\nanswers:\n")
    assert complete(typed) == offered


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("letter", "--kind"), "  ending                Letter that ends the working relationship"),
        (("sent", "--how"), "  burofax     Burofax"),
        (("letter", "--form"), "  en-GB"),
        (("assess", "--only"), "  reasons"),
    ],
)
def test_an_option_without_its_word_lists_them(run: Run, words: tuple[str, ...], line: str) -> None:
    """The words that an option takes are listed with what they mean."""
    result = run(*words)
    assert result.exit_code == 2
    assert line in result.stderr.splitlines()


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("asess case.yaml", "Did you mean 'assess'?"),
        ("case.yaml", "To open a case: advisor start case.yaml"),
        ("assess cas.yaml", "Did you mean 'case.yaml'?"),
        ("letter ending", "'ending' is a kind of letter; give it with --kind."),
        ("letter case.yaml ending", "'ending' is a kind of letter; give it with --kind."),
        ("assess payment/mostly-late", "'advisor explain CASE payment/mostly-late' explains it."),
        ("explain mostly-late", "Did you mean 'payment/mostly-late'?"),
        ("whatif talk_result", "'advisor whatif CASE talk_result=VALUE' tries other answers."),
        ("assess case.yaml --only stepss", "Did you mean 'steps'?"),
        ("letter case.yaml --kind endig", "Did you mean 'ending'?"),
    ],
)
def test_an_unexpected_word_is_answered_with_the_nearest(run: Run, words: str, hint: str) -> None:
    """A mistyped or misplaced word is answered with what was probably meant."""
    result = run(*words.split())
    assert result.exit_code in (1, 2)
    assert hint in result.stderr


def test_faults_come_in_the_order_in_which_they_are_mended(run: Run, here: Path) -> None:
    """First the case, then the kind of letter, then where to write it, then its format."""
    (here / "case.yaml").rename(here / "mine.yaml")
    steps = {
        "letter --kind endig -o x.odt": "There is no case.yaml in this folder.",
        "letter mine.yaml --kind endig -o x.odt": "There is no letter 'endig'",
        "letter mine.yaml --kind ending": "Say where to write it, such as -o mine-ending.docx",
        "letter mine.yaml --kind ending -o x.odt": "x.odt ends in .odt",
        "sent --kind endig": "There is no case.yaml in this folder.",
        "sent mine.yaml --kind endig": "There is no letter 'endig'",
        "sent mine.yaml": "Say when and how it was sent",
    }
    for command, message in steps.items():
        assert message in run(*command.split()).stderr


def test_rarely_used_options_stand_below_the_others(run: Run) -> None:
    """What few need is in a panel of its own, in the help of every command that has it."""
    for command in ("assess", "letter", "start"):
        usual, rare = run(command, "--help").stdout.split("Rarely used:")
        assert "--engine" in rare
        assert "--rules" in rare
        assert "--help" in usual
        assert "--engine" not in usual
