"""What the files under ``rules/`` hold, as values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Annotated, Any, Literal, Union

from advisor.conditions import ALWAYS, Condition
from advisor.errors import Place
from advisor.knowledge.anchor import Anchor
from advisor.knowledge.answer_kinds import (
    AnswerKind,
    Changer,
    Effort,
    Nature,
    Purpose,
    Sources,
    Status,
)
from advisor.knowledge.coherence import Dependence, Stance
from advisor.knowledge.dated_value import DatedValue
from advisor.knowledge.event_content import Contradiction, Event, JournalKind
from advisor.knowledge.interview_content import Pass, Screen
from advisor.knowledge.law import Law
from advisor.knowledge.phrasebook import Phrasebook
from advisor.lazy_dataclass import dataclass
from advisor.locale.language import Language
from advisor.model import (
    Act,
    Direction,
    FactType,
    Gate,
    Norm,
    Phase,
    StepKind,
    Strength,
    When,
    Whether,
)
from advisor.wordlists.wordlist import WordList


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of the interview and the answers it takes. Its texts are in the phrasebooks."""

    id: str
    kind: AnswerKind
    choices: tuple[str, ...] = ()
    """Empty unless the kind is choice or several."""
    choices_of: str = ""
    """The earlier question of the section with its choices."""
    offered: Annotated[tuple[tuple[str, Condition], ...], "offers"] = ()
    """Choice to a condition: where it is false the choice is not shown, and taken all the same."""
    purpose: Purpose = "advice"
    changed_by: Changer = "user"
    """Who can change the answer."""
    effort: Effort = "tick"
    """What an answer takes. Without it a choice is a tick, another answer a look into papers."""
    nature: Nature = "state"
    """What kind of fact the answer is: only a state can become another one."""
    unit: str = ""
    """The unit of a count, such as days."""
    most_choices: int = 0
    """The most choices of a question of type several; 0 for any number."""
    not_above: str = ""
    """Another count that limits it."""
    not_after_today: bool = False
    month_is_enough: bool = False
    """A month or a year will do for a date, which is its first day then."""
    range_is_enough: bool = False
    """A range such as 2-5 will do for a count."""
    quoted: bool = False
    """Letters quote the answer, which is in sentences of the user's own."""
    profile: bool = False
    """It is about the sender, and answered once for all cases."""
    known_by: tuple[str, ...] = ()
    """Letters do not ask it once these facts are known: they tell the answer unless it is given."""
    mood: bool
    """It rests on how the user feels or is treated, not on records."""
    sources: Sources
    """The items of rules/sources.yaml that it implements."""
    when: Condition = ALWAYS
    """It is asked only where this is true."""
    place: Place


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What every rule has. Its texts are in the phrasebook of each language."""

    id: str
    norm: Norm
    """How binding it is."""
    when: Condition
    """The rule applies where this is true."""
    sources: Sources
    """The items of rules/sources.yaml that it implements."""
    status: Status = "stable"
    stances: tuple[str, ...] = ()
    """What its texts tell the user to do, by the names of rules/stances.yaml."""
    place: Place
    title_facts: tuple[str, ...]
    """The facts that the title names, in every language the same."""
    reason_facts: tuple[tuple[str, ...], ...]
    """For each reason the facts that it names; the first whose facts are all known is shown."""


@dataclass(frozen=True, kw_only=True)
class FindingRule(Rule):
    """Something that speaks for or against ending, or has to be heeded."""

    direction: Direction
    """For or against ending."""
    strength: Strength
    topic: str = ""
    """Of the findings of one topic the strongest counts whole; else the folder."""
    untried: str = ""
    """The finding that its own remedy is not tried; until then the ground leads to repair."""
    exposure: bool = False
    """The client can hold it against the user."""


@dataclass(frozen=True, kw_only=True)
class WhetherRule(Rule):
    """A row of the first decision."""

    priority: int
    """The lowest number whose row applies decides."""
    whether: Whether


@dataclass(frozen=True, kw_only=True)
class WhenRule(Rule):
    """A row of the second decision."""

    priority: int
    """The lowest number whose row applies decides."""
    timing: When


@dataclass(frozen=True, kw_only=True)
class GateRule(Rule):
    """Something that comes before the letter."""

    gate: Gate
    blocking: bool
    """Whether the acts it holds wait for it."""
    holds: tuple[Act, ...]
    """The acts that it is about. A blocking gate holds them back, and nothing else."""


@dataclass(frozen=True, kw_only=True)
class DateRule(Rule):
    """A date of the plan."""

    kind: Literal["constraint", "deadline", "review", "event"]
    date: Anchor
    earliest: Anchor | None = None
    """Of a constraint: a day before which its date cannot lie, for while that is unknown."""
    latest: Anchor | None = None
    """Of a constraint: a day after which its date cannot lie, for while that is unknown."""


@dataclass(frozen=True)
class After:
    """What a step of the checklist comes after, and how long after."""

    step: str
    """Another step, such as ``talk/hold-talk``, or a kind of step: every step of that kind."""
    place: Place
    days: int = 0
    """Calendar days between the two; 0 allows the same day."""
    business_days: int = 0
    """Business days between the two; 0 allows the same day."""


@dataclass(frozen=True, kw_only=True)
class TaskRule(Rule):
    """A step of the checklist.

    It is dated by :mod:`advisor.reasoning.schedule`: on the first business day on which
    everything that it comes after is done and no blocking gate holds it.
    """

    phase: Phase
    """The heading of the checklist under which it is shown."""
    order: int
    """The order of steps within a phase, where nothing else decides which comes first."""
    who: Literal["you", "client", "lawyer", "colleague"]
    step: StepKind
    """What kind of step it is; rules of conduct and ways to do another step have no day."""
    after: Annotated[tuple[After, ...], "after"] = ()
    """The steps and kinds of steps that it comes after, as far as they apply to the case."""
    day: Anchor | None = None
    """The day from which it is to be done; with ``by`` earlier where that day is too late."""
    by: Anchor | None = None
    """The last day on which it may be done."""
    takes: int = 0
    """Business days from its day until it is done and what comes after it can follow."""
    any_day: bool = False
    """It keeps its day on a weekend and beyond the limit of steps: danger, a look on a set day."""
    instead_of: Annotated[tuple[After, ...], "after"] = ()
    """The steps that it replaces where it applies."""
    acts: tuple[Act, ...] = ()
    """What it does towards the client; a gate that holds one of them holds the task."""
    clears_gate: Literal["", Gate] = ""
    """The gate that is cleared when it is done."""
    sends: Literal["", "notice", "final_notice", "suspension"] = ""
    """The paper that it sends; its day is that of dispatch until another is recorded."""


AnyRule = Union[FindingRule, WhetherRule, WhenRule, GateRule, DateRule, TaskRule]


@dataclass(frozen=True, kw_only=True)
class Balance:
    """How findings for and against ending are weighed. Figures are whole points."""

    points: Annotated[Mapping[Strength, int], "points"]
    """The points of a finding by its strength."""
    further: Annotated[int, "figure"]
    """A further finding of a topic adds one part in so many of its points."""
    topic_most: Annotated[int, "figure"]
    """The most points of one topic."""
    firm: Strength
    """From this strength on, findings against do not undo a ground whose remedy failed."""
    talk: Strength
    """From this strength on, a ground is worth a talk by itself."""
    end: Annotated[int, "figure"]
    """Points for less points against from which ending is advisable."""
    repair: Annotated[int, "figure"]
    """The same for an attempt to repair."""
    keep: Annotated[int, "figure"]
    """Points for less points against down from which keeping the client is advisable."""
    place: Place


@dataclass(frozen=True)
class Source:
    """An item of advice, a factor or a contract factor that the product implements."""

    id: str
    needs: tuple[Literal["question", "rule", "letter", "checklist", "any"], ...]
    """The kinds of content that implement it, each at least once."""
    place: Place
    reference: str = ""


@dataclass(frozen=True)
class Migration:
    """A question or a choice that is called otherwise, or is gone, since a version."""

    since: str
    """The version that brought the change, such as 0.2.0."""
    question: str
    place: Place
    choice: str = ""
    """The choice that changed, else the question did."""
    becomes: str = ""
    """The new name."""
    removed: str = ""
    """Why it was removed and what to do instead."""


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
    """By priority. Their ids and their folder begin with ``when``."""
    gates: tuple[GateRule, ...]
    dates: tuple[DateRule, ...]
    tasks: tuple[TaskRule, ...]
    """In the order of the checklist. Their ids and their folder begin with ``checklist``."""
    balance: Balance
    values: Mapping[str, DatedValue]
    laws: Mapping[str, Law]
    """By the choice of the question ``governing_law``."""
    events: tuple[Event, ...]
    contradictions: tuple[Contradiction, ...]
    journal: Mapping[str, JournalKind]
    """What entries of the journal can be about, by the word for it."""
    screens: Mapping[str, Screen]
    """By id: several questions put to the user as one."""
    passes: tuple[Pass, ...]
    """The parts of the interview, in order."""
    sources: Mapping[str, Source]
    stances: Mapping[str, Stance]
    dependences: tuple[Dependence, ...]
    """Read by the proofs alone."""
    migrations: tuple[Migration, ...]
    """What was renamed or removed, the oldest first."""
    wordlists: Mapping[str, WordList]
    """How letters are worded, by the code of the language."""
    file_language: Language
    """How answers in case files are written: the same in every language."""
    version: str
    """The package version and a hash of the content."""
    by_id: Mapping[str, AnyRule]

    # Of the content as it was read: what is replaced in a rulebook makes one without a key.
    cache_key = ""

    def __repr__(self) -> str:
        return f"Rulebook({self.version!r})"

    def opposites(self) -> Iterator[tuple[str, str]]:
        """Yield each pair of opposite stances once."""
        for stance in self.stances.values():
            yield from ((stance.id, other) for other in stance.against)

    def rules(self) -> tuple[AnyRule, ...]:
        """Return every rule, stratum after stratum."""
        return (*self.findings, *self.whether, *self.timing, *self.gates, *self.dates, *self.tasks)


def by_id(rules: Iterable[AnyRule]) -> dict[str, AnyRule]:
    """Return rules by their id."""
    return {rule.id: rule for rule in rules}


@dataclass(frozen=True, eq=False, repr=False)
class Library(Rulebook):
    """A rulebook with the phrasebook of one language, for functions that need both."""

    phrases: Phrasebook

    def __repr__(self) -> str:
        return f"Library({self.phrases.language.code!r}, {self.version!r})"

    @classmethod
    def of(cls, rulebook: Rulebook, phrases: Phrasebook) -> Library:
        """Join a rulebook and the phrasebook of any language."""
        parts = {item.name: getattr(rulebook, item.name) for item in fields(Rulebook)}
        return cls(**parts, phrases=phrases)

    def changed(self, **changes: Any) -> Library:
        """Return this library with some attributes of its rulebook replaced."""
        return replace(self, **changes)
