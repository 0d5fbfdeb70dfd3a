"""The values that the templates of letters show: facts, dates, gates and sums."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import SOURCE
from advisor.knowledge.phrasebook import word
from advisor.knowledge.rule_text import RuleTexts
from advisor.letters.envelope import courtesy_title, full_name
from advisor.letters.letter_facts import guarded, owed_total, text
from advisor.locale.letter_formatting import long_date
from advisor.locale.markdown import escape, one_line
from advisor.model import Deliverable, Facts, FactValue, Money
from advisor.reasoning.assessment import Assessment

Mark = Callable[[str], str]
"""Escapes a text for the format in which it is shown."""

CLAUSES = ("notice_clause", "suspension_number", "cause_number")
"""Questions for the number of a clause, shown as ``clause 9.2``."""
DAYS_TO_ANSWER = 7
"""Days for the client to confirm the letter, and for the handover if work stops today."""


def template_values(
    library: Library, assessment: Assessment, facts: Facts, form: str, mark: Mark = escape
) -> dict[str, Any]:
    """Return the values that templates may show, by name. Unknown facts are left out.

    Texts are escaped by ``mark``, by default for Markdown. ``x.a`` is the choice ``a`` of a
    question ``x`` with several. The value of a choice is its key, for comparisons only.
    """
    shown_values: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {}
    for name, value in facts.known.items():
        if "/" in name or name not in library.facts:
            continue
        shown = _shown(value, library.facts[name].kind, mark)
        group, dot, member = name.partition(".")
        if dot:
            groups.setdefault(group, {})[member] = shown
        else:
            shown_values[name] = shown
    shown_values.update({name: SimpleNamespace(**members) for name, members in groups.items()})
    shown_values.update(_composed(library, facts, assessment.as_of, form, mark))
    return {**shown_values, **_plan_values(library, assessment, facts, form, mark)}


def _shown(value: FactValue, kind: str, mark: Mark) -> Any:
    if isinstance(value, str):
        return value if kind == "choice" else mark(value)
    if isinstance(value, tuple):
        return tuple(
            Deliverable(mark(item.what), item.by)
            if isinstance(item, Deliverable)
            else mark(str(item))
            for item in value
        )
    return value


def _composed(library: Library, facts: Facts, as_of: date, form: str, mark: Mark) -> dict[str, Any]:
    """Return the values composed for letters alone."""
    soon = as_of + timedelta(days=DAYS_TO_ANSWER)
    last_day = facts.known.get("last_day")
    end = last_day if facts.known.get("advice.when") != "now" else None
    added: dict[str, Any] = {
        "form": form,
        "words": library.words,
        "guarded": guarded(facts),
        "agreement": mark(agreement(library, facts, form)),
        "reply_by": min(soon, max(end, as_of)) if isinstance(end, date) else soon,
        "handover_by": end if isinstance(end, date) else soon,
    }
    for name in CLAUSES:
        clause = facts.known.get(name)
        if isinstance(clause, str):
            plain = one_line(clause)
            added[name] = mark(_clause(library, plain))
    balance = _balance(facts)
    if balance is not None:
        added["balance"] = balance
    return added


def agreement(library: Library, facts: Facts, form: str) -> str:
    """Return the name of the contract, as plain text."""
    title, day = facts.known.get("contract_title"), facts.known.get("contract_date")
    named = word(library, "agreement.plain")
    if isinstance(title, str):
        words = one_line(title).split(" ")
        articles = word(library, "agreement.articles").split()
        known = words[1:] if words[0].lower() in articles else words
        shown = " ".join(known or words)
        # The noun is not added to a title that has it, such as "Contrat de maintenance".
        kind = f"agreement.titled_{shown.partition(' ')[0].lower()}"
        named = word(library, kind, "agreement.titled", title=shown)
    if isinstance(day, date):
        return word(library, "agreement.dated", name=named, date=long_date(day, form))
    return named


_NUMBERED = re.compile(r"(?:([^\W\d]+)\.? )?(\d[\w.()-]*)")


def _clause(library: Library, written: str) -> str:
    """Return the name of a clause that the user wrote as ``9.2`` or ``clause 9.2``.

    In another language than that of the question the number is named in its words.
    """
    article = library.words.get(f"article.{written.partition(' ')[0].lower()}", "")
    numbered = _NUMBERED.fullmatch(written)
    if article or numbered is None or (numbered[1] and library.language == SOURCE):
        return f"{article}{written}"
    return word(library, "clause", number=numbered[2])


def _balance(facts: Facts) -> Money | None:
    """Return the sum of what is overdue and the final invoice, ``None`` if they cannot be added."""
    parts = [facts.known.get("overdue_amount"), facts.known.get("final_invoice_amount")]
    sums = [part for part in parts if isinstance(part, Money) and part.amount > 0]
    if len(sums) < 2 or sums[0].currency != sums[1].currency:
        return None
    return Money(Decimal(sums[0].amount + sums[1].amount), sums[0].currency)


def _plan_values(
    library: Library, assessment: Assessment, facts: Facts, form: str, mark: Mark
) -> dict[str, Any]:
    """Return the values of the plan and the contact, by name.

    ``today`` is the day of the assessment, ``contact`` the name of the contact in a
    sentence, ``plan_dates`` the dates of the plan (``date``, ``what``, ``norm``),
    ``lawyer_points`` the reasons for which a lawyer comes first, ``owed`` the
    overdue invoices that were listed (``invoice``, ``due``, ``sum``), ``owed_total``
    all that is overdue and ``said`` the answers of choices in words.
    """
    texts = RuleTexts(library.phrases, library, assessment.facts)
    shown: dict[str, Any] = {
        "today": assessment.as_of,
        "plan_dates": tuple(
            SimpleNamespace(
                date=item.date,
                what=mark(texts.because(item.rule)),
                norm=item.norm,
            )
            for item in sorted(assessment.dates, key=lambda item: (item.date, item.rule))
        ),
        "lawyer_points": tuple(
            mark(why)
            for gate in assessment.advice.gates
            if gate.id == "lawyer"
            for why in map(texts.because, gate.rules)
        ),
        "owed": tuple(
            SimpleNamespace(invoice=mark(item.invoice), due=item.due, sum=item.principal)
            for item in assessment.owed
            if item.invoice and item.due
        ),
        "said": SimpleNamespace(**dict(_choice_labels(library, facts, mark))),
    }
    total = owed_total(assessment, facts)
    if total is not None:
        shown["owed_total"] = total
    contact = _name_in_sentence(library, facts, form)
    if contact:
        shown["contact"] = mark(contact)
    return shown


def _choice_labels(library: Library, facts: Facts, mark: Mark) -> Iterator[tuple[str, Any]]:
    """Yield the labels of the choices answered, by question."""
    for name, question in library.questions.items():
        if question.kind == "choice" and facts.known.get(name) in question.choices:
            yield name, mark(library.phrases.choice(name, str(facts.known[name])))
        elif question.kind == "several" and f"{name}.count" in facts:
            chosen = [key for key in question.choices if facts.known.get(f"{name}.{key}") is True]
            yield name, [mark(library.phrases.choice(name, key)) for key in chosen]


def _name_in_sentence(library: Library, facts: Facts, form: str) -> str:
    """Return the name of the contact in a sentence: ``Ms Specimen``, else the full name."""
    title = courtesy_title(library.phrases, facts, form, "spoken")
    surname = text(facts, "contact_surname")
    return f"{title} {surname}" if title and surname else full_name(library.phrases, facts, form)
