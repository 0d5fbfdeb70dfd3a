"""Interest for late payment and the fixed sum, against amounts worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from advisor.facts.derive import derive
from advisor.facts.interest import Interest, claims, interest
from advisor.knowledge.content import Library
from advisor.knowledge.dated_value import DatedValue
from advisor.model import Case, Invoice, Money
from advisor.report.date_working_text import interest_steps, refusal_text

D = date.fromisoformat


def eur(amount: str) -> Money:
    """An amount in euros."""
    return Money(Decimal(amount), "EUR")


def gbp(amount: str) -> Money:
    """An amount in pounds."""
    return Money(Decimal(amount), "GBP")


@pytest.fixture
def verified(library: Library) -> Mapping[str, DatedValue]:
    """The shipped values, with the rates of the European Central Bank taken as verified."""
    bank = replace(library.values["ecb_reference_rate"], verified=True)
    return {**library.values, "ecb_reference_rate": bank}


def parts(found: Interest) -> list[tuple[str, str, int, str, str]]:
    """Each period: first and last day, days, rate and amount."""
    return [
        (str(item.first), str(item.last), item.days, str(item.rate), str(item.amount))
        for item in found.periods
    ]


def test_the_interest_of_one_half_year(library: Library) -> None:
    """4,200 x 13.25% x 90 / 365 = 137.22: 28 days of February 2024, 31, 30 and 1."""
    found = interest(gbp("4200"), D("2024-02-01"), D("2024-05-01"), "uk", library.values)
    assert parts(found) == [("2024-02-02", "2024-05-01", 90, "13.25", "137.22")]
    assert found.amount == gbp("137.22")
    assert found.refusal is None


def test_a_debt_in_the_united_kingdom_keeps_the_rate_it_began_with(library: Library) -> None:
    """4,200 x 13.25% x 295 / 365 = 449.77, also past 30 June."""
    found = interest(gbp("4200"), D("2024-02-01"), D("2024-11-22"), "uk", library.values)
    assert parts(found) == [("2024-02-02", "2024-11-22", 295, "13.25", "449.77")]


def test_the_interest_is_split_where_the_half_year_changes(
    verified: Mapping[str, DatedValue],
) -> None:
    """10,000 x 10.15% x 30 / 365 = 83.42 and 10,000 x 10.40% x 62 / 365 = 176.66."""
    found = interest(eur("10000"), D("2026-05-31"), D("2026-08-31"), "es", verified)
    assert parts(found) == [
        ("2026-06-01", "2026-06-30", 30, "10.15", "83.42"),
        ("2026-07-01", "2026-08-31", 62, "10.40", "176.66"),
    ]
    assert found.amount == eur("260.08")
    assert found.days == 92


@pytest.mark.parametrize(
    ("due", "days"),
    [
        ("2026-06-28", [2, 1]),
        ("2026-06-29", [1, 1]),
        # The day after the due date is 1 July.
        ("2026-06-30", [1]),
        ("2026-07-01", []),
    ],
)
def test_the_first_day_is_the_one_after_the_due_date(
    verified: Mapping[str, DatedValue], due: str, days: list[int]
) -> None:
    """On 1 July an invoice due on 30 June is one day late, one due that day is not late."""
    found = interest(eur("100"), D(due), D("2026-07-01"), "fr", verified)
    assert [item.days for item in found.periods] == days
    assert (found.fixed_sum is None) is (days == [])


def test_the_points_differ_by_law(verified: Mapping[str, DatedValue]) -> None:
    """Spain and the directive add 8 points to the bank's rate, France 10."""
    rates = {
        law: interest(eur("100"), D("2026-07-31"), D("2026-08-31"), law, verified).periods[0].rate
        for law in ("es", "eu_other", "fr")
    }
    assert {law: str(rate) for law, rate in rates.items()} == {
        "es": "10.40",
        "eu_other": "10.40",
        "fr": "12.40",
    }


def test_a_change_of_the_points_splits_too(verified: Mapping[str, DatedValue]) -> None:
    """A margin that changes within a half-year begins its own period."""
    margin = verified["es.interest_margin"]
    changed = replace(margin, values={**margin.values, D("2026-08-01"): 9})
    values = {**verified, "es.interest_margin": changed}
    found = interest(eur("36500"), D("2026-07-21"), D("2026-08-10"), "es", values)
    assert parts(found) == [
        ("2026-07-22", "2026-07-31", 10, "10.40", "104.00"),
        ("2026-08-01", "2026-08-10", 10, "11.40", "114.00"),
    ]


