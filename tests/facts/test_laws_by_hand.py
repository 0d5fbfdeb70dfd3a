"""What each law sets, against days and sums worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from advisor.engine.compiled import Compiled
from advisor.facts.derive import derive
from advisor.facts.interest import interest
from advisor.knowledge.content import Library
from advisor.model import Answer, Case, Duration, Money
from advisor.reasoning.assess import assess

D = date.fromisoformat

# Law, currency, client, due date, day of the claim, interest and fixed sum on 4,200.
INTEREST = [
    # 45 days from 9 October: 4,200 x (2.40 + 8) % x 45 / 365 = 53.85.
    ("es", "EUR", "business", "2026-10-08", "2026-11-22", "53.85", "40.00"),
    # The same days at 2.40 + 10: 4,200 x 12.40 % x 45 / 365 = 64.21.
    ("fr", "EUR", "business", "2026-10-08", "2026-11-22", "64.21", "40.00"),
    # A public client in France: 46 days from 16 June, all at the 2.15 + 8 of the half-year in
    # which interest starts: 4,200 x 10.15 % x 46 / 365 = 53.73.
    ("fr", "EUR", "public", "2026-06-15", "2026-07-31", "53.73", "40.00"),
    # 4,200 x (3.75 + 8) % x 45 / 365 = 60.84; a debt of 1,000 to 9,999.99 brings 70.
    ("uk", "GBP", "business", "2026-10-08", "2026-11-22", "60.84", "70.00"),
    # The rate of the start holds on: from 9 June 2026, 167 days at 11.75: 225.79.
    ("uk", "GBP", "business", "2026-06-08", "2026-11-22", "225.79", "70.00"),
    # 4,200 x (1.52 + 9) % x 45 / 365 = 54.47.
    ("de", "EUR", "business", "2026-10-08", "2026-11-22", "54.47", "40.00"),
    # 15 days to 30 June at 1.27 + 9: 17.73; 31 days of July at 1.52 + 9: 37.53.
    ("de", "EUR", "business", "2026-06-15", "2026-07-31", "55.26", "40.00"),
    # 4,200 x 6 % x 45 / 365 = 31.07.
    ("mx", "MXN", "business", "2026-10-08", "2026-11-22", "31.07", None),
    # At 2.40 + 8 like Spain.
    ("it", "EUR", "business", "2026-10-08", "2026-11-22", "53.85", "40.00"),
    ("nl", "EUR", "business", "2026-10-08", "2026-11-22", "53.85", "40.00"),
    ("pt", "EUR", "business", "2026-10-08", "2026-11-22", "53.85", "40.00"),
    # 15 days to 30 June at 10.15: 17.52; 31 days of July at 10.40: 37.10.
    ("it", "EUR", "business", "2026-06-15", "2026-07-31", "54.62", "40.00"),
    # A debt in Ireland keeps the 10.15 it began with: 4,200 x 10.15 % x 46 / 365 = 53.73.
    ("ie", "EUR", "business", "2026-06-15", "2026-07-31", "53.73", "40.00"),
]


@pytest.mark.parametrize(("law", "currency", "client", "due", "until", "brings", "fixed"), INTEREST)
def test_interest_is_that_worked_out_by_hand(
    library: Library,
    law: str,
    currency: str,
    client: str,
    due: str,
    until: str,
    brings: str,
    fixed: str | None,
) -> None:
    """Simple interest from the day after the due date, at the rates of the law."""
    owed = Money(Decimal(4200), currency)
    public = client == "public"
    found = interest(owed, D(due), D(until), law, library.values, public=public)
    assert found.amount == Money(Decimal(brings), currency)
    assert found.fixed_sum == (Money(Decimal(fixed), currency) if fixed else None)


def test_outside_the_euro_the_bank_of_the_euro_says_nothing(library: Library) -> None:
    """A debt in another currency under the law of another member state has no rate here."""
    owed = Money(Decimal(4200), "PLN")
    found = interest(owed, D("2026-10-08"), D("2026-11-22"), "eu_other", library.values)
    assert found.refusal is not None
    assert found.refusal.reason == "other_currency"


# Law, day of receipt, business days and their end.
BUSINESS_DAYS = [
    # Ten from Friday 18 December 2026: 21 to 24 December are four, 28 to 31 December four.
    # 25 December and 1 January are free, so 4 and 5 January are the ninth and the tenth.
    ("fr", "2026-12-18", 10, "2027-01-05"),
    ("it", "2026-12-18", 10, "2027-01-05"),
    ("nl", "2026-12-18", 10, "2027-01-05"),
    ("pt", "2026-12-18", 10, "2027-01-05"),
    ("mx", "2026-12-18", 10, "2027-01-05"),
    # 26 December is a Saturday, made up for on Monday 28 December: one day later.
    ("uk", "2026-12-18", 10, "2027-01-06"),
    # In Ireland nothing makes up for Saturday 26 December.
    ("ie", "2026-12-18", 10, "2027-01-05"),
    # Epiphany, 6 January: 5, 7, 8, 11 and 12 January.
    ("it", "2027-01-04", 5, "2027-01-12"),
    # King's Day, Tuesday 27 April: 28 and 29 April.
    ("nl", "2027-04-26", 2, "2027-04-29"),
    # 1 and 8 December are free: 2, 3, 4, 7 and 9 December.
    ("pt", "2026-11-30", 5, "2026-12-09"),
    # Monday 1 February: Saint Brigid's Day, and the day of the constitution.
    ("ie", "2027-01-29", 1, "2027-02-02"),
    ("mx", "2027-01-29", 1, "2027-02-02"),
]


@pytest.mark.parametrize(("law", "received", "count", "end"), BUSINESS_DAYS)
def test_business_days_leave_out_public_holidays(
    library: Library, law: str, received: str, count: int, end: str
) -> None:
    """The public holidays of the law's country are left out."""
    answers = {
        "governing_law": law,
        "notice_stated": True,
        "notice_period": Duration(count, "business_days"),
        "notice_runs_from": "receipt",
    }
    facts = derive(library, Case(answers), D(received))
    assert facts.known["notice_end_date"] == D(end)


