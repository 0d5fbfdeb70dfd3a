"""What the files under ``rules/`` hold, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, Union

from advisor.conditions import Condition
from advisor.errors import Place
from advisor.knowledge import roles
from advisor.knowledge.answer_kinds import AnswerKind, Changer, Purpose
from advisor.knowledge.dated_value import DatedValue
from advisor.knowledge.law import Law
from advisor.knowledge.letter_content import Frame, LetterKind, Paragraph
from advisor.knowledge.phrasebook import Phrasebook
from advisor.locale.language import Language
from advisor.model import Direction, FactType, Norm, Strength, When, Whether
from advisor.wordlists.wordlist import WordList


@dataclass(frozen=True)
class Question:
    """One question of the interview and the answers it takes. Its texts are in the phrasebooks."""

    id: str
    kind: AnswerKind
    choices: tuple[str, ...]
    """Empty unless the kind is choice or several."""
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


@dataclass(frozen=True)
class Anchor:
    """A date fact and an offset in calendar days."""

    fact: str
    days: int = 0


@dataclass(frozen=True)
class Rule:
    """What every rule has. Its texts are in the phrasebook of each language."""

    id: str
    norm: Norm
    when: Condition
    sources: tuple[str, ...]
    status: str
    place: Place
    title_facts: tuple[str, ...]
    """The facts that the title names, in every language the same."""
    reason_facts: tuple[tuple[str, ...], ...]
    """For each reason the facts that it names; the first whose facts are all known is shown."""


@dataclass(frozen=True)
class FindingRule(Rule):
    """Something that speaks for or against ending, or has to be heeded."""

    direction: Direction = "caution"
    strength: Strength = "weak"
    ground: str = ""
    """Findings of one ground count once as an independent ground."""
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


@dataclass(frozen=True)
class DateRule(Rule):
    """A date of the plan."""

    kind: Literal["constraint", "deadline", "review", "event"] = "event"
    date: Anchor = Anchor(roles.AS_OF)


@dataclass(frozen=True)
class TaskRule(Rule):
    """An item of the checklist."""

    phase: str = "before"
    order: int = 0
    who: str = "you"
    due: Anchor = Anchor(roles.AS_OF)


AnyRule = Union[FindingRule, WhetherRule, WhenRule, GateRule, DateRule, TaskRule]


@dataclass(frozen=True)
class Source:
    """An item of advice, a factor or a contract factor that the product implements."""

    id: str
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
class Rulebook:
    """All content that has no language, read and checked. Compared by identity."""

    questions: Mapping[str, Question]
    """By id, in the order of the interview."""
    facts: Mapping[str, FactType]
    """Every fact a condition may name."""
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
    laws: Mapping[str, Law]
    """By the choice of the question ``governing_law``."""
    sources: Mapping[str, Source]
    migrations: tuple[Migration, ...]
    """What was renamed or removed, the oldest first."""
    wordlists: Mapping[str, WordList]
    """How letters are worded, by the code of the language."""
    file_language: Language
    """How answers in case files are written: the same in every language."""
    version: str
    """The package version and a hash of the content."""
    by_id: Mapping[str, AnyRule]

    def __repr__(self) -> str:
        return f"Rulebook({self.version!r})"

    def rules(self) -> tuple[AnyRule, ...]:
        """Return every rule, stratum after stratum."""
        return (
            *self.findings,
            *self.whether,
            *self.timing,
            *self.gates,
            *self.dates,
            *self.tasks,
        )


@dataclass(frozen=True, eq=False, repr=False)
class Library(Rulebook):
    """A rulebook with the phrasebook of one language, for callers that still need both."""

    phrases: Phrasebook

    def __repr__(self) -> str:
        return f"Library({self.language.code!r}, {self.version!r})"

    @classmethod
    def of(cls, rulebook: Rulebook, phrases: Phrasebook) -> Library:
        """Join a rulebook and the phrasebook of any language."""
        parts = {item.name: getattr(rulebook, item.name) for item in fields(Rulebook)}
        return cls(**parts, phrases=phrases)

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook: what a library is without its phrasebook."""
        return self

    def changed(self, **changes: Any) -> Library:
        """Return this library with some attributes of its rulebook replaced."""
        return replace(self, **changes)

    @property
    def language(self) -> Language:  # noqa: D102
        return self.phrases.language

    @property
    def labels(self) -> Mapping[str, str]:  # noqa: D102
        return self.phrases.labels

    @property
    def texts(self) -> Mapping[str, str]:  # noqa: D102
        return self.phrases.ui

    @property
    def words(self) -> Mapping[str, str]:  # noqa: D102
        return self.phrases.words

    @property
    def frames(self) -> Mapping[str, Frame]:  # noqa: D102
        return self.phrases.frames

    @property
    def messages(self) -> Mapping[str, str]:  # noqa: D102
        return self.phrases.messages

    @property
    def kinds(self) -> Mapping[str, LetterKind]:  # noqa: D102
        return self.phrases.kinds

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:  # noqa: D102
        return self.phrases.paragraphs
