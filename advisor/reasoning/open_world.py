"""The facts and rules that stand fast whatever the open questions turn out to be.

A decision takes some things for granted: a rule may ask whether a fact is known,
and a calculation may do without an answer, as notice counts from receipt until the
contract's way of counting is known. Read in doubt, both stay open: what is true or
false here is so after every further answer, what is undecided may still turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from advisor.conditions import (
    All,
    AnyOf,
    Condition,
    Holds,
    IsKnown,
    NoneOf,
    compiled,
    names,
)
from advisor.facts.dependency_trace import Traced, questions_read
from advisor.facts.derive import CALCULATIONS, fact_names
from advisor.knowledge.content import AnyRule, Library
from advisor.model import Facts, Truth
from advisor.reasoning.decide import Decision, decided
from advisor.reasoning.ground_counts import tallies


@dataclass(frozen=True)
class Doubt:
    """A decision, read without taking anything for granted."""

    library: Library
    facts: Facts
    """Only what stays as it is, with the advice as it stands."""
    truths: Mapping[str, Truth]
    """Every rule: ``None`` where a further answer may turn it."""
    loose: Mapping[str, frozenset[str]]
    """Derived fact that an open question can still move, to those questions."""

    def truth(self, condition: Condition) -> Truth:
        """Read a condition in doubt."""
        return _read(condition, self.facts)

    def open_names(self, condition: Condition) -> Iterator[str]:
        """Yield the names on which an undecided condition hangs."""
        if self.truth(condition) is not None:
            return
        if isinstance(condition, (All, AnyOf, NoneOf)):
            for part in condition.parts:
                yield from self.open_names(part)
        else:
            yield from names(condition)

    def questions(self, fact: str) -> frozenset[str]:
        """Return the open questions that can still move a fact."""
        if fact in self.loose:
            return self.loose[fact]
        inputs = self.library.facts[fact].inputs
        return frozenset(name for name in inputs if is_open(self.library, self.facts, name))


def doubt(library: Library, decision: Decision) -> Doubt:
    """Read a decision in doubt."""
    present = decision.facts
    loose = _loose(library, decision)
    known = {
        name: value
        for name, value in present.known.items()
        if name not in loose and library.facts[name].origin not in ("finding", "tally")
    }
    facts = Facts(known, present.not_applicable - loose.keys())
    truths: dict[str, Truth] = {rule.id: _read(rule.when, facts) for rule in library.findings}
    facts = facts.with_({**decided(truths), **tallies(library, truths)})
    rooms: tuple[tuple[AnyRule, ...], ...] = (library.whether, library.gates, library.dates)
    for rules in (*rooms, library.timing if decision.timing else ()):
        truths.update((rule.id, _read(rule.when, facts)) for rule in rules)
    return Doubt(library, facts, truths, loose)


def is_open(library: Library, facts: Facts, question: str) -> bool:
    """Tell whether a question still lacks an answer and may be reachable."""
    name = fact_names(library.questions[question])[0]
    return name not in facts.known and name not in facts.not_applicable


def _loose(library: Library, decision: Decision) -> dict[str, frozenset[str]]:
    """Find the derived facts that are known, or do not apply, until more is answered."""
    facts, origin = decision.facts, library.facts
    given = Traced(
        decision.as_of,
        library.values,
        library.laws,
        CALCULATIONS,
        {name: value for name, value in facts.known.items() if origin[name].origin == "question"},
        {name for name in facts.not_applicable if origin[name].origin == "question"},
    )
    for name in CALCULATIONS:
        given.work_out(name)
    found = {}
    for name, read in questions_read(library, given.reads).items():
        settled = name in facts.known or name in facts.not_applicable
        still = frozenset(item for item in read if is_open(library, facts, item))
        if settled and still:
            found[name] = still
    return found


def _read(condition: Condition, facts: Facts) -> Truth:
    if isinstance(condition, IsKnown):
        if condition.fact in facts.known:
            return condition.wanted
        return False if condition.fact in facts.not_applicable else None
    if isinstance(condition, All):
        return _every(_read(part, facts) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return _some(_read(part, facts) for part in condition.parts)
    if isinstance(condition, NoneOf):
        return opposite(_some(_read(part, facts) for part in condition.parts))
    if isinstance(condition, Holds):
        return facts.known.get(condition.finding)  # type: ignore[return-value]
    return compiled(condition)(facts.known, facts.not_applicable)


def _every(truths: Iterator[Truth]) -> Truth:
    return opposite(_some(opposite(truth) for truth in truths))


def _some(truths: Iterator[Truth]) -> Truth:
    result: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            result = None
    return result


def opposite(truth: Truth) -> Truth:
    """Return the negation of a three-valued truth."""
    return None if truth is None else not truth
