"""From a case to its facts: reachable answers and what is worked out from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import lru_cache

from advisor.conditions import names
from advisor.engine.compiled import Source, load
from advisor.errors import CaseError, Message, Place, Problem
from advisor.facts import dispatch, interest, jurisdictions, lateness, notice, payment_terms
from advisor.facts.calculation import Calculation, Given
from advisor.knowledge.content import Question, Rulebook
from advisor.model import Answer, Case, Facts, FactValue

CALCULATIONS: Mapping[str, Calculation] = {
    "as_of": notice.as_of,
    "relationship_years": lateness.relationship_years,
    "incident_days": lateness.days_since("incident_on"),
    "talk_days": lateness.days_since("talked_on"),
    "settled_days": lateness.days_since("last_payment_on"),
    "late_share": lateness.late_share,
    "overdue_days": lateness.overdue_days,
    "formal_notice_lapsed": lateness.formal_notice_lapsed,
    "rate_percent": lateness.rate_percent,
    "exit_fee_months": lateness.exit_fee_months,
    "claim_months": lateness.claim_months,
    "days_to_project_end": lateness.days_until("project_end", dispatch.given_on),
    "days_to_milestone": lateness.days_until("milestone_date", dispatch.given_on),
    "days_to_term_end": lateness.days_until("term_end", dispatch.given_on),
    "days_to_renewal_deadline": lateness.days_until("renewal_deadline", dispatch.in_time_on),
    "days_to_critical_date": lateness.days_until("critical_date", dispatch.given_on),
    "notice_days": lateness.days_until("notice_end_date", dispatch.in_time_on),
    "law_notice_days": lateness.days_until("law_notice_end_date", dispatch.received_on),
    "late_interest": interest.late_interest,
    "late_fixed_sum": interest.late_fixed_sum,
    "law_pay_days": payment_terms.law_pay_days,
    "law_pay_days_most": payment_terms.law_pay_days_most,
    "law_term_verified": payment_terms.law_term_verified,
    "term_over_law": payment_terms.term_over_law,
    "act_minimum": payment_terms.act_minimum,
    "notice_short_days": notice.notice_short_days,
    "notice_given_on": notice.notice_given_on,
    "notice_received_on": notice.notice_received_on,
    "law_notice_verified": notice.law_notice_verified,
    **jurisdictions.CALCULATIONS,
    **{name: notice.end_of(name) for name in notice.WORKED},
}
"""One function for each derived fact in ``rules/facts.yaml``."""

STEADY = frozenset(
    (
        *("as_of", "notice_given_on", "notice_received_on", "relationship_years"),
        *("incident_days", "talk_days", "settled_days", "overdue_days", "formal_notice_lapsed"),
        *("days_to_project_end", "days_to_milestone", "days_to_term_end"),
        *("days_to_renewal_deadline", "days_to_critical_date"),
        *("law_pay_days", "law_pay_days_most", "law_term_verified", "term_over_law", "act_minimum"),
        *("notice_end_date", "customary_end_date", "extended_end_date", "cure_deadline"),
        *("final_notice_deadline", "runway_ready_date", "review_date"),
    )
)
"""Derived facts that only rise, only fall or stay as days pass.

While answers and dated values stay the same. The days of a notice are not among them:
a period that ends with a month, or leaves out holidays, grows and shrinks again.
"""


def answers_as_facts(question: Question, answer: Answer) -> dict[str, FactValue]:
    """Return the facts that one answer gives."""
    if question.kind == "several":
        chosen: frozenset[str] = answer  # type: ignore[assignment]
        facts: dict[str, FactValue] = {
            f"{question.id}.{choice}": choice in chosen for choice in question.choices
        }
        facts[f"{question.id}.count"] = len(chosen)
        return facts
    return {question.id: answer}  # type: ignore[dict-item]


def fact_names(question: Question) -> tuple[str, ...]:
    """Return the names of the facts that a question gives."""
    if question.kind == "several":
        return (*(f"{question.id}.{choice}" for choice in question.choices), f"{question.id}.count")
    return (question.id,)


Plan = Callable[[Mapping[str, Answer], Given], None]
"""Adds answers to the facts, with what a question's condition needs to be worked out."""


def derive(library: Rulebook, case: Case, as_of: date) -> Facts:
    """Return what is known of a case on a day, and what does not apply.

    Answers to questions that cannot be reached are left out. Raises
    :class:`CaseError` when a date runs past the end of the calendar.
    """
    given = Given(as_of, library.values, library.laws, CALCULATIONS)
    fill(case, given, whole(library), CALCULATIONS)
    return Facts(given.known, frozenset(given.absent))


def fill(case: Case, given: Given, prepared: Plan, calculated: Iterable[str]) -> None:
    """Add the answers to some questions, and some calculated facts with what they rest on.

    Raises as :func:`derive`.
    """
    with calendar_errors(case):
        prepared(case.answers, given)
        for name in calculated:
            given.work_out(name)


@lru_cache(maxsize=64)
def whole(library: Rulebook) -> Plan:
    """Return the plan of all questions of a library."""
    return plan(library.questions.values())


def plan(questions: Iterable[Question]) -> Plan:
    """Compile the reading of the answers to questions, given in the order of the interview."""
    source = Source()
    body = [
        "known, absent, work_out = given.known, given.absent, given.work_out",
        "get, answer = known.get, answers.get",
    ]
    for question in questions:
        condition = question.when
        derived = dict.fromkeys(name for name in names(condition) if name in CALCULATIONS)
        body += [f"work_out({name!r})" for name in derived]
        body += source.look_up([condition])
        body += [
            f"if {source.when(condition, wanted=False)}:",
            f"    absent.update({fact_names(question)!r})",
            "else:",
            f"    x = answer({question.id!r})",
            "    if x is not None:",
            f"        {_known(question)}",
        ]
        if question.purpose == "record":
            # What is not recorded has not happened, which is not the same as unknown.
            body += ["    else:", f"        absent.add({question.id!r})"]
    return load(source.function("answers, given", body))


def _known(question: Question) -> str:
    """Return the line that adds an answer ``x``, as :func:`answers_as_facts` gives it."""
    if question.kind != "several":
        return f"known[{question.id!r}] = x"
    facts = [f"'{question.id}.{choice}': {choice!r} in x" for choice in question.choices]
    return f"known.update({{{', '.join(facts)}, '{question.id}.count': len(x)}})"


@contextmanager
def calendar_errors(case: Case) -> Iterator[None]:
    """Turn the errors of dates past the end of the calendar into :class:`CaseError`."""
    try:
        yield
    except (OverflowError, ValueError) as error:
        where = Place(case.file or "case", 1, 1)
        text = Message("A date or a period leads past the end of the calendar; use a nearer one.")
        raise CaseError([Problem(where, text)]) from error


def unreachable(library: Rulebook, facts: Facts) -> tuple[str, ...]:
    """Return the questions that cannot be reached with these facts."""
    return tuple(
        question.id
        for question in library.questions.values()
        if fact_names(question)[0] in facts.not_applicable and question.purpose != "record"
    )
