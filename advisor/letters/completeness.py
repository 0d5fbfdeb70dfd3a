"""What a letter lacks before it can be sent, and words in it that a letter avoids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from advisor.facts.overdue_total import overdue_mismatch
from advisor.knowledge import roles
from advisor.knowledge.content import Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.letters import templates
from advisor.letters.letter_facts import LetterCase
from advisor.letters.needs import lacks, unanswered
from advisor.letters.selection import holds
from advisor.letters.voice import singular_words
from advisor.locale import letter_formatting as grammar
from advisor.locale.contractions import preposition
from advisor.locale.formatting import language_of
from advisor.locale.markdown import escape, one_line
from advisor.model import Deliverable, Duration, Invoice, Money
from advisor.proofreader.background import MIN_CLIENT_FACTS, NOT_CLIENT_FACTS
from advisor.wordlists.pattern_matcher import found_words

IN_WORDS = (
    roles.SERVICES,
    roles.DELIVERABLES,
    roles.REFERRAL_STRENGTH,
    roles.CONCESSION,
)
"""Further questions whose answers are in a language, unlike names and figures."""
FLAGGED = ("personal", "blame", "emotion", "liability", "accusation", "threat", "parting")
"""Classes of words that the user's own sentences are searched for."""
LEFT_OUT = ("personal",)
"""Classes that exclude a sentence from the letter (S47)."""
CLIENT_FACT_KINDS = ("text", "lines", "date", "money", "duration", "deliverables", "invoices")
"""Kinds of questions whose answers are facts about the client."""


@dataclass(frozen=True)
class Flagged:
    """Words in the user's own sentences that a letter of this kind avoids."""

    sentences: tuple[str, ...]
    """One sentence for each, for the user."""
    left_out: frozenset[str]
    """The questions whose answers are left out of the letter."""


def flagged(case: LetterCase, shown: frozenset[str]) -> Flagged:
    """Search the user's own sentences for words that a letter avoids (S47, S79, S88).

    Only the answers to the questions in ``shown`` are searched: those a letter may quote.
    """
    sentences: list[str] = []
    left_out: set[str] = set()
    words = case.rulebook.wordlists.get(case.language.code)
    for name in _quoted(case.rulebook):
        written = _written(case, name) if name in shown else ""
        for kind in FLAGGED if written else ():
            for word in found_words(words, kind, written):
                ask = case.phrases.question(name).ask
                if kind in LEFT_OUT:
                    left_out.add(name)
                key = "left_out" if kind in LEFT_OUT else "flagged"
                sentences.append(case.say(f"letter.{key}", word=word, question=ask))
        if case.plural and (singular := singular_words(case.phrases, written)):
            ask = case.phrases.question(name).ask
            sentences.append(case.say("letter.singular", word=singular[0], question=ask))
    return Flagged(tuple(sentences), frozenset(left_out))


def other_language(case: LetterCase, shown: frozenset[str]) -> Iterator[str]:
    """Yield a sentence if the user's own words are in another language than the letter.

    Their language is that of the form answered. Only the questions in ``shown`` are checked:
    those whose answers a letter may quote.
    """
    answered = language_of(case.text(roles.LETTER_FORM) or case.language.code)
    in_words = (*_quoted(case.rulebook), *IN_WORDS)
    names = [name for name in in_words if name in shown and _written(case, name)]
    if names and answered != case.language.code:
        yield case.say("letter.missing.own_words", answers=", ".join(names))


def _quoted(rulebook: Rulebook) -> tuple[str, ...]:
    """Return the questions whose answers letters quote in the user's own words."""
    return tuple(name for name, question in rulebook.questions.items() if question.quoted)


def _written(case: LetterCase, name: str) -> str:
    """Return an answer in the user's own words, several lines or deliverables joined."""
    items = (item.what if isinstance(item, Deliverable) else str(item) for item in case.items(name))
    return case.text(name) or one_line(" ".join(items))


