"""The check proves what can never be, and names it with its place."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from advisor.authoring.check import examine
from advisor.authoring.checks.condition_phrases import example, phrase
from advisor.authoring.checks.expired_values import expired
from advisor.conditions import ALWAYS, All, AnyOf, Compare, Holds, IsKnown, NoneOf
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.dated_value import DatedValue
from advisor.model import Facts
from tests.knowledge.small import FILES, check, load, write_small

Q = "rules/questions/10-all.yaml"
F = "rules/findings/payment/late.yaml"
W = "rules/advice/whether/end.yaml"
L = "rules/advice/whether/wait.yaml"
G = "rules/advice/gates/lawyer.yaml"
T = "rules/plan/checklist/talk/talk.yaml"
K = "templates/en/letter/ending/kind.yaml"

Found = Callable[..., list[str]]


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """Return the problems of the small library with some words of its files changed."""

    def look(*changes: tuple[str, str, str], **added: str) -> list[str]:
        files = dict(FILES)
        for file, old, new in changes:
            assert old in files[file]
            files[file] = files[file].replace(old, new, 1)
        roots = write_small(tmp_path, **{**files, **added})
        return [str(problem) for problem in check(load(roots), roots)]

    return look


def test_a_condition_that_contradicts_itself(found: Found) -> None:
    """Two limits that exclude each other are named, and not the rest of the condition."""
    when = "{all: [{days: {above: 30}}, {habit: bad}, {days: {below: 20}}]}"
    assert (
        f"{F}:6:1: payment/late can never fire: these cannot be true together: days above 30; "
        "days below 20. Change the condition or remove the rule."
    ) in found((F, "{days: {above: 30}}", when))


def test_a_condition_against_the_way_to_its_question(found: Found) -> None:
    """A count that is only asked of bad payers cannot be known of good ones."""
    problems = found((F, "{days: {above: 30}}", "{all: [{days: {above: 30}}, {habit: good}]}"))
    assert any("payment/late can never fire: these cannot be true together" in p for p in problems)


def test_a_contradiction_through_a_finding(found: Found) -> None:
    """What a finding needs counts where the finding is named."""
    problems = found((W, "when: payment/late", "when: {all: [payment/late, {days: {below: 9}}]}"))
    assert (
        f"{W}:6:1: whether/end can never fire: these cannot be true together: "
        "payment/late holds; days below 9. Change the condition or remove the rule."
    ) in problems


def test_a_gate_for_an_advice_that_no_row_gives(found: Found) -> None:
    """The advice to pause never comes where no row says so."""
    problems = found((G, "{advice.whether: end}", "{advice.whether: pause}"))
    assert (
        f"{G}:6:1: gates/lawyer can never fire: it needs advice.whether is pause, which "
        "cannot be. Change the condition or remove the rule."
    ) in problems


def test_a_gate_and_a_step_say_what_they_tell_the_user(found: Found) -> None:
    """Without the key nobody has asked what could be the opposite; an empty list answers it."""
    assert not any("tells the user to do" in problem for problem in found())
    for file, rule in ((G, "gates/lawyer"), (T, "checklist/talk/talk")):
        problem = f"{file}:1:1: {rule} does not say what it tells the user to do. Add stances: "
        assert any(text.startswith(problem) for text in found((file, "stances: []\n", "")))


def test_a_question_that_no_answers_lead_to(found: Found) -> None:
    """A question whose condition contradicts itself is never asked."""
    problems = found((Q, "{habit: bad}", "{all: [{habit: bad}, {habit: good}]}"))
    assert (
        f"{Q}:14:3: The question 'days' can never be asked: these cannot be true together: "
        "habit is bad; habit is good. Change its condition or remove it."
    ) in problems


def test_a_unit_without_words(found: Found) -> None:
    """A unit needs a singular and a plural to be shown with."""
    (problem,) = found((Q, "unit: days", "unit: fortnights"))
    assert problem == (
        f"{Q}:9:3: days counts fortnights, which has no words; add fortnights: "
        "{one: ..., other: ...} to unit: in templates/en/ui/words.yaml."
    )


def test_a_letter_that_can_never_stand(found: Found) -> None:
    """A kind of letter for an advice that never comes is named."""
    problems = found((K, "{advice.whether: end}", "{advice.whether: keep}"))
    assert (
        f"{K}:2:1: ending can never stand in a letter: it needs advice.whether is keep, which "
        "cannot be."
    ) in problems


def test_a_row_in_the_shadow_of_another(found: Found) -> None:
    """A row that only holds where one above it does never decides."""
    row = FILES[W].replace("priority: 1", "priority: 5").replace("End", "End again")
    row = row.replace("when: payment/late", "when: {all: [payment/late, {habit: bad}]}")
    assert found(**{"rules/advice/whether/again.yaml": row}) == [
        "rules/advice/whether/again.yaml:3:1: whether/again can never decide: whenever it holds, "
        "so does a row above it (whether/end). Change its priority or its condition."
    ]


def test_a_row_in_the_shadow_of_two_together(found: Found) -> None:
    """Two rows that cover a third only together are both named, a third is not."""
    row = FILES[W].replace("when: payment/late", "when: {days: {at_most: 30}}")
    last = FILES[W].replace("when: payment/late", "when: {known: days}")
    aside = FILES[W].replace("when: payment/late", "when: {habit: good}")
    problems = found(
        **{
            "rules/advice/whether/short.yaml": row.replace("priority: 1", "priority: 2"),
            "rules/advice/whether/aside.yaml": aside.replace("priority: 1", "priority: 3"),
            "rules/advice/whether/known.yaml": last.replace("priority: 1", "priority: 4"),
        }
    )
    assert [problem.split(": ", 1)[1] for problem in problems] == [
        "whether/known can never decide: whenever it holds, so does a row above it "
        "(whether/end, whether/short). Change its priority or its condition."
    ]


def test_answers_without_an_advice(found: Found) -> None:
    """Where no row holds always, answers for which none holds are given as an example."""
    problems = found((L, "when: always", "when: {habit: good}"))
    assert (f"{L}:6:1: No row of advice/whether holds for some answers: nothing known.") in problems


def test_a_question_asked_too_early_hides_no_other_fault(found: Found) -> None:
    """Questions in a circle are named, and do not keep the check from ending."""
    problems = found((Q, "{habit: bad}", "{days: 3}"), (F, "{days: {above: 30}}", "{known: habit}"))
    assert any("is not asked before it" in problem for problem in problems)
    assert not any("can never" in problem for problem in problems)


def test_rules_without_cases_are_named_where_cases_are_kept(tmp_path: Path) -> None:
    """With a folder of cases beside the rules, each rule needs its own."""
    roots = write_small(tmp_path)
    folder = tmp_path / "tests" / "rules" / "findings" / "payment"
    folder.mkdir(parents=True)
    (folder / "late.yaml").write_text(
        "fires:\n  long: {days: 31}\nsilent:\n  short: {days: 30}\n"
        "concludes: {direction: for, strength: strong, topic: payment}\n"
    )
    problems = [str(problem) for problem in check(load(roots), roots)]
    file = "add one to tests/rules/findings/payment/late.yaml."
    assert f"{F}:1:1: payment/late has no case where it is undecided; {file}" in problems
    assert f"{F}:1:1: payment/late has no conclusion with its norm; {file}" in problems
    assert any("gates/lawyer has no case where it fires" in problem for problem in problems)
    assert not any("payment/late has no case where it fires" in problem for problem in problems)


def test_everything_shipped_is_decided(library: Library, roots: Roots) -> None:
    """No fault is found in what is shipped, and every condition was decided."""
    found = examine(library, roots, DAY)
    assert found.problems == ()
    assert found.proven is not None
    assert found.proven > len(library.rules()) + len(library.questions)


def test_without_the_solver_the_other_checks_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without python-sat nothing is called proven, and other faults are still found."""
    monkeypatch.setitem(sys.modules, "pysat.solvers", None)
    dead = FILES[F].replace("{days: {above: 30}}", "{all: [{habit: bad}, {habit: good}]}")
    roots = write_small(tmp_path, **{F: dead.replace("{days} late", "Late")})
    found = examine(load(roots), roots, DAY)
    problems = [problem.message for problem in found.problems]
    assert found.proven is None
    assert not any("can never" in problem for problem in problems)
    assert any("uses the answer to 'days'" in problem for problem in problems)


DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({date(2026, 1, 1): 3}, ""),
        ({date(2027, 1, 1): 3}, "it begins on 2027-01-01"),
        ({date(2026, 1, 1): 3, date(2026, 11, 22): None}, "it ended on 2026-11-22"),
        ({date(2026, 1, 1): 3, date(2026, 11, 23): None}, ""),
        ({date(2026, 1, 1): None}, ""),
    ],
)
def test_a_figure_that_does_not_hold_on_a_day(
    library: Library, values: dict[date, int | None], why: str
) -> None:
    """A value that has ended or not begun is named; one that never was is not."""
    value = replace(next(iter(library.values.values())), id="x", values=dict(values), over="")
    small = library.changed(values={"x": value})
    messages = [problem.message for problem in expired(small, DAY)]
    assert messages == ([f"x has no figure for {DAY}: {why}."] if why else [])


def test_a_reference_rate_needs_a_line_for_each_half_year(library: Library) -> None:
    """A rate that others are added to has expired once its half-year is over."""
    base = next(iter(library.values.values()))
    rate: DatedValue = replace(base, id="rate", over="", values={date(2026, 7, 1): 2})
    margin = replace(base, id="margin", over="rate", values={date(2020, 1, 1): 8})
    small = library.changed(values={"rate": rate, "margin": margin})
    assert list(expired(small, date(2026, 12, 31))) == []
    (problem,) = expired(small, date(2027, 1, 1))
    assert problem.message == (
        "rate has no figure for 2027-01-01: its last half-year begins on 2026-07-01."
    )


def test_conditions_and_examples_in_words(library: Library) -> None:
    """Every kind of condition has words, and a long example is cut."""
    days = Compare("days", "at_least", 3)
    group = AnyOf((All((days, Holds("a/b"))), NoneOf((IsKnown("x", wanted=False), ALWAYS))))
    assert phrase(group) == (
        "any of (all of (days at least 3, a/b holds), none of (x is unknown, always))"
    )
    assert phrase(Compare("law", "in", ("es", "fr"))) == "law in es, fr"
    assert phrase(IsKnown("x", wanted=True)) == "x is known"
    facts = Facts({"late_share": 75, "talked": True}, frozenset(("exit_fee", "talk_days")))
    assert example(facts, library) == "late_share 75, talked yes, talk_days not applicable"
    many = Facts({str(number): number for number in range(8)})
    assert example(many, library).endswith("5 5 and 2 facts more")
    assert example(Facts({}), library) == "nothing known"
