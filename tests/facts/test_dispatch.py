"""A notice that was sent: what counts from its sending and what from its receipt."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from advisor.facts.derive import derive
from advisor.knowledge.content import Library
from advisor.model import Answer, Case, Duration
from tests.workings import working

DAY = date(2026, 11, 22)
MONTH = Duration(1, "months")


def fact(library: Library, name: str, as_of: date = DAY, **answers: Answer) -> object:
    """Return a fact of a case with some answers."""
    return derive(library, Case(answers), as_of).known.get(name)


@pytest.mark.parametrize(
    ("sent", "way", "arrived", "length", "runs_from", "end"),
    [
        # Over the end of summer time in Europe (25 October 2026): days are calendar days.
        ("2026-10-20", "email", None, Duration(10, "days"), "receipt", "2026-10-30"),
        # Over the beginning of summer time (29 March 2026).
        ("2026-03-20", "registered", "2026-03-25", Duration(10, "days"), "receipt", "2026-04-04"),
        # 31 January and a month: February has no 31st, and 2028 is a leap year.
        ("2028-01-31", "email", None, MONTH, "receipt", "2028-02-29"),
        ("2027-01-31", "email", None, MONTH, "receipt", "2027-02-28"),
        # Four business days run over the leap day, and the month begins after them.
        ("2028-02-26", "post", None, MONTH, "receipt", "2028-04-02"),
        # Counted from sending, receipt matters nothing.
        ("2026-11-10", "post", "2026-11-20", Duration(30, "days"), "sending", "2026-12-10"),
        ("2026-11-10", "post", None, Duration(30, "days"), "sending", "2026-12-10"),
        # To the end of a month: sent on the last day, received on the first of the next.
        ("2026-10-31", "registered", "2026-11-01", MONTH, "month_end", "2026-12-31"),
        ("2026-10-30", "registered", "2026-10-31", MONTH, "month_end", "2026-11-30"),
        # No way of sending is recorded and no form required: as an email.
        ("2026-11-01", None, None, Duration(30, "days"), "receipt", "2026-12-01"),
    ],
)
def test_the_contracts_notice(
    library: Library,
    sent: str,
    way: str | None,
    arrived: str | None,
    length: Duration,
    runs_from: str,
    end: str,
) -> None:
    """The contract's notice runs from the day that was recorded, as the contract counts it."""
    answers: dict[str, Answer] = {
        "notice_stated": True,
        "notice_period": length,
        "notice_runs_from": runs_from,
        "notice_sent_on": date.fromisoformat(sent),
    }
    if way:
        answers["notice_sent_by"] = way
    if arrived:
        answers["notice_arrived_on"] = date.fromisoformat(arrived)
    for later in (0, 1, 40, 400):
        as_of = date.fromisoformat(arrived or sent) + timedelta(days=later)
        assert fact(library, "notice_end_date", as_of, **answers) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("interval", "arrived", "end"),
    [
        ("month", "2026-11-15", "2026-11-30"),
        ("month", "2026-11-16", "2026-12-31"),
        ("month", "2028-02-15", "2028-02-29"),
        ("week", "2026-11-23", "2026-11-28"),
        ("week", "2026-11-24", "2026-12-05"),
        ("day", "2026-12-31", "2027-01-01"),
        ("quarter", "2026-11-19", "2026-12-31"),
        ("quarter", "2026-11-20", "2027-03-31"),
        ("by_task", "2026-11-20", "2026-12-04"),
    ],
)
def test_the_german_classes(library: Library, interval: str, arrived: str, end: str) -> None:
    """The class of a German notice is decided by its receipt, not by the day of sending."""
    if interval not in library.questions["pay_interval"].choices:
        interval = "task" if "task" in library.questions["pay_interval"].choices else interval
    found = fact(
        library,
        "law_notice_end_date",
        date(2029, 1, 1),
        governing_law="de",
        contract_kind="open_ended",
        notice_stated=False,
        pay_interval=interval,
        notice_sent_on=date.fromisoformat(arrived) - timedelta(days=3),
        notice_sent_by="registered",
        notice_arrived_on=date.fromisoformat(arrived),
    )
    assert found == date.fromisoformat(end)


