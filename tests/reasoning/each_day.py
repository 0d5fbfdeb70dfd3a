"""Reference implementation of turning dates: the case derived anew on every day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from advisor.engine.compiled import Compiled
from advisor.errors import DatedValueError
from advisor.facts.derive import derive
from advisor.knowledge.content import Library
from advisor.model import Case, TurningDate
from advisor.reasoning.decide import Decision, advice_of, anchored, decide_facts
from advisor.reasoning.turning_dates import HORIZON, STEP


def days(library: Library, case: Case, as_of: date) -> Iterator[Decision]:
    """Yield what is decided on each day, as far as dated values reach."""
    for ahead in range(HORIZON + 1):
        day = as_of + timedelta(days=ahead)
        try:
            facts = derive(library, case, day)
        except DatedValueError:
            if ahead == 0:
                raise
            return
        yield decide_facts(library, facts, day, Compiled())


def setters(decision: Decision) -> frozenset[str]:
    """Return the constraints that set the last day."""
    if decision.row.whether != "end":
        return frozenset()
    return frozenset(
        rule.id
        for _, rule in decision.dates
        if rule.kind == "constraint" and anchored(rule.date, decision.facts) == decision.last_day
    )


def turning_dates(library: Library, case: Case, as_of: date) -> tuple[TurningDate, ...]:
    """Return the days on which the advice turns, or the last day leaps or is set otherwise."""
    found: list[TurningDate] = []
    scan = days(library, case, as_of)
    before = next(scan)
    held = setters(before)
    for after in scan:
        now = setters(after)
        leap = before.last_day is not None and after.last_day is not None
        if leap:
            leap = not 0 <= (after.last_day - before.last_day).days <= STEP  # type: ignore[operator]
        moves = leap or bool(now and not held & now)
        if moves or advice_of(before) != advice_of(after):
            found.append(TurningDate(after.as_of, *advice_of(after)[:2], after.last_day,
                                     advice_of(after)[2], moves))  # fmt: skip
            held = now
        before = after
    return tuple(found)
