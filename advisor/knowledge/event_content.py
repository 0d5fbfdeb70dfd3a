"""Events, contradictions and the journal: how answers change, and which cannot all be right."""

from __future__ import annotations

from typing import Annotated, Literal

from advisor.conditions import ALWAYS, Condition
from advisor.errors import Place
from advisor.knowledge.anchor import Anchor
from advisor.knowledge.answer_kinds import Likelihood, Sources
from advisor.lazy_dataclass import dataclass
from advisor.model import Answer, Whether


@dataclass(frozen=True, kw_only=True)
class AnswerChange:
    """What an event does to the answer to one question."""

    question: str
    answer: Answer | None = None
    """The answer from then on; ``None`` where the question has none any more."""
    on: Anchor | None = None
    """The date that it becomes, in place of ``answer``."""
    add: tuple[str, ...] = ()
    """Choices added to those chosen, in place of ``answer``."""
    drop: tuple[str, ...] = ()
    """Choices taken out of those chosen."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that may happen and change the advice. Its text is in the phrasebooks."""

    id: str
    when: Condition = ALWAYS
    """It can happen only where this is true."""
    unless: Annotated[Condition | None, "condition"] = None
    """It cannot happen where this is true; it can where that is undecided."""
    day: Annotated[tuple[Anchor, ...], "anchors"] = ()
    """The day on which it has happened: the first that is known and not past, else today."""
    answers: Annotated[tuple[AnswerChange, ...], "event_answers"] = ()
    """Question to its answer once the event has happened."""
    likelihood: Likelihood
    """How likely it is; of events on one day the likelier is shown first."""
    succeeds: tuple[Whether, ...] = ()
    """The advice whose step, such as a demand or a talk, has succeeded with it."""
    fails: tuple[Whether, ...] = ()
    """The advice whose step has failed with it."""
    sources: Sources
    """The items of rules/sources.yaml that it implements."""
    place: Place


@dataclass(frozen=True, kw_only=True)
class Contradiction:
    """Answers that cannot all be right. The question about it is in the phrasebooks."""

    id: str
    when: Condition = ALWAYS
    """It shows where this is true of the answers as they were given."""
    between: Annotated[tuple[str, ...], "questions_of"] = ()
    """The questions whose answers are shown side by side."""
    in_order: Annotated[tuple[tuple[str, str], ...], "pairs"] = ()
    """In place of ``between``: questions for two days of which the second cannot be the earlier."""
    set_aside: Annotated[tuple[str, ...], "questions_of"] = ()
    """Those of them that count as not answered until the user has said which is right."""
    sources: Sources
    """The items of rules/sources.yaml that it implements."""
    place: Place


@dataclass(frozen=True, kw_only=True)
class Fill:
    """A question that entries of the journal answer."""

    question: str
    answer: Answer | None = None
    """Its answer; ``None`` where it takes a day."""
    day: Literal["", "first", "last"] = ""
    """The day of the first or of the last entry, in place of ``answer``."""
    since: int = 1
    """The number of different days with an entry from which it is answered."""
    replaces: tuple[str, ...] = ()
    """The answers that give way to this one. Any other stays."""


@dataclass(frozen=True, kw_only=True)
class JournalKind:
    """What an entry of the journal can be about. Its name is in the phrasebooks."""

    id: str
    reasons: tuple[str, ...] = ()
    """The findings beside which its entries stand."""
    pattern: int = 0
    """On how many different days there is an entry where trouble keeps happening; else 0."""
    letters: tuple[str, ...] = ()
    """The kinds of letters that name the days of its entries, as ``noted``."""
    usual: bool = False
    """An entry that names no kind is of this one."""
    fills: Annotated[tuple[Fill, ...], "fills"] = ()
    """The questions that its entries answer."""
    sources: Sources
    """The items of rules/sources.yaml that it implements."""
    place: Place
