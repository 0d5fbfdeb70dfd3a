"""What the files under ``rules/`` hold, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, Union, get_args

from advisor.conditions import Condition
from advisor.errors import Place
from advisor.knowledge.letter_content import LetterKind, Paragraph
from advisor.model import Direction, FactType, Norm, Strength, When, Whether
from advisor.wordlists.wordlist import WordList

AnswerKind = Literal[
    "yes_no",
    "choice",
    "several",
    "count",
    "months",
    "percent",
    "ratio",
    "score",
    "money",
    "date",
    "duration",
    "text",
    "lines",
    "deliverables",
    "invoices",
]
ANSWER_KINDS: tuple[AnswerKind, ...] = get_args(AnswerKind)

Purpose = Literal["opening", "advice", "letter", "record"]
PURPOSES: tuple[Purpose, ...] = ("opening", "advice", "letter", "record")
"""What an answer is for. A record is what happened: it is written down and never asked."""

Changer = Literal["client", "user", "time"]
CHANGERS: tuple[Changer, ...] = ("client", "user", "time")
"""Who or what can make the answer to a question another one."""

STATUSES = ("draft", "stable", "deprecated")


@dataclass(frozen=True)
class Question:
    """One question of the interview and the answers it takes."""

    id: str
    section: str
    ask: str
    why: str
    where: str
    kind: AnswerKind
    choices: Mapping[str, str]
    """Choice to label; empty unless the kind is choice or several."""
    unit: str
    not_above: str
    """Another count that this one cannot exceed, or nothing."""
    not_after_today: bool
    when: Condition
    """Asked only where this is true of the answers."""
    purpose: Purpose
    mood: bool
    """Rests on how the user feels or is treated, not on records."""
    sources: tuple[str, ...]
    place: Place
    changed_by: Changer = "user"
    choices_of: str = ""
    """The question whose choices these are, or nothing where they are its own."""
    assumed: str = ""
    """What is taken for granted while the answer is not known, as the end of a sentence."""


@dataclass(frozen=True)
class Anchor:
    """A date fact and an offset in calendar days."""

    fact: str
    days: int = 0


@dataclass(frozen=True)
class Rule:
    """What every rule has."""

    id: str
    title: str
    norm: Norm
    when: Condition
    sources: tuple[str, ...]
    because: tuple[str, ...]
    """Reasons, best first; the first whose facts are all known is used."""
    exceptions: tuple[str, ...]
    status: str
    place: Place


@dataclass(frozen=True)
class FindingRule(Rule):
    """Something that speaks for or against ending, or has to be heeded."""

    direction: Direction = "caution"
    strength: Strength = "weak"
    ground: str = ""
    """Findings of one ground count once as an independent ground."""
    advice: str = ""
    exposure: bool = False
    """The user owes, holds or is bound by something that the client can hold against them."""


@dataclass(frozen=True)
class WhetherRule(Rule):
    """A row of the first decision. The lowest priority number that holds wins."""

    priority: int = 0
    whether: Whether = "keep"


@dataclass(frozen=True)
class WhenRule(Rule):
    """A row of the second decision. The lowest priority number that holds wins."""

    priority: int = 0
    timing: When = "after_notice"


@dataclass(frozen=True)
class GateRule(Rule):
    """Something that comes before the letter."""

    gate: str = ""
    blocking: bool = False
    clears: str = ""


@dataclass(frozen=True)
class DateRule(Rule):
    """A date of the plan."""

    kind: Literal["constraint", "deadline", "review", "event"] = "event"
    date: Anchor = Anchor("as_of")


@dataclass(frozen=True)
class TaskRule(Rule):
    """An item of the checklist."""

    phase: str = "before"
    order: int = 0
    who: str = "you"
    due: Anchor = Anchor("as_of")


AnyRule = Union[FindingRule, WhetherRule, WhenRule, GateRule, DateRule, TaskRule]


@dataclass(frozen=True)
class DatedValue:
    """A figure that holds from a date on, with where it comes from.

    ``values`` maps the first day a figure holds to the figure; ``None`` ends it.
    """

    id: str
    description: str
    unit: str
    verified: bool
    source: str
    values: Mapping[date, int | Decimal | None]
    place: Place
    note: str = ""
    """Said to the user beside the figure."""
    over: str = ""
    """The dated value that this figure is added to."""
    follows: bool = True
    """Whether a change of that other value changes what is running already."""


@dataclass(frozen=True)
class Source:
    """An item of advice, a factor or a contract factor that the product implements."""

    id: str
    title: str
    needs: tuple[str, ...]
    """The kinds of content that must implement it, each at least once."""
    reference: str
    place: Place


@dataclass(frozen=True)
class Migration:
    """A question or a choice that is called otherwise, or is gone, since a version."""

    since: str
    question: str
    choice: str
    """The choice that changed, or nothing where the question itself did."""
    becomes: str
    """The new name, or nothing where it was removed."""
    removed: str
    """Why it was removed and what to do instead, or nothing where it has a new name."""
    place: Place


@dataclass(frozen=True, eq=False, repr=False)
class Library:
    """All content, read and checked. Immutable, compared by identity, told by its version."""

    language: str
    questions: Mapping[str, Question]
    """By id, in the order of the interview."""
    facts: Mapping[str, FactType]
    """Every fact a condition may name."""
    labels: Mapping[str, str]
    """What a derived fact is called."""
    findings: tuple[FindingRule, ...]
    whether: tuple[WhetherRule, ...]
    """By priority."""
    timing: tuple[WhenRule, ...]
    """By priority."""
    gates: tuple[GateRule, ...]
    dates: tuple[DateRule, ...]
    tasks: tuple[TaskRule, ...]
    """In the order of the checklist."""
    values: Mapping[str, DatedValue]
    sources: Mapping[str, Source]
    kinds: Mapping[str, LetterKind]
    paragraphs: tuple[Paragraph, ...]
    texts: Mapping[str, str]
    """Words of the screen and the documents, by key."""
    words: Mapping[str, str]
    """Words that letters in this language are made of, by key."""
    templates: Mapping[str, str]
    """Whole templates by path below ``templates/<language>/``."""
    version: str
    """The package version and a hash of the content."""
    by_id: Mapping[str, AnyRule] = field(default_factory=dict)
    migrations: tuple[Migration, ...] = ()
    """What was renamed or removed, the oldest first."""
    messages: Mapping[str, str] = field(default_factory=dict)
    """What goes wrong, English templates to their translations."""
    wordlists: Mapping[str, WordList] = field(default_factory=dict)
    """How letters are worded, by language, whatever the language spoken."""

    def __repr__(self) -> str:
        return f"Library({self.language!r}, {self.version!r})"

    def rules(self) -> tuple[AnyRule, ...]:
        """Every rule, stratum after stratum."""
        return (
            *self.findings,
            *self.whether,
            *self.timing,
            *self.gates,
            *self.dates,
            *self.tasks,
        )
