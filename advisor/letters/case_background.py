"""The background of a case for the proofreader: its facts, dates and sums, and our own letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from advisor.errors import AdvisorError
from advisor.facts.demand import Demand, demand, still_to_pay
from advisor.facts.overdue_total import overdue_total
from advisor.knowledge import roles
from advisor.knowledge.phrasebook import Phrasebook
from advisor.knowledge.rule_text import RuleTexts
from advisor.letters.letter import letter
from advisor.letters.letter_facts import guarded, letter_facts, on_its_way
from advisor.locale.folding import fold
from advisor.locale.language import Language
from advisor.model import Deliverable, Facts, Invoice, Money
from advisor.proofreader.background import Background, Constraint, sentences
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.wordlists.entity_patterns import amounts_in


def of_case(phrases: Phrasebook, assessed: CaseAssessment, kind: str) -> Background:
    """Return the background of a case for a letter of some kind, in the phrasebook's language.

    If the language has no such letter, there are no sentences of ours to compare with.
    """
    assessment = assessed.assessment
    facts = letter_facts(assessed, phrases.kinds[kind])
    final = assessed.case.answers.get(roles.FINAL_INVOICE_AMOUNT)
    if isinstance(final, Money):
        # Ours may leave the sum out; a letter that names it is still held against the answer.
        facts = facts.with_({roles.FINAL_INVOICE_AMOUNT: final})
    try:
        ours = letter(phrases, assessed, kind, anyway=True).body
    except AdvisorError:
        ours = ""
    texts = RuleTexts(phrases, assessed.rulebook, assessed.facts)
    constraints = tuple(
        Constraint(item.date, texts.because(item.rule), item.norm, item.sources)
        for item in assessment.dates
        if item.kind == "constraint"
    )
    owed = tuple(dict.fromkeys(_owed(assessment, facts)))
    day = on_its_way(assessed, phrases.kinds[kind]).sent
    claimed = demand(facts, day, assessed.rulebook.values)
    sums = _sums(tuple(facts.known.values()), phrases.language)
    return Background(
        facts=facts,
        last_day=assessment.advice.last_day,
        constraints=constraints if assessment.advice.whether == "end" else (),
        amounts=frozenset((*sums, *owed, *_more(assessment, facts), *_demanded(claimed))),
        owed=owed,
        due=frozenset(_due(assessment, facts)),
        ours=frozenset(sentences(ours)),
        days_late=frozenset(item.days or 0 for item in claimed.items) if claimed else frozenset(),
        articles=frozenset(_articles(phrases)),
        guarded=guarded(facts),
    )


def _articles(phrases: Phrasebook) -> Iterator[str]:
    """Yield the numbers of articles in what demands name of the laws, as they are compared."""
    for name, text in phrases.words.items():
        if name.startswith("law."):
            yield from (found[0].lower() for found in re.finditer(r"\d[\w.():-]*", text))


def _owed(assessment: Assessment, facts: Facts) -> Iterator[Money]:
    total = overdue_total(facts, assessment.as_of)
    if total is not None:
        yield total
    answered = facts.known.get(roles.OVERDUE_AMOUNT)
    if isinstance(answered, Money):
        yield answered
    for item in assessment.owed:
        yield item.principal


def _demanded(claimed: Demand | None) -> Iterator[Money]:
    """Yield the sums of a demand."""
    if claimed is None:
        return
    parts = (claimed.interest, claimed.per_day, claimed.fixed_sum, claimed.held, claimed.disputed)
    yield claimed.total
    yield from (sum_ for sum_ in parts if sum_)
    for item in claimed.items:
        yield from (sum_ for sum_ in (item.amount, item.fixed_sum) if sum_)


def _more(assessment: Assessment, facts: Facts) -> Iterator[Money]:
    """Yield interest, fixed sums, and their totals with the sums overdue."""
    for item in assessment.owed:
        yield from (sum_ for sum_ in (item.amount, item.fixed_sum) if sum_)
    more = (roles.FINAL_INVOICE_AMOUNT, roles.LATE_INTEREST, roles.LATE_FIXED_SUM)
    for one in _owed(assessment, facts):
        for encloses in (True, False):
            yield from (sum_ for _, sum_ in still_to_pay(facts, one, encloses=encloses))
        for other in map(facts.get, more):
            if isinstance(other, Money) and other.currency == one.currency:
                yield Money(one.amount + other.amount, one.currency)


def _sums(value: object, language: Language) -> Iterator[Money]:
    """Yield the sums in an answer, or in several."""
    if isinstance(value, Money):
        yield value
    elif isinstance(value, Invoice):
        yield from (sum_ for sum_ in (value.amount, value.billed) if sum_)
    elif isinstance(value, Deliverable):
        yield from _sums(value.what, language)
    elif isinstance(value, str):
        # An answer in words, such as a new price, may contain a sum.
        for _, _, amount in amounts_in(fold(value), language):
            yield Money(amount.amount, amount.currency)
    elif isinstance(value, tuple):
        for item in value:
            yield from _sums(item, language)


def _due(assessment: Assessment, facts: Facts) -> Iterator[date]:
    oldest = facts.known.get(roles.OLDEST_DUE_DATE)
    if isinstance(oldest, date):
        yield oldest
    yield from (item.due for item in assessment.owed if item.due)
    listed = facts.known.get(roles.OVERDUE_INVOICES)
    for item in listed if isinstance(listed, tuple) else ():
        if isinstance(item, Invoice):
            yield item.due