def test_a_leap_year_counts_366_days_and_divides_by_365(library: Library) -> None:
    """36,500 x 10% x 366 / 365 = 3,660.00."""
    found = interest(eur("36500"), D("2027-12-31"), D("2028-12-31"), None, library.values, 10)
    assert parts(found) == [("2028-01-01", "2028-12-31", 366, "10", "3660.00")]


def test_half_a_cent_is_rounded_up(library: Library) -> None:
    """3.65 x 50% x 1 / 365 = 0.005, which is a cent."""
    found = interest(eur("3.65"), D("2026-01-01"), D("2026-01-02"), None, library.values, 50)
    assert found.amount == eur("0.01")


def test_a_rate_that_the_user_gives_stands_for_all_days(library: Library) -> None:
    """9,000 x 12% x 365 / 365 = 1,080.00, without a split and whatever the law says."""
    for law in ("es", "uk", "de", "au", "us_ny", None):
        found = interest(eur("9000"), D("2025-11-22"), D("2026-11-22"), law, library.values, 12)
        assert parts(found) == [("2025-11-23", "2026-11-22", 365, "12", "1080.00")]
        assert found.refusal is None
        assert found.given


REFUSED = [
    ("eu_other", "2024-05-22", "no_reference", "ecb_reference_rate", "2024-01-01"),
    ("uk", "2023-12-08", "no_reference", "bank_of_england_base_rate", "2023-07-01"),
    ("de", "2023-10-08", "no_reference", "bundesbank_base_rate", "2023-07-01"),
    ("fr", "2019-01-01", "not_covered", "fr.interest_margin", "2019-01-02"),
    ("ca_other", "2026-10-08", "none_by_law", "ca_other.interest_rate", None),
    ("au", "2026-10-08", "none_by_law", "au.interest_rate", None),
    ("us_ny", "2026-10-08", "no_rate", None, None),
    ("co", "2026-10-08", "no_rate", None, None),
    ("other", "2026-10-08", "no_rate", None, None),
    (None, "2026-10-08", "law_unknown", None, None),
]


@pytest.mark.parametrize(("law", "due", "reason", "value", "day"), REFUSED)
def test_interest_without_a_rate_is_refused(
    library: Library, today: date, law: str | None, due: str, reason: str, value: str, day: str
) -> None:
    """Where there is no figure, none is made up, and the refusal names it and its date."""
    refusal = interest(eur("4200"), D(due), today, law, library.values).refusal
    assert refusal is not None
    assert refusal.reason == reason
    assert (refusal.value.id if refusal.value else None) == value
    assert refusal.day == (D(day) if day else None)


@pytest.mark.parametrize(
    ("law", "due", "until", "amount"),
    [
        # 36,500 x 10.15% x 28 / 365.
        ("es", "2025-06-30", "2025-07-28", "284.20"),
        # 36,500 x 5% x 10 / 365.
        ("ch", "2026-10-08", "2026-10-18", "50.00"),
    ],
)
def test_interest_by_an_unverified_rate_is_marked(
    library: Library, law: str, due: str, until: str, amount: str
) -> None:
    """The sum is worked out, says that its rate is not verified, and a given rate replaces it."""
    found = interest(eur("36500"), D(due), D(until), law, library.values)
    assert found.amount == eur(amount)
    assert not found.verified
    assert any("not verified" in step for step in interest_steps(library.phrases, found))
    own = interest(eur("36500"), D(due), D(until), law, library.values, 10)
    assert own.verified
    assert not any("not verified" in step for step in interest_steps(library.phrases, own))


def test_one_unverified_half_year_marks_the_whole(library: Library) -> None:
    """The rate of the second half of 2025 is not verified, that of 2026 is."""
    found = interest(eur("100"), D("2025-12-01"), D("2026-02-01"), "es", library.values)
    assert [period.verified for period in found.periods] == [False, True]
    assert not found.verified


def test_a_half_year_without_a_line_is_not_filled_with_the_one_before(
    verified: Mapping[str, DatedValue],
) -> None:
    """In 2027 the verified rate of 2026 says nothing any more."""
    found = interest(eur("4200"), D("2026-12-01"), D("2027-01-01"), "es", verified)
    assert found.refusal is not None
    assert (found.refusal.reason, found.refusal.day) == ("no_reference", D("2027-01-01"))
    assert found.amount is None


