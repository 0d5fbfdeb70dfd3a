"""What the files under ``templates/<language>/letter/`` hold, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from advisor.conditions import Condition
from advisor.errors import Place
from advisor.model import FactValue


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a letter: when it stands, and its template."""

    id: str
    letter: str
    order: int
    when: Condition
    sources: tuple[str, ...]
    template: str
    place: Place


@dataclass(frozen=True)
class Ranked:
    """A place in an order, where a condition holds."""

    when: Condition
    order: int


@dataclass(frozen=True)
class Worded:
    """A text, where a condition holds."""

    when: Condition
    text: str


@dataclass(frozen=True)
class Sent:
    """The questions that the dispatch of a letter is recorded in, and what else it answers."""

    on: str
    by: str
    """The day and the way it was sent, the latter a choice."""
    received: str = ""
    """The day it arrived, or nothing where that is not kept."""
    reference: str = ""
    """The number of the dispatch."""
    last_day: str = ""
    """The last day that it names."""
    deadline: str = ""
    """The deadline that it sets."""
    deadlines: tuple[str, ...] = ()
    """Facts that may be that deadline; the first that the letter shows counts."""
    sets: Mapping[str, FactValue] = field(default_factory=dict)
    """Answers that are so once it is sent, where they apply."""

    @property
    def questions(self) -> tuple[str, ...]:
        """Return the questions that it fills."""
        kept = (self.received, self.reference, self.last_day, self.deadline)
        return tuple(name for name in (self.on, self.by, *kept, *self.sets) if name)


@dataclass(frozen=True)
class LetterKind:
    """A kind of letter, or of paper around it, and the advice that calls for it."""

    id: str
    title: str
    when: Condition
    otherwise: str
    """Said to a user who asks for it although the advice does not call for it."""
    place: Place
    frame: str = "letter"
    """One of :data:`advisor.knowledge.letter_reader.FRAMES`."""
    reader: str = "client"
    """One of :data:`advisor.knowledge.letter_reader.READERS`."""
    order: tuple[Ranked, ...] = ()
    """Where it stands among what the advice calls for: the first that holds."""
    subject: tuple[Worded, ...] = ()
    """Templates of the subject line: the first that holds."""
    also: tuple[str, ...] = ()
    """Paragraphs of other kinds that it takes over, by id."""
    assume: Mapping[str, FactValue] = field(default_factory=dict)
    """What it takes for granted when the advice does not call for it."""
    notice: bool = True
    """It is sent as the contract wants notices to be sent."""
    held: bool = True
    """A blocking gate holds it back."""
    serves: tuple[str, ...] = ()
    """The gates that it helps to clear, which therefore do not hold it back."""
    checks: tuple[str, ...] = ()
    """Those of :data:`advisor.knowledge.letter_reader.CHECKS` that it has to pass."""
    lacks: tuple[Worded, ...] = ()
    """What it lacks besides, where the condition holds."""
    encloses: tuple[str, ...] = ()
    """Those of ``letter_reader.ENCLOSURES`` that it encloses where they exist."""
    headings: tuple[tuple[int, str], ...] = ()
    """Headings, each above the first paragraph from an order on."""
    sent: Sent | None = None
    """Which answers its dispatch is recorded in; ``None`` for what is not sent to the client."""


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
