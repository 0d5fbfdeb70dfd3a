"""Open-world evaluation: the truth of each rule over all answers to open questions.

A decision depends on what is unknown as well: a rule may ask whether a fact is known,
and a calculation may do without an answer, as notice counts from receipt until the
contract's way of counting is known. In an open world both are undecided: what is true
or false here is so after every further answer, what is undecided may still change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from advisor.cache_files import named
from advisor.conditions import (
    All,
    AnyOf,
    Compare,
    Condition,
    IsKnown,
    NoneOf,
    evaluate,
    open_names,
)
from advisor.engine.compiled import Compiled
from advisor.engine.stratum import Stratum
from advisor.facts.answer_plan import fact_names
from advisor.facts.dependency_trace import Traced, questions_read
from advisor.facts.derive import CALCULATIONS
from advisor.knowledge.content import Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.model import Between, Facts, FactValue, Truth, Whether
from advisor.reasoning.balance import open_levels, open_span
from advisor.reasoning.decide import Decision, decided, stratum

NOTHING: Mapping[str, FactValue] = {}


@dataclass(frozen=True)
class OpenWorld:
    """A decision over all answers to the open questions."""

    rulebook: Rulebook
    facts: Facts
    """Those that no further answer changes, with the present advice."""
    truths: Mapping[str, Truth]
    """Every rule: ``None`` where a further answer may change it."""
    movable: Mapping[str, frozenset[str]]
    """Derived fact that an open question can still move, to those questions."""

    def truth(self, condition: Condition) -> Truth:
        """Evaluate a condition in the open world."""
        return evaluate(in_open_world(condition), self.facts)

    def open_names(self, condition: Condition) -> Iterator[str]:
        """Yield the names on which an undecided condition depends."""
        return open_names(in_open_world(condition), self.facts)

    def questions(self, fact: str) -> frozenset[str]:
        """Return the open questions that can still move a fact."""
        if fact in self.movable:
            return self.movable[fact]
        inputs = self.rulebook.facts[fact].inputs
        return frozenset(name for name in inputs if is_open(self.rulebook, self.facts, name))


def open_world(rulebook: Rulebook, decision: Decision) -> OpenWorld:
    """Evaluate a decision in the open world."""
    present = decision.facts
    movable = _movable(rulebook, decision)
    known = {
        name: value
        for name, value in present.known.items()
        # The exact answer lies within the limits that a rough one gives.
        if (name not in movable or isinstance(value, Between))
        and rulebook.facts[name].origin not in ("finding", "balance")
    }
    facts = Facts(known, present.not_applicable - movable.keys())
    engine = Compiled()
    truths = dict(engine.fire(open_stratum(rulebook, "findings"), facts))
    facts = facts.with_({**decided(truths), **open_levels(rulebook, truths)})
    for name in ("whether", *(["timing"] if decision.timing else []), "gates", "dates"):
        truths.update(engine.fire(open_stratum(rulebook, name), facts))
    return OpenWorld(rulebook, facts, truths, movable)


def still_open(world: OpenWorld, more: Mapping[str, FactValue] = NOTHING) -> tuple[int, int]:
    """Return how many outcomes of whether are possible, and the units the balance may span.

    Also with ``more`` facts of an answer; what is worked out from it stays open.
    """
    rulebook, truths = world.rulebook, world.truths
    if more:
        facts, engine = world.facts.with_(more), Compiled()
        found = dict(engine.fire(open_stratum(rulebook, "findings"), facts))
        facts = facts.with_({**decided(found), **open_levels(rulebook, found)})
        truths = {**found, **engine.fire(open_stratum(rulebook, "whether"), facts)}
    possible: set[Whether] = set()
    for row in rulebook.whether:
        if truths[row.id] is not False:
            possible.add(row.whether)
        if truths[row.id]:
            break
    return len(possible), open_span(rulebook, truths)


@lru_cache(maxsize=64)
def open_stratum(rulebook: Rulebook, name: str) -> Stratum:
    """Return one stratum with its conditions in an open world."""
    rules = stratum(rulebook, name).rules
    opened = tuple((rule, in_open_world(condition)) for rule, condition in rules)
    return Stratum(name, opened, named(f"open-{name}", rulebook.cache_key))


def in_open_world(condition: Condition) -> Condition:
    """Return a condition that is undecided wherever a further answer may change this one.

    It differs where it is asked if a fact is known: what is unknown may become known.
    A comparison with no value at all is false of every value, and undecided without one.
    """
    if isinstance(condition, IsKnown):
        never = Compare(condition.fact, "in", ())
        return AnyOf((condition, never)) if condition.wanted else never
    if isinstance(condition, (All, AnyOf, NoneOf)):
        return type(condition)(tuple(in_open_world(part) for part in condition.parts))
    return condition


def is_open(rulebook: Rulebook, facts: Facts, question: str) -> bool:
    """Return whether a question still lacks an answer and may be reachable."""
    name = fact_names(rulebook.questions[question])[0]
    return name not in facts.known and name not in facts.not_applicable


def _movable(rulebook: Rulebook, decision: Decision) -> dict[str, frozenset[str]]:
    """Find the derived facts that are known, or do not apply, until more is answered."""
    facts, origin = decision.facts, rulebook.facts
    given = Traced(
        decision.as_of,
        rulebook.values,
        rulebook.laws,
        CALCULATIONS,
        {name: value for name, value in facts.known.items() if origin[name].origin == "question"},
        {name for name in facts.not_applicable if origin[name].origin == "question"},
    )
    for name in CALCULATIONS:
        given.calculate(name)
    found = {}
    reads = {name: read - given.decided.get(name, set()) for name, read in given.reads.items()}
    for name, read in questions_read(rulebook, reads).items():
        settled = name in facts.known or name in facts.not_applicable
        still = frozenset(
            item
            for item in read
            if rulebook.questions[item].purpose != "letter" and is_open(rulebook, facts, item)
        )
        if settled and still:
            found[name] = still
    return found
