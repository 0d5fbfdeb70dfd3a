"""What whether and when depend on: the rows, the findings they count, their questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from advisor.conditions import Condition, names
from advisor.facts.answer_plan import Plan
from advisor.facts.derive import CALCULATIONS
from advisor.knowledge import roles
from advisor.knowledge.content import Question, Rulebook
from advisor.knowledge.partitions import GIVEN, Partition, partitions
from advisor.lazy_dataclass import dataclass
from advisor.reasoning.balance import weighed


@dataclass(frozen=True, eq=False)
class Scope:
    """Everything in a rulebook that whether and when can depend on."""

    facts: tuple[str, ...]
    """The facts that the rows, the findings they name, or the questions below name."""
    questions: tuple[str, ...]
    """The questions that those facts are made from, in the order of the interview."""
    filled: tuple[Question, ...]
    """Those questions, and all others that a calculation may read."""
    plan: Plan
    """Reads the answers to them."""
    derived: tuple[str, ...]
    """The calculated facts among those above."""
    partitions: Mapping[str, Partition]
    """Fact to the regions that the conditions above divide its values into."""


@lru_cache(maxsize=16)
def scope(rulebook: Rulebook) -> Scope:
    """Find what whether and when depend on."""
    rows: list[Condition] = [row.when for row in rulebook.whether]
    rows += [row.when for row in rulebook.timing]
    named = {name for row in rows for name in names(row)}
    wanted = {name for name in named if rulebook.facts[name].origin == "finding"}
    if any(rulebook.facts[name].origin == "balance" for name in named):
        wanted |= set(weighed(rulebook))
    conditions = [*rows, *(rule.when for rule in rulebook.findings if rule.id in wanted)]
    questions = _questions(rulebook, conditions)
    conditions += [rulebook.questions[name].when for name in questions]
    return _scope(rulebook, conditions, questions)


@lru_cache(maxsize=16)
def advice_scope(rulebook: Rulebook) -> Scope:
    """Find what whether, when, the last day and the gates can depend on."""
    rules = (*rulebook.findings, *rulebook.whether, *rulebook.timing, *rulebook.gates)
    conditions: list[Condition] = [rule.when for rule in rules]
    constraints = [rule for rule in rulebook.dates if rule.kind == "constraint"]
    conditions += [rule.when for rule in constraints]
    asked = [item for item in rulebook.questions.values() if item.purpose != "letter"]
    conditions += [item.when for item in asked]
    return _scope(rulebook, conditions, tuple(item.id for item in asked))


def _scope(rulebook: Rulebook, conditions: list[Condition], questions: tuple[str, ...]) -> Scope:
    """Return what some conditions depend on, by way of some questions."""
    named = {name for condition in conditions for name in names(condition)}
    origins = {name: rulebook.facts[name].origin for name in rulebook.facts if name in named}
    facts = tuple(name for name, origin in origins.items() if origin in GIVEN)
    filled = tuple(_filled(rulebook, questions))
    return Scope(
        facts=facts,
        questions=questions,
        filled=filled,
        plan=Plan(filled, CALCULATIONS),
        derived=tuple(name for name in facts if origins[name] == "derived"),
        partitions=partitions(rulebook, conditions),
    )


def _questions(rulebook: Rulebook, conditions: Iterable[Condition]) -> tuple[str, ...]:
    """Return the questions that some conditions depend on, and those that make them reachable."""
    found: set[str] = set()
    todo = [name for condition in conditions for name in names(condition)]
    while todo:
        for question in rulebook.facts[todo.pop()].inputs:
            # Recorded events are not varied.
            if question not in found and rulebook.questions[question].purpose != "record":
                found.add(question)
                todo.extend(names(rulebook.questions[question].when))
    return tuple(name for name in rulebook.questions if name in found)


_RECEIPT = (roles.SEND_ON, roles.TRANSIT_DAYS, roles.CROSS_BORDER)
"""Read by the day of receipt, and so by all that is counted from there."""


def _filled(rulebook: Rulebook, questions: tuple[str, ...]) -> Iterator[Question]:
    """Yield the questions of a scope, the opening ones, records, all that calculations name."""
    made = [kind for kind in rulebook.facts.values() if kind.origin == "derived"]
    read = {question for kind in made for question in kind.inputs}
    needed = _questions(rulebook, (rulebook.questions[name].when for name in read))
    wanted = {*questions, *read, *needed}
    for question in rulebook.questions.values():
        fixed = question.purpose in ("opening", "record")
        if fixed or question.id in wanted or question.id in _RECEIPT:
            yield question