def test_a_french_relation_is_as_old_as_it_was_when_notice_came(library: Library) -> None:
    """The second anniversary after the notice asks for no longer notice."""
    answers: dict[str, Answer] = {
        "governing_law": "fr",
        "relationship_started": date(2024, 12, 1),
        "notice_sent_on": date(2026, 11, 20),
        "notice_sent_by": "email",
    }
    found = [
        fact(library, "law_notice_end_date", day, **answers) for day in (DAY, date(2027, 6, 1))
    ]
    assert found == [date(2026, 12, 20)] * 2


@pytest.mark.parametrize(
    ("arrived", "days"), [("2026-12-31", 0), ("2027-01-01", -1), ("2026-12-01", 30)]
)
def test_a_renewal_is_refused_in_time_by_receipt(library: Library, arrived: str, days: int) -> None:
    """Notice of non-renewal counts on the day it is received, and stays in time for good."""
    answers: dict[str, Answer] = {
        "contract_kind": "fixed_term",
        "auto_renews": True,
        "term_end": date(2027, 3, 31),
        "renewal_notice": Duration(3, "months"),
        "notice_sent_on": date(2026, 11, 30),
        "notice_sent_by": "registered",
        "notice_arrived_on": date.fromisoformat(arrived),
    }
    for as_of in (date(2027, 1, 2), date(2028, 1, 1)):
        assert fact(library, "renewal_deadline", as_of, **answers) == date(2026, 12, 31)
        assert fact(library, "days_to_renewal_deadline", as_of, **answers) == days


def test_a_breach_is_to_be_cured_from_receipt(library: Library) -> None:
    """The time to put a breach right runs from the receipt of the notice of breach."""
    answers: dict[str, Answer] = {
        "contract_form": "signed",
        "cause_clause": True,
        "cure_period": Duration(14, "days"),
        "formal_notice_sent_on": date(2026, 11, 2),
        "formal_notice_sent_by": "registered",
        "formal_notice_arrived_on": date(2026, 11, 6),
    }
    assert fact(library, "cure_deadline", **answers) == date(2026, 11, 20)
    assert fact(library, "formal_notice_lapsed", date(2026, 11, 20), **answers) is False
    assert fact(library, "formal_notice_lapsed", date(2026, 11, 21), **answers) is True
    answers["cure_period"] = Duration(30, "days")
    assert fact(library, "formal_notice_lapsed", date(2026, 11, 21), **answers) is False


def test_a_final_notice_that_was_sent_keeps_its_deadline(library: Library) -> None:
    """The deadline of a final notice counts from the day it was sent."""
    first = fact(library, "final_notice_deadline", date(2026, 11, 2))
    sent = {"formal_notice_sent_on": date(2026, 11, 2)}
    assert fact(library, "final_notice_deadline", DAY, **sent) == first


def said(library: Library, **answers: Answer) -> str:
    """Return the working of the contract's notice of thirty days."""
    case = Case({"notice_stated": True, "notice_period": Duration(30, "days"), **answers})
    return working(library, derive(library, case, DAY), DAY, "notice_end_date")


def test_the_working_says_what_is_taken_for_granted(library: Library) -> None:
    """While no receipt is recorded the working says so, with the figure that stands in."""
    sent: dict[str, Answer] = {"notice_sent_on": date(2026, 11, 20), "notice_runs_from": "receipt"}
    assert said(library, **sent, notice_sent_by="burofax") == (
        "30 calendar days from receipt on 25 November 2026: 25 December 2026. Receipt is not "
        "recorded; it is taken to be 25 November 2026, 5 days after sending on 20 November 2026. "
        "Source: C2, general knowledge of postal times, not verified."
    )
    assert said(library, **sent, notice_sent_by="email") == (
        "30 calendar days from receipt on 20 November 2026: 20 December 2026. Receipt is not "
        "recorded; it is taken to be the day of sending, 20 November 2026."
    )
    arrived = said(library, **sent, notice_arrived_on=date(2026, 11, 21))
    assert arrived == "30 calendar days from receipt on 21 November 2026: 21 December 2026."


REGISTERED: dict[str, Answer] = {
    "governing_law": "uk",
    "notice_form": "registered",
    "notice_runs_from": "receipt",
}


