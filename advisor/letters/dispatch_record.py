"""The answers that record the dispatch of a letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from advisor.errors import AdvisorError, Message, UsageError, nearest, one_of
from advisor.facts.derive import derive, unreachable
from advisor.knowledge.content import Rulebook
from advisor.knowledge.letter_content import LetterKind, Sent
from advisor.knowledge.phrasebook import Phrasebook
from advisor.letters.selection import called_for, kind_named
from advisor.model import Answer, Case
from advisor.reasoning.case_assessment import CaseAssessment


def sendable(phrases: Phrasebook, name: str) -> tuple[LetterKind, Sent]:
    """Return a kind by its name, with the questions that record its dispatch.

    Raises :class:`AdvisorError` for an unknown kind, or one that is not for the client.
    """
    kind = kind_named(phrases, name)
    if kind.sent is None:
        names = sorted(item.id for item in phrases.kinds.values() if item.sent)
        raise AdvisorError(
            Message(
                "{name} is not sent to the client, so there is nothing to record. "
                "What is sent: {names}.",
                name=name,
                names=one_of(names, 40),
            )
        )
    return kind, kind.sent


def sent_kind(phrases: Phrasebook, assessed: CaseAssessment, on: date) -> str:
    """Return the default kind: the one recorded as sent on a day, else the first to the client.

    Raises :class:`AdvisorError` if the advice calls for no letter to the client.
    """
    called = [name for name in called_for(phrases, assessed.assessment) if phrases.kinds[name].sent]
    for name in (*called, *phrases.kinds):
        sent = phrases.kinds[name].sent
        if sent is not None and assessed.case.answers.get(sent.on) == on:
            return name
    if not called:
        raise AdvisorError(
            Message("The advice calls for no letter to the client. Name the kind with --kind.")
        )
    return called[0]


def check_way(rulebook: Rulebook, sent: Sent, how: str) -> None:
    """Raise :class:`UsageError` for an unknown way of sending."""
    ways = list(rulebook.questions[sent.by].choices)
    if how not in ways:
        raise UsageError(
            Message(
                "There is no way of sending {how}; allowed: {ways}.{hint}",
                how=repr(how),
                ways=one_of(ways, 40),
                hint=nearest(how, ways),
            )
        )


def check_days(on: date, received: date | None, judged: date) -> None:
    """Raise :class:`AdvisorError` for a future day, or a receipt before dispatch."""
    for day in (on, received):
        if day is not None and day > judged:
            raise AdvisorError(
                Message(
                    "{day} is after {judged}, the day the case is judged on. "
                    "Record what has happened by then.",
                    day=day,
                    judged=judged,
                )
            )
    if received is not None and received < on:
        raise AdvisorError(
            Message(
                "It cannot have been received on {received}, before it was sent on {on}.",
                received=received,
                on=on,
            )
        )


def check_kept(kind: LetterKind, sent: Sent, given: Mapping[str, object]) -> None:
    """Raise :class:`AdvisorError` for an option that a kind does not record. Keys are options."""
    for option, field in (("--received", sent.received), ("--ref", sent.reference)):
        if given.get(option) is not None and not field:
            raise AdvisorError(
                Message(
                    "Of {kind} only the day and the way of sending are kept; leave out {option}.",
                    kind=kind.id,
                    option=option,
                )
            )


def recorded(assessed: CaseAssessment, answers: Mapping[str, Answer]) -> Case:
    """Return the case with answers added, without those that do not apply to it."""
    rulebook, case = assessed.rulebook, assessed.case
    known = {**case.answers, **answers}
    ordered = {name: known[name] for name in rulebook.questions if name in known}
    unsure = case.dont_know - answers.keys()
    changed = replace(case, answers=ordered, dont_know=unsure)
    apart = set(unreachable(rulebook, derive(rulebook, changed, assessed.as_of))) & answers.keys()
    if not apart:
        return changed
    kept = {
        name: value for name, value in ordered.items() if name not in apart or name in case.answers
    }
    return replace(changed, answers=kept)


def answers_of(
    sent: Sent,
    *,
    on: date,
    how: str,
    received: date | None,
    reference: str | None,
    last_day: date | None,
    deadline: date | None,
) -> dict[str, Answer]:
    """Return the answers that record a dispatch. ``None`` leaves an answer unchanged."""
    given = {
        sent.on: on,
        sent.by: how,
        sent.received: received,
        sent.reference: reference,
        sent.last_day: last_day,
        sent.deadline: deadline,
        **sent.sets,
    }
    return {name: value for name, value in given.items() if name and value is not None}
