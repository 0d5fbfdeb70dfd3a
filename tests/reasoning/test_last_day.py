"""The last day is printed only when no constraint of law or contract can still move it."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.engine.compiled import Compiled
from advisor.knowledge.content import Library
from advisor.model import Answer, Case, Duration
from advisor.reasoning.assess import assess
from advisor.reasoning.assessment import Advice

TODAY = date(2026, 12, 1)
LEAVES: dict[str, Answer] = {
    "intent": "leave_now",
    "payment_habit": "often_late",
    "invoices_settled": 8,
    "invoices_late": 6,
    "talked": "more",
    "talk_result": "unchanged",
}
"""Grounds enough, talked in vain, and the wish to leave."""
OPEN: dict[str, Answer] = {**LEAVES, "contract_kind": "open_ended", "governing_law": "uk"}
TERM: dict[str, Answer] = {
    **LEAVES,
    "contract_kind": "fixed_term",
    "term_end": date(2027, 9, 30),
    "governing_law": "uk",
}
SIGNED: dict[str, Answer] = {"contract_form": "signed", "notice_stated": True}


def advice(library: Library, answers: dict[str, Answer], as_of: date = TODAY) -> Advice:
    """Return the advice on some answers, which is to end."""
    found = assess(library, Case(answers), as_of, Compiled()).advice
    assert found.whether == "end"
    return found


@pytest.mark.parametrize("law", ["es", "uk", "de", "mx", "us_ny"])
def test_an_unread_break_right_leaves_the_end_of_the_term(library: Library, law: str) -> None:
    """A1: only the end of the term can be promised, and only if it does not renew."""
    term = {**TERM, "governing_law": law}
    open_now = advice(library, term)
    assert (open_now.when, open_now.last_day) == ("at_term", None)
    assert (open_now.not_before, open_now.needs) == (date(2027, 9, 30), ("auto_renews",))
    fixed = advice(library, {**term, "auto_renews": False})
    assert (fixed.last_day, fixed.not_before, fixed.needs) == (date(2027, 9, 30), None, ())
    assert [item.rule for item in fixed.binding] == ["dates/term-end"]


def test_a_french_notice_may_run_beyond_the_term(library: Library) -> None:
    """A1: in France the length of the relation decides whether the notice ends later."""
    term = {**TERM, "governing_law": "fr", "auto_renews": False}
    assert advice(library, term).needs == ("relationship_started",)
    roughly = {**term, "relationship_length": "several"}
    assert advice(library, roughly).needs == ("relationship_started",)
    enough = advice(library, {**term, "relationship_length": "under_two"})
    assert enough.last_day == date(2027, 9, 30)
    known = advice(library, {**term, "relationship_started": date(2024, 1, 1)})
    assert known.last_day == date(2027, 9, 30)


def test_an_unread_project_is_finished_first(library: Library) -> None:
    """A2: without its end no day, and no custom."""
    project: dict[str, Answer] = {
        **LEAVES,
        "governing_law": "uk",
        "contract_kind": "project",
        "work_status": "in_progress",
    }
    found = advice(library, project)
    assert (found.when, found.last_day, found.binding) == ("at_milestone", None, ())
    assert found.needs == ("project_end",)
    known = advice(library, {**project, "project_end": date(2027, 3, 1)})
    assert known.last_day == date(2027, 3, 1)
    assert [item.norm for item in known.binding] == ["contract"]


@pytest.mark.parametrize(
    ("answers", "needs"),
    [
        ({**OPEN, **SIGNED}, ("notice_period",)),
        ({**OPEN, "contract_form": "signed"}, ("notice_stated",)),
        ({**OPEN, "notice_stated": False, "governing_law": "fr"}, ("relationship_started",)),
        ({**OPEN, "notice_stated": False, "governing_law": "de"}, ("pay_interval",)),
        ({**LEAVES, "contract_kind": "open_ended", "notice_stated": False}, ("governing_law",)),
    ],
)
def test_what_is_not_read_keeps_the_day_open(
    library: Library, answers: dict[str, Answer], needs: tuple[str, ...]
) -> None:
    """A3, A4, A5: no day of custom stands in for a clause or a law that is not known."""
    found = advice(library, answers)
    assert (found.last_day, found.not_before, found.needs) == (None, None, needs)


def test_custom_fills_a_contract_that_is_known_to_be_silent(library: Library) -> None:
    """A4: "the contract says nothing" opens reasonable notice."""
    found = advice(library, {**OPEN, "notice_stated": False})
    assert [(item.rule, item.norm) for item in found.binding] == [
        ("dates/customary-notice", "custom")
    ]


def test_another_constraint_gives_the_day_before_which_it_cannot_lie(library: Library) -> None:
    """The latest constraint that holds stands beside a day that is open."""
    found = advice(
        library,
        {
            **OPEN,
            "intent": "leave",
            "income_share": 42,
            "runway_months": 1,
            "income_replaced_on": date(2027, 2, 1),
        },
    )
    assert (found.last_day, found.not_before) == (None, date(2027, 2, 1))
    assert [item.rule for item in found.binding] == ["dates/income-replaced"]


RENEWS: dict[str, Answer] = {
    **TERM,
    "term_end": date(2026, 12, 31),
    "auto_renews": True,
    "renewal_notice": Duration(60, "days"),
}


def test_a_missed_window_needs_the_length_of_the_new_term(library: Library) -> None:
    """C7: the new term binds, and its length is not known."""
    found = advice(library, RENEWS)
    assert (found.last_day, found.not_before) == (None, date(2026, 12, 31))
    assert found.needs == ("renewal_term",)


def test_a_missed_window_rolls_the_term_on(library: Library) -> None:
    """C8: renewed for a year, the contract binds to the end of the next one."""
    found = advice(library, {**RENEWS, "renewal_term": Duration(12, "months")})
    assert found.last_day == date(2027, 12, 31)
    window: dict[str, Answer] = {"renewal_notice": Duration(100, "days")}
    monthly = advice(library, {**RENEWS, **window, "renewal_term": Duration(1, "months")})
    assert monthly.last_day == date(2027, 3, 31)


def test_a_window_that_is_open_ends_the_present_term(library: Library) -> None:
    """Notice of non-renewal on its last day is in time."""
    found = advice(library, {**RENEWS, "renewal_notice": Duration(30, "days")})
    assert found.last_day == date(2026, 12, 31)
