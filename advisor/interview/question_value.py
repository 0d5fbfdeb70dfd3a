"""The order of open questions: what settles most for the least effort comes first.

The gain of a question is the share that its answer rules out of the outcomes still
possible and of the span of the balance of grounds, on average over its answers, of
numbers one for each region that rules distinguish.
What is worked out from an answer, such as days from dates, counts by the rules that hang
on the question alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from advisor.facts.answer_plan import answers_as_facts
from advisor.interview.next_question import Path
from advisor.knowledge.answer_kinds import NUMBERS, Effort
from advisor.knowledge.content import Question, Rulebook
from advisor.knowledge.partitions import Partition, partitions
from advisor.model import Answer
from advisor.reasoning.open_world import OpenWorld, open_world, still_open

COST: Mapping[Effort, int] = {"tick": 1, "memory": 2, "look_up": 4}
"""What an answer costs, to compare questions."""
OF_RULES = 0.1
"""What a question is worth by the rules that hang on it, the most of all counting 1."""
LARGE = 2
"""How many times the value in the present section another one must have to be taken first."""


def by_value(
    rulebook: Rulebook, way: Path, questions: Sequence[Question], before: Question | None
) -> tuple[Question, ...]:
    """Return questions in the order in which to ask them.

    ``before`` is the question asked last: its section goes on unless the gain of leaving
    it is large.
    """
    if len(questions) < 2:
        return tuple(questions)
    values = _values(rulebook, way, questions)
    best = sorted(questions, key=lambda one: -values[one.id])
    here = [one for one in best if before is not None and one.place.file == before.place.file]
    if here and values[best[0].id] < LARGE * values[here[0].id]:
        best = [*here, *(one for one in best if one not in here)]
    return tuple(best)


def _values(rulebook: Rulebook, way: Path, questions: Sequence[Question]) -> dict[str, float]:
    """Return the value of each question: its gain for its cost."""
    world = open_world(rulebook, way.decision)
    rules = {one.id: len(way.influences.get(one.id, ())) for one in questions}
    most = max(rules.values(), default=0) or 1
    return {
        one.id: (_gain(world, one) + OF_RULES * rules[one.id] / most) / COST[one.effort]
        for one in questions
    }


def _gain(world: OpenWorld, question: Question) -> float:
    """Return the mean share of the outcomes, and of the span of the balance, ruled out."""
    outcomes, span = still_open(world)
    answers = tuple(_answers(world.rulebook, question))
    if outcomes < 2 or not answers:
        return 0
    after = [still_open(world, answers_as_facts(question, answer)) for answer in answers]
    left = sum(count / outcomes + (units / span if span else 1) for count, units in after)
    return 1 - left / 2 / len(answers)


def _answers(rulebook: Rulebook, question: Question) -> Iterator[Answer]:
    """Yield the answers of a question whose answers are few."""
    if question.kind == "yes_no":
        yield from (True, False)
    elif question.kind == "choice":
        yield from question.choices
    elif question.kind == "several":
        yield frozenset()
        yield from (frozenset((one,)) for one in question.choices)
    elif question.kind in NUMBERS:
        samples = _partitions(rulebook)[question.id].samples.values()
        yield from (one for one in samples if isinstance(one, (int, Decimal)))


@lru_cache(maxsize=4)
def _partitions(rulebook: Rulebook) -> Mapping[str, Partition]:
    return partitions(rulebook, (rule.when for rule in rulebook.rules()))
