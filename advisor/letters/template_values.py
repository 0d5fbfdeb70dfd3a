"""The values that the templates of letters show: facts, dates, gates and sums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

from advisor.facts.demand import still_to_pay
from advisor.facts.overdue_total import overdue_total
from advisor.knowledge import roles
from advisor.knowledge.content_paths import SOURCE
from advisor.knowledge.rule_text import RuleTexts
from advisor.letters.demand_values import Mark, demand_values
from advisor.letters.envelope import titled_name
from advisor.letters.letter_facts import LetterCase
from advisor.letters.template_limits import BUDGET, Budget
from advisor.letters.templates import OpenDay
from advisor.locale.markdown import escape
from advisor.model import Deliverable, FactValue
from advisor.proofreader.background import CLAUSES
from advisor.reasoning.assessment import Assessment


def template_values(
    case: LetterCase, assessment: Assessment, mark: Mark = escape
) -> dict[str, Any]:
    """Return the values that templates may show, by name. Unknown facts are left out.

    Texts are escaped by ``mark``, by default for Markdown. ``x.a`` is the choice ``a`` of a
    question ``x`` with several. The value of a choice is its key, for comparisons only.
    """
    shown_values: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {}
    for name, value in case.facts.known.items():
        fact = case.rulebook.facts.get(name)
        if fact is None or fact.origin in ("finding", "balance"):
            continue
        shown = _shown(value, fact.kind, mark)
        group, dot, member = name.partition(".")
        if dot:
            groups.setdefault(group, {})[member] = shown
        else:
            shown_values[name] = shown
    shown_values.update({name: SimpleNamespace(**members) for name, members in groups.items()})
    shown_values.update(_composed(case, mark))
    if case.get(roles.ADVICE_WHETHER) == "end" and roles.LAST_DAY not in case.facts:
        earliest: date = case.get(roles.NOT_BEFORE) or case.as_of  # type: ignore[assignment]
        day = OpenDay(earliest.year, earliest.month, earliest.day)
        shown_values.update({roles.LAST_DAY: day, roles.HANDOVER_BY: day})
    return {**shown_values, **_plan_values(case, assessment, mark)}


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


def _composed(case: LetterCase, mark: Mark) -> dict[str, Any]:
    """Return the values composed for letters alone; ``owed_total`` is all that is overdue."""
    added: dict[str, Any] = {
        BUDGET: Budget(),
        "form": case.form,
        "language": case.language,
        "words": case.phrases.words,
        "guarded": case.guarded,
        "kind": case.kind.id,
        "agreement": mark(agreement(case)),
        **demand_values(case, mark),
    }
    for name in CLAUSES:
        if case.text(name):
            added[name] = mark(_clause(case, case.text(name)))
    total = overdue_total(case.facts, case.as_of)
    if total is not None:
        added["owed_total"] = total
        encloses = "final_invoice" in case.kind.encloses
        added.update(still_to_pay(case.facts, total, encloses=encloses))
    return added


def agreement(case: LetterCase, *, dated: bool = True) -> str:
    """Return the name of the contract, as plain text, with its date unless that is left out."""
    title, day = case.text(roles.CONTRACT_TITLE), case.get(roles.CONTRACT_DATE)
    named = case.word("agreement.plain")
    if title:
        words = title.split(" ")
        articles = case.word("agreement.articles").split()
        known = words[1:] if words[0].lower() in articles else words
        shown = " ".join(known or words)
        # The noun is not added to a title that has it, such as "Contrat de maintenance".
        kind = f"agreement.titled_{shown.partition(' ')[0].lower()}"
        named = case.word(kind, "agreement.titled", title=shown)
    if isinstance(day, date) and dated:
        return case.word("agreement.dated", name=named, date=case.written(day))
    return named


_NUMBERED = re.compile(r"(?:([^\W\d]+)\.? )?(\d[\w.()-]*)")


def _clause(case: LetterCase, written: str) -> str:
    """Return the name of a clause that the user wrote as ``9.2`` or ``clause 9.2``.

    In another language than that of the question the number is named in its words.
    """
    article = case.phrases.words.get(f"article.{written.partition(' ')[0].lower()}", "")
    numbered = _NUMBERED.fullmatch(written)
    if article or numbered is None or (numbered[1] and case.language.code == SOURCE):
        return f"{article}{written}"
    return case.word("clause", number=numbered[2])


def _plan_values(case: LetterCase, assessment: Assessment, mark: Mark) -> dict[str, Any]:
    """Return the values of the plan and the contact, by name.

    ``today`` is the day of the assessment, ``contact`` the name of the contact in a
    sentence, ``plan_dates`` the dates of the plan (``date``, ``what``, ``norm``),
    ``lawyer_points`` the reasons for which a lawyer comes first, ``owed`` the
    overdue invoices that were listed (``invoice``, ``due``, ``sum``), ``said`` the
    answers of choices in words, ``journal`` its entries in order (``date``, ``kind``,
    ``what`` it is about, ``text``), and ``noted`` the days of those that this letter names.
    """
    texts = RuleTexts(case.phrases, case.rulebook, assessment.facts)
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
            if item.invoice and item.days
        ),
        "said": SimpleNamespace(**dict(_choice_labels(case, mark))),
        "journal": tuple(
            SimpleNamespace(
                date=entry.on,
                kind=entry.kind,
                what=mark(case.phrases.journal.get(entry.kind, entry.kind)),
                text=mark(entry.text),
            )
            for entry in sorted(case.journal, key=lambda entry: entry.on)
        ),
        "noted": tuple(sorted({entry.on for entry in case.journal if _names(case, entry.kind)})),
    }
    contact = titled_name(case, "spoken")
    if contact:
        shown["contact"] = mark(contact)
    return shown


def _names(case: LetterCase, kind: str) -> bool:
    """Return whether a letter of this kind names the days of entries of a kind."""
    found = case.rulebook.journal.get(kind)
    return found is not None and case.kind.id in found.letters


def _choice_labels(case: LetterCase, mark: Mark) -> Iterator[tuple[str, Any]]:
    """Yield the labels of the choices answered, by question."""
    for name, question in case.rulebook.questions.items():
        if question.kind == "choice":
            given = case.get(name)
            chosen = [key for key in question.choices if key == given]
        elif question.kind == "several" and f"{name}.count" in case.facts:
            chosen = [key for key in question.choices if case.get(f"{name}.{key}") is True]
        else:
            continue
        labels = [mark(case.phrases.choice(name, key)) for key in chosen]
        if question.kind == "several":
            yield name, labels
        elif labels:
            yield name, labels[0]
