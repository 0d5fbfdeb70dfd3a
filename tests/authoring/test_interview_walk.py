"""Every way through the interview, and the faults that a walk has to find."""

from __future__ import annotations

import re
from dataclasses import replace
from math import prod

import pytest

from advisor.authoring.interview_sections import ancestors, sections
from advisor.authoring.interview_walk import Walk, walk
from advisor.authoring.representative_answers import representatives
from advisor.conditions import ALWAYS, All, AnyOf, Compare, Condition, IsKnown, evaluate
from advisor.engine.compiled import Compiled
from advisor.facts.answer_plan import answers_as_facts
from advisor.facts.derive import derive
from advisor.interview.next_question import put
from advisor.knowledge.content import Library, Question
from advisor.knowledge.partitions import comparisons, conditions, partitions
from advisor.model import DONT_KNOW, Case
from tests.conftest import ROOT
from tests.random_cases import TODAY


@pytest.fixture(scope="module")
def shipped(library: Library) -> Walk:
    """The walk through the shipped interview."""
    return walk(library, TODAY, Compiled())


def test_every_path_ends_in_an_advice_and_loses_nothing(shipped: Walk) -> None:
    """No path lacks an advice, no answer is orphaned, nothing meaningless is asked."""
    assert shipped.faults == []
    assert (shipped.without_advice, shipped.orphans) == (0, 0)
    assert shipped.complete
    assert shipped.paths > 10**50
    assert shipped.sections > 40
    assert shipped.interviews == 6


def test_the_checks_are_a_part_of_make_test() -> None:
    """Mutants and walk are printed by make test."""
    make = (ROOT / "Makefile").read_text()
    (checks,) = re.findall(r"^test: .*\n\t\$\(MAKE\) --jobs=2 (.*)$", make, re.MULTILINE)
    assert {"rules-test", "rules-walk"} <= set(checks.split())
    assert "rules-check rules-test rules-walk: rules-%:" in make
    assert "$(BIN)/advisor rules $*" in make


def test_sections_are_not_tied_to_each_other(library: Library) -> None:
    """Each question before the letter is in one section, with all it hangs on."""
    found = sections(library)
    names = [question.id for section in found for question in section]
    before_the_letter = {
        item.id
        for item in library.questions.values()
        if item.purpose in ("opening", "advice")
        or (item.purpose == "record" and item.when != ALWAYS)
    }
    assert sorted(names) == sorted(before_the_letter)
    for section in found:
        for question in section:
            assert all(item in section for item in ancestors(library, question))


def every_path(library: Library, section: tuple[Question, ...]) -> int:
    """Count the paths of a section one by one, merging nothing."""
    answers = representatives(library, section, TODAY)

    def count(case: Case, at: int) -> int:
        if at == len(section):
            return 1
        question = section[at]
        if evaluate(question.when, derive(library, case, TODAY)) is not True:
            return count(case, at + 1)
        total = 0
        for answer in (*answers[question.id], DONT_KNOW):
            whole = case.answers.get(question.not_above)
            if isinstance(whole, int) and isinstance(answer, int) and answer > whole:
                continue
            total += count(put(library, case, question, answer, TODAY)[0], at + 1)
        return total

    return count(Case(), 0)


def only(library: Library, *names: str, **when: Condition) -> Library:
    """Return a library that asks some questions alone before the letter, each if ``when``."""
    questions = {
        name: replace(question, when=when.get(name, question.when))
        if name in names
        else replace(question, purpose="letter")
        for name, question in library.questions.items()
    }
    return library.changed(questions=questions)


@pytest.mark.parametrize(
    "names",
    [
        ("trigger", "incident_on", "incident_fixed"),
        ("contract_kind", "auto_renews", "renewal_notice"),
        ("talked", "talk_result"),
        ("payment_habit", "invoices_settled", "invoices_late"),
    ],
)
def test_merging_loses_no_path(library: Library, names: tuple[str, ...]) -> None:
    """The paths counted with merging are those counted one by one."""
    small = only(library, *names)
    found = walk(small, TODAY, Compiled(), interviews=0)
    assert found.faults == []
    assert found.paths == prod(every_path(small, section) for section in sections(small))


def test_an_answer_that_a_later_one_takes_away(library: Library) -> None:
    """A question asked while another is open, which then bars it, is found."""
    early = AnyOf((IsKnown("trigger", wanted=False), Compare("trigger", "is", "pattern")))
    found = walk(
        only(library, "trigger", "incident_fixed", incident_fixed=early), TODAY, Compiled()
    )
    assert "A first answer to trigger drops ('incident_fixed',), given before it." in found.faults


def test_a_question_with_one_answer_left(library: Library) -> None:
    """To ask how many of no invoices were late is meaningless."""
    late = Compare("payment_habit", "in", ("sometimes_late", "often_late"))
    names = ("payment_habit", "invoices_settled", "invoices_late")
    found = walk(only(library, *names, invoices_late=late), TODAY, Compiled())
    assert found.faults == [
        "invoices_late is asked although only 0 fits, after "
        f"payment_habit {habit}, invoices_settled 0."
        for habit in ("sometimes_late", "often_late")
    ]


def test_a_decision_with_a_gap(library: Library) -> None:
    """Without a row that always holds there are paths without advice."""
    rows = library.whether[:-1]
    found = walk(only(library, "trigger").changed(whether=rows), TODAY, Compiled())
    assert not found.complete
    assert found.without_advice > 0
    assert "Two rows of a decision have one priority, or none holds always." in found.faults
    assert any("No row of the advice holds for this case" in fault for fault in found.faults)


def test_rows_with_one_priority_are_no_order(library: Library) -> None:
    """Two rows of equal priority may both be first."""
    *rows, last = library.whether
    tie = (*rows, replace(last, priority=rows[-1].priority))
    found = walk(only(library, "trigger").changed(whether=tie), TODAY, Compiled(), interviews=0)
    assert not found.complete


def test_representatives_reach_every_region(library: Library) -> None:
    """Some answer lies in each region that conditions cut out of a question's facts."""
    divided = partitions(library, conditions(library))
    named = {test.fact for item in conditions(library) for test in comparisons(item)}
    skipped = ("date", "invoices", "lines", "deliverables")
    asked = [question for question in library.questions.values() if question.kind not in skipped]
    for name, answers in representatives(library, asked, TODAY).items():
        reached: dict[str, set[int]] = {}
        for answer in answers:
            for fact, value in answers_as_facts(library.questions[name], answer).items():
                reached.setdefault(fact, set()).add(divided[fact].region(value))
        for fact in named & set(reached):
            assert reached[fact] == set(divided[fact].samples), fact


def test_representative_days_lie_beside_every_limit(library: Library) -> None:
    """Fourteen days since an incident is a limit: 13, 14 and 15 days ago are tried."""
    question = library.questions["incident_on"]
    days = representatives(library, [question], TODAY)["incident_on"]
    ago = {(TODAY - day).days for day in days}  # type: ignore[operator]
    assert {0, 13, 14, 15} <= ago
    assert min(ago) >= 0


def test_what_always_is_asked_needs_no_gate(library: Library) -> None:
    """A question without a condition hangs on nothing."""
    assert library.questions["trigger"].when == ALWAYS
    assert ancestors(library, library.questions["trigger"]) == ()
    milestone = library.questions["milestone_date"]
    assert [item.id for item in ancestors(library, milestone)] == ["work_status", "project_percent"]
    assert isinstance(milestone.when, All)
