"""Other answers to a question, one for all that the rules cannot tell apart.

Answers with an order fall into ranges. A range ends where a limit that a rule sets
on the answer is crossed, or one on a fact worked out from it: the calculation is
followed to the very answer where the limit lies. Each calculation rises or falls
with its answer, so a range whose ends look the same to every rule is all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from advisor.conditions import names
from advisor.errors import CaseError
from advisor.facts.derive import CALCULATIONS, answers_as_facts
from advisor.facts.given import Given
from advisor.knowledge.content import Question
from advisor.model import Answer, Facts, Money
from advisor.reasoning.domains import Chain, chains
from advisor.reasoning.trial import Trial, World, changed, level

ORDERED = ("count", "months", "percent", "ratio", "score", "money", "date", "duration")
"""Kinds of answers that have an order."""


@dataclass(frozen=True)
class Option:
    """Answers that the rules cannot tell apart, and the nearest of them."""

    answer: Answer
    low: Answer
    high: Answer
    """The ends of a range; the answer itself where there is no order."""
    rank: int = 0
    """0 for the nearest option, counted up from there."""
    place: int = 0
    """The place of a range among all, in order; -1 before the first."""
    toggled: frozenset[str] = frozenset()
    """The choices that differ, for a question that takes several."""
    present: bool = False
    """The range that the present answer lies in."""
    open_low: bool = False
    open_high: bool = False
    """No answer lies below or above the range."""


def options(trial: Trial, world: World, question: Question) -> tuple[Option, ...]:
    """Return every option of a question in a world, the nearest first.

    The one that holds the present answer is there for answers with an order only.
    Empty for a question that cannot be reached, or whose answer is a text.
    """
    facts = world.facts
    if any(name in facts.not_applicable for name in answers_as_facts_names(question)):
        return ()
    present = world.answers.get(question.id)
    if question.kind == "yes_no":
        found = [Option(value, value, value) for value in (True, False) if value is not present]
    elif question.kind == "choice":
        found = [Option(one, one, one) for one in question.choices if one != present]
    elif question.kind == "several":
        found = list(_several(trial, question, present))
    elif question.kind in ORDERED:
        return tuple(_ranges(trial, world, question, present))
    else:
        found = []
    return tuple(replace(option, rank=rank) for rank, option in enumerate(found))