# Sunday 22 November 2026, received by the route of the law: a registered letter on the 26th, a
# burofax on the 25th, a courier or Signed For on the 24th; then 14 days. The route, the next step.
TERMS = [
    # A mise en demeure gives 8 days: 4 December.
    ("fr", 30, 60, "2026-12-04", "registered_or_electronic", "payment_order"),
    ("es", 30, 60, "2026-12-09", "burofax", "agreement_attempt"),
    ("uk", 30, 60, "2026-12-08", "certified", "county_court"),
    ("de", 30, 60, "2026-12-10", "any", "payment_order"),
    ("cl", 30, 30, "2026-12-10", "any", "unknown"),
    # A diffida gives at least 15 days: 11 December.
    ("it", 30, 60, "2026-12-11", "registered_or_electronic", "payment_order"),
    ("nl", 30, 60, "2026-12-10", "registered", "unknown"),
    ("pt", 30, 60, "2026-12-10", "registered", "payment_order"),
    ("ie", 30, 60, "2026-12-10", "registered", "unknown"),
    ("mx", None, None, "2026-12-08", "courier", "commercial_trial"),
]


@pytest.mark.parametrize(("law", "days", "most", "deadline", "route", "rung"), TERMS)
def test_terms_route_and_next_step_are_those_of_the_law(
    library: Library,
    law: str,
    days: int | None,
    most: int | None,
    deadline: str,
    route: str,
    rung: str,
) -> None:
    """An agreed term of 75 days is over the longest one by the difference."""
    answers = {"governing_law": law, "client_kind": "business", "payment_days": 75}
    facts = derive(library, Case(answers), D("2026-11-22"))
    assert facts.known.get("law_pay_days") == days
    assert facts.known.get("law_pay_days_most") == most
    assert facts.known.get("term_over_law") == (None if most is None else 75 - most)
    assert facts.known["final_notice_deadline"] == D(deadline)
    assert (facts.known["law_route"], facts.known["law_next_rung"]) == (route, rung)


@pytest.mark.parametrize("law", ["it", "nl", "pt", "ie", "mx"])
def test_a_law_without_a_period_of_notice_leaves_it_to_custom(library: Library, law: str) -> None:
    """No statutory day is made up: 14 days of custom from 22 November are 6 December."""
    answers = {"governing_law": law, "notice_stated": False, "pay_interval": "month"}
    facts = derive(library, Case(answers), D("2026-11-22"))
    assert {"law_notice_end_date", "law_notice_days"} <= facts.not_applicable
    assert facts.known["customary_end_date"] == D("2026-12-06")


LEAVING = [
    ("it", "law/italian-just-cause", {}),
    ("nl", "law/dutch-weighty-reason", {"contract_kind": "fixed_term"}),
    ("pt", "law/reasonable-notice", {"contract_kind": "open_ended", "notice_stated": False}),
    ("ie", "law/reasonable-notice", {"contract_kind": "open_ended", "notice_stated": False}),
    ("mx", "law/reasonable-notice", {"contract_kind": "open_ended", "notice_stated": False}),
]


@pytest.mark.parametrize(("law", "finding", "answers"), LEAVING)
def test_what_a_law_asks_of_one_who_leaves_is_found(
    library: Library, law: str, finding: str, answers: dict[str, Answer]
) -> None:
    """Just cause in Italy, a weighty reason in the Netherlands, else reasonable notice."""
    case = Case({"governing_law": law, **answers})
    assert finding in {
        item.id for item in assess(library, case, D("2026-11-22"), Compiled()).findings
    }


@pytest.mark.parametrize(
    ("law", "step"),
    [
        ("it", "checklist/notice/registered-or-electronic"),
        ("nl", "checklist/notice/registered"),
        ("pt", "checklist/notice/registered"),
        ("ie", "checklist/notice/registered"),
        ("mx", "checklist/notice/courier"),
        ("es", "checklist/notice/burofax"),
    ],
)
def test_the_route_of_the_law_is_a_step_where_proof_matters(
    library: Library, law: str, step: str
) -> None:
    """After threats the letter goes by the route of the law."""
    case = Case({"governing_law": law, "abuse": frozenset({"threats"})})
    found = assess(library, case, D("2026-11-22"), Compiled())
    assert found.advice.whether == "end"
    assert step in {item.id for item in found.tasks}
