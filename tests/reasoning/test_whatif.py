"""What would change the advice is found, really changes it, and is the nearest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from advisor.engine.pure import Pure
from advisor.interview.answers import parse
from advisor.knowledge.content import Library
from advisor.knowledge.load import Roots, load
from advisor.model import Answer, Case, Money
from advisor.reasoning.decide import decide
from advisor.reasoning.whatif import (
    alternatives,
    thresholds,
    turning_dates,
    verdict,
    without_negativity,
    would_change,
)
from tests.conftest import ROOT
from tests.random_cases import TODAY, cases
from tests.test_stories import STORIES, read_story

LIBRARY = load(Roots(ROOT / "rules", ROOT / "templates"))


def read(name: str, text: str) -> Answer:
    """Read a counterfactual's answer as a user would type it."""
    question = LIBRARY.questions[name]
    if question.kind == "several":
        chosen = text.strip("[]")
        return frozenset(part.strip() for part in chosen.split(",") if part.strip())
    return parse(question, text, TODAY)


@settings(max_examples=12)
@given(cases(LIBRARY))
def test_every_counterfactual_really_changes_the_advice(case: Case) -> None:
    """Assessed anew, each change of one answer leads where it says, and not where we are."""
    present = verdict(decide(LIBRARY, case, TODAY, Pure()))
    for change in would_change(LIBRARY, case, TODAY, Pure()):
        ((name, text),) = change.changes.items()
        changed = replace(case, answers={**case.answers, name: read(name, text)})
        found = verdict(decide(LIBRARY, changed, TODAY, Pure()))
        assert found == (change.whether, change.when)
        assert found != present


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_every_story_knows_what_would_change_it(path: Path, library: Library) -> None:
    """Each story has changes of one answer that lead elsewhere, and all of them do."""
    case = read_story(path, library).case
    changes = would_change(library, case, TODAY, Pure())
    assert changes
    present = verdict(decide(library, case, TODAY, Pure()))
    assert all((change.whether, change.when) != present for change in changes)


def test_the_nearest_number_that_changes_the_advice_is_given(library: Library, today: date) -> None:
    """Of all shares of income that call for another when, the one beside the limit."""
    case = read_story(next(path for path in STORIES if path.name[0] == "h"), library).case
    found = {
        tuple(change.changes.items()): (change.whether, change.when)
        for change in would_change(library, case, today, Pure())
    }
    assert found[(("income_share", "19"),)] == ("end", "after_notice")
    assert found[(("runway_months", "3"),)] == ("end", "after_notice")


def test_numbers_are_tried_on_and_beside_every_limit(library: Library) -> None:
    """The limits come from the rules, not from a list of their own."""
    limits = thresholds(library)
    assert Decimal(50) in limits["late_share"]
    assert Decimal(20) in limits["income_share"]
    tried = list(alternatives(library.questions["income_share"], 42, limits))
    assert {19, 20, 21, 29, 30, 31} <= set(tried)
    assert 42 not in tried
    assert tried == sorted(tried, key=lambda value: abs(value - 42))  # type: ignore[operator]


def test_money_keeps_its_currency(library: Library) -> None:
    """Another amount is tried in the currency of the answer."""
    tried = alternatives(
        library.questions["unearned_prepayment"],
        Money(Decimal(1500), "USD"),
        thresholds(library),
    )
    assert {answer.currency for answer in tried if isinstance(answer, Money)} == {"USD"}


def test_the_day_on_which_an_incident_has_cooled_is_a_turning_date(
    library: Library, today: date
) -> None:
    """Two weeks after the one incident the advice to wait for it is over."""
    story = read_story(next(path for path in STORIES if path.name[0] == "b"), library)
    turns = turning_dates(library, story.case, today, Pure())
    assert [turn.date for turn in turns] == [date(2026, 11, 29)]
    assert turns[0].whether == "keep"


def test_an_invoice_passing_thirty_days_is_a_turning_date(library: Library, today: date) -> None:
    """Thirty days overdue turns the advice to a pause, on that day and not before."""
    case = Case(
        {
            "open_invoices": "overdue",
            "oldest_due_date": today - timedelta(days=20),
            "overdue_response": "not_asked",
        }
    )
    turns = turning_dates(library, case, today, Pure())
    assert turns[0].date == today + timedelta(days=10)
    assert turns[0].whether == "pause"
    day_before = decide(library, case, today + timedelta(days=9), Pure())
    assert day_before.row.whether != "pause"


def test_mood_is_told_apart_from_facts(library: Library, today: date) -> None:
    """Without its answers about negativity story h no longer ends; story e still does."""
    stories = {path.name[0]: read_story(path, library).case for path in STORIES}
    assert without_negativity(library, stories["h"], today, Pure()) == ("wait", None)
    assert without_negativity(library, stories["e"], today, Pure()) == ("end", "now")
    assert without_negativity(library, stories["a"], today, Pure()) == ("end", "at_milestone")
