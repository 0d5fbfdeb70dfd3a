"""The day to look again: one day, and no later than the advice changes by itself."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.engine.compiled import Compiled
from advisor.model import Case
from advisor.reasoning.assess import assess, assess_case
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.turning_dates import turning_dates
from advisor.report.sections import SectionWriter
from tests.random_cases import TODAY, cases, examples
from tests.shipped import shipped

LIBRARY = shipped()
OVERDUE = {
    "payment_habit": "often_late",
    "open_invoices": "overdue",
    "oldest_due_date": date(2026, 11, 2),
    "overdue_response": "talking",
    "how_it_stands": "running",
}
"""In honest contact about an invoice that was due on 2 November: 60 days are the limit."""


def review_days(found: Assessment) -> set[date]:
    """Return every day on which the report or the checklist says to look again."""
    days = {item.date for item in found.dates if item.kind == "review"}
    steps = ("checklist/close/wait-review", "checklist/close/repair-review",
             "checklist/close/pause-review", "checklist/close/keep-review",
             "checklist/close/look-again", "checklist/notice/await-deadline")  # fmt: skip
    return days | {task.due for task in found.tasks if task.id in steps and task.due}


def test_a_wait_ends_on_the_day_on_which_the_advice_changes() -> None:
    """It is looked at again on the turning date, and the headline names what it turns to."""
    case, day = Case(OVERDUE), date(2026, 12, 10)
    assessed = assess_case(LIBRARY, case, day, Compiled())
    turns = turning_dates(LIBRARY, case, day, Compiled())
    found, advice = assessed.assessment, assessed.advice
    assert advice.whether not in ("pause", "collect")
    assert turns[0].whether == "pause"
    assert advice.review_on == turns[0].date == date(2027, 1, 1)
    assert advice.turns_to == ("pause", None)
    assert review_days(found) == {date(2027, 1, 1)}
    headline = " ".join(SectionWriter(LIBRARY.phrases, assessed).outcome_facts())
    assert "Friday 1 January 2027" in headline
    assert LIBRARY.phrases.verdict("pause", None)[1:] in headline


@settings(max_examples=examples(80))
@given(cases(LIBRARY), st.integers(0, 200))
def test_one_day_to_look_again_and_not_after_the_advice_changes(case: Case, later: int) -> None:
    """Report and checklist name one day, and whether does not change before it."""
    day = TODAY + timedelta(days=later)
    found = assess(LIBRARY, case, day, Compiled())
    assert len(review_days(found)) <= 1
    if (review := found.advice.review_on) is None:
        return
    turns = turning_dates(LIBRARY, case, day, Compiled())
    changes = [turn for turn in turns if turn.whether != found.advice.whether]
    assert not changes or changes[0].date >= review
    at_once = [turn for turn in changes[:1] if turn.date == review]
    turned = [(turn.whether, turn.when) for turn in at_once]
    assert turned == ([found.advice.turns_to] if found.advice.turns_to else [])
