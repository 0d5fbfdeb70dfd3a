"""Derive and decide a case again with other answers.

Only what whether and when can depend on is derived, see
:mod:`advisor.reasoning.decision_scope`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from advisor.facts.dependency_trace import Traced, questions_read
from advisor.facts.derive import CALCULATIONS, fill
from advisor.knowledge.content import Question, Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.model import Answer, Case, Facts
from advisor.reasoning.compiled_verdict import verdict
from advisor.reasoning.decide import Verdict
from advisor.reasoning.decision_scope import Scope, scope


@dataclass(frozen=True)
class DerivedCase:
    """The facts of a case with some answers."""

    answers: Mapping[str, Answer]
    facts: Facts
    reads: Mapping[str, frozenset[str]]
    """Derived fact to the questions that it was made from."""


@dataclass(frozen=True, eq=False)
class WhatIfBase:
    """A case on a day, from which cases with another answer are derived."""

    rulebook: Rulebook
    as_of: date
    scope: Scope
    present: DerivedCase

    @property
    def verdict(self) -> Verdict:
        """Whether and when for the case as it is."""
        return verdict_of(self, self.present)


def begin(rulebook: Rulebook, case: Case, as_of: date, within: Scope | None = None) -> WhatIfBase:
    """Derive a case from which cases with another answer are derived.

    ``within`` is a wider scope than what whether and when depend on.
    """
    found = within or scope(rulebook)
    return WhatIfBase(rulebook, as_of, found, derive_answers(rulebook, case.answers, as_of, found))


def derive_answers(
    rulebook: Rulebook, answers: Mapping[str, Answer], as_of: date, found: Scope
) -> DerivedCase:
    """Derive the facts of a scope from some answers.

    Raises as :func:`advisor.facts.derive.derive`.
    """
    given = Traced(as_of, rulebook.values, rulebook.laws, CALCULATIONS)
    fill(Case(answers), given, found.plan, found.derived)
    facts = Facts(given.known, frozenset(given.absent))
    return DerivedCase(answers, facts, questions_read(rulebook, given.reads))


def changed(base: WhatIfBase, question: Question, answer: Answer) -> DerivedCase:
    """Derive the case with another answer."""
    answers = {**base.present.answers, question.id: answer}
    return derive_answers(base.rulebook, answers, base.as_of, base.scope)


def verdict_of(base: WhatIfBase, case: DerivedCase) -> Verdict:
    """Return whether and when in a derived case."""
    return verdict(base.rulebook, case.facts)
