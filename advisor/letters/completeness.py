"""What a letter lacks before it can be sent, and words in it that a letter avoids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from advisor.knowledge.content import Library
from advisor.knowledge.letter_content import LetterKind
from advisor.knowledge.phrasebook import say
from advisor.letters.letter_facts import guarded, text
from advisor.letters.selection import holds
from advisor.locale import letter_formatting as grammar
from advisor.locale.formatting import language_of
from advisor.locale.markdown import escape, one_line
from advisor.model import Deliverable, Duration, Facts, Invoice, Money
from advisor.proofreader.background import MIN_CLIENT_FACTS, NOT_CLIENT_FACTS
from advisor.wordlists.pattern_matcher import found_words

OWN_WORDS = ("specific_reason", "benefit", "own_sentence", "breach_facts", "talk_points")
"""Questions whose answers a letter quotes in the user's own words."""
IN_WORDS = (*OWN_WORDS, "services", "deliverables", "referral_strength", "concession")
"""Questions whose answers are in a language, unlike names and figures."""
FLAGGED = (
    "personal",
    "blame",
    "emotion",
    "liability",
    "accusation",
    "threat",
    "parting",
)
"""Classes of words that the user's own sentences are searched for."""
LEFT_OUT = ("personal",)
"""Classes that exclude a sentence from the letter (S47)."""
CLIENT_FACT_KINDS = ("text", "lines", "date", "money", "duration", "deliverables", "invoices")
"""Kinds of questions whose answers are facts about the client."""
KEYS: Mapping[str, frozenset[str]] = {
    "sender": frozenset(("sender_name",)),
    "recipient": frozenset(("contact_surname", "client_name")),
    "addresses": frozenset(("sender_address", "client_address", "notice_addressee")),
    "reach": frozenset(("reach",)),
    "reason": frozenset(("specific_reason", "general_reason", "general_reason_true")),
    "referral": frozenset(("referral_name", "referral_agreed")),
    "overdue": frozenset(("overdue_amount",)),
    "prepayment": frozenset(("prepayment_disputed", "refund_plan")),
    "term_end": frozenset(("term_end",)),
    "work": frozenset(("deliverables",)),
}
"""Checks of a kind of letter, and the texts below ``letter.missing`` that each can report."""


@dataclass(frozen=True)
class Flagged:
    """Words in the user's own sentences that a letter of this kind avoids."""

    sentences: tuple[str, ...]
    """One sentence for each, for the user."""
    left_out: frozenset[str]
    """The questions whose answers are left out of the letter."""


def flagged(library: Library, facts: Facts, shown: frozenset[str]) -> Flagged:
    """Search the user's own sentences for words that a letter avoids (S47, S79, S88).

    Only the answers to the questions in ``shown`` are searched: those a letter may quote.
    """
    sentences: list[str] = []
    left_out: set[str] = set()
    words = library.wordlists.get(library.language)
    for name in OWN_WORDS:
        written = _written(facts, name) if name in shown else ""
        for kind in FLAGGED:
            for word in found_words(words, kind, written):
                ask = library.phrases.question(name).ask
                if kind in LEFT_OUT:
                    left_out.add(name)
                key = "left_out" if kind in LEFT_OUT else "flagged"
                sentences.append(say(library, f"letter.{key}", word=word, question=ask))
    return Flagged(tuple(sentences), frozenset(left_out))


def other_language(library: Library, facts: Facts, shown: frozenset[str]) -> Iterator[str]:
    """Yield a sentence if the user's own words are in another language than the letter.

    Their language is that of the form answered. Only the questions in ``shown`` are checked:
    those whose answers a letter may quote.
    """
    answered = language_of(str(facts.known.get("letter_form", library.language)))
    names = [name for name in IN_WORDS if name in shown and _written(facts, name)]
    if names and answered != library.language:
        yield say(library, "letter.missing.own_words", answers=", ".join(names))


def _written(facts: Facts, name: str) -> str:
    """Return an answer in the user's own words, several lines or deliverables joined."""
    value = facts.known.get(name)
    if isinstance(value, tuple):
        items = (item.what if isinstance(item, Deliverable) else str(item) for item in value)
        return one_line(" ".join(items))
    return text(facts, name)


def missing(
    library: Library, facts: Facts, kind: LetterKind, body: str, form: str, as_of: date
) -> tuple[str, ...]:
    """Return what is lacking before a letter with this body can be sent on ``as_of``."""
    wanted = frozenset[str]().union(*(KEYS.get(check, ()) for check in kind.checks))
    keys = (*_names(facts), *_reason(facts), *_money(facts), *_terms(facts))
    lacking = [say(library, f"letter.missing.{key}") for key in keys if key in wanted]
    lacking += [row.text for row in kind.lacks if holds(row.when, facts)]
    if "overdue" in kind.checks:
        lacking += _sums(library, facts, form)
    if "work" in kind.checks:
        lacking += _late_work(library, facts, form)
        lacking += _past_work(library, facts, form, as_of)
    if "own_sentence" in kind.checks and not guarded(facts) and not text(facts, "own_sentence"):
        lacking.append(say(library, "letter.missing.own_sentence"))
    if "facts" in kind.checks and client_facts(library, facts, body, form) < MIN_CLIENT_FACTS:
        lacking.append(say(library, "letter.missing.facts"))
    return tuple(lacking)


