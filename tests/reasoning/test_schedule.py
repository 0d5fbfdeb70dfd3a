"""The schedule of the checklist: properties over random cases, and single cases by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.engine.compiled import Compiled
from advisor.facts.calendars import holidays_of
from advisor.facts.jurisdictions import calendar_of
from advisor.knowledge.content import TaskRule
from advisor.knowledge.step_order import named_by
from advisor.model import DEEDS, Case
from advisor.reasoning.assess import assess
from advisor.reasoning.assessment import Assessment, Task
from advisor.reasoning.schedule import OWN_STEPS_A_DAY
from tests.random_cases import TODAY, cases, examples
from tests.shipped import shipped

LIBRARY = shipped()


def rule_of(task: Task) -> TaskRule:
    """Return the rule of a step."""
    rule = LIBRARY.by_id[task.id]
    assert isinstance(rule, TaskRule)
    return rule


def business(found: Assessment, day: date) -> bool:
    """Return whether a day is a business day of the user's place, counted anew."""
    calendar = calendar_of(LIBRARY.laws, found.facts.known.get)
    return day.weekday() < 5 and day not in holidays_of(calendar, day.year)


def later(found: Assessment, day: date, count: int) -> date:
    """Return the business day that comes ``count`` business days after one."""
    while count:
        day += timedelta(days=1)
        count -= business(found, day)
    return day


class Plan:
    """The steps of an assessment, checked against the rules of the schedule one by one."""

    def __init__(self, found: Assessment) -> None:
        self.found = found
        self.tasks = {task.id: task for task in found.tasks}
        self.rules = {name: rule_of(task) for name, task in self.tasks.items()}
        self.fixed = found.facts.known.get("send_on")
        self.days = {name: task.due for name, task in self.tasks.items() if task.due}

    def faults(self) -> list[str]:
        """Return where the plan breaks one of the rules of the schedule."""
        checks = (self.undated, self.calendar, self.order, self.gates, self.limits, self.own)
        return [fault for check in checks for fault in check()]

    def undated(self) -> Iterator[str]:
        """Yield the steps that have both or neither of a day and a reason for having none."""
        for name, task in self.tasks.items():
            if (task.due is None) != bool(task.undated):
                yield f"{name}: {task.due} and {task.undated!r}"
            if (self.rules[name].step in DEEDS) != (task.undated not in ("throughout", "manner")):
                yield f"{name}: {task.undated!r} of a {self.rules[name].step}"

    def calendar(self) -> Iterator[str]:
        """Yield the steps on a weekend, on a holiday or in the past."""
        for name, day in self.days.items():
            rule = self.rules[name]
            moved = rule.any_day or (self.fixed == day and rule.step in ("talk", "letter"))
            if day < self.found.as_of or not (moved or business(self.found, day)):
                yield f"{name}: on {day:%A} {day}"

    def order(self) -> Iterator[str]:
        """Yield the steps that come before something that they come after."""
        dated = [self.rules[name] for name in self.days]
        for name, day in self.days.items():
            for after in self.rules[name].after:
                for other in named_by(after, dated):
                    done = self.days[other.id]
                    ready = later(self.found, done, other.takes + after.business_days)
                    ready += timedelta(days=after.days)
                    if other.id != name and ready > day and done != self.fixed:
                        yield f"{name}: on {day}, and {other.id} done only by {ready}"

    def gates(self) -> Iterator[str]:
        """Yield the steps that come before a gate which holds them is cleared."""
        for gate in self.found.advice.gates:
            clearing = [one for one in self.rules.values() if one.clears_gate == gate.id]
            held = {*gate.holds} if gate.blocking else set()
            for name, day in self.days.items():
                if held & {*self.rules[name].acts}:
                    if not clearing:
                        yield f"{name}: on {day}, and nothing clears {gate.id}"
                    for other in clearing:
                        done = self.days.get(other.id)
                        if done is None or later(self.found, done, other.takes) > day:
                            yield f"{name}: on {day}, before {other.id} clears {gate.id}"

    def limits(self) -> Iterator[str]:
        """Yield the steps after their last day that are not said to be late, or the reverse."""
        for name, day in self.days.items():
            by = self.rules[name].by
            if by is not None:
                limit = self.found.facts.known[by.fact]
                assert isinstance(limit, date)
                late = self.tasks[name].late_for
                if (day > limit + timedelta(days=by.days)) != (late is not None):
                    yield f"{name}: on {day}, to be done by {limit}, late for {late}"

    def own(self) -> Iterator[str]:
        """Yield the days with more than three of the user's own steps."""
        counted = Counter(
            day
            for name, day in self.days.items()
            if self.tasks[name].who == "you" and not self.rules[name].any_day and day != self.fixed
        )
        for day, count in counted.items():
            if count > OWN_STEPS_A_DAY:
                yield f"{count} steps on {day}"


@settings(max_examples=examples(500))
@given(cases(LIBRARY, letters=True), st.integers(0, 13))
def test_no_step_is_out_of_order_or_out_of_time(case: Case, ahead: int) -> None:
    """Steps keep their order, the gates, business days, three a day and their last day."""
    found = assess(LIBRARY, case, TODAY + timedelta(days=ahead), Compiled())
    assert Plan(found).faults() == []
