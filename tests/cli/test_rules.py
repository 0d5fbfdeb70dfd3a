"""``advisor rules`` and ``advisor questions``."""

from __future__ import annotations

import json
import re
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
    assert "\n  invoices_settled: How many invoices have come due in the last" in shown
    assert "\nSource S3: " in shown


def test_every_rule_can_be_shown(library: Library) -> None:
    """No kind of rule and no kind of condition is left without words."""
    from advisor.authoring.rule_listing import rule_lines

    for rule in library.rules():
        lines = list(rule_lines(library.phrases, rule))
        assert lines[0] == f"{rule.id}: {library.phrases.title(rule.id)}"
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


def test_check_proves_what_cannot_be(run: Run, copy: Path) -> None:
    """A condition that contradicts itself is named at its own line."""
    path = copy / "findings" / "money" / "thin-runway.yaml"
    path.write_text(
        re.sub(
            r"(?m)^when:.*$",
            "when: {all: [{runway_months: {below: 3}}, {runway_months: {at_least: 6}}]}",
            path.read_text(),
        )
    )
    result = run("rules", "check", "--rules", str(copy))
    assert result.exit_code == 1
    assert "money/thin-runway can never fire: these cannot be true together" in result.stderr


@pytest.mark.usefixtures("unproven")
def test_check_annotates_a_workflow(run: Run, copy: Path) -> None:
    """Faults are errors and lapsed figures warnings, with signs of their own written out."""
    warned = run("rules", "check", "--format", "github", "--as-of", "2027-01-15")
    assert warned.exit_code == 0
    assert warned.stdout.startswith("::warning file=rules/values/rates.yaml,line=")
    assert "::bank_of_england_base_rate has no figure for 2027-01-15: its last" in warned.stdout
    path = copy / "advice" / "whether" / "keep-good.yaml"
    path.write_text(path.read_text().replace("priority: 50", "priority: 100%"))
    failed = run("rules", "check", "--format", "github", "--rules", str(copy))
    assert failed.exit_code == 1
    assert failed.stdout.startswith("::error file=rules/advice/whether/keep-good.yaml,line=3,col=")
    assert "'100%25'" in failed.stdout


@pytest.mark.usefixtures("unproven")
def test_check_asks_for_a_day(run: Run) -> None:
    """A figure that begins later than the day is named, and is no fault."""
    result = run("rules", "check", "--as-of", "2006-01-01")
    assert result.exit_code == 0
    assert "es.trade_notice_days has no figure for 2006-01-01: it begins on 2007-10-12." in (
        result.stdout
    )


def test_walk_says_what_it_came_by(run: Run) -> None:
    """The walk prints its paths, what is proven and what is only tried."""
    result = run("rules", "walk", "--as-of", "2026-11-22", "--interviews", "1")
    assert result.exit_code == 0
    first, *rest = result.stdout.splitlines()
    assert re.fullmatch(r"Walk: \d\.\de\+\d+ paths, 0 without advice, 0 orphan answers", first)
    assert [line.split(":")[0] for line in rest] == ["Walked", "Proven", "Tried"]


def test_walk_names_a_meaningless_question(run: Run, copy: Path) -> None:
    """A question that only one answer fits is a fault of the interview."""
    path = copy / "questions" / "20-payment.yaml"
    text = path.read_text()
    assert "- none: [{invoices_settled: 0}]\n" in text
    path.write_text(text.replace("- none: [{invoices_settled: 0}]\n", "- known: payment_habit\n"))
    result = run("rules", "walk", "--rules", str(copy), "--interviews", "0")
    assert result.exit_code == 1
    assert "invoices_late is asked although only 0 fits" in result.stderr


@pytest.mark.usefixtures("unproven")
def test_check_without_the_solver_says_so(run: Run) -> None:
    """Without the extra the other checks run, and one line says what was not proven."""
    result = run("rules", "check")
    assert result.exit_code == 0
    (line,) = [line for line in result.stdout.splitlines() if line.startswith("Not proven")]
    assert line.endswith('pip install "advisor[authoring]"')
    assert "Examined: " not in result.stdout


def test_graph_is_mermaid_and_takes_a_name(run: Run, here: Path) -> None:
    """Mermaid on standard output or in a file, one rule where it is named."""
    result = run("rules", "graph")
    whole = result.stdout
    assert whole.startswith("flowchart LR\n")
    assert "Mermaid draws at most 500 lines unless its maxEdges is raised" in result.stderr
    assert run("rules", "graph", "payment/mostly-late").stderr == ""
    one = run("rules", "graph", "payment/mostly-late").stdout
    assert 0 < len(one) < len(whole) / 10
    assert run("rules", "graph", "-o", "rules.mmd").exit_code == 0
    assert (here / "rules.mmd").read_text() == whole
    assert run("rules", "graph", "-o", "rules.mmd").exit_code == 1
    assert run("rules", "graph", "no/such").exit_code == 2


