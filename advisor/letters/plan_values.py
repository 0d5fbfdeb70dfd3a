"""Values of the plan that templates may show: dates, gates and sums."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from advisor.knowledge.content import Library
from advisor.knowledge.rule_text import RuleTexts
from advisor.letters.envelope import courtesy_title, full_name, text
from advisor.locale.markdown import escape
from advisor.model import Facts, Money
from advisor.reasoning.assessment import Assessment


def plan_values(
    library: Library, assessment: Assessment, facts: Facts, form: str
) -> dict[str, Any]:
    """Return these values by name, with every text escaped for Markdown.

    ``today`` is the day of the assessment, ``contact`` the name of the contact in a
    sentence, ``plan_dates`` the dates of the plan (``date``, ``what``, ``norm``),
    ``lawyer_points`` the reasons for which a lawyer comes first, ``owed`` the
    overdue invoices that were listed (``invoice``, ``due``, ``sum``), ``owed_total``
    all that is overdue and ``said`` the answers of choices in words.
    """
    texts = RuleTexts(library, assessment.facts)
    found: dict[str, Any] = {
        "today": assessment.as_of,
        "plan_dates": tuple(
            SimpleNamespace(
                date=item.date,
                what=escape(texts.because(item.rule)),
                norm=item.norm,
            )
            for item in sorted(assessment.dates, key=lambda item: (item.date, item.rule))
        ),
        "lawyer_points": tuple(
            escape(why)
            for gate in assessment.advice.gates
            if gate.id == "lawyer"
            for why in map(texts.because, gate.rules)
        ),
        "owed": tuple(
            SimpleNamespace(invoice=escape(item.invoice), due=item.due, sum=item.principal)
            for item in assessment.owed
            if item.invoice and item.due
        ),
        "said": SimpleNamespace(**dict(_choice_labels(library, facts))),
    }
    total = owed_total(assessment, facts)
    if total is not None:
        found["owed_total"] = total
    contact = _name_in_sentence(library, facts, form)
    if contact:
        found["contact"] = escape(contact)
    return found


def owed_total(assessment: Assessment, facts: Facts) -> Money | None:
    """Return all that is overdue: the sum of the invoices listed, else the sum answered."""
    sums = [item.principal for item in assessment.owed]
    if facts.known.get("open_invoices") == "overdue" and "overdue_invoices" in facts:
        if sums and len({item.currency for item in sums}) == 1:
            return Money(sum((item.amount for item in sums), Decimal(0)), sums[0].currency)
        return None
    answered = facts.known.get("overdue_amount")
    return answered if isinstance(answered, Money) else None


def _choice_labels(library: Library, facts: Facts) -> Iterator[tuple[str, Any]]:
    """Yield the labels of the choices answered, by question."""
    for name, question in library.questions.items():
        if question.kind == "choice" and facts.known.get(name) in question.choices:
            yield name, escape(question.choices[str(facts.known[name])])
        elif question.kind == "several" and f"{name}.count" in facts:
            chosen = [key for key in question.choices if facts.known.get(f"{name}.{key}") is True]
            yield name, [escape(question.choices[key]) for key in chosen]


def _name_in_sentence(library: Library, facts: Facts, form: str) -> str:
    """Return the name of the contact in a sentence: ``Ms Specimen``, else the full name."""
    title = courtesy_title(library, facts, form, "spoken")
    surname = text(facts, "contact_surname")
    return f"{title} {surname}" if title and surname else full_name(library, facts, form)
