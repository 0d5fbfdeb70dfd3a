"""How things stand: by the record, by the answer, and by the days that have passed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from advisor.facts.derive import derive
from advisor.facts.standing import standing_of
from advisor.model import Case, Duration
from tests.shipped import shipped

LIBRARY = shipped()
DAY = date(2026, 12, 1)
YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)


def known(answers: dict[str, Any], fact: str) -> object:
    """Return a fact of a case, ``None`` where it is not known or does not apply."""
    return derive(LIBRARY, Case(answers), DAY).known.get(fact)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, None),
        ({"how_it_stands": "running"}, "running"),
        ({"how_it_stands": "over"}, "over"),
        ({"how_it_stands": "own_notice"}, "notice_given"),
        ({"notice_sent_on": YESTERDAY}, "notice_given"),
        ({"how_it_stands": "running", "notice_sent_on": YESTERDAY}, "notice_given"),
        ({"notice_sent_on": YESTERDAY, "notice_last_day": DAY}, "notice_given"),
        ({"notice_sent_on": YESTERDAY, "notice_last_day": YESTERDAY}, "over"),
        ({"how_it_stands": "client_ended", "ends_on": DAY}, "ended_by_client"),
        ({"how_it_stands": "client_ended", "ends_on": YESTERDAY}, "over"),
        ({"how_it_stands": "client_ended"}, None),
        (
            {"how_it_stands": "client_ended", "ends_on": TOMORROW, "notice_sent_on": YESTERDAY},
            "ended_by_client",
        ),
        ({"how_it_stands": "agreed", "ends_on": TOMORROW}, "agreed"),
    ],
)
def test_standing_goes_by_record_answer_and_last_day(
    answers: dict[str, Any], expected: str | None
) -> None:
    """A record counts before "running", the client's act before a record, the day before all."""
    assert known(answers, "standing") == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, None),
        ({"how_it_stands": "running"}, False),
        ({"how_it_stands": "own_notice"}, False),
        ({"notice_sent_on": YESTERDAY, "notice_last_day": YESTERDAY}, True),
        ({"how_it_stands": "client_ended"}, True),
        ({"how_it_stands": "agreed"}, True),
        ({"how_it_stands": "over"}, True),
    ],
)
def test_the_end_is_settled_by_the_client_by_agreement_or_by_the_day(
    answers: dict[str, Any], expected: bool | None
) -> None:
    """One's own notice settles it only once its last day has passed."""
    assert known(answers, "end_settled") is expected


def test_an_end_without_a_day_is_told_by_its_answer() -> None:
    """Without a last day it may be over or not; who ended it is told all the same."""
    facts = derive(LIBRARY, Case({"how_it_stands": "client_ended"}), DAY)
    assert standing_of(facts) == "ended_by_client"
    assert standing_of(derive(LIBRARY, Case({}), DAY)) is None


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"cut_off": True}, 30),
        ({"cut_off": False, "ends_on": date(2026, 12, 20)}, 10),
        ({"cut_off": False, "ends_on": date(2027, 1, 31)}, 0),
        ({"cut_off": False}, None),
        ({"ends_on": date(2026, 12, 20)}, 10),
        ({}, None),
    ],
)
def test_missing_notice_is_counted_from_the_day_the_work_stopped(
    answers: dict[str, Any], expected: int | None
) -> None:
    """Thirty days told on 30 November end on 30 December; what lies after the stop is missing."""
    told = {
        "how_it_stands": "client_ended",
        "ended_on": date(2026, 11, 30),
        "client_notice": Duration(30, "days"),
        **answers,
    }
    assert known(told, "client_notice_missing_days") == expected


def test_a_client_who_stops_during_the_own_notice_owes_the_rest_of_it() -> None:
    """The user's notice of 30 days, received on 20 November, runs until 20 December."""
    told = {
        "how_it_stands": "client_ended",
        "ended_on": date(2026, 11, 30),
        "cut_off": True,
        "notice_sent_on": date(2026, 11, 20),
        "notice_sent_by": "email",
        "notice_stated": True,
        "notice_period": Duration(30, "days"),
    }
    assert known(told, "client_notice_missing_days") == 20