@pytest.mark.parametrize(
    ("debt", "fixed"),
    [
        ("0.01", "40.00"),
        ("999.99", "40.00"),
        ("1000.00", "70.00"),
        ("9999.99", "70.00"),
        ("10000.00", "100.00"),
        ("250000.00", "100.00"),
    ],
)
def test_the_fixed_sum_in_the_united_kingdom_goes_by_the_debt(
    library: Library, today: date, debt: str, fixed: str
) -> None:
    """GBP 40 below 1,000, 70 below 10,000, 100 from there on."""
    found = interest(gbp(debt), D("2026-10-08"), today, "uk", library.values)
    assert found.fixed_sum == gbp(fixed)


@pytest.mark.parametrize("law", ["es", "fr", "de", "eu_other"])
def test_the_fixed_sum_in_the_european_union_is_forty_euros(
    library: Library, today: date, law: str
) -> None:
    """EUR 40 for each invoice, whatever its size and currency."""
    for debt in (eur("10"), eur("50000"), Money(Decimal(900), "USD")):
        found = interest(debt, D("2026-10-08"), today, law, library.values)
        assert found.fixed_sum == eur("40.00")


@pytest.mark.parametrize(
    ("law", "debt", "due"),
    [
        # Tiers in pounds say nothing about a debt in euros.
        ("uk", eur("4200"), "2026-10-08"),
        # The sum held from 24 February 2013 on.
        ("es", eur("4200"), "2013-02-22"),
        ("au", Money(Decimal(4200), "AUD"), "2026-10-08"),
        ("us_ny", Money(Decimal(4200), "USD"), "2026-10-08"),
        (None, eur("4200"), "2026-10-08"),
    ],
)
def test_no_fixed_sum_is_made_up(
    library: Library, today: date, law: str | None, debt: Money, due: str
) -> None:
    """Where the law has none, or none that fits, there is none."""
    assert interest(debt, D(due), today, law, library.values).fixed_sum is None


def test_a_fixed_sum_that_is_not_verified_is_left_out(library: Library, today: date) -> None:
    """An unverified sum is not added to a claim."""
    doubtful = replace(library.values["es.fixed_sum.0"], verified=False)
    values = {**library.values, "es.fixed_sum.0": doubtful}
    assert interest(eur("100"), D("2026-10-08"), today, "es", values).fixed_sum is None


TWO = (
    Invoice("B-2", D("2026-10-23"), eur("1000")),
    Invoice("A-1", D("2026-09-23"), eur("2000")),
)
OVERDUE: dict[str, Any] = {"open_invoices": "overdue", "governing_law": "es"}


def test_listed_invoices_are_taken_one_by_one(library: Library, today: date) -> None:
    """2,000 x 10% x 60 / 365 = 32.88 and 1,000 x 10% x 30 / 365 = 8.22, and EUR 40 each."""
    answers = {**OVERDUE, "overdue_invoices": TWO, "late_interest_rate": 10}
    facts = derive(library, Case(answers), today)
    found = claims(facts.known.get, today, library.values)
    assert [(item.invoice, item.days, item.amount) for item in found] == [
        ("A-1", 60, eur("32.88")),
        ("B-2", 30, eur("8.22")),
    ]
    assert facts.known["late_interest"] == eur("41.10")
    assert facts.known["late_fixed_sum"] == eur("80.00")
    assert facts.known["overdue_days"] == 60


