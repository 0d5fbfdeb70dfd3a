"""Which steps of the checklist come after which, whatever the case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter

from advisor.conditions import names
from advisor.errors import Problem, nearest, one_of
from advisor.knowledge.content import After, Rulebook, TaskRule
from advisor.model import DEEDS, STEP_KINDS

PREFIX = "checklist/"
"""What the id of a step begins with; ``after`` leaves it out."""


@lru_cache(maxsize=16)
def ordered(rulebook: Rulebook) -> tuple[TaskRule, ...]:
    """Return the steps that are done on a day, each after those that it may come after."""
    before = _before(rulebook)
    sorter = TopologicalSorter(before)
    sorter.prepare()
    rank = {task.id: place for place, task in enumerate(rulebook.tasks)}
    found: list[TaskRule] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=rank.__getitem__)
        found += [rulebook.by_id[name] for name in ready]  # type: ignore[misc]
        sorter.done(*ready)
    return tuple(found)


def named_by(after: After, tasks: Sequence[TaskRule]) -> tuple[TaskRule, ...]:
    """Return the steps among ``tasks`` that an entry of ``after`` names."""
    if after.step in STEP_KINDS:
        return tuple(task for task in tasks if task.step == after.step)
    return tuple(task for task in tasks if task.id == PREFIX + after.step)


def order_faults(rulebook: Rulebook) -> Iterator[Problem]:
    """Yield a problem for each unknown name in ``after``, and for a circle of steps."""
    dated = {task.id.removeprefix(PREFIX) for task in rulebook.tasks if task.step in DEEDS}
    unknown = False
    for task in rulebook.tasks:
        for name in names(task.when):
            if rulebook.facts[name].origin == "plan":
                text = f"{name!r} follows from the plan; the condition of a step cannot read it."
                yield Problem(task.place, text)
        for other in task.instead_of:
            if PREFIX + other.step not in rulebook.by_id:
                hint = nearest(other.step, [one.id.removeprefix(PREFIX) for one in rulebook.tasks])
                yield Problem(other.place, f"There is no step {other.step!r}.{hint}")
        for after in task.after:
            if after.step not in dated and after.step not in DEEDS:
                unknown = True
                allowed = [*DEEDS, *sorted(dated)]
                hint = nearest(after.step, allowed)
                text = f"There is no step {after.step!r} that is done on a day.{hint}"
                yield Problem(after.place, text)
    if not unknown:
        yield from _circle(rulebook)


def _circle(rulebook: Rulebook) -> Iterator[Problem]:
    """Yield a problem if some steps each come after the other."""
    try:
        TopologicalSorter(_before(rulebook)).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        task = rulebook.by_id[circle[1]]
        place = next(
            (
                after.place
                for after in task.after  # type: ignore[union-attr]
                if any(one.id == circle[0] for one in named_by(after, rulebook.tasks))
            ),
            task.place,
        )
        steps = one_of([name.removeprefix(PREFIX) for name in circle], 40)
        yield Problem(place, f"These steps come after each other: {steps}.")


def _before(rulebook: Rulebook) -> Mapping[str, set[str]]:
    """Return, for each step that is done on a day, the steps that it may come after.

    Those that it names, and those that clear a gate which may hold it.
    """
    clearing = defaultdict(set)
    for task in rulebook.tasks:
        for rule in rulebook.gates:
            if rule.blocking and rule.gate == task.clears_gate:
                for act in rule.holds:
                    clearing[act].add(task.id)
    dated = [task for task in rulebook.tasks if task.step in DEEDS]
    return {
        task.id: {one.id for after in task.after for one in named_by(after, dated)} - {task.id}
        | {name for act in task.acts for name in clearing[act]}
        for task in dated
    }
