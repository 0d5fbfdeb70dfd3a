"""The words that rules, cases and documents use for what can be the case."""

from __future__ import annotations

from typing import Literal, Union

Truth = Union[bool, None]
"""Three-valued: true, false, or ``None`` for undecided."""

Norm = Literal["law", "contract", "custom", "prudence", "courtesy"]
NORMS: tuple[Norm, ...] = ("law", "contract", "custom", "prudence", "courtesy")
"""How binding a reason or a date is, from the most to the least."""

Direction = Literal["for", "against", "caution"]
DIRECTIONS: tuple[Direction, ...] = ("for", "against", "caution")

Strength = Literal["weak", "moderate", "strong", "decisive"]
STRENGTHS: tuple[Strength, ...] = ("weak", "moderate", "strong", "decisive")

Whether = Literal["keep", "wait", "repair", "pause", "end", "let_fade"]
WHETHER: tuple[Whether, ...] = ("keep", "wait", "repair", "pause", "end", "let_fade")

When = Literal["now", "after_notice", "at_milestone", "at_term", "when_ready"]
WHEN: tuple[When, ...] = ("now", "after_notice", "at_milestone", "at_term", "when_ready")

GATES = (
    "lawyer",
    "cure_notice",
    "settle_money",
    "runway",
    "evidence",
    "own_duties",
    "data_return",
    "professional_body",
)
GateState = Literal["none", "advisory", "blocking"]
GATE_STATES: tuple[GateState, ...] = ("none", "advisory", "blocking")

PHASES = ("before", "talk", "notice", "work", "handover", "money", "close")
"""The parts of a checklist, in order."""

DurationUnit = Literal["days", "business_days", "weeks", "months"]
DURATION_UNITS: tuple[DurationUnit, ...] = ("days", "business_days", "weeks", "months")

FactKind = Literal[
    "yes_no", "choice", "number", "percent", "money", "date", "duration", "text", "list"
]


Origin = Literal["question", "derived", "finding", "tally", "whether", "timing", "gate", "plan"]
ORIGINS: tuple[Origin, ...] = (
    "question",
    "derived",
    "finding",
    "tally",
    "whether",
    "timing",
    "gate",
    "plan",
)
"""Where a fact comes from, in the order in which they become known."""
