"""The shipped rules: their cases hold, their mutants die, every item is covered."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import ContentError
from advisor.knowledge.cases import read_cases, run_cases
from advisor.knowledge.check import check
from advisor.knowledge.content import Library
from advisor.knowledge.coverage import coverage
from advisor.knowledge.load import Roots, load
from advisor.knowledge.mutants import mutants, survivors
from tests.conftest import ROOT
from tests.knowledge.small import write_small

CASES = ROOT / "tests" / "rules"


def test_every_case_of_every_rule_holds(library: Library) -> None:
    """No rule fires, stays silent or is undecided against its cases."""
    report = run_cases(library, CASES)
    assert report.failures == ()
    assert report.passed >= 1700


def test_every_rule_has_the_cases_it_needs(library: Library) -> None:
    """Each rule has a case where it fires, is silent and, where it can be, undecided."""
    assert run_cases(library, CASES).without_cases == ()


def test_every_mutant_of_every_rule_is_killed(library: Library) -> None:
    """Dropping or inverting a rule, or moving a limit, changes the result of some case."""
    found = list(mutants(library))
    left = survivors(library, read_cases(library, CASES))
    print(f"rule mutants: {len(found) - len(left)} of {len(found)} killed")
    assert len(found) > 3000
    assert [f"{mutant.rule}: {mutant.fault}" for mutant in left] == []


def test_every_item_of_advice_has_content_behind_it(library: Library) -> None:
    """S1-S97, F1-F23 and C1-C28 are each implemented by the kinds of content they need."""
    expected = {f"S{n}" for n in range(1, 98)} | {f"F{n}" for n in range(1, 24)}
    expected |= {f"C{n}" for n in range(1, 29)}
    assert set(library.sources) == expected
    assert [item.source.id for item in coverage(library) if item.missing] == []


def test_the_check_finds_nothing_in_the_shipped_content(library: Library, roots: Roots) -> None:
    """Questions, rules, texts and sources fit together."""
    assert [str(problem) for problem in check(library, roots)] == []


SMALL_CASES = """\
fires:
  long: {days: 31}
silent:
  short: {days: 30}
undecided:
  open: {habit: bad}
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{days: 31}", "{days: 30}", "payment/late, 'long': expected fires, found silent."),
        ("{habit: bad}", "{days: n/a}", "payment/late, 'open': expected undecided, found silent."),
    ],
)
def test_a_case_that_does_not_hold_is_named(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    """A failing case says what was expected and what was found."""
    library = load(write_small(tmp_path))
    folder = tmp_path / "cases" / "findings" / "payment"
    folder.mkdir(parents=True)
    (folder / "late.yaml").write_text(SMALL_CASES.replace(old, new))
    report = run_cases(library, tmp_path / "cases")
    assert [problem.message for problem in report.failures] == [message]


def test_a_rule_without_cases_is_named(tmp_path: Path) -> None:
    """A missing case file shows as the cases that the rule lacks."""
    library = load(write_small(tmp_path))
    lacking = run_cases(library, tmp_path / "none").without_cases
    assert "payment/late: no case where it is undecided" in lacking
    assert "whether/wait: no case where it fires" in lacking
    assert not any(item.startswith("whether/wait: no case where it stays") for item in lacking)


def test_cases_of_no_rule_are_refused(tmp_path: Path) -> None:
    """A case file whose rule is gone is a fault, not silence."""
    library = load(write_small(tmp_path))
    folder = tmp_path / "cases" / "findings" / "payment"
    folder.mkdir(parents=True)
    (folder / "gone.yaml").write_text(SMALL_CASES)
    with pytest.raises(ContentError, match="There is no rule for these cases"):
        run_cases(library, tmp_path / "cases")


def test_a_moved_limit_survives_without_a_case_beside_it(tmp_path: Path) -> None:
    """The mutation test notices that a boundary is not tested."""
    library = load(write_small(tmp_path))
    folder = tmp_path / "cases" / "findings" / "payment"
    folder.mkdir(parents=True)
    (folder / "late.yaml").write_text(SMALL_CASES.replace("{days: 30}", "{days: 3}"))
    left = survivors(library, read_cases(library, tmp_path / "cases"))
    assert "days above 30 moved by -1" in [
        mutant.fault for mutant in left if mutant.rule == "payment/late"
    ]
