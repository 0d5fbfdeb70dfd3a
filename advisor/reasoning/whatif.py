"""What would change the advice: other answers, later days, no negativity answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from advisor.engine.stratum import Engine
from advisor.knowledge.content import Rulebook
from advisor.model import Case, Counterfactual, TurningDate
from advisor.reasoning import turning_dates as turning
from advisor.reasoning.counterfactual import counterfactuals
from advisor.reasoning.decide import Decision, Verdict, decide


def verdict(decision: Decision) -> Verdict:
    """Return whether and when."""
    return decision.row.whether, decision.timing.timing if decision.timing else None


def without_negativity(rulebook: Rulebook, case: Case, as_of: date, engine: Engine) -> Verdict:
    """Return the advice without the answers about mood and feeling."""
    return verdict(decide(rulebook, calm(rulebook, case), as_of, engine))


def calm(rulebook: Rulebook, case: Case) -> Case:
    """Return a case without its answers about mood and feeling."""
    kept = {
        name: answer for name, answer in case.answers.items() if not rulebook.questions[name].mood
    }
    return replace(case, answers=kept)


def turning_dates(
    rulebook: Rulebook, case: Case, as_of: date, engine: Engine
) -> tuple[TurningDate, ...]:
    """Return the days in the next year from which the advice or the last day is another."""
    return turning.turning_dates(rulebook, case, as_of, engine)


def would_change(rulebook: Rulebook, case: Case, as_of: date) -> tuple[Counterfactual, ...]:
    """Return the smallest changes of one answer that change whether or when."""
    return counterfactuals(rulebook, case, as_of)