def missing(case: LetterCase, body: str, shown: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what is lacking before a letter with this body can be sent, its answers first.

    ``shown`` are the values that the templates may show, as plain text.
    """
    checks = case.kind.checks
    told = [key for check, key in lacks(case) if check in checks]
    needed = dict.fromkeys((*unanswered(case), *_left_open(case, body)))
    lacking = [_unanswered(case, name) for name in needed if name not in told]
    lacking += [_unanswered(case, key) for key in told]
    rows = (row.text for row in case.kind.lacks if holds(row.when, case.facts))
    said = (one_line(templates.fill(text, shown, case.kind.place)) for text in rows)
    lacking += filter(None, said)
    if "overdue" in checks:
        lacking += _sums(case)
    if not {"work", "work_dates"}.isdisjoint(checks):
        lacking += _work(case)
    if "own_sentence" in checks and not case.guarded and not case.text(roles.OWN_SENTENCE):
        lacking.append(case.say("letter.missing.own_sentence"))
    if "facts" in checks and client_facts(case, body) < MIN_CLIENT_FACTS:
        lacking.append(case.say("letter.missing.facts"))
    return tuple(lacking)


def _left_open(case: LetterCase, body: str) -> Iterator[str]:
    """Yield the questions whose placeholders stand in a body."""
    for key, placeholder in case.phrases.words.items():
        name = key.removeprefix("placeholder.")
        if name != key and placeholder in body and name in case.rulebook.questions:
            yield name


def _unanswered(case: LetterCase, name: str) -> str:
    """Return what is said of a needed answer: words about a letter, else the question."""
    key = f"letter.missing.{name}"
    if key in case.phrases.ui and (
        case.kind.reader == "client" or name not in case.rulebook.questions
    ):
        return case.say(key)
    return case.say("letter.missing.answer", question=case.phrases.question(name).ask)


def _sums(case: LetterCase) -> Iterator[str]:
    """Yield a sentence if the invoices listed do not add up to the sum answered."""
    differing = overdue_mismatch(case.facts, case.as_of)
    if differing is not None:
        listed, answered = map(case.written, differing)
        yield case.say("letter.missing.sums", listed=listed, answered=answered)


def _work(case: LetterCase) -> Iterator[str]:
    """Yield a sentence for each deliverable dated after the last day, or before the letter."""
    end = case.get(roles.LAST_DAY) or case.get(roles.STANDING_LAST_DAY)
    work = case.items(roles.DELIVERABLES)
    dated = [
        (item.by, one_line(item.what)) for item in work if isinstance(item, Deliverable) and item.by
    ]
    for day, what in dated:
        if isinstance(end, date) and day > end:
            dates = {"date": case.written(day), "last_day": case.written(end)}
            yield case.say("letter.missing.late_work", what=what, **dates)
    for day, what in dated:
        if day < case.dated:
            yield case.say("letter.missing.past_work", what=what, date=case.written(day))


def client_facts(case: LetterCase, body: str) -> int:
    """Count the answers about this client that the body shows."""
    written = body.lower()
    return sum(
        any(shown and shown.lower() in written for shown in _shown(case, case.facts.known[name]))
        for name, question in case.rulebook.questions.items()
        if question.kind in CLIENT_FACT_KINDS
        and name in case.facts
        and not name.startswith(NOT_CLIENT_FACTS)
    )


def _shown(case: LetterCase, value: object) -> Iterator[str]:
    """Yield the forms in which a letter may show a fact."""
    if isinstance(value, date):
        yield case.written(value)
        yield grammar.month_and_year(value, case.language)
    elif isinstance(value, Money):
        yield escape(case.written(value))
    elif isinstance(value, Duration):
        yield grammar.period(value, case.language, case.phrases.words)
    elif isinstance(value, Deliverable):
        yield escape(value.what)
    elif isinstance(value, Invoice):
        yield escape(value.number)
    elif isinstance(value, tuple):
        for item in value:
            yield from _shown(case, item)
    elif isinstance(value, str):
        yield escape(value)
        # A preposition may have swallowed its article: "de el trabajo" is "del trabajo".
        for name in case.language.written.prepositions:
            yield escape(preposition(name, value, case.language))
