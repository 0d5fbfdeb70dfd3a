"""Facts from answers: what is known, what is not, and what does not apply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.casefile.answer_limits import check_known
from advisor.conditions import All, AnyOf, Compare, Holds, NoneOf
from advisor.errors import CaseError, DatedValueError, Place
from advisor.facts import jurisdictions
from advisor.facts.answer_plan import Plan
from advisor.facts.calculation import Given
from advisor.facts.dated_values import in_force
from advisor.facts.derive import CALCULATIONS, derive, fill, full_plan, late_plan, unreachable
from advisor.knowledge.content import Library
from advisor.knowledge.dated_value import DatedValue
from advisor.model import Case, Duration, Facts, Money
from tests.facts import reference
from tests.random_cases import TODAY, examples, grown

D = date.fromisoformat
EUR = "EUR"
NOT_APPLICABLE = object()
UNKNOWN = object()


def test_every_derived_fact_has_its_calculation(library: Library) -> None:
    """rules/facts.yaml and the functions name the same facts."""
    listed = {name for name, kind in library.facts.items() if kind.origin == "derived"}
    assert listed == set(CALCULATIONS)


GERMAN = {"governing_law": "de", "contract_kind": "open_ended", "notice_stated": False}
"""An open-ended service under German law, its contract silent on notice."""

CASES: list[tuple[dict[str, Any], str, object]] = [
    ({"payment_habit": "on_time"}, "late_share", 0),
    ({"payment_habit": "often_late", "invoices_settled": 8, "invoices_late": 6}, "late_share", Decimal(75)),
    ({"payment_habit": "often_late", "invoices_settled": 3, "invoices_late": 1}, "late_share", Decimal("33.3300")),
    ({"payment_habit": "often_late", "invoices_settled": 0, "invoices_late": 0}, "late_share", NOT_APPLICABLE),
    ({"payment_habit": "often_late", "invoices_settled": 8}, "late_share", UNKNOWN),
    ({"payment_habit": "none_due"}, "late_share", NOT_APPLICABLE),
    ({"invoices_settled": 8, "invoices_late": 6}, "late_share", Decimal(75)),
    ({"open_invoices": "none"}, "overdue_days", 0),
    ({"open_invoices": "not_due"}, "overdue_days", 0),
    ({"open_invoices": "overdue", "oldest_due_date": D("2026-10-08")}, "overdue_days", 45),
    ({"open_invoices": "overdue"}, "overdue_days", UNKNOWN),
    ({}, "overdue_days", UNKNOWN),
    ({"open_invoices": "none"}, "overdue_amount", NOT_APPLICABLE),
    ({"open_invoices": "none", "overdue_amount": Money(Decimal(9), EUR)}, "overdue_amount", NOT_APPLICABLE),
    ({"open_invoices": "overdue", "formal_notice": False}, "formal_notice_lapsed", False),
    ({"open_invoices": "overdue", "formal_notice": True, "formal_notice_deadline": D("2026-11-21")}, "formal_notice_lapsed", True),
    ({"open_invoices": "overdue", "formal_notice": True, "formal_notice_deadline": D("2026-11-22")}, "formal_notice_lapsed", False),
    ({"open_invoices": "none"}, "formal_notice_lapsed", NOT_APPLICABLE),
    ({"effective_rate": Money(Decimal(55), EUR), "target_rate": Money(Decimal(100), EUR)}, "rate_percent", Decimal(55)),
    ({"effective_rate": Money(Decimal(55), EUR), "target_rate": Money(Decimal(100), "USD")}, "rate_percent", UNKNOWN),
    ({"effective_rate": Money(Decimal(55), EUR), "target_rate": Money(Decimal(0), EUR)}, "rate_percent", UNKNOWN),
    ({"exit_fee": Money(Decimal(0), "XXX"), "monthly_billing": Money(Decimal(9), EUR)}, "exit_fee_months", Decimal(0)),
    ({"exit_fee": Money(Decimal(3000), EUR), "monthly_billing": Money(Decimal(2000), EUR)}, "exit_fee_months", Decimal("1.5")),
    ({"overdue_amount": Money(Decimal(9000), EUR), "open_invoices": "overdue", "monthly_billing": Money(Decimal(2000), EUR)}, "debt_months", Decimal("4.5")),
    ({"overdue_amount": Money(Decimal(9000), EUR), "open_invoices": "overdue"}, "debt_months", UNKNOWN),
    ({"overdue_amount": Money(Decimal(9000), EUR), "open_invoices": "overdue", "monthly_billing": Money(Decimal(2000), "USD")}, "debt_months", UNKNOWN),
    ({"unearned_prepayment": Money(Decimal(500), EUR), "monthly_billing": Money(Decimal(2000), EUR)}, "prepayment_months", Decimal("0.25")),
    ({"unearned_prepayment": Money(Decimal(500), EUR)}, "prepayment_months", UNKNOWN),
    ({"abuse": frozenset({"threats"})}, "abuse.threats", True),
    ({"abuse": frozenset({"threats"})}, "abuse.insults", False),
    ({"abuse": frozenset()}, "abuse.count", 0),
    ({"abuse": frozenset()}, "abuse_in_writing", NOT_APPLICABLE),
    ({}, "abuse_in_writing", UNKNOWN),
    ({"relationship_started": D("2023-11-23")}, "relationship_years", 2),
    ({"notice_stated": True, "notice_period": Duration(30, "days")}, "notice_end_date", D("2026-12-22")),
    ({"notice_stated": True, "notice_period": Duration(30, "days"), "notice_runs_from": "month_end"}, "notice_end_date", D("2026-12-31")),
    ({"notice_stated": True, "notice_period": Duration(1, "months")}, "notice_days", 30),
    ({"notice_stated": False}, "notice_end_date", NOT_APPLICABLE),
    ({"notice_stated": True}, "notice_end_date", UNKNOWN),
    ({"contract_kind": "fixed_term", "term_end": D("2027-01-31"), "auto_renews": True, "renewal_notice": Duration(60, "days")}, "renewal_deadline", D("2026-12-02")),
    ({"contract_kind": "fixed_term", "term_end": D("2027-01-31"), "auto_renews": True, "renewal_notice": Duration(60, "days")}, "days_to_renewal_deadline", 10),
    ({"contract_kind": "fixed_term", "auto_renews": False}, "renewal_deadline", NOT_APPLICABLE),
    ({"contract_kind": "open_ended"}, "renewal_deadline", NOT_APPLICABLE),
    ({"governing_law": "es", "trade_registered": True, "notice_stated": False}, "law_notice_end_date", D("2026-12-22")),
    ({"governing_law": "es", "trade_registered": True, "notice_stated": True}, "law_notice_end_date", NOT_APPLICABLE),
    ({"governing_law": "es", "trade_registered": False}, "law_notice_end_date", NOT_APPLICABLE),
    ({"governing_law": "es"}, "law_notice_end_date", UNKNOWN),
    ({"governing_law": "fr", "relationship_started": D("2025-11-22")}, "law_notice_end_date", D("2026-12-22")),
    ({"governing_law": "fr", "relationship_started": D("2024-11-22")}, "law_notice_end_date", D("2027-02-22")),
    ({"governing_law": "fr", "relationship_started": D("2021-11-22")}, "law_notice_end_date", D("2027-05-22")),
    ({"governing_law": "fr", "relationship_started": D("2016-11-22")}, "law_notice_end_date", D("2027-11-22")),
    ({**GERMAN, "pay_interval": "day"}, "law_notice_end_date", D("2026-11-23")),
    ({**GERMAN, "pay_interval": "week"}, "law_notice_end_date", D("2026-11-28")),
    ({**GERMAN, "pay_interval": "month"}, "law_notice_end_date", D("2026-12-31")),
    ({**GERMAN, "pay_interval": "quarter"}, "law_notice_end_date", D("2027-03-31")),
    ({**GERMAN, "pay_interval": "task"}, "law_notice_end_date", D("2026-12-06")),
    ({"governing_law": "de", "pay_interval": "task", "contract_kind": "fixed_term"}, "law_notice_end_date", NOT_APPLICABLE),
    ({"governing_law": "uk"}, "law_notice_end_date", NOT_APPLICABLE),
    ({}, "law_notice_end_date", UNKNOWN),
    ({}, "customary_end_date", D("2026-12-06")),
    ({}, "extended_end_date", D("2026-12-22")),
    ({}, "final_notice_deadline", D("2026-12-10")),
    ({"notice_form": "email"}, "final_notice_deadline", D("2026-12-06")),
    ({"governing_law": "uk", "client_individual": True}, "final_notice_deadline", D("2026-12-24")),
    ({"governing_law": "es"}, "settlement_deadline", D("2026-12-25")),
    ({"governing_law": "fr"}, "settlement_deadline", NOT_APPLICABLE),
    ({"governing_law": "fr"}, "final_notice_deadline", D("2026-12-04")),
    ({"contract_form": "signed", "cause_clause": True, "cure_period": Duration(10, "days")}, "cure_deadline", D("2026-12-06")),
    ({}, "cure_deadline", D("2026-12-10")),
    ({"runway_months": 1}, "runway_ready_date", D("2027-01-22")),
    ({"runway_months": Decimal("1.5")}, "runway_ready_date", D("2027-01-22")),
    ({"runway_months": 1, "income_replaced_on": D("2027-03-01")}, "runway_ready_date", D("2027-03-01")),
    ({"runway_months": 3}, "runway_ready_date", NOT_APPLICABLE),
    ({}, "review_date", D("2026-12-22")),
    ({"trigger": "single_incident", "incident_on": D("2026-11-15")}, "review_date", D("2026-11-29")),
    ({"trigger": "single_incident", "incident_on": D("2026-10-01")}, "review_date", D("2026-12-22")),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "name", "expected"), CASES)
def test_a_fact_is_known_unknown_or_does_not_apply(
    library: Library, today: date, answers: dict[str, Any], name: str, expected: object
) -> None:
    """Unknown is not zero, not false and not "does not apply"."""
    facts = derive(library, Case(answers), today)
    if expected is NOT_APPLICABLE:
        assert name in facts.not_applicable
    elif expected is UNKNOWN:
        assert name not in facts.known
        assert name not in facts.not_applicable
    else:
        assert facts.known[name] == expected


def test_answers_to_unreachable_questions_are_left_out(library: Library, today: date) -> None:
    """An answer that no longer applies gives no fact, and is named."""
    case = Case({"open_invoices": "none", "overdue_amount": Money(Decimal(9), EUR)})
    facts = derive(library, case, today)
    assert "overdue_amount" not in facts
    assert "overdue_amount" in unreachable(library, facts)


def test_a_date_past_the_calendar_is_one_message(library: Library, today: date) -> None:
    """A period that leads past the calendar's end is refused with a sentence."""
    case = Case({"notice_stated": True, "notice_period": Duration(10**9, "days")}, file="c.yaml")
    with pytest.raises(CaseError, match="c.yaml:1:1: A date or a period leads past the end"):
        derive(library, case, today)


