"""The facts of a letter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from advisor.conditions import evaluate
from advisor.evidence_model import JournalEntry
from advisor.facts.answer_plan import answers_as_facts, fact_names
from advisor.facts.calculation import Given
from advisor.facts.derive import given_again
from advisor.facts.dispatch import FINAL_NOTICE, NOTICE, Dispatch, Recorded, in_transit, planned_way
from advisor.knowledge import roles
from advisor.knowledge.content import Rulebook
from advisor.knowledge.letter_content import LetterKind
from advisor.knowledge.phrasebook import Phrasebook
from advisor.lazy_dataclass import dataclass
from advisor.locale import letter_formatting as grammar
from advisor.locale.language import Language
from advisor.locale.markdown import one_line
from advisor.model import Between, Facts, FactValue, Money
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.decide import letter_days


@dataclass(frozen=True)
class LetterCase:
    """What a letter of one kind is written from, in one form of a language."""

    phrases: Phrasebook
    rulebook: Rulebook
    facts: Facts
    kind: LetterKind
    form: str
    as_of: date
    dispatch: Dispatch
    """When and how it is sent, and when it is expected to arrive."""
    journal: tuple[JournalEntry, ...] = ()

    @property
    def language(self) -> Language:
        """The language in the form of the letter."""
        return self.phrases.language.of(self.form)

    @property
    def dated(self) -> date:
        """The day of dispatch, which stands above the letter."""
        return self.dispatch.sent

    @property
    def arrives(self) -> date:
        """The day on which it is expected to arrive; its periods count from there."""
        return self.dispatch.received

    @property
    def guarded(self) -> bool:
        """See :func:`guarded`."""
        return guarded(self.facts)

    @property
    def plural(self) -> bool:
        """Whether the letter says "we": a paper for the user never does, but what the user says.

        The answer decides, else whether the sender works alone.
        """
        if self.kind.reader != "client" and self.kind.frame != "script":
            return False
        answered = self.get(roles.SENDER_VOICE)
        return answered == "we" or (answered is None and self.get(roles.ROLE) == "agency")

    def get(self, name: str) -> FactValue | None:
        """Return a fact, ``None`` when it is unknown."""
        return self.facts.known.get(name)

    def text(self, name: str) -> str:
        """Return a text fact on one line, or an empty one when it is unknown."""
        value = self.get(name)
        return one_line(value) if isinstance(value, str) else ""

    def items(self, name: str) -> tuple[object, ...]:
        """Return the items of a list, none when it is unknown."""
        value = self.get(name)
        return value if isinstance(value, tuple) else ()

    def amount(self, name: str) -> Money | None:
        """Return an amount above zero."""
        value = self.get(name)
        return value if isinstance(value, Money) and value.amount > 0 else None

    def say(self, key: str, **values: str) -> str:
        """Return a text of the screen."""
        return self.phrases.say(key, **values)

    def word(self, *keys: str, **values: str) -> str:
        """Return the first of some words of letters that the language has."""
        return self.phrases.word(*keys, **values)

    def written(self, value: date | Money) -> str:
        """Return a date or an amount as the form writes it."""
        if isinstance(value, Money):
            return grammar.money(value, self.language, self.phrases.words)
        return grammar.long_date(value, self.language)


def dated(assessed: CaseAssessment, kind: LetterKind) -> date:
    """Return the day on which the plan sends a letter or the one it goes with, else today."""
    sending = assessed.assessment.sending
    if kind.sent is None:
        return assessed.as_of
    planned = sending.get(kind.sent.on) or sending.get(kind.sent.beside)
    return planned or assessed.as_of


def on_its_way(assessed: CaseAssessment, kind: LetterKind) -> Dispatch:
    """Return the dispatch of a letter of a kind by the plan, and when it is expected.

    By the way that contract and law ask for; what is no letter goes by email.
    """
    facts, sending = assessed.facts, assessed.assessment.sending
    given = given_again(assessed.rulebook, facts, assessed.as_of, sending)
    day = dated(assessed, kind)
    way = way_of(given, kind, day)
    return in_transit(given, day, way, _about(kind), planned=True)


def way_of(given: Given, kind: LetterKind, day: date) -> str:
    """Return the way in which a letter of a kind is sent on a day."""
    if not kind.notice or kind.frame != "letter":
        return "email"
    return planned_way(given, day, _about(kind))


def _about(kind: LetterKind) -> Recorded:
    """Return whether a letter goes as the notice does, or as a demand."""
    return NOTICE if kind.sent is not None and kind.sent.on == NOTICE.sent_on else FINAL_NOTICE


ABUSE = roles.IN_WRITING
"""The finding after which a letter names no conduct, gives no reason and offers no call."""


def letter_facts(assessed: CaseAssessment, kind: LetterKind) -> Facts:
    """Return the facts of an assessed case, with the applicable answers about the letter.

    For a letter that the advice does not call for, the advice is what its kind assumes, and
    an ending gets the end of a notice given now, where that is known. The sum of a final
    invoice is left out while work is still to be done: such an invoice is announced with its
    day, not enclosed.
    """
    answers = assessed.case.answers
    known = dict(assessed.facts.known)
    absent = set(assessed.facts.not_applicable)
    if evaluate(kind.when, assessed.facts) is not True:
        known.update(kind.assume)
    assumed = assessed.advice.whether != "end" and known.get(roles.ADVICE_WHETHER) == "end"
    # It gives the notice that an end for a breach does without.
    assumed |= (
        kind.id in (roles.ENDING, roles.ENDING_EMAIL) and known.get(roles.BREACH_OPEN) is True
    )
    if assumed and (day := _provisional_last_day(known)):
        known[roles.LAST_DAY] = day
        known.update(letter_days(assessed.rulebook, Facts(known)))
    if kind.sent and kind.sent.on != roles.NOTICE_SENT_ON:
        days = letter_days(assessed.rulebook, Facts(known), on_its_way(assessed, kind).received)
        known[roles.REPLY_BY] = days[roles.REPLY_BY]
        if roles.HANDOVER_BY in days:
            # Not planned where the advice is another than the letter assumes.
            known.setdefault(roles.HANDOVER_BY, days[roles.HANDOVER_BY])
    for question in assessed.rulebook.questions.values():
        if question.purpose != "letter":
            continue
        names = fact_names(question)
        absent.difference_update(names)
        for name in names:
            known.pop(name, None)
        if evaluate(question.when, Facts(known, frozenset(absent))) is False:
            absent.update(names)
        elif question.id in answers:
            known.update(answers_as_facts(question, answers[question.id]))
    if "final_invoice" in kind.encloses and not _work_done(known):
        sum_ = known.get(roles.FINAL_INVOICE_AMOUNT)
        if isinstance(sum_, Money) and sum_.amount:
            del known[roles.FINAL_INVOICE_AMOUNT]
    # A letter states no count of which only limits are known.
    for name in [one for one in assessed.rulebook.questions if isinstance(known.get(one), Between)]:
        del known[name]
    return Facts(known, frozenset(absent))


def _provisional_last_day(known: Mapping[str, FactValue]) -> date | None:
    """Return the end of a notice given now, ``None`` while contract or law are not read."""
    ends = [known.get(roles.NOTICE_END_DATE), known.get(roles.LAW_NOTICE_END_DATE)]
    if known.get(roles.NOTICE_STATED) is False and known.get(roles.LAW_SETS_NOTICE) is False:
        ends = [known.get(roles.CUSTOMARY_END_DATE)]
    return max((day for day in ends if isinstance(day, date)), default=None)


def _work_done(known: Mapping[str, FactValue]) -> bool:
    """Return whether the final invoice can be issued with the letter."""
    done = known.get(roles.WORK_STATUS) == "delivered"
    return done or known.get(roles.ADVICE_WHEN) == "now"


def without(facts: Facts, names: frozenset[str]) -> Facts:
    """Return the facts with some of them unknown."""
    kept = {name: value for name, value in facts.known.items() if name not in names}
    return Facts(kept, facts.not_applicable)


def guarded(facts: Facts) -> bool:
    """Return whether a letter gives no reason: after abuse, or when work stops today."""
    stops_today = facts.known.get(roles.ADVICE_WHEN) == "now"
    return stops_today or facts.known.get(ABUSE) is True
