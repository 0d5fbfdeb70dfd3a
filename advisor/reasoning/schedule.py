"""The day of each step of a checklist.

A step comes on the first business day on which everything that it comes after is done and
every blocking gate that holds it is cleared, with at most :data:`OWN_STEPS_A_DAY` of the
user's own steps on a day. One with a last day comes before that day, near the day that it is
meant for. Steps that danger calls for come at once.

:func:`opening` dates what comes before a paper is sent, and so its dispatch, from which the
days of the plan are counted. :func:`complete` then dates all other steps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, timedelta
from itertools import chain
from typing import Any

from advisor.facts.calendars import is_business_day
from advisor.knowledge.anchor import Anchor
from advisor.knowledge.content import TaskRule
from advisor.knowledge.law import HolidayCalendar
from advisor.lazy_dataclass import dataclass
from advisor.model import Gate
from advisor.reasoning.assessment import Undated
from advisor.reasoning.last_day import day_of
from advisor.reasoning.step_graph import Link, StepGraph

OWN_STEPS_A_DAY = 3
"""The most steps of the user's own on one day."""

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Scheduled:
    """A step, its day and the reason for it."""

    rule: TaskRule
    day: date | None
    undated: Undated = ""
    after: tuple[str, ...] = ()
    """The steps that set the day, those that clear a gate among them."""
    held_by: tuple[Gate, ...] = ()
    """The blocking gates that hold it until they are cleared."""
    late_for: date | None = None
    """The last day on which it should have been done, where no day was left before it."""


Placed = Mapping[str, Scheduled]
"""The steps that have been dated, by their id."""


@dataclass(frozen=True)
class Days:
    """What the days of steps are counted from."""

    as_of: date
    get: Callable[[str], Any]
    """Returns a fact, ``None`` where it is not known."""
    calendar: HolidayCalendar | None
    """Whose public holidays are left out; ``None`` leaves out weekends alone."""
    send_on: date | None = None
    """The day on which the user wants to send the notice."""

    def of(self, anchor: Anchor | None) -> date | None:
        """Return the day of an anchor, ``None`` where it is not known."""
        return day_of(anchor, self.get)

    def business(self, day: date) -> bool:
        """Return whether a day is no weekend and no public holiday."""
        return is_business_day(day, self.calendar)

    def later(self, day: date, count: int) -> date:
        """Return the business day that comes a number of business days after a day."""
        while count:
            day += _DAY
            count -= self.business(day)
        return day


def opening(graph: StepGraph, paper: str, days: Days, placed: Placed) -> Placed:
    """Date the steps that send a paper and all that come before them."""
    wanted = graph.before(rule.id for rule in graph.steps if rule.sends == paper)
    diary = _Diary(graph, days, dict(placed))
    diary.forward(rule for rule in graph.steps if rule.id in wanted)
    return diary.placed


def complete(graph: StepGraph, days: Days, placed: Placed) -> tuple[Scheduled, ...]:
    """Date all steps that are not yet dated, and return every step in the order of the days."""
    left = [rule for rule in graph.steps if rule.id not in placed]
    limited = {rule.id for rule in left if rule.by is not None}
    later = graph.after(limited) - limited
    later |= graph.after(later)
    diary = _Diary(graph, days, dict(placed))
    diary.forward(rule for rule in left if rule.id not in limited | later)
    diary.backward([rule for rule in left if rule.id in limited - later])
    diary.forward(rule for rule in left if rule.id in later)
    rank = {rule.id: place for place, rule in enumerate(graph.steps)}
    found = diary.placed.values()
    return tuple(sorted(found, key=lambda one: (one.day or date.max, rank[one.rule.id])))


