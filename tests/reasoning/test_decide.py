"""Properties of the decision over random cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.conditions import asks_for_absence
from advisor.engine.pure import Pure
from advisor.errors import AdvisorError
from advisor.knowledge.content import AnyRule, Library, Question
from advisor.knowledge.load import Roots, load
from advisor.model import Between, Case
from advisor.reasoning.assess import assess
from advisor.reasoning.decide import Decision, decide, first
from advisor.reasoning.tally import tallies
from tests.conftest import ROOT
from tests.random_cases import TODAY, cases

LIBRARY = load(Roots(ROOT / "rules", ROOT / "templates"))


@settings(max_examples=300)
@given(cases(LIBRARY))
def test_every_case_gets_one_advice_with_its_dates(case: Case) -> None:
    """Whether is one of six; only an ending has a when and a last day that something sets."""
    found = assess(LIBRARY, case, TODAY, Pure())
    advice = found.advice
    assert advice.because
    if advice.whether == "end":
        assert advice.when is not None
        assert advice.last_day is not None
        assert advice.last_day >= TODAY
        assert advice.binding, "nothing says what sets the last day"
        assert all(item.date == advice.last_day for item in advice.binding)
        constraints = [item.date for item in found.dates if item.kind == "constraint"]
        assert max(constraints) == advice.last_day
    else:
        assert (advice.when, advice.last_day, advice.binding) == (None, None, ())
    if advice.whether in ("wait", "repair", "pause"):
        assert advice.review_on is not None
        assert advice.review_on > TODAY
    assert all(task.due >= TODAY for task in found.tasks)


@settings(max_examples=200)
@given(cases(LIBRARY))
def test_no_text_of_an_assessment_shows_a_gap(case: Case) -> None:
    """No sentence says "not known" or shows a brace where a fact should stand."""
    found = assess(LIBRARY, case, TODAY, Pure())
    gates = [text for gate in found.advice.gates for text in gate.because]
    texts = [
        found.advice.because,
        *gates,
        *(item.because for item in found.findings),
        *(item.what for item in found.dates),
        *(text for task in found.tasks for text in (task.title, task.why)),
    ]
    for text in texts:
        assert "not known" not in text or "{" not in text
        assert "{" not in text
        assert "None" not in text


def absence(rule: AnyRule) -> bool:
    """Tell whether a rule, or a finding it names, asks for ignorance by name."""
    return asks_for_absence(rule.when)


@settings(max_examples=300)
@given(cases(LIBRARY), st.data())
def test_an_answer_less_makes_nothing_certain(case: Case, data: st.DataObject) -> None:
    """Without one answer no finding is decided that was open, unless it asks for ignorance."""
    # Taking away an answer that opens or bars others brings those back or bars
    # them, so such answers are passed over.
    gatekeepers = {
        source
        for question in LIBRARY.questions.values()
        for name in _names(question)
        for source in LIBRARY.facts[name].inputs
    }
    plain = sorted(set(case.answers) - gatekeepers)
    if not plain:
        return
    name = data.draw(st.sampled_from(plain))
    fewer = replace(case, answers={k: v for k, v in case.answers.items() if k != name})
    before = decide(LIBRARY, case, TODAY, Pure())
    after = decide(LIBRARY, fewer, TODAY, Pure())
    if DEFAULTED & {name}:
        return
    for rule in LIBRARY.findings:
        if absence(rule):
            continue
        old, new = before.truths[rule.id], after.truths[rule.id]
        assert new is None or new is old, rule.id


DEFAULTED = {
    "governing_law",
    "cure_period",
    "incident_on",
    "trigger",
    "income_replaced_on",
    "overdue_invoices",
    "notice_runs_from",
    *(name for name in LIBRARY.questions if name.startswith("region_")),
}
"""Answers whose absence has a documented default, or that go before another answer."""


def _names(question: Question) -> list[str]:
    from advisor.conditions import names

    return list(names(question.when))


def test_the_same_case_gives_the_same_assessment(library: Library, today: date) -> None:
    """Assessing twice, or a case with its answers in another order, changes no byte."""
    answers = {"payment_habit": "often_late", "talked": "once", "invoices_settled": 8}
    turned = dict(reversed(list(answers.items())))
    one = assess(library, Case(answers), today, Pure())
    assert one == assess(library, Case(answers), today, Pure())
    assert one.answers_hash == assess(library, Case(turned), today, Pure()).answers_hash
    other = assess(library, Case({**answers, "talked": "more"}), today, Pure())
    assert other.answers_hash != one.answers_hash


def test_the_hash_tells_an_answer_from_not_knowing_it(library: Library, today: date) -> None:
    """A question answered "I don't know" is told apart from one never asked."""
    open_case = assess(library, Case(), today, Pure())
    unsure = assess(library, Case(dont_know=frozenset({"talked"})), today, Pure())
    assert open_case.answers_hash != unsure.answers_hash
    assert open_case.advice == unsure.advice


def test_open_findings_leave_the_tallies_between_limits(library: Library, today: date) -> None:
    """Grounds are counted once each, from those that hold to those that may."""
    decision = decide(library, Case({"abuse": frozenset({"threats"})}), today, Pure())
    counts = tallies(library, decision.truths)
    strong, any_ground = counts["grounds.strong"], counts["grounds.any"]
    assert isinstance(strong, Between)
    assert isinstance(any_ground, Between)
    assert strong.low == 1
    assert strong.high < any_ground.high


def test_findings_of_one_ground_count_once(library: Library, today: date) -> None:
    """Two strong findings about payment are one independent ground."""
    late = {
        "payment_habit": "often_late",
        "invoices_settled": 8,
        "invoices_late": 8,
        "open_invoices": "overdue",
        "oldest_due_date": today - timedelta(days=90),
        "overdue_response": "ignored",
    }
    decision = decide(library, Case(late), today, Pure())
    held = [
        name
        for name in ("payment/mostly-late", "payment/overdue-past-limit")
        if decision.truths[name]
    ]
    assert len(held) == 2
    count = decision.facts.known["grounds.strong"]
    assert isinstance(count, Between)
    assert count.low == 1


def test_a_decision_without_a_row_that_holds_is_refused(library: Library) -> None:
    """A library without a last row says what it lacks instead of guessing."""
    with pytest.raises(AdvisorError, match="No row of the advice holds"):
        first(library.whether, dict.fromkeys((row.id for row in library.whether), None))


def outcome(decision: Decision) -> tuple[object, ...]:
    """Return whether, when, last day and gates."""
    return decision.outcome


def test_a_later_day_is_passed_down(library: Library, today: date) -> None:
    """The day is given once: 29 days overdue is no pause without silence, 30 days is."""
    case = Case(
        {
            "open_invoices": "overdue",
            "oldest_due_date": today - timedelta(days=29),
            "overdue_response": "not_asked",
        }
    )
    assert decide(library, case, today, Pure()).row.whether != "pause"
    assert decide(library, case, today + timedelta(days=1), Pure()).row.whether == "pause"
