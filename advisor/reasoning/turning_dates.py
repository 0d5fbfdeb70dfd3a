"""The days on which the advice changes by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from advisor.conditions import names
from advisor.engine.stratum import Engine
from advisor.errors import DatedValueError
from advisor.facts.derive import derive
from advisor.knowledge.content import Library
from advisor.knowledge.partitions import GIVEN, partitions
from advisor.model import Case, Facts, TurningDate
from advisor.reasoning.decide import Decision, advice_of, anchored, decide_facts

HORIZON = 366
"""Days ahead that turning dates are looked for."""

STEP = 7
"""Days that a last day may leap from one day to the next before it is worth a word."""


def turning_dates(
    library: Library, case: Case, as_of: date, engine: Engine
) -> tuple[TurningDate, ...]:
    """Return the days in the next year from which the advice is another by itself.

    Every day is looked at with the answers as they are, so none is missed; the rules
    are fired on those on which a fact crosses a limit. What comes first is a part of
    the advice. A last day that moves along with the date of the notice is no turn. One
    that leaps is, and so is one that another constraint sets from then on. Looks no
    further than dated values reach.
    """
    turns: list[TurningDate] = []
    days = _days(library, case, as_of, engine)
    decision, last_day, setters = next(days)
    for later, day, binding in days:
        whether, timing, gates = advice_of(later)
        same = advice_of(decision) == (whether, timing, gates)
        moves = _leaps(last_day, day) or bool(binding and not setters & binding)
        if not same or moves:
            turns.append(TurningDate(later.as_of, whether, timing, day, gates, moves))
            setters = binding
        decision, last_day = later, day
    return tuple(turns)


def _leaps(before: date | None, after: date | None) -> bool:
    if before is None or after is None:
        return False
    return not 0 <= (after - before).days <= STEP


def _days(
    library: Library, case: Case, as_of: date, engine: Engine
) -> Iterator[tuple[Decision, date | None, frozenset[str]]]:
    """Yield, for each day, what is decided, the last day, and the rules that set it."""
    rules = [rule for rule in library.rules() if rule not in library.tasks]
    conditions = [rule.when for rule in rules]
    conditions += [question.when for question in library.questions.values()]
    regions = partitions(library, conditions)
    named = {name for condition in conditions for name in names(condition)}
    given = [
        name for name in library.facts if name in named and library.facts[name].origin in GIVEN
    ]
    seen: list[object] = []
    decision: Decision | None = None
    for ahead in range(HORIZON + 1):
        day = as_of + timedelta(days=ahead)
        try:
            facts = derive(library, case, day)
        except DatedValueError:
            if decision is None:
                raise
            return
        told: list[object] = [regions[name].level(name, facts) for name in given]
        if decision is None or told != seen:
            seen, decision = told, decide_facts(library, facts, day, engine)
        decision = replace(decision, as_of=day)
        yield decision, *_last_day(decision, facts)


def _last_day(decision: Decision, facts: Facts) -> tuple[date | None, frozenset[str]]:
    """Return the last day, and the constraints that set it."""
    if decision.row.whether != "end":
        return None, frozenset()
    found = {
        rule.id: anchored(rule.date, facts)
        for _, rule in decision.dates
        if rule.kind == "constraint"
    }
    dates = {rule: day for rule, day in found.items() if day is not None}
    last = max(dates.values(), default=decision.as_of)
    return last, frozenset(rule for rule, day in dates.items() if day == last)
