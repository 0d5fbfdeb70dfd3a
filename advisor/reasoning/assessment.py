"""What is concluded about one case on one day: ids, dates and amounts, no sentences.

The texts of the rules and questions that are named here are in the phrasebook of a
language; :mod:`advisor.report` and :mod:`advisor.letters` put them into words.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, Union

from advisor.facts.contradictions import Contradicted
from advisor.facts.counted_date import CountedDate
from advisor.facts.interest import Interest
from advisor.lazy_dataclass import dataclass
from advisor.model import (
    Act,
    Affected,
    Answer,
    Direction,
    Facts,
    Norm,
    Strength,
    When,
    Whether,
)
from advisor.model import Gate as GateId
from advisor.reasoning.balance import Balance

GateStates = tuple[tuple[str, bool], ...]
"""Gates in their order, each with whether it is blocking."""

Day = date
"""A calendar day, for classes that have a field called date."""


@dataclass(frozen=True)
class Finding:
    """A finding that holds for the case, with the answers that caused it."""

    id: str
    direction: Direction
    strength: Strength
    norm: Norm
    causes: tuple[str, ...]
    """The questions whose answers it depends on."""
    sources: tuple[str, ...]
    advised: bool = True
    """Its advice holds: nothing that the decision or the plan asks for is opposed to it."""


@dataclass(frozen=True)
class Gate:
    """Something that comes before the acts that it holds."""

    id: str
    blocking: bool
    rules: tuple[str, ...]
    """The rules that ask for it, blocking ones first, then by norm."""
    norm: Norm
    holds: tuple[Act, ...]
    """The acts that its rules are about: of a blocking gate those that wait for it."""


@dataclass(frozen=True)
class PlanDate:
    """A date of the plan and the rule that sets it."""

    date: Day
    rule: str
    norm: Norm
    kind: Literal["constraint", "deadline", "review", "event"]
    sources: tuple[str, ...] = ()
    working: CountedDate | None = None
    """How the day was counted; ``None`` where it was given."""
    offset: int = 0
    """Calendar days that the rule adds to the day that was counted."""


Undated = Literal["", "throughout", "manner", "uncleared", "not_known", "before_sending"]
"""Why a step has no day: it is kept to throughout or is a way to do another step; nothing says
when a gate that holds it is cleared; the day that it is counted from is not known; or it
belongs before a letter that goes too soon for it."""


@dataclass(frozen=True)
class Task:
    """One step of the checklist."""

    id: str
    phase: str
    due: date | None
    who: str
    norm: Norm
    sources: tuple[str, ...] = ()
    undated: Undated = ""
    """Why it has no day; empty where it has one."""
    after: tuple[str, ...] = ()
    """The steps whose being done sets its day."""
    held_by: tuple[GateId, ...] = ()
    """The blocking gates that hold it until they are cleared."""
    late_for: date | None = None
    """The last day on which it should be done, where no day is left before it."""


@dataclass(frozen=True)
class AnswerInterval:
    """Answers from a lower to an upper end. ``None``: without that end."""

    low: Answer | None
    high: Answer | None
    low_excluded: bool = False
    high_excluded: bool = False


@dataclass(frozen=True)
class ChoiceSet:
    """Some choices of one question: certain ones, and any of those that are equivalent."""

    named: tuple[str, ...]
    """The choices that a rule names, in the order of the question."""
    others: int
    """How many further choices."""
    equivalent: tuple[str, ...]
    """The choices of the question that no rule distinguishes."""


@dataclass(frozen=True)
class AnswerList:
    """Any of some answers; of every answer where the list is empty."""

    answers: tuple[Union[Answer, ChoiceSet], ...]


AnswerGroup = Union[AnswerInterval, AnswerList]
"""Answers to one question that have the same outcome."""


@dataclass(frozen=True)
class Split:
    """The advice with one answer to an open question, or with any of several."""

    answers: AnswerGroup
    whether: Whether
    when: When | None
    last_day: Day | None
    """The earliest last day that these answers lead to."""
    last_day_to: Day | None
    """The latest one, ``None`` where the answers have no upper end."""
    gates: GateStates
    same: bool
    """It is the present advice."""


@dataclass(frozen=True)
class Unknown:
    """A question without an answer that can still change the advice."""

    question: str
    rules: tuple[str, ...]
    """The rules it can still affect."""
    affects: tuple[Affected, ...] = ()
    """The parts of the advice that it can still change."""
    splits: tuple[Split, ...] = ()
    """The advice by answer; empty unless it was asked for, or where there is no order."""


@dataclass(frozen=True)
class Advice:
    """The three answers: whether, when, and what comes first."""

    whether: Whether
    when: When | None
    rules: tuple[str, ...]
    """The rows that decide whether and, where there is one, when."""
    gates: tuple[Gate, ...]
    last_day: date | None
    """``None`` unless the advice is to end, and while law or contract could still move it."""
    not_before: date | None
    """The day before which it cannot lie, where it is not known."""
    needs: tuple[str, ...]
    """The questions that would fix it."""
    binding: tuple[PlanDate, ...]
    """The constraints that set that day, the most binding first."""
    review_on: date | None
    """The day to look again, ``None`` where the advice needs no second look."""
    turns_to: tuple[Whether, When | None] | None = None
    """What the advice is from that day on by itself, where whether changes on it."""

    @property
    def verdict(self) -> tuple[Whether, When | None]:
        """Whether and when."""
        return self.whether, self.when

    @property
    def letter_waits(self) -> bool:
        """Whether a blocking gate holds the act by which the advice ends it."""
        act: Act = "non_renewal" if self.when == "at_term" else "ending"
        return self.when is not None and any(
            gate.blocking and act in gate.holds for gate in self.gates
        )

    @property
    def gate_states(self) -> GateStates:
        """Each gate, and whether it is blocking."""
        return tuple((gate.id, gate.blocking) for gate in self.gates)


@dataclass(frozen=True)
class Assessment:
    """Everything concluded about one case on one day."""

    as_of: date
    facts: Facts
    advice: Advice
    findings: tuple[Finding, ...]
    dates: tuple[PlanDate, ...]
    tasks: tuple[Task, ...]
    unknowns: tuple[Unknown, ...]
    sending: Mapping[str, date]
    """The day of dispatch of papers not yet sent, by the question that records it."""
    engine: str
    """The name of the engine: ``durable`` or ``pure``."""
    rules_version: str
    answers_hash: str
    assumptions: tuple[str, ...]
    """The open questions for which something is assumed, the weightiest first."""
    balance: Balance
    """The points of the findings for and against ending."""
    owed: tuple[Interest, ...] = ()
    """What is overdue and what it bears, invoice by invoice, the oldest first."""

    contradictions: tuple[Contradicted, ...] = ()
    """Answers that cannot all be right."""

    @property
    def settled(self) -> bool:
        """True if no open question and no contradiction can change the advice."""
        return not self.assumptions and not self.contradictions
