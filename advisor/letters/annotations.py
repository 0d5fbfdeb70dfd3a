"""The provenance of each part of a letter: answers, rules, items of advice; and unused answers.

It is derived from the condition and the template of a paragraph, not from how the template
was filled: an answer that selects one of two wordings counts for both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from advisor.casefile.answers import show
from advisor.formats.document_model import Letter
from advisor.knowledge.content import Library
from advisor.knowledge.phrasebook import say
from advisor.letters import templates
from advisor.letters.body import body_of
from advisor.letters.letter_facts import ABUSE, letter_facts
from advisor.letters.selection import first_that_holds, kind_named
from advisor.model import Case, Facts
from advisor.reasoning.assessment import Assessment

COMPOSED: Mapping[str, tuple[str, ...]] = {
    "agreement": ("contract_title", "contract_date"),
    "balance": ("overdue_amount", "final_invoice_amount"),
    "contact": ("contact_title", "contact_first_name", "contact_surname"),
    "guarded": ("advice.when", *ABUSE),
    "handover_by": ("last_day",),
    "lawyer_points": ("gate.lawyer",),
    "owed": ("overdue_invoices",),
    "owed_total": ("overdue_invoices", "overdue_amount"),
    "plan_dates": ("last_day",),
    "reply_by": ("last_day",),
}
"""Composed values of templates, and the facts they are composed of."""
ENVELOPE: Mapping[str, tuple[str, ...]] = {
    "letterhead": (
        "sender_business",
        "sender_name",
        "sender_address",
        "sender_phone",
        "sender_email",
        "sender_number",
    ),
    "date": ("sender_town",),
    "recipient": (
        "contact_title",
        "contact_first_name",
        "contact_surname",
        "contact_function",
        "client_name",
        "client_address",
        "notice_addressee",
    ),
    "delivery": ("notice_form", "governing_law"),
    "salutation": (
        "contact_title",
        "contact_gender",
        "contact_first_name",
        "contact_surname",
        "letter_form",
    ),
    "signature": ("sender_name", "sender_title", "sender_business"),
    "enclosures": ("open_invoices", "final_invoice_amount"),
}
"""The parts other than the body, and the questions whose answers they show."""


@dataclass(frozen=True)
class Provenance:
    """The provenance of one part of a letter."""

    answers: tuple[str, ...]
    """Questions, in the order of the interview."""
    rules: tuple[str, ...]
    sources: tuple[str, ...]


def provenance(
    library: Library, assessment: Assessment, case: Case, letter: Letter
) -> tuple[Provenance, ...]:
    """Return the provenance of each part of the body, in order."""
    facts = _facts(library, assessment, case, letter)
    return tuple(
        _basis(library, assessment, case, facts, part.reads, part.sources)
        for part in letter.paragraphs
    )


def unused(library: Library, assessment: Assessment, case: Case, letter: Letter) -> tuple[str, ...]:
    """Return the questions whose answers no part of the letter uses."""
    sources = provenance(library, assessment, case, letter)
    used = {name for basis in sources for name in basis.answers}
    used.update(_envelope_answers(library, assessment, case, letter))
    return tuple(name for name in library.questions if name in case.answers and name not in used)


def annotated(library: Library, assessment: Assessment, case: Case, letter: Letter) -> Letter:
    """Return a copy with numbered parts and the provenance of each below the letter."""
    sources = provenance(library, assessment, case, letter)
    numbered = tuple(
        replace(part, text=f"{part.text} \\[{number}\\]")
        for number, part in enumerate(letter.paragraphs, 1)
    )
    lines = [_line(library, case, str(number), basis) for number, basis in enumerate(sources, 1)]
    around = _envelope_answers(library, assessment, case, letter)
    if around:
        items = _answers(library, case, around)
        lines.append(say(library, "letter.annotated.around", items=items))
    left = unused(library, assessment, case, letter)
    rest = [_answers(library, case, (name,)) for name in left]
    return replace(
        letter,
        paragraphs=numbered,
        body=body_of(numbered),
        marks=(*letter.marks, say(library, "letter.annotated.mark")),
        notes=(
            *letter.notes,
            (say(library, "letter.annotated.heading"), tuple(lines)),
            (
                say(library, "letter.annotated.unused"),
                tuple(rest) or (say(library, "letter.annotated.none"),),
            ),
        ),
    )


def _facts(library: Library, assessment: Assessment, case: Case, letter: Letter) -> Facts:
    return letter_facts(library, assessment, case, kind_named(library.phrases, letter.kind))


def _envelope_answers(
    library: Library, assessment: Assessment, case: Case, letter: Letter
) -> tuple[str, ...]:
    kind = kind_named(library.phrases, letter.kind)
    facts = _facts(library, assessment, case, letter)
    names = {name for part, used in ENVELOPE.items() if getattr(letter, part) for name in used}
    subject = first_that_holds(kind.subject, facts)
    reads = templates.names_in(subject.text) if subject else frozenset[str]()
    names.update(_basis(library, assessment, case, facts, reads, ()).answers)
    return tuple(name for name in library.questions if name in names and name in facts)


def _basis(
    library: Library,
    assessment: Assessment,
    case: Case,
    facts: Facts,
    reads: Iterable[str],
    sources: tuple[str, ...],
) -> Provenance:
    answers: set[str] = set()
    rules: dict[str, None] = {}
    todo = sorted(reads)
    while todo:
        name = todo.pop(0)
        if name in COMPOSED:
            todo.extend(COMPOSED[name])
        if name in library.questions and f"{name}.count" in facts:
            answers.add(name)
        if name not in facts or name not in library.facts or facts.known[name] is False:
            answers.update(_answered(library, name, facts))
            continue
        kind = library.facts[name]
        answers.update(kind.inputs)
        if kind.origin == "finding":
            rules[name] = None
            causes = (item.causes for item in assessment.findings if item.id == name)
            answers.update(cause for found in causes for cause in found)
        rules.update(dict.fromkeys(_rules(assessment, name)))
    return Provenance(
        tuple(name for name in library.questions if name in answers and name in case.answers),
        tuple(rules),
        sources,
    )


def _answered(library: Library, name: str, facts: Facts) -> tuple[str, ...]:
    """Return the question of a fact whose value is known to be false."""
    kind = library.facts.get(name)
    known = kind is not None and name in facts and kind.origin == "question"
    return kind.inputs if kind is not None and known else ()


def _rules(assessment: Assessment, name: str) -> tuple[str, ...]:
    """Return the rules that set a fact of the advice or the plan."""
    advice = assessment.advice
    if name == "last_day":
        return tuple(item.rule for item in advice.binding)
    if name == "advice.whether":
        return advice.rules[:1]
    if name == "advice.when":
        return advice.rules[1:]
    gates = (gate.rules for gate in advice.gates if name == f"gate.{gate.id}")
    return tuple(rule for rules in gates for rule in rules)


def _line(library: Library, case: Case, number: str, basis: Provenance) -> str:
    pieces = []
    if basis.answers:
        items = _answers(library, case, basis.answers)
        pieces.append(say(library, "letter.annotated.answers", items=items))
    if basis.rules:
        pieces.append(say(library, "letter.annotated.rules", items=", ".join(basis.rules)))
    if not pieces:
        pieces.append(say(library, "letter.annotated.always"))
    pieces.append(say(library, "letter.annotated.sources", items=", ".join(basis.sources)))
    return say(library, "letter.annotated.line", number=number, pieces=" ".join(pieces))


def _answers(library: Library, case: Case, names: tuple[str, ...]) -> str:
    shown = []
    for name in names:
        if name in case.answers:
            words = show(library.phrases, library.questions[name], case.answers[name])
            shown.append(f"{name} ({' / '.join(words.splitlines())})")
    return library.texts["mark.between"].join(shown)
