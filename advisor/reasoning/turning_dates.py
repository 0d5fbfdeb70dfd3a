"""The days on which the advice changes by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from advisor.conditions import names
from advisor.engine.compiled import Compiled
from advisor.engine.stratum import Engine
from advisor.errors import DatedValueError
from advisor.facts.calculation import Given
from advisor.facts.dependency_trace import Traced, day_dependent
from advisor.facts.derive import CALCULATIONS, MONOTONIC, calendar_errors, fill, full_plan
from advisor.facts.stages import send
from advisor.knowledge.content import Rulebook
from advisor.knowledge.partitions import GIVEN, Partition, partitions
from advisor.model import Case, Facts, TurningDate
from advisor.reasoning.decide import Decision, advice_of, decide_facts
from advisor.reasoning.dispatch_days import dispatches
from advisor.reasoning.last_day import last_day_of
from advisor.reasoning.step_graph import StepGraph

HORIZON = 366
"""Days ahead that turning dates are looked for."""

STEP = 7
"""Days that a last day may move from one day to the next without being reported."""


def turning_dates(
    rulebook: Rulebook, case: Case, as_of: date, engine: Engine
) -> tuple[TurningDate, ...]:
    """Return the days in the next year from which the advice is another by itself.

    Complete: the rules are fired anew on each day on which, with the answers as they
    are, a fact passes from one region of its partition to another. The gates are a part
    of the advice. A last day that moves along with the date of the notice is not
    reported. One that moves by more than :data:`STEP` days is, and so is one that another
    constraint sets. Looks no further than dated values reach.
    """
    turns: list[TurningDate] = []
    days = _days(rulebook, case, as_of, engine)
    _, decision, last_day, setters = next(days)
    for day, later, last, binding in days:
        same = later is decision or advice_of(later) == advice_of(decision)
        moves = _jumps(last_day, last) or bool(binding and not setters & binding)
        if not same or moves:
            whether, timing, gates = advice_of(later)
            turns.append(TurningDate(day, whether, timing, last, gates, moves))
            setters = binding
        decision, last_day = later, last
    return tuple(turns)


def first_turn(rulebook: Rulebook, case: Case, as_of: date, until: date) -> TurningDate | None:
    """Return the first day up to one from which whether is another by itself, if there is any."""
    present: Decision | None = None
    for interval, later, _ in _intervals(rulebook, case, as_of, Compiled(), until):
        present = present or later
        if later.row.whether != present.row.whether:
            whether, timing, gates = advice_of(later)
            last, _ = _last_day(rulebook, later, interval, interval.start)
            return TurningDate(interval.start, whether, timing, last, gates, moves=False)
    return None


def _jumps(before: date | None, after: date | None) -> bool:
    if before is None or after is None:
        return False
    return not 0 <= (after - before).days <= STEP


def _days(
    rulebook: Rulebook, case: Case, as_of: date, engine: Engine
) -> Iterator[tuple[date, Decision, date | None, frozenset[str]]]:
    """Yield each day with what is decided, the last day, and the rules that set it.

    Of days on which nothing can change, the first alone.
    """
    end = as_of + timedelta(days=HORIZON)
    for interval, decision, following in _intervals(rulebook, case, as_of, engine, end):
        day = interval.start
        while day < following:
            yield day, decision, *_last_day(rulebook, decision, interval, day)
            day = day + timedelta(days=1) if decision.row.whether == "end" else following


def _intervals(
    rulebook: Rulebook, case: Case, as_of: date, engine: Engine, end: date
) -> Iterator[tuple[_Interval, Decision, date]]:
    """Yield days on which the same is decided, with what that is and the day that follows them."""
    regions = _partitions(rulebook)
    # What depends on a dated value may change in any way where the value changes.
    changes = {day for value in rulebook.values.values() for day in value.values}
    breaks = [*sorted(day for day in changes if as_of < day <= end), end + timedelta(days=1)]
    day = as_of
    while day <= end:
        try:
            interval = _Interval(rulebook, case, day, regions)
        except DatedValueError:
            if day == as_of:
                raise
            return
        decision = decide_facts(rulebook, interval.facts, day, engine)
        following = interval.until(next(later for later in breaks if later > day))
        yield interval, decision, following
        day = following


@lru_cache(maxsize=16)
def _partitions(rulebook: Rulebook) -> Mapping[str, Partition]:
    """Return the partition of each given fact that a question or a rule names."""
    conditions = [rule.when for rule in rulebook.rules()]
    conditions += [question.when for question in rulebook.questions.values()]
    named = {name for condition in conditions for name in names(condition)}
    given = [name for name in named if rulebook.facts[name].origin in GIVEN]
    return partitions(rulebook, conditions, given)


class _Interval:
    """Days from one on, on which only the facts that read the day may move.

    It lasts as long as every fact stays in its region, so that all conditions, those
    of the questions too, have one truth on all its days.
    """

    def __init__(
        self, rulebook: Rulebook, case: Case, start: date, regions: Mapping[str, Partition]
    ) -> None:
        traced = Traced(start, rulebook.values, rulebook.laws, CALCULATIONS)
        fill(case, traced, full_plan(rulebook), CALCULATIONS)
        self.case, self.start = case, start
        self.constraints = [rule for rule in rulebook.dates if rule.kind == "constraint"]
        self.facts = Facts(traced.known, frozenset(traced.absent))
        self.day_dependent = day_dependent(traced.reads)
        self.regions = {name: one for name, one in regions.items() if name in self.day_dependent}
        self._given = Given(
            start,
            rulebook.values,
            rulebook.laws,
            CALCULATIONS,
            dict(traced.known),
            set(traced.absent),
            set(CALCULATIONS),
        )

    def at(self, day: date, *wanted: str) -> Facts:
        """Return the facts of a day, of those that move only some."""
        given = self._given
        given.as_of = day
        for name in self.day_dependent:
            given.known.pop(name, None)
        given.absent -= self.day_dependent
        given.tried -= self.day_dependent
        with calendar_errors(self.case):
            for name in wanted:
                given.calculate(name)
        return Facts(given.known, given.absent)  # type: ignore[arg-type]

    def sent(self, rulebook: Rulebook, graph: StepGraph, day: date, wanted: Iterable[str]) -> Facts:
        """Return some facts of a day, counted from the days of dispatch that it leads to."""
        given = self._given
        self.at(day)
        send(given, {})
        with calendar_errors(self.case):
            dispatches(rulebook, graph, given)
            for name in wanted:
                given.calculate(name)
        return Facts(given.known, given.absent)  # type: ignore[arg-type]

    def until(self, end: date) -> date:
        """Return the first day up to ``end`` on which a fact lies in another region."""
        for name in self.regions.keys() & MONOTONIC:
            end = self._first_change(name, end)
        non_monotonic = sorted(self.regions.keys() - MONOTONIC)
        day = self.start + timedelta(days=1)
        while (
            non_monotonic
            and day < end
            and not any(self._changed(name, day) for name in non_monotonic)
        ):
            day += timedelta(days=1)
        return min(day, end) if non_monotonic else end

    def _first_change(self, name: str, end: date) -> date:
        """Return the first day before ``end`` on which a monotonic fact has changed its region."""
        low, high = self.start, end - timedelta(days=1)
        if not self._changed(name, high):
            return end
        while (high - low).days > 1:
            middle = low + (high - low) // 2
            low, high = (low, middle) if self._changed(name, middle) else (middle, high)
        return high

    def _changed(self, name: str, day: date) -> bool:
        region = self.regions[name].region_of
        return region(name, self.at(day, name)) != region(name, self.facts)


def _last_day(
    rulebook: Rulebook, decision: Decision, interval: _Interval, day: date
) -> tuple[date | None, frozenset[str]]:
    """Return the last day, and the constraints that set it."""
    if decision.row.whether != "end":
        return decision.last_day, frozenset()
    rules = [rule for rule in interval.constraints if decision.truths[rule.id] is not False]
    graph = decision.dispatches.graph
    anchors = [one for rule in rules for one in (rule.date, rule.earliest, rule.latest) if one]
    facts = interval.sent(rulebook, graph, day, [one.fact for one in anchors])
    end = last_day_of(rules, decision.truths, facts, day)
    return end.day, frozenset(rule.id for rule in end.setters if end.day)
