"""How the advice becomes another, in words: by an event, or from a day on."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from advisor.knowledge.phrasebook import Phrasebook
from advisor.model import TurningDate, When, Whether
from advisor.reasoning.assessment import Advice, GateStates
from advisor.reasoning.decide import advice_of
from advisor.reasoning.events import Happened
from advisor.report.unknowns_text import gate_changes


class Outcome(NamedTuple):
    """The parts of an advice that are compared."""

    whether: Whether
    when: When | None
    last_day: date | None
    gates: GateStates


def of_advice(advice: Advice) -> Outcome:
    """Return the outcome of an advice."""
    return Outcome(advice.whether, advice.when, advice.last_day, advice.gate_states)


def of_event(happened: Happened) -> Outcome:
    """Return the outcome once an event has happened."""
    whether, when, gates = advice_of(happened.decision)
    return Outcome(whether, when, happened.decision.last_day, gates)


def of_turn(turn: TurningDate) -> Outcome:
    """Return the outcome from a day on."""
    return Outcome(turn.whether, turn.when, turn.last_day, turn.gates)


def became(
    phrases: Phrasebook,
    before: Outcome,
    after: Outcome,
    lead: Literal["event", "turning"],
    moves: bool = True,
) -> str:
    """Write what is another than before. ``moves``: another last day is worth saying."""
    day = after.last_day
    text = ""
    if (after.whether, after.when) != (before.whether, before.when):
        text = phrases.outcome(after.whether, after.when, day, lead)
    elif moves and day is not None and day != before.last_day:
        text = phrases.say("whatif.turning.last_day", date=day)
    began, ended = gate_changes(before.gates, after.gates)
    new = ", ".join(gate_text(phrases, gate, blocking) for gate, blocking in began)
    gone = ", ".join(phrases.say(f"gate.{gate}") for gate in ended)
    parts = [
        text,
        new and phrases.say("whatif.turning.first", gates=new),
        gone and phrases.say("whatif.turning.gone", gates=gone),
    ]
    return " ".join(filter(None, parts))


def gate_text(phrases: Phrasebook, gate: str, blocking: bool) -> str:
    """Name a gate, and whether it is blocking."""
    key = f"whatif.gate.{'blocking' if blocking else 'advisory'}"
    return phrases.say(key, gate=phrases.say(f"gate.{gate}"))
