"""The kinds of letter and paper that the advice calls for, in their order."""

from __future__ import annotations

from advisor.conditions import Condition, evaluate
from advisor.errors import AdvisorError, Message, nearest, one_of
from advisor.knowledge.content import Library
from advisor.knowledge.letter_content import LetterKind, Worded
from advisor.knowledge.phrasebook import say
from advisor.model import Facts
from advisor.reasoning.assessment import Assessment, Gate

USUAL = "ending"
"""The default kind if the advice calls for no letter."""


def kind_named(library: Library, name: str) -> LetterKind:
    """Return a kind by its name. Raises :class:`AdvisorError` for an unknown name."""
    kind = library.kinds.get(name)
    if kind is None:
        names = sorted(library.kinds)
        raise AdvisorError(
            Message(
                "There is no letter {name}; allowed: {allowed}.{hint}",
                name=repr(name),
                allowed=one_of(names, 40),
                hint=nearest(name, names),
            )
        )
    return kind


def offered(library: Library, assessment: Assessment) -> tuple[str, ...]:
    """Return the kinds that the advice calls for and that are not yet recorded as sent.

    They come in the order in which they are needed.
    """
    names = called_for(library, assessment)
    return tuple(name for name in names if not was_sent(library.kinds[name], assessment.facts))


def was_sent(kind: LetterKind, facts: Facts) -> bool:
    """Return whether a letter of a kind, or one with the same effect, is recorded as sent."""
    return kind.sent is not None and kind.sent.on in facts


def called_for(library: Library, assessment: Assessment) -> tuple[str, ...]:
    """Return the kinds that the advice calls for, sent or not, in their order."""
    facts = assessment.facts
    kinds = [kind for kind in library.kinds.values() if holds(kind.when, facts)]
    return tuple(kind.id for kind in sorted(kinds, key=lambda kind: (_place(kind, facts), kind.id)))


def usual(library: Library, assessment: Assessment) -> str:
    """Return the default kind: the first to the client that the advice calls for.

    If it calls for none, it is the ending letter, which is then refused with the reason.
    Raises :class:`AdvisorError` where all of them are recorded as sent.
    """
    for name in offered(library, assessment):
        if library.kinds[name].reader == "client":
            return name
    if any(library.kinds[name].reader == "client" for name in called_for(library, assessment)):
        raise AdvisorError(
            Message(
                "Every letter to the client that the advice calls for is recorded as sent. "
                "Name one with --kind to write it again."
            )
        )
    return USUAL


def unsuitable(library: Library, kind: LetterKind, assessment: Assessment) -> str:
    """Return why the advice does not call for a kind; empty if it does, or if it was sent."""
    if holds(kind.when, assessment.facts) or was_sent(kind, assessment.facts):
        return ""
    advice = library.texts[f"whether.{assessment.advice.whether}"]
    text = say(library, "letter.unsuitable", otherwise=kind.otherwise, advice=advice)
    instead = offered(library, assessment)
    named = ", ".join(f"{library.kinds[name].title} ({name})" for name in instead)
    return text + say(library, "letter.instead", kinds=named) if instead else text


def held(kind: LetterKind, gate: Gate) -> bool:
    """Return whether a gate blocks a kind."""
    return kind.held and gate.blocking and gate.id not in kind.serves


def first_that_holds(rows: tuple[Worded, ...], facts: Facts) -> Worded | None:
    """Return the first row whose condition is true of the facts."""
    return next((row for row in rows if holds(row.when, facts)), None)


def holds(condition: Condition, facts: Facts) -> bool:
    """Return whether a condition is true whatever the unknown facts are."""
    return evaluate(condition, facts) is True


def _place(kind: LetterKind, facts: Facts) -> int:
    return next((row.order for row in kind.order if holds(row.when, facts)), 0)