def _names(facts: Facts) -> Iterator[str]:
    for name in ("sender_name", "sender_address", "contact_surname", "client_name"):
        if not facts.known.get(name):
            yield name
    if not facts.known.get("client_address"):
        yield "client_address"
    if not text(facts, "sender_email") and not text(facts, "sender_phone"):
        yield "reach"
    if facts.known.get("notice_form") == "person" and not text(facts, "notice_addressee"):
        yield "notice_addressee"


def _reason(facts: Facts) -> Iterator[str]:
    mode = facts.known.get("reason_mode")
    if guarded(facts):
        return
    if mode == "specific" and not text(facts, "specific_reason"):
        yield "specific_reason"
    if mode == "general" and "general_reason" not in facts:
        yield "general_reason"
    elif mode == "general" and facts.known.get("general_reason_true") is not True:
        yield "general_reason_true"
    if facts.known.get("referral") is True:
        if not text(facts, "referral_name"):
            yield "referral_name"
        elif facts.known.get("referral_agreed") is not True:
            yield "referral_agreed"


def _money(facts: Facts) -> Iterator[str]:
    if facts.known.get("open_invoices") == "overdue" and "overdue_amount" not in facts:
        yield "overdue_amount"
    prepaid = facts.known.get("unearned_prepayment")
    if isinstance(prepaid, Money) and prepaid.amount > 0:
        if facts.known.get("prepayment_disputed") is True:
            yield "prepayment_disputed"
        elif facts.known.get("refund_plan") not in ("refund", "deliver"):
            yield "refund_plan"


def _terms(facts: Facts) -> Iterator[str]:
    if facts.known.get("advice.when") == "at_term" and "term_end" not in facts:
        yield "term_end"
    stops_today = facts.known.get("advice.when") == "now"
    begun = facts.known.get("work_status") in ("in_progress", "not_started")
    if begun and not stops_today and not facts.known.get("deliverables"):
        yield "deliverables"


def _sums(library: Library, facts: Facts, form: str) -> Iterator[str]:
    """Yield a sentence if the invoices listed do not add up to the sum answered."""
    listed, answered = facts.known.get("overdue_invoices"), facts.known.get("overdue_amount")
    items = listed if isinstance(listed, tuple) else ()
    sums = [item.amount for item in items if isinstance(item, Invoice)]
    if not isinstance(answered, Money) or not sums:
        return
    if all(item.currency == answered.currency for item in sums):
        total = Money(sum((item.amount for item in sums), Decimal(0)), answered.currency)
        if total != answered:
            yield say(
                library,
                "letter.missing.sums",
                listed=grammar.money(total, form, library.words),
                answered=grammar.money(answered, form, library.words),
            )


def _late_work(library: Library, facts: Facts, form: str) -> Iterator[str]:
    """Yield a sentence for each deliverable dated after the last day."""
    last_day, work = facts.known.get("last_day"), facts.known.get("deliverables")
    if not isinstance(last_day, date):
        return
    for item in work if isinstance(work, tuple) else ():
        if isinstance(item, Deliverable) and item.by and item.by > last_day:
            day, end = grammar.long_date(item.by, form), grammar.long_date(last_day, form)
            what = one_line(item.what)
            yield say(library, "letter.missing.late_work", what=what, date=day, last_day=end)


def _past_work(library: Library, facts: Facts, form: str, as_of: date) -> Iterator[str]:
    """Yield a sentence for each deliverable dated before ``as_of``."""
    work = facts.known.get("deliverables")
    for item in work if isinstance(work, tuple) else ():
        if isinstance(item, Deliverable) and item.by and item.by < as_of:
            day, what = grammar.long_date(item.by, form), one_line(item.what)
            yield say(library, "letter.missing.past_work", what=what, date=day)


def client_facts(library: Library, facts: Facts, body: str, form: str) -> int:
    """Count the answers about this client that the body shows."""
    written = body.lower()
    return sum(
        any(
            shown and shown.lower() in written
            for shown in _shown(facts.known[name], form, library.words)
        )
        for name, question in library.questions.items()
        if question.kind in CLIENT_FACT_KINDS
        and name in facts.known
        and not name.startswith(NOT_CLIENT_FACTS)
    )


def _shown(value: object, form: str, words: Mapping[str, str]) -> Iterator[str]:
    """Yield the forms in which a letter may show a fact."""
    if isinstance(value, date):
        yield grammar.long_date(value, form)
        yield grammar.month_and_year(value, form)
    elif isinstance(value, Money):
        yield escape(grammar.money(value, form, words))
    elif isinstance(value, Duration):
        yield grammar.period(value, form, words)
    elif isinstance(value, Deliverable):
        yield escape(value.what)
    elif isinstance(value, Invoice):
        yield escape(value.number)
    elif isinstance(value, tuple):
        for item in value:
            yield from _shown(item, form, words)
    elif isinstance(value, str):
        yield escape(value)
