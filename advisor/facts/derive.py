"""From a case to its facts: reachable answers and what is calculated from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from advisor.cache_files import named
from advisor.conditions import names
from advisor.engine.compiled import load
from advisor.errors import CaseError, Message, Place, Problem
from advisor.facts import (
    counted_dates,
    dispatch,
    first_needs,
    interest,
    jurisdictions,
    lateness,
    law_notice,
    notice,
    payment_terms,
    rough_sizes,
    standing,
    term,
)
from advisor.facts.answer_plan import Plan, Reading, fact_names
from advisor.facts.calculation import Calculation, Given
from advisor.knowledge import roles
from advisor.knowledge.content import Rulebook
from advisor.model import Case, Facts


def _named(*calculations: Calculation) -> dict[str, Calculation]:
    """Return calculations by their fact, which has the name of the function."""
    return {calculation.__name__: calculation for calculation in calculations}


_NON_MONOTONIC: Mapping[str, Calculation] = {
    **_named(
        lateness.late_share,
        lateness.undisputed_share,
        lateness.owed_after_set_off,
        lateness.rate_percent,
    ),
    **_named(lateness.exit_fee_months, lateness.claim_months),
    **_named(lateness.debt_months, lateness.prepayment_months),
    roles.NOTICE_DAYS: lateness.days_until(roles.NOTICE_END_DATE, dispatch.in_time_on),
    roles.LAW_NOTICE_DAYS: lateness.days_until(roles.LAW_NOTICE_END_DATE, dispatch.received_on),
    **_named(interest.late_interest, interest.late_interest_verified, interest.late_fixed_sum),
    **_named(notice.notice_short_days, notice.customary_notice),
    **_named(law_notice.law_notice_verified, law_notice.law_sets_notice),
    **_named(law_notice.law_notice_period),
    **_named(counted_dates.final_notice_period, counted_dates.breach_notice_period),
    **_named(counted_dates.settlement_period, term.renewal_by_hand, term.renewal_days_left),
    **jurisdictions.CALCULATIONS,
    **{name: counted_dates.end_of(name) for name in counted_dates.NON_MONOTONIC},
}
"""Derived facts that may rise and fall as days pass.

A period that ends with a month, or leaves out holidays, grows and shrinks again.
"""

_MONOTONIC: Mapping[str, Calculation] = {
    **_named(notice.as_of, notice.notice_given_on, notice.notice_received_on),
    **_named(lateness.relationship_years, lateness.overdue_days, lateness.formal_notice_lapsed),
    **_named(lateness.claim_from),
    **rough_sizes.CALCULATIONS,
    "incident_days": lateness.days_since(roles.INCIDENT_ON),
    "talk_days": lateness.days_since(roles.TALKED_ON),
    "settled_days": lateness.days_since(roles.LAST_PAYMENT_ON),
    "days_to_project_end": lateness.days_until(roles.PROJECT_END, dispatch.given_on),
    "days_to_milestone": lateness.days_until(roles.MILESTONE_DATE, dispatch.given_on),
    "days_to_term_end": lateness.days_until(roles.TERM_END, dispatch.given_on),
    "days_to_renewal_deadline": lateness.days_until(
        roles.RENEWAL_DEADLINE, dispatch.non_renewal_in_time_on
    ),
    "days_to_critical_date": lateness.days_until(roles.CRITICAL_DATE, dispatch.given_on),
    "days_to_ends_on": lateness.days_until(roles.ENDS_ON, notice.as_of),
    **_named(standing.standing, standing.standing_last_day, standing.end_settled),
    **_named(standing.client_notice_end, standing.client_notice_missing_days),
    **_named(payment_terms.law_pay_days, payment_terms.law_pay_days_most),
    **_named(payment_terms.law_term_verified, payment_terms.term_over_law),
    **_named(payment_terms.act_minimum),
    **{
        name: counted_dates.end_of(name)
        for name in counted_dates.COUNTED_DATES
        if name not in _NON_MONOTONIC
    },
}
CALCULATIONS: Mapping[str, Calculation] = {**_MONOTONIC, **_NON_MONOTONIC}
"""One function for each derived fact in ``rules/facts.yaml``."""

GROUPS = first_needs.grouped(CALCULATIONS)
"""The calculations by the fact that each needs first."""

MONOTONIC = frozenset(_MONOTONIC)
"""Derived facts that only rise, only fall or stay as days pass.

