"""What each law sets, against days and sums worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from advisor.facts.derive import derive
from advisor.facts.interest import interest
from advisor.knowledge.content import Library
from advisor.model import Case, Duration, Money

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


# Law and the end of ten business days from Friday 18 December 2026. 25 December and
# 1 January are Fridays, so where only they are free the tenth day is Tuesday 5 January.
BUSINESS_DAYS = [
    ("fr", "2027-01-05"),
    # 26 December is a Saturday, made up for on Monday 28 December.
    ("uk", "2027-01-06"),
    ("mx", "2027-01-05"),
]


@pytest.mark.parametrize(("law", "end"), BUSINESS_DAYS)
def test_business_days_over_christmas(library: Library, law: str, end: str) -> None:
    """The public holidays of the law's country are left out."""
    answers = {
        "governing_law": law,
        "notice_stated": True,
        "notice_period": Duration(10, "business_days"),
        "notice_runs_from": "receipt",
    }
    facts = derive(library, Case(answers), D("2026-12-18"))
    assert facts.known["notice_end_date"] == D(end)
