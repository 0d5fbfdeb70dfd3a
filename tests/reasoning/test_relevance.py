"""Only what can still matter is asked, and nothing that matters is passed over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.engine.compiled import Compiled
from advisor.facts.answer_plan import fact_names
from advisor.facts.derive import derive
from advisor.knowledge.content import Library
from advisor.model import Between, Case, Duration, FactValue
from advisor.reasoning.decide import Decision, decide, decide_beside
from advisor.reasoning.relevance import influences, open_questions
from tests.outcomes import outcome
from tests.random_cases import TODAY, answer, cases, examples
from tests.shipped import shipped

LIBRARY = shipped()


@settings(max_examples=examples(40))
@given(cases(LIBRARY), st.integers(0, 2**31))
def test_a_question_that_is_passed_over_cannot_change_the_advice(case: Case, seed: int) -> None:
    """Whatever a skipped question were answered, whether, when, last day and gates stay."""
    rng = Random(seed)
    before = decide(LIBRARY, case, TODAY, Compiled())
    wanted = open_questions(LIBRARY, before)
    skipped = [
        question
        for question in LIBRARY.questions.values()
        if question.purpose != "letter"
        and question.id not in wanted
        and question.id not in case.answers
        and fact_names(question)[0] not in before.facts.not_applicable
    ]
    for question in rng.sample(skipped, min(len(skipped), 12)):
        given_answer = answer(LIBRARY, question, rng)
        more = replace(case, answers={**case.answers, question.id: given_answer})
        after = decide_beside(LIBRARY, more, before)
        if any(beyond(name, value, after) for name, value in before.facts.known.items()):
            continue  # A figure that the rough answer rules out.
        assert outcome(after) == outcome(before), (question.id, given_answer)


def beyond(name: str, rough: FactValue, after: Decision) -> bool:
    """Whether a fact that was known within limits now lies beyond them."""
    exact = after.facts.get(name)
    if not isinstance(rough, Between) or not isinstance(exact, (int, Decimal)):
        return False
    return not rough.low <= exact <= rough.high


@pytest.mark.parametrize(
    ("rough", "exact", "asked"),
    [
        ({"client_size": "small", "governing_law": "es"}, "income_share", False),
        ({"client_size": "most", "governing_law": "uk"}, "income_share", False),
        ({"client_size": "most", "governing_law": "es"}, "income_share", True),
        (
            {"relationship_length": "under_two", "governing_law": "fr"},
            "relationship_started",
            False,
        ),
        ({"relationship_length": "decade", "governing_law": "fr"}, "relationship_started", False),
        ({"relationship_length": "several", "governing_law": "fr"}, "relationship_started", True),
    ],
)
def test_a_rough_answer_that_is_enough_is_not_asked_again(
    library: Library, today: date, rough: dict[str, str], exact: str, asked: bool
) -> None:
    """The exact figure is asked for only where the limits of the rough one leave something open."""
    ending = {"how_it_stands": "running", "intent": "leave", "considering_for": "months"}
    terms = {"contract_kind": "open_ended", "break_right": "both", "runway_months": 12}
    case = Case({**ending, **terms, **rough})
    assert (exact in open_questions(library, decide(library, case, today, Compiled()))) is asked


def test_an_own_notice_is_no_matter_where_the_client_has_ended_it(
    library: Library, today: date
) -> None:
    """The notice that the client owed is asked for, not what the user would have owed."""
    case = Case({"how_it_stands": "client_ended", "ended_on": today, "governing_law": "fr"})
    wanted = open_questions(library, decide(library, case, today, Compiled()))
    assert "client_notice" in wanted
    assert "notice_period" not in wanted


def test_nothing_is_known_so_nearly_everything_matters(library: Library, today: date) -> None:
    """Of an empty case every question that opens a ground matters."""
    decision = decide(library, Case(), today, Compiled())
    wanted = open_questions(library, decision)
    assert {"payment_habit", "abuse", "negative_share", "talked"} <= wanted
    assert not any(library.questions[name].purpose == "letter" for name in wanted)


def test_after_threats_the_payment_history_no_longer_matters(library: Library, today: date) -> None:
    """Once the advice is to stop today, grounds are asked for no more."""
    case = Case({"abuse": frozenset({"threats"})})
    wanted = open_questions(library, decide(library, case, today, Compiled()))
    assert "mean_days_late" not in wanted
    assert "gut_score" not in wanted
    assert "unearned_prepayment" in wanted


def test_the_conclusions_that_a_question_can_affect_are_named(
    library: Library, today: date
) -> None:
    """A question knows the undecided rules behind it."""
    decision = decide(library, Case({"abuse": frozenset()}), today, Compiled())
    found = influences(library, decision)
    assert "whether/end-danger" in {rule.id for rule in found["illegal_request"]}
    assert "abuse" not in found


def test_a_question_that_opens_the_way_to_one_that_matters_matters(
    library: Library, today: date
) -> None:
    """The overdue sum cannot be asked before it is known that something is overdue."""
    found = influences(library, decide(library, Case(), today, Compiled()))
    assert "open_invoices" in found
    facts = derive(library, Case({"open_invoices": "none"}), today)
    assert "oldest_due_date" in facts.not_applicable


def late_payer(period: Duration | None, **more: object) -> Case:
    """A case that ends with the contract's notice, in Spain unless told otherwise."""
    answers: dict[str, object] = {
        "governing_law": "es",
        "contract_kind": "open_ended",
        "notice_stated": True,
        "notice_period": period,
        "notice_runs_from": "receipt",
        "payment_habit": "often_late",
        "invoices_settled": 8,
        "invoices_late": 6,
        "mean_days_late": 24,
        "talked": "once",
        "talked_on": date(2026, 10, 22),
        "talk_result": "unchanged",
        **more,
    }
    return Case({name: value for name, value in answers.items() if value is not None})  # type: ignore[misc]


def regions_wanted(library: Library, case: Case, today: date) -> set[str]:
    """The questions on a region that still matter."""
    wanted = open_questions(library, decide(library, case, today, Compiled()))
    return {name for name in wanted if name.startswith("region_")}


def test_a_region_is_asked_only_where_business_days_are_counted(
    library: Library, today: date
) -> None:
    """Calendar days need no region, an unknown period none yet, New York names it itself."""
    days = Duration(20, "business_days")
    assert regions_wanted(library, late_payer(days), today) == {"region_es"}
    assert regions_wanted(library, late_payer(Duration(30, "days")), today) == set()
    assert regions_wanted(library, late_payer(None), today) == set()
    assert regions_wanted(library, late_payer(days, governing_law="us_ny"), today) == set()
    assert regions_wanted(library, late_payer(days, region_es="MD"), today) == set()


def test_a_law_that_is_not_known_matters_to_business_days(library: Library, today: date) -> None:
    """Without the law nothing is known of the holidays, so the law is asked for first."""
    case = late_payer(Duration(20, "business_days"), governing_law=None)
    assert "governing_law" in open_questions(library, decide(library, case, today, Compiled()))
    assert regions_wanted(library, case, today) == set()


def test_the_last_day_moves_with_the_region(library: Library, today: date) -> None:
    """A holiday of the region makes the notice end later, and so the last day."""
    # 28 business days lead to 31 December, 4 more to 7 January, or 8 where the 6th is free.
    days, fixed = Duration(32, "business_days"), {"governing_law": "de", "send_on": today}
    case, there = late_payer(days, **fixed), late_payer(days, region_de="BY", **fixed)
    last = [decide(library, item, today, Compiled()).last_day for item in (case, there)]
    assert last == [date(2027, 1, 7), date(2027, 1, 8)]
