"""The day to look again: never after the day on which the advice changes by itself."""

from __future__ import annotations

from datetime import date

from advisor.engine.stratum import Engine
from advisor.facts.derive import derive
from advisor.knowledge import roles
from advisor.knowledge.content import Rulebook
from advisor.model import Case, FactValue, TurningDate
from advisor.reasoning.decide import Decision, decide, decide_facts
from advisor.reasoning.turning_dates import first_turn


def decide_with_review(
    rulebook: Rulebook, case: Case, as_of: date, engine: Engine
) -> tuple[Decision, TurningDate | None]:
    """Decide a case, with the day to look again set by the advice itself.

    Where whether changes by itself before the day to look again or on it, that day is the one
    to look again. Returns the decision and the change; ``None`` where there is none by then.
    """
    decision = decide(rulebook, case, as_of, engine)
    review = review_of(decision)
    turn = first_turn(rulebook, case, as_of, review) if review else None
    if turn is None:
        return decision, None
    return decide_on_turn(rulebook, case, as_of, engine, turn.date), turn


def decide_on_turn(
    rulebook: Rulebook, case: Case, as_of: date, engine: Engine, turning_on: FactValue | None
) -> Decision:
    """Decide a case of which the day is known on which whether changes by itself, if it does."""
    if turning_on is None:
        return decide(rulebook, case, as_of, engine)
    facts = derive(rulebook, case, as_of).with_(
        {roles.TURNING_ON: turning_on, roles.REVIEW_DATE: turning_on}
    )
    return decide_facts(rulebook, facts, as_of, engine)


def review_of(decision: Decision) -> date | None:
    """Return the day to look again, ``None`` where the advice has none."""
    return min((day for day, rule in decision.dates if rule.kind == "review"), default=None)
