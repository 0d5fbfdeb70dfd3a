"""Reference implementation of the reading of answers: one question after the other."""

from __future__ import annotations

from datetime import date

from advisor.conditions import ALWAYS, names
from advisor.facts.answer_plan import answers_as_facts, fact_names
from advisor.facts.calculation import Given
from advisor.facts.derive import CALCULATIONS
from advisor.knowledge.content import Library
from advisor.model import Case, Facts
from tests.engine.reference import truth_of


def derive(library: Library, case: Case, as_of: date) -> Facts:
    """Return what is known of a case on a day, and what does not apply."""
    given = Given(as_of, library.values, library.laws, CALCULATIONS)
    for question in library.questions.values():
        for name in names(question.when):
            given.calculate(name)
        when = ALWAYS if question.purpose == "record" else question.when
        reached = truth_of(when, Facts(given.known, frozenset(given.absent)))
        if reached is False:
            given.absent.update(fact_names(question))
        elif question.id in case.answers:
            given.known.update(answers_as_facts(question, case.answers[question.id]))
        elif question.purpose == "record":
            given.absent.update(fact_names(question))
    for name in CALCULATIONS:
        given.calculate(name)
    return Facts(given.known, frozenset(given.absent))
