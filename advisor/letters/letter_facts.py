"""The facts of a letter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from advisor.conditions import evaluate
from advisor.facts.derive import answers_as_facts, fact_names
from advisor.knowledge.content import Library
from advisor.knowledge.letter_content import LetterKind
from advisor.locale.markdown import one_line
from advisor.model import Case, Facts, FactValue, Money
from advisor.reasoning.assessment import Assessment

ABUSE = ("conduct/threats", "conduct/insults-after-warning")
"""Findings after which a letter names no conduct, gives no reason and offers no call."""


def letter_facts(library: Library, assessment: Assessment, case: Case, kind: LetterKind) -> Facts:
    """Return the facts of an assessment, with the applicable answers about the letter.

    For a letter that the advice does not call for, the advice is what its kind assumes. An
    ending without a last day gets the end of a notice given today.
    """
    known = dict(assessment.facts.known)
    absent = set(assessment.facts.not_applicable)
    if evaluate(kind.when, assessment.facts) is not True:
        known.update(kind.assume)
    if known.get("advice.whether") == "end" and "last_day" not in known:
        known["last_day"] = _provisional_last_day(known, assessment.as_of)
    for question in library.questions.values():
        if question.purpose != "letter":
            continue
        names = fact_names(question)
        absent.difference_update(names)
        for name in names:
            known.pop(name, None)
        if evaluate(question.when, Facts(known, frozenset(absent))) is False:
            absent.update(names)
        elif question.id in case.answers:
            known.update(answers_as_facts(question, case.answers[question.id]))
    return Facts(known, frozenset(absent))


def _provisional_last_day(known: Mapping[str, FactValue], as_of: date) -> date:
    ends = [known.get("notice_end_date"), known.get("law_notice_end_date")]
    days = [day for day in ends if isinstance(day, date)]
    customary = known.get("customary_end_date", as_of)
    return max(days) if days else customary  # type: ignore[return-value]


def without(facts: Facts, names: frozenset[str]) -> Facts:
    """Return the facts with some of them unknown."""
    kept = {name: value for name, value in facts.known.items() if name not in names}
    return Facts(kept, facts.not_applicable)


def guarded(facts: Facts) -> bool:
    """Return whether a letter gives no reason: after abuse, or when work stops today."""
    stops_today = facts.known.get("advice.when") == "now"
    return stops_today or any(facts.known.get(name) is True for name in ABUSE)


def text(facts: Facts, name: str) -> str:
    """Return a text fact on one line, or an empty one when it is unknown."""
    value = facts.known.get(name)
    return one_line(value) if isinstance(value, str) else ""


def owed_total(assessment: Assessment, facts: Facts) -> Money | None:
    """Return all that is overdue: the sum of the invoices listed, else the sum answered."""
    sums = [item.principal for item in assessment.owed]
    if facts.known.get("open_invoices") == "overdue" and "overdue_invoices" in facts:
        if sums and len({item.currency for item in sums}) == 1:
            return Money(sum((item.amount for item in sums), Decimal(0)), sums[0].currency)
        return None
    answered = facts.known.get("overdue_amount")
    return answered if isinstance(answered, Money) else None
