"""``advisor rules`` and ``advisor questions``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from advisor.knowledge.content import Library
from tests.cli.conftest import Run
from tests.conftest import ROOT


@pytest.fixture
def copy(here: Path) -> Path:
    """A copy of the rules to change."""
    return Path(shutil.copytree(ROOT / "rules", here / "rules"))


def test_list_names_every_rule(run: Run, library: Library) -> None:
    """rules list prints one line for each rule."""
    lines = run("rules", "list").stdout.splitlines()
    assert [line.split(": ")[0] for line in lines] == [rule.id for rule in library.rules()]


def test_show_says_all_about_a_rule(run: Run) -> None:
    """rules show prints title, condition, texts and sources of a rule."""
    shown = run("rules", "show", "payment/mostly-late").stdout
    assert shown.startswith("payment/mostly-late: Most invoices are paid late")
    assert "\n    invoices_settled at least 3\n" in shown
    assert "\nSource S3: " in shown


def test_every_rule_can_be_shown(library: Library) -> None:
    """No kind of rule and no kind of condition is left without words."""
    from advisor.cli.rules import rule_lines

    for rule in library.rules():
        lines = list(rule_lines(library, rule))
        assert lines[0] == f"{rule.id}: {rule.title}"
        assert "object at" not in "\n".join(lines)


def test_an_unknown_rule_gets_a_hint(run: Run) -> None:
    """A misspelt rule is refused with the nearest name."""
    result = run("rules", "show", "payment/mostly-lat")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Did you mean 'payment/mostly-late'?" in result.stderr


@pytest.mark.parametrize("args", [(), ("payment/mostly-late", "--sources")])
def test_show_wants_a_rule_or_the_sources(run: Run, args: tuple[str, ...]) -> None:
    """rules show needs a rule or --sources, and not both."""
    assert run("rules", "show", *args).exit_code == 2


def test_sources_ends_with_the_sums(run: Run) -> None:
    """rules show --sources ends with how many items of each kind are covered."""
    last = run("rules", "show", "--sources").stdout.splitlines()[-1]
    assert last == "S 97 of 97, F 23 of 23, C 28 of 28"


def test_check_passes_on_what_is_shipped(run: Run) -> None:
    """The shipped content has no problem."""
    result = run("rules", "check")
    assert result.exit_code == 0
    assert result.stdout.endswith("no problem found.\n")


def test_check_names_the_place_of_a_fault(run: Run, copy: Path) -> None:
    """A fault in a rule is named with file, line and column, and the code is 1."""
    path = copy / "findings" / "payment" / "mostly-late.yaml"
    path.write_text(path.read_text().replace("direction: for", "direction: sideways"))
    result = run("rules", "check", "--rules", str(copy))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("rules/findings/payment/mostly-late.yaml:")
    assert "'sideways'" in result.stderr


def test_test_passes_on_what_is_shipped(run: Run) -> None:
    """The cases of the shipped rules all pass."""
    result = run("rules", "test", "--cases", str(ROOT / "tests" / "rules"))
    assert result.exit_code == 0
    assert result.stdout.endswith(" cases passed.\n")


def test_test_names_the_case_that_fails(run: Run, copy: Path) -> None:
    """A threshold that is moved makes a case fail, which is named."""
    path = copy / "findings" / "payment" / "mostly-late.yaml"
    path.write_text(path.read_text().replace("at_least: 50", "at_least: 90"))
    result = run("rules", "test", "--rules", str(copy), "--cases", str(ROOT / "tests" / "rules"))
    assert result.exit_code == 1
    assert "tests/rules/findings/payment/mostly-late.yaml:" in result.stderr
    assert "expected fires, found silent." in result.stderr


def test_test_needs_cases(run: Run) -> None:
    """A folder of cases that is not there is said."""
    result = run("rules", "test")
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: There is no folder tests/rules with cases; name one with --cases.\n"
    )


def test_questions_are_listed(run: Run, library: Library) -> None:
    """Every question is listed below its section."""
    shown = run("questions").stdout
    assert shown.startswith("The relationship\n  client_name (text): ")
    assert all(f"  {name} (" in shown for name in library.questions)


def test_the_template_is_an_empty_case(run: Run, here: Path) -> None:
    """The empty case file can be assessed as it is."""
    result = run("questions", "--template", "-o", "empty.yaml")
    assert (result.exit_code, result.stderr) == (0, "Wrote empty.yaml\n")
    assert run("assess", "empty.yaml").exit_code == 0
    assert run("questions", "--template").stdout == (here / "empty.yaml").read_text()
