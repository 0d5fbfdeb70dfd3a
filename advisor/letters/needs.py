"""The answers that a letter needs, and whether they are all there.

Nothing here writes a text, so that a report can tell it without the templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.conditions import deciding, open_names
from advisor.facts.answer_plan import fact_names
from advisor.facts.overdue_total import overdue_total
from advisor.knowledge import roles
from advisor.knowledge.letter_content import LetterKind
from advisor.knowledge.phrasebook import Phrasebook
from advisor.letters.letter_facts import LetterCase, letter_facts, on_its_way
from advisor.letters.selection import holds, offered, waits_for
from advisor.reasoning.assessment import Advice
from advisor.reasoning.case_assessment import CaseAssessment


def ready_kind(phrases: Phrasebook, assessed: CaseAssessment, dispatch: str) -> str:
    """Return the kind that a step sends where nothing is left to answer for it, or nothing.

    ``dispatch`` is the question that records the day of sending.
    """
    for name in offered(phrases, assessed.assessment):
        kind = phrases.kinds[name]
        if kind.sent is None or kind.sent.on != dispatch:
            continue
        about = about_kind(phrases, assessed, kind)
        waits = leaves_day_open(assessed.advice, kind) or any(
            waits_for(kind, gate) for gate in assessed.advice.gates
        )
        return name if is_answered(about) and not waits else ""
    return ""


def about_kind(phrases: Phrasebook, assessed: CaseAssessment, kind: LetterKind) -> LetterCase:
    """Return what a letter of a kind is written from, in no form yet."""
    facts, way = letter_facts(assessed, kind), on_its_way(assessed, kind)
    return LetterCase(phrases, assessed.rulebook, facts, kind, "", assessed.as_of, way)


def to_ask(phrases: Phrasebook, assessed: CaseAssessment, kinds: Iterable[str]) -> tuple[str, ...]:
    """Return the questions without whose answers letters of some kinds are unfinished.

    They come in the order of the content; what the user does not know is left out.
    """
    wanted = {
        name
        for kind in kinds
        for name in _wanted(about_kind(phrases, assessed, phrases.kinds[kind]))
        if not assessed.case.answered(name)
    }
    return tuple(name for name in assessed.rulebook.questions if name in wanted)


def _wanted(case: LetterCase) -> Iterator[str]:
    """Yield the questions that keep a letter unfinished, answered otherwise or not at all."""
    yield from unanswered(case)
    for check, key in lacks(case):
        if check in case.kind.checks:
            yield roles.SENDER_EMAIL if key == "reach" else key
    if "own_sentence" in case.kind.checks and not case.guarded:
        yield roles.OWN_SENTENCE
    for row in case.kind.lacks:
        yield from _asked(case, deciding(row.when, case.facts))


def leaves_day_open(advice: Advice, kind: LetterKind) -> bool:
    """Return whether a kind names the last day of an ending, and that is not known yet."""
    names_it = kind.sent is not None and bool(kind.sent.last_day) and "ending" in kind.acts
    return names_it and bool(advice.needs)


def is_answered(case: LetterCase) -> bool:
    """Return whether every question is answered that a letter of this kind needs.

    Whether its text is right is not looked at.
    """
    checks = case.kind.checks
    own = "own_sentence" not in checks or case.guarded or case.text(roles.OWN_SENTENCE)
    lacking = any(check in checks for check, _ in lacks(case))
    rows = any(holds(row.when, case.facts) for row in case.kind.lacks)
    return bool(own) and not lacking and not rows and not unanswered(case)


def unanswered(case: LetterCase) -> tuple[str, ...]:
    """Return the questions that a kind declares it needs, that apply and have no answer.

    In place of one that may not apply come those that decide whether it does.
    """
    absent = case.facts.not_applicable
    found: dict[str, None] = {}
    for name in case.kind.needs:
        question = case.rulebook.questions[name]
        if any(one in case.facts for one in fact_names(question)):
            continue
        # A record that was not made is not applicable, and needed all the same.
        if question.purpose == "record":
            found[name] = None
        elif fact_names(question)[0] not in absent:
            before = _asked(case, open_names(question.when, case.facts))
            found.update(dict.fromkeys(before or (name,)))
    return tuple(found)


def _asked(case: LetterCase, found: Iterable[str]) -> tuple[str, ...]:
    """Return the questions that ask for some facts, where they apply."""
    absent = case.facts.not_applicable
    asked = (name.partition(".")[0] for name in found if name not in absent)
    return tuple(name for name in asked if name in case.rulebook.questions)


def lacks(case: LetterCase) -> Iterator[tuple[str, str]]:
    """Yield the checks that fail, each with its text below ``letter.missing``."""
    if not case.text(roles.SENDER_EMAIL) and not case.text(roles.SENDER_PHONE):
        yield "reach", "reach"
    if not case.guarded:
        yield from _reason(case)
    overdue = case.get(roles.OPEN_INVOICES) == "overdue"
    if overdue and overdue_total(case.facts, case.as_of) is None:
        yield "overdue", roles.OVERDUE_AMOUNT
    if overdue and not case.get(roles.SENDER_BANK) and _asks_for_payment(case):
        yield "account", roles.SENDER_BANK
    if case.amount(roles.UNEARNED_PREPAYMENT):
        if case.get(roles.PREPAYMENT_DISPUTED) is True:
            yield "prepayment", roles.PREPAYMENT_DISPUTED
        elif case.get(roles.REFUND_PLAN) not in ("refund", "deliver"):
            yield "prepayment", roles.REFUND_PLAN
    when = case.get(roles.ADVICE_WHEN)
    if when == "at_term" and roles.TERM_END not in case.facts:
        yield "term_end", roles.TERM_END
    begun = case.get(roles.WORK_STATUS) in ("in_progress", "not_started")
    if begun and when != "now" and not case.get(roles.DELIVERABLES):
        yield "work", roles.DELIVERABLES


def _asks_for_payment(case: LetterCase) -> bool:
    """Return whether a letter that names what is overdue asks for it, or leaves it to a plan."""
    response = case.get(roles.OVERDUE_RESPONSE)
    if response not in ("plan", "dispute") or case.get(roles.DISPUTED_AMOUNT):
        return True
    return case.get(roles.ADVICE_WHETHER) in ("pause", "collect")


def _reason(case: LetterCase) -> Iterator[tuple[str, str]]:
    mode = case.get(roles.REASON_MODE)
    if mode == "specific" and not case.text(roles.SPECIFIC_REASON):
        yield "reason", roles.SPECIFIC_REASON
    if mode == "general" and roles.GENERAL_REASON not in case.facts:
        yield "reason", roles.GENERAL_REASON
    elif mode == "general" and case.get(roles.GENERAL_REASON_TRUE) is not True:
        yield "reason", roles.GENERAL_REASON_TRUE
    if case.get(roles.REFERRAL) is True:
        if not case.text(roles.REFERRAL_NAME):
            yield "referral", roles.REFERRAL_NAME
        elif case.get(roles.REFERRAL_AGREED) is not True:
            yield "referral", roles.REFERRAL_AGREED
