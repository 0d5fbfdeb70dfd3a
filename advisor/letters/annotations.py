"""The provenance of each part of a letter: answers, rules, items of advice; and unused answers.

It is derived from the condition and the template of a paragraph, not from how the template
was filled: an answer that selects one of two wordings counts for both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from advisor.casefile.answers import show
from advisor.formats.document_model import Letter
from advisor.knowledge import roles
from advisor.knowledge.letter_content import LetterKind
from advisor.knowledge.phrasebook import Phrasebook
from advisor.lazy_dataclass import dataclass
from advisor.letters import templates
from advisor.letters.letter_body import body_of
from advisor.letters.letter_facts import ABUSE, letter_facts
from advisor.letters.selection import first_that_holds, kind_named
from advisor.model import Facts
from advisor.reasoning.case_assessment import CaseAssessment

_CONTACT = (roles.CONTACT_TITLE, roles.CONTACT_FIRST_NAME, roles.CONTACT_SURNAME)
COMPOSED: Mapping[str, tuple[str, ...]] = {
    "agreement": (roles.CONTRACT_TITLE, roles.CONTRACT_DATE),
    "balance": (roles.OVERDUE_INVOICES, roles.OVERDUE_AMOUNT, roles.FINAL_INVOICE_AMOUNT),
    "arrives": (roles.NOTICE_FORM, roles.GOVERNING_LAW, roles.TRANSIT_DAYS),
    "basis": (roles.GOVERNING_LAW, roles.CLIENT_KIND),
    "contact": _CONTACT,
    "demand": (
        *(roles.OVERDUE_INVOICES, roles.OVERDUE_AMOUNT, roles.CLAIM_INTEREST),
        *(roles.LATE_INTEREST_RATE, roles.GOVERNING_LAW, roles.UNEARNED_PREPAYMENT),
        *(roles.PREPAYMENT_DISPUTED, roles.REFUND_PLAN),
    ),
    "guarded": (roles.ADVICE_WHEN, ABUSE),
    roles.HANDOVER_BY: (roles.LAST_DAY,),
    "journal": (),
    "noted": (),
    "lawyer_points": (roles.LAWYER,),
    "owed": (roles.OVERDUE_INVOICES,),
    "owed_total": (roles.OVERDUE_INVOICES, roles.OVERDUE_AMOUNT),
    **dict.fromkeys(
        ("undisputed", "left_to_pay", "left_to_return"),
        (
            roles.OVERDUE_INVOICES,
            roles.OVERDUE_AMOUNT,
            roles.DISPUTED_AMOUNT,
            roles.UNEARNED_PREPAYMENT,
        ),
    ),
    "plan_dates": (roles.LAST_DAY,),
    "reminders": (roles.REMINDED_ON, roles.REMINDED_AGAIN_ON, roles.REMINDER_SENT_ON),
    roles.REPLY_BY: (roles.LAST_DAY,),
}
"""Composed values of templates, and the facts they are composed of."""
ENVELOPE: Mapping[str, tuple[str, ...]] = {
    "letterhead": (
        *(roles.SENDER_BUSINESS, roles.SENDER_NAME, roles.SENDER_ADDRESS),
        *(roles.SENDER_PHONE, roles.SENDER_EMAIL, roles.SENDER_NUMBER),
    ),
    "date": (roles.SENDER_TOWN,),
    "recipient": (
        *(*_CONTACT, roles.CONTACT_FUNCTION, roles.CLIENT_NAME, roles.CLIENT_ADDRESS),
        roles.NOTICE_ADDRESSEE,
    ),
    "delivery": (roles.NOTICE_FORM, roles.GOVERNING_LAW),
    "salutation": (*_CONTACT, roles.CONTACT_GENDER, roles.LETTER_FORM),
    "signature": (roles.SENDER_NAME, roles.SENDER_TITLE, roles.SENDER_BUSINESS),
    "enclosures": (roles.OPEN_INVOICES, roles.OVERDUE_INVOICES, roles.FINAL_INVOICE_AMOUNT),
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
    phrases: Phrasebook, assessed: CaseAssessment, letter: Letter
) -> tuple[Provenance, ...]:
    """Return the provenance of each part of the body, in order."""
    return _Origins.of(phrases, assessed, letter).body(letter)


def unused(phrases: Phrasebook, assessed: CaseAssessment, letter: Letter) -> tuple[str, ...]:
    """Return the questions whose answers no part of the letter uses."""
    return _Origins.of(phrases, assessed, letter).unused(letter)


def annotated(phrases: Phrasebook, assessed: CaseAssessment, letter: Letter) -> Letter:
    """Return a copy with numbered parts and the provenance of each below the letter."""
    origins = _Origins.of(phrases, assessed, letter)
    numbered = tuple(
        replace(part, text=f"{part.text} \\[{number}\\]")
        for number, part in enumerate(letter.paragraphs, 1)
    )
    lines = [origins.line(str(at), basis) for at, basis in enumerate(origins.body(letter), 1)]
    around = origins.envelope(letter)
    if around:
        lines.append(phrases.say("letter.annotated.around", items=origins.answers(around)))
    rest = [origins.answers((name,)) for name in origins.unused(letter)]
    none = phrases.say("letter.annotated.none")
    return replace(
        letter,
        paragraphs=numbered,
        body=body_of(numbered),
        marks=(*letter.marks, phrases.say("letter.annotated.mark")),
        notes=(
            *letter.notes,
            (phrases.say("letter.annotated.heading"), tuple(lines)),
            (phrases.say("letter.annotated.unused"), tuple(rest) or (none,)),
        ),
    )


@dataclass(frozen=True)
class _Origins:
    """Finds the provenance of the parts of one letter."""

    phrases: Phrasebook
    assessed: CaseAssessment
    kind: LetterKind
    facts: Facts

    @classmethod
    def of(cls, phrases: Phrasebook, assessed: CaseAssessment, letter: Letter) -> _Origins:
        kind = kind_named(phrases, letter.kind)
        return cls(phrases, assessed, kind, letter_facts(assessed, kind))

    def body(self, letter: Letter) -> tuple[Provenance, ...]:
        return tuple(self._basis(part.reads, part.sources) for part in letter.paragraphs)

    def envelope(self, letter: Letter) -> tuple[str, ...]:
        """Return the questions whose answers the parts around the body show."""
        names = {name for part, used in ENVELOPE.items() if getattr(letter, part) for name in used}
        subject = first_that_holds(self.kind.subject, self.facts)
        reads = templates.names_in(subject.text) if subject else frozenset[str]()
        names.update(self._basis(reads, ()).answers)
        return tuple(
            name
            for name in self.assessed.rulebook.questions
            if name in names and name in self.facts
        )

    def unused(self, letter: Letter) -> tuple[str, ...]:
        used = {name for basis in self.body(letter) for name in basis.answers}
        used.update(self.envelope(letter))
        answers = self.assessed.case.answers
        return tuple(
            name
            for name in self.assessed.rulebook.questions
            if name in answers and name not in used
        )

    def _basis(self, reads: Iterable[str], sources: tuple[str, ...]) -> Provenance:
        rulebook, facts = self.assessed.rulebook, self.facts
        answers: set[str] = set()
        rules: dict[str, None] = {}
        todo = sorted(reads)
        while todo:
            name = todo.pop(0)
            todo.extend(COMPOSED.get(name, ()))
            if name in rulebook.questions and f"{name}.count" in facts:
                answers.add(name)
            kind = rulebook.facts.get(name)
            if kind is None or name not in facts:
                continue
            if facts.known[name] is False:
                # A rule or a calculation that does not hold is no reason for a wording.
                answers.update(kind.inputs if kind.origin == "question" else ())
                continue
            answers.update(kind.inputs)
            if kind.origin == "finding":
                rules[name] = None
                findings = self.assessed.assessment.findings
                found = (item.causes for item in findings if item.id == name)
                answers.update(cause for causes in found for cause in causes)
            rules.update(dict.fromkeys(self._rules(name)))
        return Provenance(
            tuple(
                name
                for name in rulebook.questions
                if name in answers and name in self.assessed.case.answers
            ),
            tuple(rules),
            sources,
        )

    def _rules(self, name: str) -> tuple[str, ...]:
        """Return the rules that set a fact of the advice or the plan."""
        advice = self.assessed.advice
        if name == roles.LAST_DAY:
            return tuple(item.rule for item in advice.binding)
        if name == roles.ADVICE_WHETHER:
            return advice.rules[:1]
        if name == roles.ADVICE_WHEN:
            return advice.rules[1:]
        gates = (gate.rules for gate in advice.gates if name == f"gate.{gate.id}")
        return tuple(rule for rules in gates for rule in rules)

    def line(self, number: str, basis: Provenance) -> str:
        """Return the provenance of a part in a sentence."""
        pieces = {
            "answers": self.answers(basis.answers),
            "rules": ", ".join(basis.rules),
        }
        said = [
            self.phrases.say(f"letter.annotated.{key}", items=items)
            for key, items in pieces.items()
            if items
        ] or [self.phrases.say("letter.annotated.always")]
        sources = ", ".join(basis.sources)
        said.append(self.phrases.say("letter.annotated.sources", items=sources))
        return self.phrases.say("letter.annotated.line", number=number, pieces=" ".join(said))

    def answers(self, names: tuple[str, ...]) -> str:
        """Return the answers to some questions in words."""
        shown = []
        for name in names:
            if name in self.assessed.case.answers:
                words = show(
                    self.phrases,
                    self.assessed.rulebook.questions[name],
                    self.assessed.case.answers[name],
                )
                shown.append(f"{name} ({' / '.join(words.splitlines())})")
        return self.phrases.ui["mark.between"].join(shown)