def value(**figures: object) -> DatedValue:
    """Return a dated value."""
    values = {D(day.replace("d", "").replace("_", "-")): figure for day, figure in figures.items()}
    place = Place("rules/values/x.yaml", 1, 1)
    return DatedValue("x", "days", values, False, place)  # type: ignore[arg-type]


def test_a_dated_value_holds_from_its_date_on() -> None:
    """The newest figure that has begun is in force."""
    figures = value(d2020_01_01=30, d2026_01_01=60)
    assert in_force(figures, D("2025-12-31")) == 30
    assert in_force(figures, D("2026-01-01")) == 60


def test_a_dated_value_outside_its_dates_is_an_error_that_says_so() -> None:
    """There is no silent fallback before the first figure or after the last."""
    figures = value(d2020_01_01=30, d2026_01_01=None)
    with pytest.raises(
        DatedValueError, match="'x' has no figure for 2019-12-31: it begins on 2020"
    ):
        in_force(figures, D("2019-12-31"))
    with pytest.raises(DatedValueError, match="'x' has no figure for 2026-06-01: it has ended"):
        in_force(figures, D("2026-06-01"))


@settings(max_examples=examples(100))
@given(seed=st.integers(0, 2**63))
def test_a_law_that_had_not_begun_sets_no_figure(seed: int, library: Library) -> None:
    """On the first day for which the rules have figures, later laws are as if there were none."""
    case = grown(library, seed)
    first = D("2000-01-01")
    check_known(first, library)
    derive(library, case, first)


