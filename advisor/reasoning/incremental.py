"""Derive and decide a case again with other answers.

Only what whether and when can depend on is derived, see
:mod:`advisor.reasoning.decision_scope`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from advisor.engine.compiled import Compiled
from advisor.facts.dependency_trace import Traced, questions_read
from advisor.facts.derive import CALCULATIONS, fill
from advisor.knowledge.content import Question, Rulebook
from advisor.model import Answer, Case, Facts
from advisor.reasoning.decide import Verdict, conclude
from advisor.reasoning.decision_scope import Scope, scope


@dataclass(frozen=True)
class World:
    """The facts of a case with some answers."""

    answers: Mapping[str, Answer]
    facts: Facts
    reads: Mapping[str, frozenset[str]]
    """Derived fact to the questions that it was made from."""


@dataclass(frozen=True, eq=False)
class Trial:
    """A case on a day, ready to be tried with other answers."""

    rulebook: Rulebook
    as_of: date
    scope: Scope
    world: World

    @property
    def verdict(self) -> Verdict:
        """Whether and when for the case as it is."""
        return verdict_of(self, self.world)


def begin(rulebook: Rulebook, case: Case, as_of: date, within: Scope | None = None) -> Trial:
    """Derive a case, to be tried with other answers from there.

    ``within`` is a wider scope than what whether and when rest on.
    """
    found = within or scope(rulebook)
    return Trial(rulebook, as_of, found, derived(rulebook, case.answers, as_of, found))


def derived(rulebook: Rulebook, answers: Mapping[str, Answer], as_of: date, found: Scope) -> World:
    """Derive those facts of some answers that a scope has in view.

    Raises as :func:`advisor.facts.derive.derive`.
    """
    given = Traced(as_of, rulebook.values, rulebook.laws, CALCULATIONS)
    fill(Case(answers), given, found.plan, found.derived)
    facts = Facts(given.known, frozenset(given.absent))
    return World(answers, facts, questions_read(rulebook, given.reads))


def changed(trial: Trial, question: Question, answer: Answer) -> World:
    """Return the world with another answer."""
    answers = {**trial.world.answers, question.id: answer}
    return derived(trial.rulebook, answers, trial.as_of, trial.scope)


def verdict_of(trial: Trial, world: World) -> Verdict:
    """Return whether and when in a world."""
    return conclude(trial.rulebook, world.facts, Compiled()).verdict
