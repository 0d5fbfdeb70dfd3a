"""What would change the advice is found, really changes it, and is the nearest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from advisor.engine.compiled import Compiled
from advisor.engine.stratum import Stratum, Truths
from advisor.facts.derive import derive
from advisor.knowledge.content import Library
from advisor.model import Answer, Case, Duration, Facts, Money
from advisor.reasoning.answer_classes import options
from advisor.reasoning.counterfactual import counterfactuals
from advisor.reasoning.decide import advice_of, decide
from advisor.reasoning.decision_scope import advice_scope
from advisor.reasoning.outlook import without_negativity
from advisor.reasoning.turning_dates import turning_dates
from advisor.reasoning.what_if_base import begin
from tests.random_cases import TODAY, cases, examples
from tests.shipped import every_answer_a_state, shipped
from tests.test_stories import STORIES, read_story

LIBRARY = shipped()
FREE = every_answer_a_state(LIBRARY)


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_every_story_knows_what_would_change_it(path: Path, library: Library) -> None:
    """Each story has changes of one answer that lead elsewhere, and all of them do."""
    case = read_story(path, library).case
    changes = counterfactuals(FREE, case, TODAY)
    assert changes
    present = decide(library, case, TODAY, Compiled()).verdict
    assert all((change.whether, change.when) != present for change in changes)


def test_the_nearest_number_that_changes_the_advice_is_given(library: Library, today: date) -> None:
    """Of all shares of income that call for another when, the one beside the limit."""
    case = read_story(next(path for path in STORIES if path.name[0] == "h"), library).case
    found = {
        (change.question, change.answer): (change.whether, change.when)
        for change in counterfactuals(FREE, case, today)
    }
    assert found["income_share", 19] == ("end", "after_notice")
    assert found["runway_months", 6] == ("end", "after_notice")


def test_money_keeps_its_currency(library: Library) -> None:
    """Another amount is tried in the currency of the answer."""
    case = Case(
        {"effective_rate": Money(Decimal(90), "USD"), "target_rate": Money(Decimal(100), "USD")}
    )
    base = begin(library, case, TODAY)
    found = options(base, library.questions["effective_rate"])
    answers = [option.answer for option in found]
    assert {answer.currency for answer in answers if isinstance(answer, Money)} == {"USD"}
    # The limits of the rate stand at 50, 70 and 90 percent of the target.
    assert {Money(Decimal("89.99"), "USD"), Money(Decimal("69.99"), "USD")} <= set(answers)


def test_an_amount_is_tried_in_the_currency_of_what_it_is_held_against(
    library: Library,
) -> None:
    """A target in dollars is what an hourly rate in dollars asks for, whatever else is in euros."""
    answers = {
        "monthly_billing": Money(Decimal(4000), "EUR"),
        "effective_rate": Money(Decimal(90), "USD"),
    }
    found = {
        change.answer
        for change in counterfactuals(FREE, Case(answers), TODAY)
        if change.question == "target_rate"
    }
    assert found
    assert all(isinstance(answer, Money) and answer.currency == "USD" for answer in found)
    # A claim and a fee are each held against the billing, so the billing has two currencies.
    fees = {"exit_fee": Money(Decimal(90), "USD"), "claim_amount": Money(Decimal(90), "GBP")}
    case = Case({**fees, "dispute": frozenset({"claim"})})
    base = begin(library, case, TODAY, advice_scope(library))
    billing = options(base, library.questions["monthly_billing"])
    tried = {one.answer.currency for one in billing if isinstance(one.answer, Money)}
    assert tried == {"USD", "GBP"}


def test_the_day_on_which_an_incident_has_cooled_is_a_turning_date(
    library: Library, today: date
) -> None:
    """Two weeks after the one incident the advice to wait for it is over."""
    story = read_story(next(path for path in STORIES if path.name[0] == "b"), library)
    turns = turning_dates(library, story.case, today, Compiled())
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
    turns = turning_dates(library, case, today, Compiled())
    assert turns[0].date == today + timedelta(days=10)
    assert turns[0].whether == "pause"
    day_before = decide(library, case, today + timedelta(days=9), Compiled())
    assert day_before.row.whether != "pause"


def naive_turns(library: Library, case: Case, start: date, days: int) -> list[date]:
    """Return the days on which whether, when or what comes first is another than before."""
    found = []
    before = advice_of(decide(library, case, start, Compiled()))
    for ahead in range(1, days + 1):
        day = start + timedelta(days=ahead)
        after = advice_of(decide(library, case, day, Compiled()))
        if after != before:
            found.append(day)
        before = after
    return found


class Counted(Compiled):
    """Counts how often it is asked to fire."""

    fired = 0

    def fire(self, stratum: Stratum, facts: Facts) -> Truths:
        """Fire as the compiled conditions do."""
        self.fired += 1
        return super().fire(stratum, facts)


def test_rules_are_fired_only_when_a_limit_is_crossed(library: Library, today: date) -> None:
    """The end of a notice given that day is another one each day, and no rule looks at it."""
    story = read_story(next(path for path in STORIES if path.name[0] == "a"), library)
    known = [derive(library, story.case, today + timedelta(days=n)).known for n in (0, 1)]
    assert known[0]["notice_end_date"] != known[1]["notice_end_date"]
    engine = Counted()
    turning_dates(library, story.case, today, engine)
    assert engine.fired < 100


@settings(max_examples=examples(6))
@given(cases(LIBRARY))
def test_no_day_is_missed(case: Case) -> None:
    """Every day on which a full decision differs from the day before is a turning date."""
    turns = {turn.date: turn for turn in turning_dates(LIBRARY, case, TODAY, Compiled())}
    for day in naive_turns(LIBRARY, case, TODAY, 366):
        assert day in turns
    for day, turn in turns.items():
        decision = decide(LIBRARY, case, day, Compiled())
        assert (turn.whether, turn.when, turn.gates) == advice_of(decision)
        assert turn.last_day == decision.last_day


def test_a_day_on_which_only_what_comes_first_changes_is_a_turning_date(
    library: Library, today: date
) -> None:
    """Near a tax deadline a lawyer comes first, and the week after it no longer."""
    answers: dict[str, Answer] = {
        "abuse": frozenset({"threats"}),
        "regulated_profession": "accountant",
        "critical_needs": frozenset({"statutory_deadline"}),
        "critical_date": today + timedelta(days=90),
    }
    turns = turning_dates(library, Case(answers), today, Compiled())
    assert {(turn.whether, turn.when, turn.moves) for turn in turns} == {("end", "now", False)}
    gates = [dict(turn.gates)["lawyer"] for turn in turns]
    days = [(turn.date - today).days for turn in turns]
    assert (days, gates) == ([60, 91], [True, False])


def test_a_last_day_that_leaps_is_a_turning_date(library: Library, today: date) -> None:
    """Notice to the end of a month moves the last day once a month, when the plan sends it later."""
    case = replace(
        read_story(STORIES[4], library).case,
        answers={
            "intent": "leave",
            "considering_for": "months",
            "break_right": "both",
            "contract_kind": "open_ended",
            "governing_law": "uk",
            "notice_stated": True,
            "notice_period": Duration(1, "months"),
            "notice_runs_from": "month_end",
        },
    )
    turns = turning_dates(library, case, today, Compiled())
    assert (turns[0].date, turns[0].last_day) == (date(2026, 11, 26), date(2027, 1, 31))
    assert (turns[1].date, turns[1].last_day) == (date(2026, 12, 25), date(2027, 2, 28))
    assert len(turns) == 12


def test_a_last_day_set_by_another_constraint_is_a_turning_date(
    library: Library, today: date
) -> None:
    """Once the notice would run beyond the end of the project, it sets the last day."""
    # A plan begun on 25 December 2026 sends it on Monday 4 January 2027.
    story = read_story(STORIES[0], library).case
    case = replace(story, answers={**story.answers, "project_end": date(2027, 1, 31)})
    turns = turning_dates(library, case, today, Compiled())
    assert turns[0].date == date(2026, 12, 25)
    assert (turns[0].whether, turns[0].when) == ("end", "at_milestone")
    assert turns[0].last_day == date(2027, 2, 3)


def test_a_notice_that_moves_along_with_its_day_is_no_turning_date(
    library: Library, today: date
) -> None:
    """A last day that comes a day later because the notice goes out a day later is none."""
    case = read_story(STORIES[8], library).case
    assert decide(library, case, today, Compiled()).verdict == ("end", "after_notice")
    assert turning_dates(library, case, today, Compiled()) == ()


def test_mood_is_told_apart_from_facts(library: Library, today: date) -> None:
    """Without its answers about negativity story h no longer ends; story e still does."""
    stories = {path.name[0]: read_story(path, library).case for path in STORIES}
    without_mood = {name: without_negativity(library, stories[name]) for name in "hea"}
    found = {
        name: decide(library, without_mood[name], today, Compiled()).verdict
        for name in without_mood
    }
    assert found == {"h": ("repair", None), "e": ("end", "now"), "a": ("end", "at_milestone")}
