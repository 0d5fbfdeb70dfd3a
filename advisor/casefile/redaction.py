"""A copy of a case that may be shown to others: it decides the same and names nobody.

Names, addresses and other free text are replaced by the name of their question, the same text
everywhere by the same words. Sums are multiplied by one factor, so that they keep their
proportions. Choices, counts and days stay: the advice is made of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from advisor.casefile.evidence_redaction import renamed_evidence, scaled_evidence
from advisor.casefile.list_answers import TEXTS
from advisor.casefile.rendering import render_case
from advisor.engine.stratum import Engine
from advisor.knowledge.content import Library, Question
from advisor.lazy_dataclass import dataclass
from advisor.model import Answer, Case, Deliverable, Invoice, Money
from advisor.reasoning.assess import assess_case

EVIDENCE = "evidence"
"""Stands for the sums of the evidence among the questions whose answers are sums."""
FACTORS = 12
"""Factors that are tried for all sums together, and for each alone."""
LEAST, SPAN = 55, 90
"""The factors lie between 0.55 and 1.45, in steps of a ten-thousandth."""


@dataclass(frozen=True)
class Redacted:
    """A redacted case, and what could not be replaced."""

    case: Case
    kept: tuple[str, ...] = ()
    """Questions whose sums decide as they are, and had to stay."""


def redact(library: Library, case: Case, day: date, engine: Engine) -> Redacted:
    """Return a case without names, texts and true sums that decides the same on a day."""
    wanted = _decided(library, case, day, engine)
    words: dict[str, str] = {}
    answers = _renamed(library, case, words)
    evidence = renamed_evidence(case.evidence, words)
    named = Case(answers, case.dont_know, day, evidence=evidence)
    sums = [name for name, answer in named.answers.items() if _has_sum(answer)]
    if evidence.invoices or evidence.income:
        sums.append(EVIDENCE)
    for factor in _factors(library, case, ""):
        scaled = _scaled(named, sums, factor)
        if _decided(library, scaled, day, engine) == wanted:
            return Redacted(scaled)
    # Some limit lies close: each sum is moved as far as it alone may be.
    kept = []
    for name in sums:
        for factor in _factors(library, case, name):
            scaled = _scaled(named, [name], factor)
            if _decided(library, scaled, day, engine) == wanted:
                named = scaled
                break
        else:
            kept.append(name)
    return Redacted(named, tuple(kept))


def _decided(library: Library, case: Case, day: date, engine: Engine) -> tuple[object, ...]:
    """Return what is decided about a case, without the sums and texts that it tells."""
    found = assess_case(library, case, day, engine).assessment
    return (
        found.advice,
        found.findings,
        found.dates,
        found.tasks,
        found.unknowns,
        found.contradictions,
    )


def _renamed(library: Library, case: Case, words: dict[str, str]) -> dict[str, Answer]:
    """Replace each text, the same one by the same ``words``, to which new ones are added."""

    def other(text: str, question: Question, number: int = 0) -> str:
        name = question.id.replace("_", " ").capitalize()
        return words.setdefault(text.casefold(), f"{name} {number}" if number else name)

    def renamed(question: Question, answer: Answer) -> Answer:
        if question.kind not in TEXTS:
            return answer
        if isinstance(answer, str):
            return other(answer, question)
        items = answer if isinstance(answer, tuple) else ()
        return tuple(item_of(item, question, n) for n, item in enumerate(items, 1))

    def item_of(item: object, question: Question, number: int) -> object:
        if isinstance(item, Deliverable):
            return Deliverable(other(item.what, question, number), item.by)
        if isinstance(item, Invoice):
            # One word, as it is read.
            folio = other(item.folio, question, number).replace(" ", "-") if item.folio else ""
            return replace(item, number=other(item.number, question, number), folio=folio)
        return other(str(item), question, number)

    return {name: renamed(library.questions[name], given) for name, given in case.answers.items()}


def _has_sum(answer: Answer) -> bool:
    return isinstance(answer, Money) or (
        isinstance(answer, tuple) and any(isinstance(item, Invoice) for item in answer)
    )


def _factors(library: Library, case: Case, name: str) -> Iterator[Decimal]:
    """Yield factors that follow from the case, and that nobody can guess who lacks it."""
    text = render_case(case, library, comments=False)
    for number in range(FACTORS):
        digest = hashlib.sha256(f"{number} {name}\n{text}".encode()).digest()
        share = int.from_bytes(digest[:8], "big") % (SPAN * 100)
        factor = Decimal(LEAST * 100 + share) / 10_000
        # Too close to the true sum, it would hardly hide it.
        yield factor + Decimal("0.1") if abs(factor - 1) < Decimal("0.05") else factor


def _scaled(case: Case, names: list[str], factor: Decimal) -> Case:
    def scaled(answer: Answer) -> Answer:
        if isinstance(answer, Money):
            return _times(answer, factor)
        items = answer if isinstance(answer, tuple) else ()
        return tuple(invoiced(item) if isinstance(item, Invoice) else item for item in items)

    def invoiced(item: Invoice) -> Invoice:
        billed = _times(item.billed, factor) if item.billed else None
        return replace(item, amount=_times(item.amount, factor), billed=billed)

    more = {name: scaled(case.answers[name]) for name in names if name != EVIDENCE}
    evidence = case.evidence
    if EVIDENCE in names:
        evidence = scaled_evidence(evidence, lambda sum_: _scaled_sum(sum_, factor))
    return replace(case, answers={**case.answers, **more}, evidence=evidence)


def _times(sum_: Money, factor: Decimal) -> Money:
    return Money(_scaled_sum(sum_.amount, factor), sum_.currency)


def _scaled_sum(amount: Decimal, factor: Decimal) -> Decimal:
    """Multiply an amount; one that is not nothing stays so."""
    cent = Decimal("0.01")
    if amount <= 0:
        return -_scaled_sum(-amount, factor) if amount else amount
    return max((amount * factor).quantize(cent), cent)