@settings(max_examples=examples(300))
@given(seed=st.integers(0, 2**63), letters=st.booleans())
def test_prepared_plan_derives_what_the_reference_does(
    seed: int, letters: bool, library: Library
) -> None:
    """The reading of the answers, compiled or not, gives the facts of the reference."""
    case = grown(library, seed, letters)
    expected = reference.derive(library, case, TODAY)
    assert derive(library, case, TODAY) == expected
    prepared = full_plan(library)
    for read in (prepared.interpret, prepared.compiled):
        found = Given(TODAY, library.values, library.laws, CALCULATIONS)
        fill(case, found, read, CALCULATIONS)
        late_plan(library)(case.answers, found)
        assert Facts(found.known, frozenset(found.absent)) == expected


def test_a_condition_does_not_see_answers_to_later_questions(library: Library) -> None:
    """What a condition or a calculation asks for too early is not known to it yet."""
    first, later, last = (library.questions[name] for name in ("intent", "considering_for", "role"))
    early = replace(first, when=Compare(later.id, "is", "weeks"))
    derived = replace(last, when=Compare("standing", "is", "running"))
    case = Case({"intent": "leave", "considering_for": "days", "role": "other"})
    plan = Plan([early, derived, library.questions["how_it_stands"], later], CALCULATIONS)
    for answers in (case.answers, {**case.answers, "how_it_stands": "over"}):
        found = []
        for read in (plan.interpret, plan.compiled):
            facts = Given(TODAY, library.values, library.laws, CALCULATIONS)
            read(answers, facts)
            found.append((facts.known, facts.absent))
        assert found[0] == found[1]
        assert found[0][0]["intent"] == "leave"
        assert "role" in found[0][0]