def test_the_oldest_listed_invoice_goes_before_the_date_alone(
    library: Library, today: date
) -> None:
    """The list says better since when money is overdue."""
    answers = {**OVERDUE, "overdue_invoices": TWO, "oldest_due_date": D("2026-11-01")}
    assert derive(library, Case(answers), today).known["overdue_days"] == 60


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "several"),
        ({"overdue_count": 2}, "several"),
        ({"overdue_count": 1, "oldest_due_date": None}, "due_unknown"),
        ({"overdue_count": 1, "client_kind": "consumer"}, "consumer"),
        ({"overdue_count": 1, "client_kind": "consumer", "late_interest_rate": 10}, None),
        ({"overdue_count": 1, "late_interest_rate": 10}, None),
    ],
)
def test_a_sum_is_one_invoice_only_if_the_user_says_so(
    library: Library, today: date, changes: dict[str, Any], reason: str | None
) -> None:
    """Without a list the sum bears interest from its due date only as one invoice."""
    answers = {**OVERDUE, "overdue_amount": eur("3650"), "oldest_due_date": D("2026-11-12")}
    answers = {name: item for name, item in {**answers, **changes}.items() if item is not None}
    facts = derive(library, Case(answers), today)
    (found,) = claims(facts.known.get, today, library.values)
    if reason is None:
        assert found.amount == eur("10.00")
        assert facts.known["late_interest"] == eur("10.00")
        person = changes.get("client_kind") == "consumer"
        assert (found.fixed_sum is None) is person
    else:
        assert found.refusal is not None
        assert found.refusal.reason == reason
        assert "late_interest" not in facts.known
        assert "late_interest" not in facts.not_applicable


def test_where_nothing_is_overdue_interest_does_not_apply(library: Library, today: date) -> None:
    """No overdue invoice, no interest and no fixed sum, which is not the same as unknown."""
    facts = derive(library, Case({"open_invoices": "not_due"}), today)
    assert {"late_interest", "late_fixed_sum"} <= facts.not_applicable
    assert claims(facts.known.get, today, library.values) == ()


def test_amounts_in_two_currencies_are_not_added(library: Library, today: date) -> None:
    """The interest of each invoice is known, their sum is not."""
    mixed = (TWO[0], Invoice("C-3", D("2026-10-23"), Money(Decimal(10), "USD")))
    answers = {**OVERDUE, "overdue_invoices": mixed, "late_interest_rate": 10}
    facts = derive(library, Case(answers), today)
    assert all(item.amount for item in claims(facts.known.get, today, library.values))
    assert "late_interest" not in facts.known
    assert facts.known["late_fixed_sum"] == eur("80.00")


def overdue(library: Library, today: date, answers: dict[str, Any]) -> Interest:
    """Return the one sum that is overdue, with its interest."""
    given = {"open_invoices": "overdue", "overdue_count": 1, **answers}
    facts = derive(library, Case(given), today)
    (item,) = claims(facts.known.get, today, library.values)
    return item


ASK = "Give the yearly rate from the contract or a bank statement."


@pytest.mark.parametrize(
    ("law", "message"),
    [
        (
            "au",
            "The law sets no rate of late interest. Australia has no statutory interest between "
            "businesses, so only the contract can give it.",
        ),
        ("us_il", "No rate of late interest is known here for this law."),
    ],
)
def test_a_refusal_says_what_is_missing_and_what_to_do(
    library: Library, today: date, law: str, message: str
) -> None:
    """One message names the figure and its date, and asks for the user's own rate."""
    answers = {
        "governing_law": law,
        "overdue_amount": eur("4200"),
        "oldest_due_date": D("2026-10-08"),
    }
    item = overdue(library, today, answers)
    assert item.amount is None
    assert refusal_text(library.phrases, item.refusal) == f"{message} {ASK}"


def test_an_older_date_than_the_law_is_refused_by_name(library: Library, today: date) -> None:
    """The message names the file that does not reach back."""
    answers = {
        "governing_law": "fr",
        "overdue_amount": eur("4200"),
        "oldest_due_date": D("2019-01-01"),
    }
    assert refusal_text(library.phrases, overdue(library, today, answers).refusal).startswith(
        "The figure for it in rules/laws/fr/payment.yaml does not reach back to 2 January 2019."
    )


def test_the_working_of_a_rate_that_was_given(library: Library, today: date) -> None:
    """The sum, the rate, the days and the result stand in one line that can be checked."""
    answers = {
        "governing_law": "es",
        "overdue_amount": eur("4200"),
        "oldest_due_date": D("2026-10-08"),
        "late_interest_rate": Decimal("10.5"),
    }
    item = overdue(library, today, answers)
    assert item.amount == eur("54.37")
    assert item.fixed_sum == eur("40.00")
    assert refusal_text(library.phrases, item.refusal) == ""
    assert interest_steps(library.phrases, item) == (
        "45 days at 10.5% a year, 9 October 2026 to 22 November 2026: "
        "4,200.00 x 10.5 / 100 x 45 / 365 = EUR 54.37",
        "The rate is the one that you gave.",
        "EUR 40.00 for the late invoice, from: Ley 3/2004, amended by RDL 4/2013.",
    )