def test_a_letter_that_is_still_to_go_counts_from_its_expected_receipt(library: Library) -> None:
    """Four business days for a registered letter; recording the same letter moves nothing."""
    monday = date(2027, 3, 1)
    answers = {**REGISTERED, "notice_stated": True, "notice_period": Duration(30, "days")}
    sent: dict[str, Answer] = {"notice_sent_on": monday, "notice_sent_by": "registered"}
    assert fact(library, "notice_received_on", monday, **answers) == date(2027, 3, 5)
    assert fact(library, "notice_end_date", monday, **answers) == date(2027, 4, 4)
    assert fact(library, "notice_end_date", date(2027, 3, 2), **answers, **sent) == date(2027, 4, 4)


@pytest.mark.parametrize(
    ("answers", "received"),
    [
        # From Friday 20 November; in Spain by burofax.
        ({"governing_law": "es"}, "2026-11-25"),
        ({"governing_law": "uk"}, "2026-11-26"),
        ({"governing_law": "uk", "cross_border": True}, "2026-12-04"),
        ({"transit_days": 1}, "2026-11-23"),
        ({"transit_days": 1, "deemed_receipt": Duration(2, "days")}, "2026-11-22"),
        ({"notice_form": "email"}, "2026-11-20"),
        ({"notice_form": "email", "deemed_receipt": Duration(1, "business_days")}, "2026-11-23"),
        ({"notice_form": "writing"}, "2026-11-24"),
        ({"notice_form": "any"}, "2026-11-24"),
        ({"send_on": date(2026, 11, 28)}, "2026-12-03"),
        ({"send_on": date(2026, 11, 2)}, "2026-11-26"),
    ],
)
def test_receipt_follows_the_route(
    library: Library, answers: dict[str, Answer], received: str
) -> None:
    """A clause of the contract comes first, then the user's own figure, then the route's time."""
    case = {**REGISTERED, "contract_form": "signed", "notice_stated": True, **answers}
    found = fact(library, "notice_received_on", date(2026, 11, 20), **case)
    assert found == date.fromisoformat(received)


@pytest.mark.parametrize(
    ("answers", "ends"),
    [
        # Sent on Friday 20 November by registered post, which takes four business days.
        ({}, "2026-12-10"),
        ({"deemed_receipt": Duration(0, "days")}, "2026-12-10"),
        ({"deemed_receipt": Duration(10, "days")}, "2026-12-14"),
        ({"deemed_receipt": Duration(0, "days"), "notice_form": "email"}, "2026-12-04"),
    ],
)
def test_a_time_to_pay_runs_from_true_receipt(
    library: Library, answers: dict[str, Answer], ends: str
) -> None:
    """A clause that takes a letter as received at once does not shorten the time of a demand."""
    case = {**REGISTERED, "contract_form": "signed", "notice_stated": True, **answers}
    case |= {"open_invoices": "overdue", "governing_law": "uk", "client_individual": False}
    found = fact(library, "final_notice_deadline", date(2026, 11, 20), **case)
    assert found == date.fromisoformat(ends)


def test_the_expected_receipt_is_said(library: Library) -> None:
    """The working names the day of sending, the time in transit and where it is from."""
    assert said(library, **REGISTERED, send_on=date(2026, 11, 23)) == (
        "30 calendar days from receipt on 27 November 2026: 27 December 2026. Sent on 23 November "
        "2026, it is expected to arrive on 27 November 2026, 4 business days later. "
        "Source: C2, general knowledge of postal times, not verified."
    )
    clause = said(library, contract_form="signed", deemed_receipt=Duration(2, "days"))
    assert clause.endswith("2 calendar days later. This follows the contract's clause on receipt.")


def test_a_notice_too_short_is_told_once_its_receipt_is_known(library: Library) -> None:
    """Only a recorded receipt makes the last day in the letter too early."""
    answers: dict[str, Answer] = {
        "notice_stated": True,
        "notice_period": Duration(30, "days"),
        "notice_sent_on": date(2026, 11, 1),
        "notice_sent_by": "post",
        "notice_last_day": date(2026, 12, 1),
    }
    assert fact(library, "notice_short_days", **answers) is None
    assert fact(library, "notice_short_days", notice_arrived_on=date(2026, 11, 4), **answers) == 3
    assert fact(library, "notice_short_days", notice_arrived_on=date(2026, 11, 1), **answers) == 0