@dataclass
class _Diary:
    """The steps dated so far, and how many of the user's own are on each day."""

    graph: StepGraph
    days: Days
    placed: dict[str, Scheduled]
    own: Counter[date] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for one in self.placed.values():
            self._count(one, 1)

    def forward(self, rules: Iterable[TaskRule]) -> None:
        """Give steps, in order, the first day that each may have."""
        for rule in rules:
            if rule.id in self.placed:
                continue
            found = self._earliest(rule, {})
            if found.day is not None:
                found = self._next(found, found.day)
                if rule.step == "letter":
                    found = self._letter(found)
            self._place(found)

    def backward(self, rules: Sequence[TaskRule]) -> None:
        """Give steps with a last day, the last one first, the free day nearest to their own."""
        first: dict[str, Scheduled] = {}
        for rule in rules:
            first[rule.id] = self._earliest(rule, first)
        for rule in reversed(rules):
            self._place(self._in_time(first[rule.id]))
        for rule in rules:
            found, start = self.placed[rule.id], self._earliest(rule, {}).day
            if found.day and start and found.day < start:
                self._count(found, -1)
                self._place(self._next(found, start))

    def _earliest(self, rule: TaskRule, tentative: Placed) -> Scheduled:
        """Return a step with the day before which it cannot be done."""
        links = self.graph.links[rule.id]
        gates = tuple(dict.fromkeys(link.gate for link in links if link.gate))
        if rule.id in self.graph.uncleared:
            gates = (*gates, self.graph.uncleared[rule.id])
            return Scheduled(rule, None, "uncleared", (), gates)
        start = self.days.of(rule.day)
        if rule.step != "letter" and rule.by and self.days.of(rule.by) is None:
            return Scheduled(rule, None, "not_known", (), gates)
        if rule.day and start is None:
            return Scheduled(rule, None, "not_known", (), gates)
        day = self.days.as_of
        after: list[str] = []
        if start and not rule.by:
            day = max(day, start)
        for link in links:
            other = self.placed.get(link.step) or tentative[link.step]
            if other.undated in ("uncleared", "not_known"):
                return Scheduled(rule, None, other.undated, (link.step,), gates)
            if other.day is None:
                continue
            done = self._done(other.rule, other.day, link)
            if done > day:
                day, after = done, []
            if done == day:
                after.append(link.step)
        return Scheduled(rule, day, "", tuple(after), gates)

    def _done(self, rule: TaskRule, day: date, link: Link) -> date:
        """Return the first day for what comes after a step that is begun on a day."""
        ready = self.days.later(day, rule.takes + link.business_days)
        return ready + timedelta(days=link.days)

    def _open(self, rule: TaskRule, day: date) -> bool:
        """Return whether a step may be done on a day."""
        room = rule.who != "you" or self.own[day] < OWN_STEPS_A_DAY
        return rule.any_day or (room and self.days.business(day))

    def _free(self, rule: TaskRule, day: date) -> date:
        """Return the first day from one on on which a step may be done."""
        while not self._open(rule, day):
            day += _DAY
        return day

    def _letter(self, found: Scheduled) -> Scheduled:
        """Move a letter to the day that the user fixed, or before the last day for it.

        What no longer fits before it loses its day; a talk is then held on the day of the
        letter. A blocking gate is never passed over.
        """
        fixed = self.days.send_on if found.rule.sends == "notice" else None
        wanted = fixed or self.days.of(found.rule.by)
        if wanted is None or found.day is None or (found.day <= wanted and not fixed):
            return found
        if found.day > wanted:
            gates = [link for link in self.graph.links[found.rule.id] if link.gate]
            steps = [(self.placed[link.step], link) for link in gates]
            cleared = [self._done(one.rule, one.day, link) for one, link in steps if one.day]
            start = max([self.days.as_of, *cleared])
            if start > wanted:
                return replace(found, late_for=wanted)
            if not fixed:
                wanted = next(
                    (day for day in _back(wanted, start) if self.days.business(day)), wanted
                )
            self._make_way(found.rule, wanted)
        limit = self.days.of(found.rule.by)
        late = limit if limit and wanted > limit else None
        return replace(found, day=wanted, after=(), late_for=late)

    def _make_way(self, letter: TaskRule, day: date) -> None:
        """Take their days from the steps that would come after a letter on a day."""
        for name in self.graph.before([letter.id]) - {letter.id}:
            one = self.placed[name]
            if one.day is not None and one.day > day:
                self._count(one, -1)
                if one.held_by:
                    self._place(replace(one, day=None, undated="uncleared", after=()))
                elif one.rule.step == "talk":
                    self._place(replace(one, day=day, after=()))
                else:
                    self._place(_before(one))
        on_day = [one for one in self.placed.values() if one.day == day and one.rule.who == "you"]
        for one in on_day[OWN_STEPS_A_DAY - 1 :]:
            if one.rule.step == "preparation":
                self._count(one, -1)
                self._place(_before(one))

    def _in_time(self, found: Scheduled) -> Scheduled:
        """Give a step with a last day the free day nearest to its own, else the next one."""
        rule, start, limit = found.rule, found.day, self.days.of(found.rule.by)
        if start is None or limit is None:
            return found
        wanted = min(max(self.days.of(rule.day) or start, start), limit)
        for day in chain(_back(wanted, start), _on(wanted + _DAY, limit)):
            if self._open(rule, day) and self._before_others(rule, day):
                return replace(found, day=day)
        return self._next(found, start)

    def _next(self, found: Scheduled, start: date) -> Scheduled:
        """Give a step the first free day from one on, and note that this is too late for it."""
        day, limit = self._free(found.rule, start), self.days.of(found.rule.by)
        return replace(found, day=day, late_for=limit if limit and day > limit else None)

    def _before_others(self, rule: TaskRule, day: date) -> bool:
        """Return whether what comes after a step and is dated still does with it on a day."""
        followers = (
            (other.day, link)
            for name, other in self.placed.items()
            for link in self.graph.links[name]
            if link.step == rule.id and other.day
        )
        return all(self._done(rule, day, link) <= other for other, link in followers)

    def _place(self, found: Scheduled) -> None:
        self.placed[found.rule.id] = found
        self._count(found, 1)

    def _count(self, one: Scheduled, step: int) -> None:
        if one.day is not None and one.rule.who == "you" and not one.rule.any_day:
            self.own[one.day] += step


def _before(one: Scheduled) -> Scheduled:
    return replace(one, day=None, undated="before_sending", after=())


def _back(day: date, last: date) -> Iterator[date]:
    """Yield the days from one back to another."""
    return (day - timedelta(days=count) for count in range((day - last).days + 1))


def _on(day: date, last: date) -> Iterator[date]:
    """Yield the days from one on to another."""
    return (day + timedelta(days=count) for count in range((last - day).days + 1))
