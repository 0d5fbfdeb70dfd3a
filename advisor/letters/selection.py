"""The kinds of letter and paper that the advice calls for, in their order."""

from __future__ import annotations

from advisor.conditions import Condition, evaluate
from advisor.errors import AdvisorError, Message, nearest, one_of
from advisor.knowledge import roles
from advisor.knowledge.letter_content import LetterKind, Worded
from advisor.knowledge.phrasebook import Phrasebook
from advisor.model import Facts
from advisor.reasoning.assessment import Assessment, Gate

USUAL = roles.ENDING
"""The default kind if the advice calls for no letter."""


def kind_named(phrases: Phrasebook, name: str) -> LetterKind:
    """Return a kind by its name. Raises :class:`AdvisorError` for an unknown name."""
    kind = phrases.kinds.get(name)
    if kind is None:
        names = sorted(phrases.kinds)
        raise AdvisorError(
            Message(
                "There is no letter {name}; allowed: {allowed}.{hint}",
                name=repr(name),
                allowed=one_of(names, 40),
                hint=nearest(name, names),
            )
        )
    return kind


def offered(phrases: Phrasebook, assessment: Assessment) -> tuple[str, ...]:
    """Return the kinds that the advice calls for and that are not yet recorded as sent.

    They come in the order in which they are needed.
    """
    names = called_for(phrases, assessment)
    return tuple(name for name in names if not was_sent(phrases.kinds[name], assessment.facts))


def was_sent(kind: LetterKind, facts: Facts) -> bool:
    """Return whether a letter of a kind, or one with the same effect, is recorded as sent."""
    return kind.sent is not None and kind.sent.on in facts


def called_for(phrases: Phrasebook, assessment: Assessment) -> tuple[str, ...]:
    """Return the kinds that the advice calls for, sent or not, in their order."""
    facts = assessment.facts
    kinds = [kind for kind in phrases.kinds.values() if holds(kind.when, facts)]
    return tuple(kind.id for kind in sorted(kinds, key=lambda kind: (_place(kind, facts), kind.id)))


def suggested_kind(phrases: Phrasebook, assessment: Assessment) -> str:
    """Return the default kind: the first to the client that the advice calls for.

    If it calls for none, it is the ending letter, which is then refused with the reason.
    Raises :class:`AdvisorError` where all of them are recorded as sent.
    """
    for name in offered(phrases, assessment):
        if phrases.kinds[name].reader == "client":
            return name
    if any(phrases.kinds[name].reader == "client" for name in called_for(phrases, assessment)):
        raise AdvisorError(
            Message(
                "Every letter to the client that the advice calls for is recorded as sent. "
                "Name one with --kind to write it again."
            )
        )
    return USUAL


def unsuitable(phrases: Phrasebook, kind: LetterKind, assessment: Assessment) -> str:
    """Return why the advice does not call for a kind; empty if it does, or if it was sent."""
    if holds(kind.when, assessment.facts) or was_sent(kind, assessment.facts):
        return ""
    advice = phrases.say(f"whether.{assessment.advice.whether}")
    text = phrases.say("letter.unsuitable", otherwise=kind.otherwise, advice=advice)
    instead = offered(phrases, assessment)
    named = ", ".join(f"{phrases.kinds[name].title} ({name})" for name in instead)
    return text + phrases.say("letter.instead", kinds=named) if instead else text


def waits_for(kind: LetterKind, gate: Gate) -> bool:
    """Return whether a gate blocks a kind."""
    return gate.blocking and not set(gate.holds).isdisjoint(kind.acts)


def first_that_holds(rows: tuple[Worded, ...], facts: Facts) -> Worded | None:
    """Return the first row whose condition is true of the facts."""
    return next((row for row in rows if holds(row.when, facts)), None)


def holds(condition: Condition, facts: Facts) -> bool:
    """Return whether a condition is true whatever the unknown facts are."""
    return evaluate(condition, facts) is True


def _place(kind: LetterKind, facts: Facts) -> int:
    return next((row.order for row in kind.order if holds(row.when, facts)), 0)
