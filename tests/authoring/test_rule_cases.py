"""The shipped rules: their cases hold, their mutants die, every item is covered."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.authoring.case_coverage import asserted
from advisor.authoring.mutants import mutants, survivors
from advisor.authoring.rule_cases import Cases, failed, lacking, read_cases
from advisor.authoring.source_coverage import coverage
from advisor.errors import ContentError
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import Roots
from tests.conftest import ROOT
from tests.knowledge.small import check, load, write_small

CASES = ROOT / "tests" / "rules"


def test_every_case_of_every_rule_holds(library: Library) -> None:
    """No rule fires, stays silent or is undecided against its cases."""
    cases = read_cases(library, CASES)
    assert failed(library, cases) == ()
    assert len(cases.conditions) >= 1700


def test_every_rule_has_the_cases_it_needs(library: Library) -> None:
    """Each rule has a case where it fires, is silent and, where it can be, undecided."""
    assert list(lacking(library, read_cases(library, CASES))) == []


def test_every_mutant_of_every_rule_is_killed(library: Library) -> None:
    """Dropping or inverting a rule, moving a limit or a date, swapping rows: a case notices."""
    found = list(mutants(library))
    left = survivors(library, read_cases(library, CASES))
    print(f"rule mutants: {len(found) - len(left)} of {len(found)} killed")
    assert len(found) > 5000
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
    failures = failed(library, read_cases(library, tmp_path / "cases"))
    assert [problem.message for problem in failures] == [message]


def test_a_rule_without_cases_is_named(tmp_path: Path) -> None:
    """A missing case file shows as the cases that the rule lacks."""
    library = load(write_small(tmp_path))
    lack = [f"{rule.id}: {what}" for rule, what in lacking(library, Cases())]
    assert "payment/late: no case where it is undecided" in lack
    assert "whether/wait: no case where it fires" in lack
    assert not any(item.startswith("whether/wait: no case where it stays") for item in lack)


def test_cases_of_no_rule_are_refused(tmp_path: Path) -> None:
    """A case file whose rule is gone is a fault, not silence."""
    library = load(write_small(tmp_path))
    folder = tmp_path / "cases" / "findings" / "payment"
    folder.mkdir(parents=True)
    (folder / "gone.yaml").write_text(SMALL_CASES)
    with pytest.raises(ContentError, match="There is no rule for these cases"):
        read_cases(library, tmp_path / "cases")


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


CONCLUDES = "concludes: {direction: for, strength: strong, topic: payment, norm: prudence}\n"
DATE = (
    "concludes: {kind: constraint, norm: custom, date: {as_of: 2027-01-15, falls_on: 2027-01-29}}\n"
)


def write_cases(tmp_path: Path, **files: str) -> Path:
    """Write files of cases and return their folder."""
    folder = tmp_path / "cases"
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_what_a_rule_concludes_is_asserted(tmp_path: Path) -> None:
    """A strength that the cases do not expect is a failure with its place."""
    library = load(write_small(tmp_path))
    text = SMALL_CASES + CONCLUDES.replace("strong", "weak")
    folder = write_cases(tmp_path, **{"findings/payment/late.yaml": text})
    assert [str(problem) for problem in failed(library, read_cases(library, folder))] == [
        "tests/rules/findings/payment/late.yaml:7:12: "
        "payment/late concludes strength: expected weak, found strong."
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("falls_on: 2027-01-29", "falls_on: 2027-01-28", "expected 2027-01-28, found 2027-01-29"),
        ("as_of: 2027", "last_day: 2027", "found nothing, it counts from as_of"),
    ],
)
def test_the_date_of_a_rule_is_worked_through(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    """A date that falls elsewhere, or counts from another fact, is a failure."""
    library = load(write_small(tmp_path))
    folder = write_cases(tmp_path, **{"dates/today.yaml": DATE.replace(old, new)})
    (problem,) = failed(library, read_cases(library, folder))
    assert message in problem.message
    folder = write_cases(tmp_path, **{"dates/today.yaml": DATE})
    assert failed(library, read_cases(library, folder)) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "concludes: {priority: 3}\n",
            "Found 'priority'; dates/today concludes kind, norm or date.",
        ),
        ("concludes: {date: {as_of: 2027-01-15}}\n", "Give the date it counts from, and falls_on"),
        ("concludes: {date: 2027-01-15}\n", "a mapping is expected"),
    ],
)
def test_a_malformed_conclusion_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """What a rule cannot conclude is named with what it can."""
    library = load(write_small(tmp_path))
    folder = write_cases(tmp_path, **{"dates/today.yaml": text})
    with pytest.raises(ContentError, match=message):
        read_cases(library, folder)


ORDER = "a late payer is ended:\n  decides: whether/end\n  facts: {payment/late: yes}\n"


def test_the_order_of_rows_is_asserted(tmp_path: Path) -> None:
    """A case says which row decides, and fails where another does."""
    library = load(write_small(tmp_path))
    folder = write_cases(tmp_path, **{"order/whether.yaml": ORDER})
    assert failed(library, read_cases(library, folder)) == ()
    write_cases(tmp_path, **{"order/whether.yaml": ORDER.replace("late: yes", "late: no")})
    (problem,) = failed(library, read_cases(library, folder))
    assert problem.message == (
        "'a late payer is ended': expected whether/end to decide, found whether/wait."
    )
    write_cases(tmp_path, **{"order/whether.yaml": ORDER.replace("/end", "/start")})
    with pytest.raises(ContentError, match="There is no row 'whether/start'"):
        read_cases(library, folder)


def test_constants_and_order_survive_without_an_assertion(tmp_path: Path) -> None:
    """Strength, direction, ground, dates and swapped rows live on until a case names them."""
    library = load(write_small(tmp_path))

    def left(**files: str) -> set[str]:
        cases = read_cases(library, write_cases(tmp_path, **files))
        return {f"{item.rule}: {item.fault}" for item in survivors(library, cases)}

    wanted = {
        "payment/late: direction for -> against",
        "payment/late: strength strong -> decisive",
        "payment/late: strength strong -> moderate",
        "dates/today: date as_of +14 -> as_of +13",
        "dates/today: date as_of +14 -> as_of +15",
        "dates/today: date as_of +14 -> review_date +14",
        "gates/lawyer: blocking no -> yes",
        "checklist/talk/talk: day as_of +0 -> as_of +1",
        "whether/end: whether/end and whether/wait swapped",
    }
    assert wanted <= left()
    assert not any(
        item.startswith(("payment/late: strength", "dates/today: date", "whether/end: whether/end"))
        for item in left(
            **{
                "findings/payment/late.yaml": SMALL_CASES + CONCLUDES,
                "dates/today.yaml": DATE,
                "order/whether.yaml": ORDER,
            }
        )
    )


def test_only_what_is_asserted_counts(tmp_path: Path) -> None:
    """A rule counts as covered for each outcome that a case of its own names."""
    library = load(write_small(tmp_path))
    text = SMALL_CASES.split("undecided")[0] + CONCLUDES
    folder = write_cases(tmp_path, **{"findings/payment/late.yaml": text})
    found = {item.room: item for item in asserted(library, read_cases(library, folder))}
    assert found["findings"].outcomes == ((1, 1), (1, 1), (0, 1))
    assert found["findings"].concluded == 1
    assert found["whether"].outcomes == ((0, 2), (0, 1), (0, 1))
    assert (found["whether"].rules, found["whether"].concluded) == (2, 0)