While answers and dated values stay the same.
"""


def derive(rulebook: Rulebook, case: Case, as_of: date) -> Facts:
    """Return what is known of a case on a day, and what does not apply.

    Answers to questions that cannot be reached are left out. Raises
    :class:`CaseError` when a date runs past the end of the calendar.
    """
    with calendar_errors(case):
        given = answered(rulebook, case, as_of)
        first_needs.calculate(given, GROUPS)
        late_plan(rulebook)(case.answers, given)
    return Facts(given.known, frozenset(given.absent))


def answered(rulebook: Rulebook, case: Case, as_of: date) -> Given:
    """Return the answers to a case as facts, with nothing derived.

    To be called within :class:`calendar_errors`.
    """
    given = Given(as_of, rulebook.values, rulebook.laws, CALCULATIONS, shared=_shared(rulebook))
    full_plan(rulebook)(case.answers, given)
    given.kept = {}
    jurisdictions.add_facts_of_law(given)
    return given


def given_again(
    rulebook: Rulebook, facts: Facts, as_of: date, sending: Mapping[str, date]
) -> Given:
    """Return what calculations read, from facts that are already derived."""
    known, absent = dict(facts.known), set(facts.not_applicable)
    return Given(
        as_of,
        rulebook.values,
        rulebook.laws,
        CALCULATIONS,
        known,
        absent,
        set(CALCULATIONS),
        {},
        _shared(rulebook),
        sending,
    )


def fill(case: Case, given: Given, prepared: Reading, calculated: Iterable[str]) -> None:
    """Add the answers to some questions, and some calculated facts with what they depend on.

    Raises as :func:`derive`.
    """
    with calendar_errors(case):
        prepared(case.answers, given)
        for name in calculated:
            given.calculate(name)


@lru_cache(maxsize=8)
def _shared(rulebook: Rulebook) -> dict[object, Any]:
    """Return where calculations keep what is the same for all cases of a rulebook."""
    del rulebook
    return {}


@lru_cache(maxsize=8)
def full_plan(rulebook: Rulebook) -> Plan:
    """Return the plan of all questions of a rulebook but those of :func:`_late`."""
    late = _late(rulebook)
    asked = (one for name, one in rulebook.questions.items() if name not in late)
    store = named("questions", rulebook.cache_key)
    return Plan(asked, CALCULATIONS, store, jurisdictions.NEEDS, first=True)


@lru_cache(maxsize=8)
def late_plan(rulebook: Rulebook) -> Plan:
    """Return the plan of the questions of :func:`_late`."""
    asked = [rulebook.questions[name] for name in _late(rulebook)]
    return Plan(asked, CALCULATIONS, named("late-questions", rulebook.cache_key))


@lru_cache(maxsize=8)
def _late(rulebook: Rulebook) -> tuple[str, ...]:
    """Return the questions on letters that can be read once all else is derived.

    Nothing but letters asks for their answers: no rule, no other question, and no calculation,
    which reads only what has a role.
    """

    def source() -> str:
        asked = rulebook.questions.values()
        made = [kind for kind in rulebook.facts.values() if kind.origin == "derived"]
        read = {
            name for kind in made for name in (*kind.inputs, *kind.through)
        } | roles.ROLES.keys()
        read |= {name for rule in rulebook.rules() for name in names(rule.when)}
        late = [one for one in asked if one.purpose == "letter"]
        while True:
            read |= {name for one in asked if one not in late for name in names(one.when)}
            kept = [one for one in late if read.isdisjoint((one.id, *fact_names(one)))]
            if len(kept) == len(late):
                found = tuple(one.id for one in late)
                return f"def generated():\n    return {found!r}\n"
            late = kept

    found: tuple[str, ...] = load(source, named("late", rulebook.cache_key), __file__)()
    return found


class calendar_errors:  # noqa: N801 - used as a statement; a generator takes five times as long
    """Turn the errors of dates past the end of the calendar into :class:`CaseError`."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def __enter__(self) -> None:
        """Begin a block of calculations."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Turn the error that ended the block."""
        if isinstance(error, (OverflowError, ValueError)):
            where = Place(self.case.file or "case", 1, 1)
            text = Message(
                "A date or a period leads past the end of the calendar; use a nearer one."
            )
            raise CaseError([Problem(where, text)]) from error


def unreachable(rulebook: Rulebook, facts: Facts) -> tuple[str, ...]:
    """Return the questions that cannot be reached with these facts."""
    return tuple(
        question.id
        for question in rulebook.questions.values()
        if fact_names(question)[0] in facts.not_applicable and question.purpose != "record"
    )
