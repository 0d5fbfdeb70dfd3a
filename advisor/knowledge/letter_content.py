"""What the files under ``templates/<language>/letter/`` hold, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Annotated, Literal

from advisor.conditions import ALWAYS, Condition
from advisor.errors import Place
from advisor.knowledge.answer_kinds import Sources
from advisor.lazy_dataclass import dataclass
from advisor.model import Act, FactValue


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph of a letter: when it stands, and its template."""

    id: str
    letter: str
    order: int
    """Its order in the letter."""
    when: Condition = ALWAYS
    """It stands in the letter where this is true."""
    sources: Sources
    template: str
    line: int
    """The line of the file on which the template begins."""
    place: Place


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """A place in an order, where a condition holds."""

    when: Condition = ALWAYS
    order: int


@dataclass(frozen=True, kw_only=True)
class Worded:
    """A text, where a condition holds."""

    when: Condition = ALWAYS
    text: str


@dataclass(frozen=True)
class Sent:
    """The questions that the dispatch of a letter is recorded in, and what else it answers."""

    on: str
    """The question for the day on which it was sent."""
    by: str
    """The question for the way in which it was sent, a choice."""
    beside: str = ""
    """The question for the day of the letter that it goes with, whose day it takes."""
    received: str = ""
    """The question for the day of arrival."""
    reference: str = ""
    """The question for the number of the dispatch."""
    last_day: str = ""
    """The question for the last day that it names."""
    deadline: str = ""
    """The question for the deadline that it sets."""
    deadlines: tuple[str, ...] = ()
    """Facts that may be the deadline; the first shown."""
    sets: Annotated[Mapping[str, FactValue], "answers"] = field(default_factory=dict)
    """Answers that are so once it is sent, where they apply."""

    @property
    def questions(self) -> tuple[str, ...]:
        """Return the questions that it fills."""
        kept = (self.received, self.reference, self.last_day, self.deadline)
        return tuple(name for name in (self.on, self.by, *kept, *self.sets) if name)


Check = Literal[
    "reach",
    "reason",
    "referral",
    "overdue",
    "account",
    "prepayment",
    "term_end",
    "work",
    "work_dates",
    "own_sentence",
    "facts",
]
"""What a paper may be searched for."""


@dataclass(frozen=True)
class LetterKind:
    """A kind of letter, or of paper around it, and the advice that calls for it."""

    id: str
    title: str
    when: Condition
    """The advice calls for it where this is true."""
    otherwise: str
    """Why it is not offered, for a user who asks for it."""
    place: Place
    frame: str = "letter"
    """The layout, a file letter/frame-*.yaml; ``letter`` is that of the form."""
    reader: Literal["client", "you", "lawyer"] = "client"
    """Whom it is for."""
    order: Annotated[tuple[Ranked, ...], "orders"] = (Ranked(order=0),)
    """Its place among the letters: the first that holds."""
    subject: Annotated[tuple[Worded, ...], "rows"] = ()
    """Templates of the subject line: the first that holds."""
    also: tuple[str, ...] = ()
    """Paragraphs of other kinds that it takes over."""
    assume: Annotated[Mapping[str, FactValue], "answers"] = field(default_factory=dict)
    """Facts assumed if it is not called for."""
    notice: bool = True
    """Sent as the contract wants notices to be sent."""
    acts: tuple[Act, ...] = ()
    """What it does; a blocking gate that holds one of them holds it back."""
    stances: tuple[str, ...] = ()
    """What it tells the user to do, by the names of rules/stances.yaml."""
    needs: tuple[str, ...] = ()
    """Questions without whose answers it is unfinished, where they apply."""
    pages: int = 1
    """How many pages it may take."""
    bundle: bool = False
    """A bundle holds it where the advice calls for it or it was sent."""
    checks: tuple[Check, ...] = ()
    """What it has to pass before it counts as finished."""
    lacks: Annotated[tuple[Worded, ...], "rows"] = ()
    """What it lacks besides, where the condition holds."""
    encloses: tuple[Literal["invoices", "statement", "final_invoice"], ...] = ()
    """What it encloses where it exists."""
    adds: Annotated[tuple[Worded, ...], "rows"] = ()
    """What the user encloses besides, where the condition holds."""
    headings: Annotated[tuple[tuple[int, str], ...], "headings"] = ()
    """Headings, each above the first paragraph from an order on."""
    sent: Annotated[Sent | None, "record"] = None
    """The questions that its dispatch answers; none for what is not sent to the client."""


FrameRole = Literal[
    "letterhead",
    "date",
    "recipient",
    "delivery",
    "subject",
    "salutation",
    "body",
    "closing",
    "signature",
    "enclosures",
    "cc",
]
"""The parts of a letter that a frame arranges."""
Alignment = Literal["start", "half", "end"]
"""At the left margin, from the middle of the page on, or at the right margin."""
FrameStyle = Literal["plain", "strong", "heading"]
Paper = Literal["a4", "us-letter"]


@dataclass(frozen=True)
class FramePart:
    """One part of a frame. A part that a letter leaves empty is not shown."""

    role: FrameRole
    place: Alignment = "start"
    style: FrameStyle = "plain"
    one: str = ""
    """The words around a single value, with the role in braces: ``cc: {cc}``. Without them
    each value is a line of its own."""
    other: str = ""
    """The words around several values."""
    between: str = "; "
    """What separates several values that have words around them."""

    def lines(self, values: Sequence[str]) -> tuple[str, ...]:
        """Return the values as the lines of this part, with the words around them."""
        if not values or not self.one:
            return tuple(values)
        words = self.one if len(values) == 1 else self.other
        return (words.replace(f"{{{self.role}}}", self.between.join(values)),)


@dataclass(frozen=True)
class Frame:
    """The parts of a letter or paper in the order in which they are shown."""

    parts: tuple[FramePart, ...]
    paper: Paper = "a4"

    @property
    def roles(self) -> frozenset[FrameRole]:
        """The parts that it shows."""
        return frozenset(part.role for part in self.parts)
