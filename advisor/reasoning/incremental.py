"""Try other answers to a case, working out only what they change.

A case is derived and decided once. For a change of answers the facts that whether
and when rest on are compared with those of the case, the findings that name a
changed fact are read anew, and the rows of the two decisions with them. The result
is that of :func:`advisor.reasoning.decide.decide`, some fifty times faster.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Union

from advisor.conditions import compiled
from advisor.facts.dependency_trace import Traced, questions_read
from advisor.facts.derive import CALCULATIONS, fill
from advisor.knowledge.content import Library, Question
from advisor.knowledge.partitions import Gap
from advisor.model import Answer, Case, Facts, FactValue, Truth, When, Whether
from advisor.reasoning.decide import decided, first
from advisor.reasoning.decision_scope import Scope, scope
from advisor.reasoning.ground_counts import tallies

Verdict = tuple[Whether, Union[When, None]]
"""Whether and when."""


@dataclass(frozen=True)
class World:
    """The facts of a case with some answers."""

    answers: Mapping[str, Answer]
    facts: Facts
    reads: Mapping[str, frozenset[str]]
    """Derived fact to the questions that it was made from."""


@dataclass(frozen=True)
class Effect:
    """What a change of answers does to the facts and findings behind the verdict."""

    facts: Mapping[str, FactValue | Gap]
    truths: Mapping[str, Truth]
    """The findings that name a changed fact, whether they changed or not."""

    def __bool__(self) -> bool:
        return bool(self.facts)


@dataclass(frozen=True, eq=False)
class Trial:
    """A case on a day, ready to be tried with other answers."""

    library: Library
    as_of: date
    scope: Scope
    world: World
    facts: Facts
    """Those facts of the world that lie in the scope."""
    present: Mapping[str, object]
    """Each fact of the scope, by its region."""
    truths: Mapping[str, Truth]
    verdict: Verdict
    seen: dict[object, Verdict] = field(default_factory=dict, repr=False)
    """Verdicts by what led to them, so that none is worked out twice."""


def begin(library: Library, case: Case, as_of: date, within: Scope | None = None) -> Trial:
    """Derive and decide a case, to be tried with other answers from there.

    ``within`` is a wider scope than what whether and when rest on.
    """
    found = within or scope(library)
    world = derived(library, case.answers, as_of, found)
    known, absent = world.facts.known, world.facts.not_applicable
    truths = {rule.id: compiled(rule.when)(known, absent) for rule in library.findings}
    present = {name: found.partitions[name].level(name, world.facts) for name in found.facts}
    verdict = conclude(library, world.facts, truths)
    names = set(found.facts)
    facts = Facts({name: known[name] for name in known if name in names}, absent & names)
    return Trial(library, as_of, found, world, facts, present, truths, verdict)


def derived(library: Library, answers: Mapping[str, Answer], as_of: date, found: Scope) -> World:
    """Derive those facts of some answers that a scope has in view.

    Raises as :func:`advisor.facts.derive.derive`.
    """
    given = Traced(as_of, library.values, library.laws, CALCULATIONS)
    fill(Case(answers), given, found.filled, found.derived)
    facts = Facts(given.known, frozenset(given.absent))
    return World(answers, facts, questions_read(library, given.reads))


def changed(trial: Trial, world: World, question: Question, answer: Answer) -> World:
    """Return a world with another answer."""
    answers = {**world.answers, question.id: answer}
    return derived(trial.library, answers, trial.as_of, trial.scope)


def effect(trial: Trial, facts: Facts) -> Effect:
    """Compare facts with those of the case."""
    moved: dict[str, FactValue | Gap] = {}
    for name in trial.scope.facts:
        seen = trial.scope.partitions[name].level(name, facts)
        if seen != trial.present[name]:
            value = facts.known.get(name)
            moved[name] = seen if isinstance(seen, Gap) else value  # type: ignore[assignment]
    return Effect(moved, _truths(trial, moved, _users(trial, moved)))


def _users(trial: Trial, names: Iterable[str]) -> set[str]:
    return {rule for name in names for rule in trial.scope.uses.get(name, ())}


def _truths(
    trial: Trial, moved: Mapping[str, FactValue | Gap], rules: Iterable[str]
) -> dict[str, Truth]:
    facts = with_(trial.facts, moved)
    findings = trial.scope.findings
    return {
        rule: compiled(findings[rule].when)(facts.known, facts.not_applicable) for rule in rules
    }


def with_(facts: Facts, moved: Mapping[str, FactValue | Gap]) -> Facts:
    """Return facts with some of them moved."""
    known = {**facts.known, **moved}
    absent = facts.not_applicable
    for name, value in moved.items():
        if isinstance(value, Gap):
            del known[name]
        if value is Gap.ABSENT:
            absent |= {name}
        elif name in absent:
            absent -= {name}
    return Facts(known, absent)  # type: ignore[arg-type]


def both(trial: Trial, one: Effect, other: Effect) -> Effect:
    """Return the effect of two changes that touch no fact in common."""
    moved = {**one.facts, **other.facts}
    truths = {**one.truths, **other.truths}
    shared = one.truths.keys() & other.truths.keys()
    if shared:
        truths.update(_truths(trial, moved, shared))
    return Effect(moved, truths)


def verdict_of(trial: Trial, change: Effect) -> Verdict:
    """Return whether and when after a change."""
    truths = {name: truth for name, truth in change.truths.items() if truth != trial.truths[name]}
    rows = {name: change.facts[name] for name in trial.scope.row_facts if name in change.facts}
    key = (frozenset(truths.items()), frozenset(rows.items()))
    if key not in trial.seen:
        facts = with_(trial.facts, rows)
        trial.seen[key] = conclude(trial.library, facts, {**trial.truths, **truths})
    return trial.seen[key]


def conclude(library: Library, facts: Facts, truths: Mapping[str, Truth]) -> Verdict:
    """Return whether and when for facts and the truth of every finding."""
    known = {**facts.known, **decided(truths), **tallies(library, truths)}
    absent = facts.not_applicable
    row = first(library.whether, {r.id: compiled(r.when)(known, absent) for r in library.whether})
    if row.whether != "end":
        return row.whether, None
    known["advice.whether"] = row.whether
    fired = {r.id: compiled(r.when)(known, absent) for r in library.timing}
    return row.whether, first(library.timing, fired).timing
