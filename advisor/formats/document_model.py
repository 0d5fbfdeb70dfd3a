"""Letters and checklists as values: complete, in one language, ready for any format."""

from __future__ import annotations

from datetime import date

from advisor.knowledge.letter_content import Frame
from advisor.lazy_dataclass import dataclass
from advisor.model import Day, Norm


@dataclass(frozen=True)
class BodyPart:
    """One part of the body of a letter. Parts of the same ``order`` form one paragraph."""

    id: str
    order: int
    text: str
    """Markdown, with every value escaped."""
    sources: tuple[str, ...]
    heading: str = ""
    """The heading above it, as plain text."""
    reads: frozenset[str] = frozenset()
    """The facts, findings and values that its condition and its template read."""


@dataclass(frozen=True)
class Letter:
    """A letter or paper. All but ``paragraphs`` and ``body`` is plain text, not escaped.

    A part that its frame does not show is empty.
    """

    kind: str
    form: str
    """Language and country, such as ``en-GB``."""
    title: str
    letterhead: tuple[str, ...]
    date: str
    recipient: tuple[str, ...]
    delivery: str
    """How it is sent, as shown above the letter."""
    proves: str
    """What that way of sending proves, for the writer of the letter."""
    subject: str
    salutation: str
    paragraphs: tuple[BodyPart, ...]
    body: str
    """The paragraphs as Markdown, with their headings."""
    closing: str
    signature: tuple[str, ...]
    enclosures: tuple[str, ...]
    cc: tuple[str, ...]
    draft: bool
    """It must not be sent: a gate is blocking."""
    draft_reasons: tuple[str, ...]
    missing: tuple[str, ...]
    """What is lacking before it can be sent."""
    unsuitable: str
    """Why the advice does not call for it; empty when it does."""
    marks: tuple[str, ...]
    """The lines above it that say that it is a draft, not advised or unfinished."""
    to_do: str
    """The heading above what is missing."""
    written_on: Day
    frame: Frame
    layout: str
    """The name of its frame: ``letter``, ``email`` and others."""
    before_numbers: tuple[str, ...] = ()
    """Words for a clause, which stay on one line with its number."""
    placeholders: tuple[str, ...] = ()
    """What may be shown in place of an unknown name or address."""
    notes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Headings and lines below it, for the writer of the letter alone."""
    watermark: str = ""
    """The word across a page that must not be sent."""
    sender: tuple[str, str] = ("", "")
    addressee: tuple[str, str] = ("", "")
    """Name and email address of the sender and of the person it is for, as far as known."""
    last_day: Day | None = None
    """The last day that it names."""
    deadline: Day | None = None
    """The deadline that it sets."""
    pages: int = 1
    """How many pages it may take."""

    @property
    def words(self) -> int:
        """The number of words of the body."""
        return len(self.body.split())

    @property
    def last_marks(self) -> tuple[str, ...]:
        """The mark that is repeated below a letter that must not be sent."""
        return self.marks[:1] if self.draft or self.unsuitable else ()


@dataclass(frozen=True)
class Row:
    """One item of a checklist, as plain text."""

    id: str
    phase: str
    """One of :data:`advisor.model.PHASES`."""
    due: date | None
    title: str
    who: str
    """Who does it: ``you``, ``client``, ``lawyer`` or ``colleague``."""
    why: str
    norm: Norm
    undated: str = ""
    """What stands in place of a day that it does not have."""


@dataclass(frozen=True)
class Item:
    """A row with its words: the day in full or what stands for it, who, how binding it is."""

    row: Row
    date: str
    who: str
    norm: str


@dataclass(frozen=True)
class Section:
    """The items of one phase, under its heading."""

    phase: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class KeyDate:
    """A date of the plan."""

    id: str
    """The rule that sets it."""
    day: date
    date: str
    what: str
    norm: str
    """How binding it is, and whether it sets the last day."""


@dataclass(frozen=True)
class Columns:
    """The names of the columns of a table."""

    due: str
    done: str
    phase: str
    task: str
    who: str
    why: str
    norm: str
    rule: str


@dataclass(frozen=True)
class Checklist:
    """A checklist, as plain text."""

    title: str
    client: str
    """The client's name; empty when it is not known."""
    language: str
    day: date
    as_of: str
    outcome: tuple[str, ...]
    blocking_title: str
    blocking: tuple[str, ...]
    sections: tuple[Section, ...]
    dates_title: str
    dates: tuple[KeyDate, ...]
    notes: tuple[str, ...]
    columns: Columns
    separator: str
    """The separator of the cells of a table in the language."""
    colon: str
    """The colon between a label and its value, with its spaces."""