@pytest.mark.parametrize("needs", [{}, jurisdictions.NEEDS])
@pytest.mark.parametrize("kind", [All, AnyOf, NoneOf])
def test_first_plan_leaves_out_what_cannot_be_known_yet(
    kind: type[All | AnyOf | NoneOf], needs: Mapping[str, str], library: Library
) -> None:
    """Advice and findings are unknown, whichever way conditions on them are combined."""
    parts = (
        Compare("intent", "is", "leave"),
        Compare("advice.whether", "is", "end"),
        Holds("conduct/threats"),
        Compare("law_next_rung", "is", "county_court"),
    )
    intent, law, role = (library.questions[name] for name in ("intent", "governing_law", "role"))
    laws = (None, *library.laws)
    for chosen in (some for size in range(1, 5) for some in combinations(parts, size)):
        condition = kind(chosen)
        for when in (condition, kind((condition,)), NoneOf((condition,))):
            plan = Plan(
                [intent, law, replace(role, when=when)], CALCULATIONS, "", needs, first=True
            )
            for answer, code in product((None, "leave", "stay"), laws):
                case = {"intent": answer, "governing_law": code, "role": "other"}
                answers = {name: value for name, value in case.items() if value is not None}
                found = []
                for read in (plan.interpret, plan.compiled):
                    facts = Given(TODAY, library.values, library.laws, CALCULATIONS)
                    read(answers, facts)
                    facts.calculate("law_next_rung")
                    found.append((facts.known, facts.absent))
                assert found[0] == found[1], (when, case)


def test_facts_of_the_law_alone_need_no_other_answer(library: Library) -> None:
    """A fact that is calculated as soon as one answer is there is declared to read that alone."""
    for name, answer in jurisdictions.NEEDS.items():
        kind = library.facts[name]
        assert (*kind.inputs, *kind.through) == (answer,), name
