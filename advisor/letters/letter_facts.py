"""The facts of a letter, and the values that its templates show."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from advisor.conditions import evaluate
from advisor.facts.derive import answers_as_facts, fact_names
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import SOURCE
from advisor.knowledge.letter_content import LetterKind
from advisor.knowledge.phrasebook import word
from advisor.locale.letter_formatting import long_date
from advisor.locale.markdown import escape, one_line
from advisor.model import Case, Deliverable, Facts, FactValue, Money
from advisor.reasoning.assessment import Assessment

ABUSE = ("conduct/threats", "conduct/insults-after-warning")
"""Findings after which a letter names no conduct, gives no reason and offers no call."""
CLAUSES = ("notice_clause", "suspension_number", "cause_number")
"""Questions for the number of a clause, shown as ``clause 9.2``."""
DAYS_TO_ANSWER = 7
"""Days for the client to confirm the letter, and for the handover if work stops today."""


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


def values(
    library: Library, facts: Facts, as_of: date, form: str, mark: Callable[[str], str] = escape
) -> dict[str, Any]:
    """Return the values that templates may show, by name. Unknown facts are left out.

    Texts are escaped by ``mark``, by default for Markdown. ``x.a`` is the choice ``a`` of a
    question ``x`` with several. The value of a choice is its key, for comparisons only.
    """
    found: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {}
    for name, value in facts.known.items():
        if "/" in name or name not in library.facts:
            continue
        shown = _shown(value, library.facts[name].kind, mark)
        group, dot, member = name.partition(".")
        if dot:
            groups.setdefault(group, {})[member] = shown
        else:
            found[name] = shown
    found.update({name: SimpleNamespace(**members) for name, members in groups.items()})
    return {**found, **_added(library, facts, as_of, form, mark)}


def _shown(value: FactValue, kind: str, mark: Callable[[str], str]) -> Any:
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


def _added(
    library: Library, facts: Facts, as_of: date, form: str, mark: Callable[[str], str]
) -> dict[str, Any]:
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
