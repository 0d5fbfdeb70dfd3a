"""What follows the step that is advised: in the JSON, and decided as a real case."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from advisor.engine.compiled import Compiled
from advisor.model import Case, Money
from advisor.reasoning.assess import assess_case
from advisor.reasoning.decide import decide
from advisor.reasoning.events import foreseen
from advisor.reasoning.outlook import outlook
from advisor.reasoning.unknowns import with_splits
from advisor.report.json_report import report_json
from advisor.report.unknowns_text import split_lines
from tests.shipped import shipped

LIBRARY = shipped()
DAY = date(2026, 12, 1)
OVERDUE: dict[str, Any] = {
    "open_invoices": "overdue",
    "overdue_amount": Money(Decimal(2900), "EUR"),
    "oldest_due_date": date(2026, 9, 22),
}
PAUSED = {**OVERDUE, "work_status": "ongoing"}
DELIVERED = {**OVERDUE, "work_status": "delivered", "new_work": False}


def said(answers: dict[str, Any]) -> Any:
    """Return the JSON report of a case."""
    assessed = assess_case(LIBRARY, Case(answers), DAY, Compiled())
    return json.loads(report_json(LIBRARY.phrases, assessed, outlook(assessed)))


@pytest.mark.parametrize(("answers", "whether"), [(PAUSED, "pause"), (DELIVERED, "collect")])
def test_payment_and_its_absence_follow_a_demand(answers: dict[str, Any], whether: str) -> None:
    """First what follows if they pay, then if they do not by the deadline of the notice."""
    found = said(answers)
    assert found["whether"] == whether
    assert [item["event"] for item in found["then"]] == ["paid", "not-paid"]
    assert all({"if", "whether", "when", "not_before"} <= item.keys() for item in found["then"])


def test_what_follows_is_really_decided() -> None:
    """The advice that follows is that of the case with the answers of the event on its day."""
    assessed = assess_case(LIBRARY, Case(PAUSED), DAY, Compiled())
    for item in foreseen(assessed).follows():
        changed = {**PAUSED, **{k: v for k, v in item.changes.items() if v is not None}}
        again = decide(LIBRARY, Case(changed), item.day, Compiled())
        assert again.verdict == item.decision.verdict


def test_nothing_follows_where_it_is_settled_up() -> None:
    """What has ended has no step that could succeed or fail; its standing is told."""
    found = said({"how_it_stands": "client_ended", "ends_on": DAY + timedelta(days=30)})
    assert (found["standing"], found["then"]) == ("ended_by_client", [])
    assert found["last_day"] == "2026-12-31"


def test_a_day_that_is_asked_for_is_not_the_first_of_the_calendar() -> None:
    """Where any day may be the answer, the last day is called the one that is given."""
    case = Case({"how_it_stands": "client_ended"})
    assessed = with_splits(assess_case(LIBRARY, case, DAY, Compiled()))
    open_day = next(item for item in assessed.assessment.unknowns if item.question == "ends_on")
    lines = " ".join(text for _, text in split_lines(LIBRARY.phrases, assessed, open_day))
    assert "the last day is the one that you give" in lines
    assert "1970" not in lines