def test_test_passes_on_what_is_shipped(run: Run) -> None:
    """The cases of the shipped rules all pass."""
    result = run("rules", "test", "--cases", str(ROOT / "tests" / "rules"))
    assert result.exit_code == 0
    assert " cases passed: " in result.stdout
    lines = result.stdout.splitlines()
    assert any(re.fullmatch(r"findings +(\d+) +\1 of \1 +\1 of \1 .*", line) for line in lines)
    assert re.fullmatch(r"Rule mutants killed: (\d{4,}) of \1", lines[-1])


def test_test_names_the_case_that_fails(run: Run, copy: Path) -> None:
    """A threshold that is moved makes a case fail, which is named."""
    path = copy / "findings" / "payment" / "mostly-late.yaml"
    path.write_text(path.read_text().replace("at_least: 50", "at_least: 90"))
    result = run("rules", "test", "--rules", str(copy), "--cases", str(ROOT / "tests" / "rules"))
    assert result.exit_code == 1
    assert "tests/rules/findings/payment/mostly-late.yaml:" in result.stderr
    assert "expected fires, found silent." in result.stderr


def test_test_lists_the_mutants_that_survive(run: Run, here: Path) -> None:
    """A limit without a case beside it is named with the change that nobody notices."""
    cases = Path(shutil.copytree(ROOT / "tests" / "rules", here / "cases"))
    path = cases / "order" / "whether.yaml"
    before, _, after = path.read_text().partition(
        "a talk that helped comes before one that is open"
    )
    path.write_text(before + after.partition("yes}\n")[2])
    result = run("rules", "test", "--cases", str(cases))
    assert result.exit_code == 1
    assert "1 mutants survive" in result.stderr
    assert "whether/wait-improved and whether/wait-pending swapped" in result.stderr


def test_test_names_a_rule_without_cases(run: Run, here: Path) -> None:
    """A rule whose file of cases is gone is named with its place."""
    cases = Path(shutil.copytree(ROOT / "tests" / "rules", here / "cases"))
    (cases / "gates" / "runway.yaml").unlink()
    result = run("rules", "test", "--cases", str(cases), "--format", "github")
    assert result.exit_code == 1
    assert "rules/advice/gates/runway.yaml:1:1: gates/runway has no case where it" in result.stderr
    assert result.stdout.startswith("::error file=rules/advice/gates/runway.yaml,line=1,col=1::")


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
    assert shown.startswith("How things stand\n  How do things stand with this client?\n")
    assert not any(f"  {name} (" in shown for name in library.questions)
    shown = run("questions", "--ids").stdout
    assert shown.startswith("How things stand\n  how_it_stands (choice): ")
    assert all(f"  {name} (" in shown for name in library.questions)


def test_the_template_is_an_empty_case(run: Run, here: Path) -> None:
    """The empty case file can be assessed as it is."""
    result = run("questions", "--template", "-o", "empty.yaml")
    assert (result.exit_code, result.stderr) == (0, "Wrote empty.yaml\n")
    assert run("assess", "empty.yaml").exit_code == 0
    assert run("questions", "--template").stdout == (here / "empty.yaml").read_text()


def test_the_template_speaks_one_language(run: Run) -> None:
    """The answers that an empty case shows as examples are in the language of the rest."""
    text = run("questions", "--template", "--lang", "es").stdout
    assert "client_name: Una línea de texto" in text
    assert "sender_address: [Primera línea, Segunda línea]" in text
    assert "One line" not in text


def test_translate_adds_entries_and_lists_files(run: Run, copy: Path) -> None:
    """The entries of a new language are added once; the letters to be written are named."""
    result = run("rules", "translate", "--to", "it", "--rules", str(copy))
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert any(
        re.fullmatch(r"rules/it/rules/payment\.yaml: \d+ texts added, .*", line) for line in lines
    )
    assert "templates/it/letter/words.yaml: to be written in this language." in lines
    assert re.fullmatch(r"Texts added: [1-9]\d{3}\. Files to be written: \d{3}\.", lines[-1])
    again = run("rules", "translate", "--to", "it", "--rules", str(copy))
    assert again.stdout.splitlines()[-1].startswith("Texts added: 0. ")


@pytest.mark.parametrize("language", ["en", "italian", "../it"])
def test_translate_refuses_what_is_no_other_language(run: Run, language: str) -> None:
    """English is the source, and a language has two letters."""
    result = run("rules", "translate", "--to", language)
    assert result.exit_code == 2
    assert "is no language to translate into" in result.stderr


def test_schemas_are_written_for_an_editor(run: Run, here: Path) -> None:
    """Every kind of content gets a JSON Schema, and a folder with some is not overwritten."""
    result = run("rules", "schema", "-o", "schemas")
    assert result.exit_code == 0
    names = sorted(path.name for path in (here / "schemas").iterdir())
    assert "case.schema.json" in names
    assert f"Wrote {len(names)} schemas to schemas." in result.stderr
    json.loads((here / "schemas" / names[0]).read_text(encoding="utf-8"))
    assert run("rules", "schema", "-o", "schemas").exit_code == 1
    assert run("rules", "schema", "-o", "schemas", "--force").exit_code == 0
