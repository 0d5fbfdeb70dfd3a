"""Enumerations shared by rules, cases and documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Union, get_args

Truth = Union[bool, None]
"""Three-valued: true, false, or ``None`` for undecided."""

Norm = Literal["law", "contract", "custom", "prudence", "courtesy"]
NORMS: tuple[Norm, ...] = get_args(Norm)
"""How binding a reason or a date is, from the most to the least."""

Direction = Literal["for", "against", "caution"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)

Strength = Literal["weak", "moderate", "strong", "decisive"]
STRENGTHS: tuple[Strength, ...] = get_args(Strength)

Standing = Literal["running", "ended_by_client", "notice_given", "agreed", "over"]
"""How things stand between the two sides; ``over`` from the day after the last day."""

Whether = Literal["keep", "wait", "repair", "pause", "collect", "end", "let_fade", "settle"]
WHETHER: tuple[Whether, ...] = get_args(Whether)

When = Literal["now", "after_notice", "at_milestone", "at_term", "when_ready"]
WHEN: tuple[When, ...] = get_args(When)

Gate = Literal[
    "lawyer",
    "cure_notice",
    "settle_money",
    "runway",
    "evidence",
    "own_duties",
    "data_return",
    "professional_body",
]
GATES: tuple[Gate, ...] = get_args(Gate)
GateState = Literal["none", "advisory", "blocking"]
GATE_STATES: tuple[GateState, ...] = get_args(GateState)

Act = Literal[
    "ending",
    "non_renewal",
    "demand",
    "suspension",
    "proposal",
    "talk",
    "reply",
    "release",
    "handover",
    "deletion",
    "closing",
]
ACTS: tuple[Act, ...] = get_args(Act)
"""What the user does towards the client that a gate may hold back.

``ending`` is every way to end the contract before its term or by notice, also told in a talk;
``non_renewal`` lets a term run out; ``closing`` is the note after settled work.
"""

StepKind = Literal["preparation", "talk", "letter", "follow_up", "conduct", "manner"]
STEP_KINDS: tuple[StepKind, ...] = get_args(StepKind)
"""What a step of the checklist is: what comes before the talk and the letter, these, what
follows them, a rule to keep to throughout, a way to do another step."""

DEEDS: tuple[StepKind, ...] = ("preparation", "talk", "letter", "follow_up")
"""The kinds of steps that are done on a day."""

Phase = Literal["before", "talk", "notice", "work", "handover", "money", "close"]
PHASES: tuple[Phase, ...] = get_args(Phase)
"""The parts of a checklist, in order."""

DurationUnit = Literal["days", "business_days", "weeks", "months", "hours"]
DURATION_UNITS: tuple[DurationUnit, ...] = get_args(DurationUnit)
LONGEST: Mapping[DurationUnit, int] = {
    "days": 3660,
    "business_days": 2610,
    "weeks": 522,
    "months": 120,
    "hours": 87_840,
}
"""Ten years in each unit."""

FactKind = Literal[
    "yes_no", "choice", "number", "percent", "money", "date", "duration", "text", "list"
]


Origin = Literal[
    "question", "derived", "finding", "balance", "whether", "timing", "gate", "turning", "plan"
]
ORIGINS: tuple[Origin, ...] = get_args(Origin)
"""Where a fact comes from, in the order in which they become known."""
