"""The values that flow from the answers to the documents. All are immutable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Literal, Union

from advisor.evidence_model import NO_EVIDENCE, Evidence
from advisor.lazy_dataclass import dataclass
from advisor.vocabulary import (
    ACTS,
    DEEDS,
    DIRECTIONS,
    DURATION_UNITS,
    GATE_STATES,
    GATES,
    NORMS,
    ORIGINS,
    PHASES,
    STEP_KINDS,
    STRENGTHS,
    WHEN,
    WHETHER,
    Act,
    Direction,
    DurationUnit,
    FactKind,
    Gate,
    GateState,
    Norm,
    Origin,
    Phase,
    Standing,
    StepKind,
    Strength,
    Truth,
    When,
    Whether,
)


@dataclass(frozen=True, order=True)
class Money:
    """An amount in one currency (ISO 4217 code). Currencies are never mixed."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.currency} {self.amount:.2f}"


@dataclass(frozen=True)
class Duration:
    """A length of time as a contract states it, before it is counted out."""

    count: int
    unit: DurationUnit

    def __str__(self) -> str:
        unit = self.unit.replace("_", " ")
        return f"{self.count} {unit[:-1] if self.count == 1 else unit}"


@dataclass(frozen=True)
class Deliverable:
    """A piece of work still to be delivered, and by when if a date is set."""

    what: str
    by: date | None = None


@dataclass(frozen=True)
class Invoice:
    """An unpaid invoice: its number, its due date and what is still open of it."""

    number: str
    due: date
    amount: Money
    issued: date | None = None
    """The date of the invoice."""
    billed: Money | None = None
    """Its whole sum, where a part is paid."""
    folio: str = ""
    """The number that a tax authority gave it, such as the folio fiscal of a CFDI."""

    def __str__(self) -> str:
        issued = f", issued {self.issued.isoformat()}" if self.issued else ""
        billed = f" of {self.billed}" if self.billed else ""
        folio = f", folio {self.folio}" if self.folio else ""
        return f"{self.number}{issued}, due {self.due.isoformat()}, {self.amount}{billed}{folio}"


@dataclass(frozen=True)
class Between:
    """A count that is known only within limits, both included."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low}-{self.high}"


Day = date
"""A calendar day, for classes that have a field called date."""

Answer = Union[
    bool, int, Decimal, str, date, Money, Duration, Between, frozenset[str], tuple[object, ...]
]
"""A question's answer: ``frozenset`` of choices for several, ``tuple`` for lists."""


class Unsure(Enum):
    """The answer "I don't know"."""

    DONT_KNOW = "dont_know"


DONT_KNOW = Unsure.DONT_KNOW

FactValue = Union[bool, int, Decimal, str, date, Money, Duration, tuple[object, ...], Between]


@dataclass(frozen=True)
class FactType:
    """What a fact may be: its kind, its unit for display, its choices."""

    kind: FactKind
    unit: str = ""
    choices: tuple[str, ...] = ()
    origin: Origin = "question"
    inputs: tuple[str, ...] = ()
    """The questions whose answers it is made from."""
    implies: tuple[str, ...] = ()
    """Facts that are known whenever this one is."""
    through: tuple[str, ...] = ()
    """Other derived facts that may change it, and the answers behind them only then."""


@dataclass(frozen=True)
class Facts:
    """What is known of a case.

    A name in neither ``known`` nor ``not_applicable`` is unknown.
    """

    known: Mapping[str, FactValue]
    not_applicable: frozenset[str] = frozenset()

    def __contains__(self, name: object) -> bool:
        return name in self.known

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def get(self, name: str) -> FactValue | None:
        """Return the fact, or ``None`` when it is unknown or does not apply."""
        return self.known.get(name)

    def with_(self, more: Mapping[str, FactValue]) -> Facts:
        """Return these facts and ``more`` of them."""
        return Facts({**self.known, **more}, self.not_applicable)


@dataclass(frozen=True)
class Case:
    """One client relationship as the user described it."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    dont_know: frozenset[str] = frozenset()
    """Questions answered with "I don't know"."""
    as_of: date | None = None
    """The day the case is judged on, when the file fixes it."""
    file: str = ""
    notes: tuple[str, ...] = field(default=(), compare=False)
    """What was renamed or removed when an older file was read, for the user to see."""
    evidence: Evidence = NO_EVIDENCE
    """What was read from files, and the journal."""

    def answered(self, question: str) -> bool:
        """Return whether the question was dealt with, also by "I don't know"."""
        return question in self.answers or question in self.dont_know

    def given(self, question: str) -> Answer | Unsure | None:
        """Return the answer to a question, ``None`` where it has none."""
        return DONT_KNOW if question in self.dont_know else self.answers.get(question)


Affected = Literal["whether", "when", "gates", "last_day"]
AFFECTED: tuple[Affected, ...] = ("whether", "when", "gates", "last_day")
"""The parts of the advice, the weightiest first."""


@dataclass(frozen=True)
class Counterfactual:
    """Another answer to one question and the advice it would lead to."""

    question: str
    answer: Answer
    whether: Whether
    when: When | None
    by: str = "user"
    """Who or what can make the change: client, user, time, or two of them with "and"."""
    span: tuple[Answer | None, Answer | None] | None = None
    """For an answer with an order, the least and the most that lead to this advice.

    ``None`` where nothing less, or nothing more, leads to another advice.
    """


@dataclass(frozen=True)
class TurningDate:
    """A date from which the advice is another if nothing else changes."""

    date: Day
    whether: Whether
    when: When | None
    last_day: Day | None
    gates: tuple[tuple[str, bool], ...] = ()
    """What comes first from then on: each gate, and whether it blocks."""
    moves: bool = True
    """The last day leaps, or another constraint sets it, as far as there is one."""