def test_the_working_of_a_rate_by_law(library: Library, today: date) -> None:
    """The points and the reference rate are told apart, each with its source."""
    answers = {
        "governing_law": "uk",
        "overdue_amount": gbp("4200"),
        "oldest_due_date": D("2024-02-01"),
    }
    item = overdue(library, D("2024-05-01"), answers)
    assert item.amount
    assert interest_steps(library.phrases, item) == (
        "90 days at 13.25% a year (5.25% and 8 points), 2 February 2024 to 1 May 2024: "
        "4,200.00 x 13.25 / 100 x 90 / 365 = GBP 137.22",
        "Points over the reference rate from: Late Payment of Commercial Debts (Interest) Act "
        "1998, gov.uk. Reference rate from: payontime.co.uk, vatupdate.com, finistry.co.uk, "
        "streets.uk, usewolfx.com.",
        "GBP 70.00 for the late invoice, from: Late Payment of Commercial Debts (Interest) Act "
        "1998, gov.uk.",
        "Where the contract has a substantial remedy of its own for late payment, the Act's "
        "interest and fixed sum give way to it; reasonable costs of recovery may be added "
        "(general knowledge).",
    )


TERMS: list[tuple[dict[str, Any], str, object]] = [
    ({"governing_law": "es"}, "law_pay_days", 30),
    ({"governing_law": "us_ca"}, "law_pay_days", 30),
    ({"governing_law": "de"}, "law_pay_days", 30),
    ({"governing_law": "de", "client_kind": "public"}, "law_pay_days_most", 30),
    ({"governing_law": "cl"}, "law_pay_days", 30),
    ({"governing_law": "au"}, "law_pay_days", None),
    ({"governing_law": "uk", "client_kind": "business"}, "law_pay_days_most", 60),
    ({"governing_law": "co", "client_kind": "business"}, "law_pay_days_most", 45),
    ({"governing_law": "us_ny"}, "law_pay_days_most", None),
    ({"governing_law": "eu_other", "client_kind": "public"}, "law_pay_days_most", 30),
    ({"governing_law": "uk", "client_kind": "public"}, "law_pay_days_most", 30),
    ({"governing_law": "uk", "client_kind": "public"}, "law_term_verified", False),
    ({"governing_law": "es", "client_kind": "consumer"}, "law_pay_days_most", None),
    ({"governing_law": "es", "client_kind": "business"}, "law_term_verified", True),
    ({"governing_law": "cl", "client_kind": "business"}, "law_term_verified", True),
    ({"governing_law": "fr", "client_kind": "business", "payment_days": 75}, "term_over_law", 15),
    ({"governing_law": "fr", "client_kind": "business", "payment_days": 60}, "term_over_law", 0),
    ({"governing_law": "us_ny"}, "act_minimum", Money(Decimal(800), "USD")),
    ({"governing_law": "us_ca"}, "act_minimum", Money(Decimal(250), "USD")),
    ({"governing_law": "us_il"}, "act_minimum", Money(Decimal(500), "USD")),
    ({"governing_law": "us_other"}, "act_minimum", None),
]


@pytest.mark.parametrize(("answers", "name", "expected"), TERMS)
def test_the_terms_of_a_law_are_those_of_its_file(
    library: Library, today: date, answers: dict[str, Any], name: str, expected: object
) -> None:
    """What a law does not set does not apply; it is not taken from another law."""
    facts = derive(library, Case(answers), today)
    if expected is None:
        assert name in facts.not_applicable
    else:
        assert facts.known[name] == expected


def test_the_longest_term_is_not_known_while_the_kind_of_client_is_not(
    library: Library, today: date
) -> None:
    """A client who may be a private person or a public body is not taken for a business."""
    facts = derive(library, Case({"governing_law": "fr", "payment_days": 75}), today)
    for name in ("law_pay_days_most", "law_term_verified", "term_over_law"):
        assert name not in facts.known
        assert name not in facts.not_applicable


def test_a_law_holds_from_its_date_on(library: Library) -> None:
    """The act of California covers nothing before 2025."""
    case = Case({"governing_law": "us_ca"})
    assert "act_minimum" in derive(library, case, D("2024-12-31")).not_applicable
    assert "act_minimum" in derive(library, case, D("2025-01-01")).known
