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
from advisor.knowledge.step_order import PREFIX, named_by
from advisor.model import DEEDS, Case, Duration
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
                    if self.hurried(name):
                        ready = done
                    if other.id != name and ready > day:
                        yield f"{name}: on {day}, and {other.id} done only by {ready}"

    def hurried(self, name: str) -> bool:
        """Return whether a letter or a talk is held to the day that the letter has to go."""
        rule = self.rules[name]
        fixed = isinstance(self.fixed, date) and self.fixed >= self.found.as_of
        return rule.step in ("talk", "letter") and (fixed or rule.by is not None)

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
                if late == self.fixed and late != limit:
                    continue
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


LATE_PAYER = {
    "governing_law": "uk",
    "contract_kind": "open_ended",
    "notice_stated": True,
    "notice_period": Duration(30, "days"),
    "notice_form": "email",
    "payment_habit": "often_late",
    "invoices_settled": 8,
    "invoices_late": 6,
    "mean_days_late": 24,
    "talked": "once",
    "talked_on": date(2026, 10, 15),
    "talk_result": "unchanged",
}
SUNDAY = date(2026, 11, 29)


def planned(as_of: date, **more: object) -> Assessment:
    """Assess the late payer with more answers; the plan keeps every rule of the schedule."""
    found = assess(LIBRARY, Case({**LATE_PAYER, **more}), as_of, Compiled())  # type: ignore[arg-type]
    assert Plan(found).faults() == []
    return found


def day_of(found: Assessment, step: str) -> date | None:
    """Return the day of a step."""
    return {task.id: task for task in found.tasks}[PREFIX + step].due


def test_on_a_sunday_nothing_is_due_and_the_letter_follows_the_talk() -> None:
    """Begun on a Sunday, preparations come from Monday, the letter a business day after the talk."""
    found = planned(SUNDAY)
    assert min(task.due for task in found.tasks if task.due) == date(2026, 11, 30)
    assert day_of(found, "talk/hold-talk") == date(2026, 12, 2)
    assert day_of(found, "notice/send-letter") == date(2026, 12, 3)


def test_the_notice_runs_from_the_day_of_the_letter() -> None:
    """The last day, and the days that the letter names, are counted from its dispatch."""
    found = planned(SUNDAY)
    assert found.advice.last_day == date(2027, 1, 2)
    assert found.facts.known["reply_by"] == date(2026, 12, 10)
    assert day_of(found, "notice/acknowledgement") == date(2026, 12, 11)


def test_what_the_letter_promises_by_the_last_day_is_done_by_then() -> None:
    """Where the last day is a Saturday after a holiday, the final invoice goes before them."""
    found = planned(SUNDAY)
    assert found.advice.last_day == date(2027, 1, 2)
    assert day_of(found, "money/final-invoice") == date(2026, 12, 31)


def test_a_letter_on_a_fixed_day_goes_on_that_day() -> None:
    """On a fixed Sunday the talk is an announcement, and what does not fit before has no day."""
    found = planned(SUNDAY, send_on=SUNDAY)
    assert day_of(found, "notice/send-letter") == SUNDAY
    assert day_of(found, "talk/hold-talk") == SUNDAY
    undated = {task.id for task in found.tasks if task.undated == "before_sending"}
    assert PREFIX + "talk/rehearse" in undated
    assert found.advice.last_day == date(2026, 12, 29)


def test_a_blocking_gate_holds_the_talk_and_the_letter() -> None:
    """With a dispute the lawyer comes first, whatever day was fixed, and the plan says why."""
    found = planned(SUNDAY, dispute=frozenset({"threat"}), send_on=SUNDAY)
    lawyer = day_of(found, "before/lawyer-reads")
    letter = {task.id: task for task in found.tasks}[PREFIX + "notice/send-letter"]
    assert lawyer is not None
    assert letter.due is not None
    assert letter.due > lawyer
    assert (letter.held_by, letter.late_for) == (("lawyer",), SUNDAY)
    assert found.facts.known["notice_given_on"] == letter.due


def test_one_opening_of_a_talk_is_chosen() -> None:
    """Two ways to open a talk are alternatives: one of them is shown."""
    found = planned(SUNDAY, strategy_fit="outgrown")
    shown = {task.id for task in found.tasks}
    assert PREFIX + "talk/open-with-change" in shown
    assert PREFIX + "talk/open-with-expectations" not in shown
