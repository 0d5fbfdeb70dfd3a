"""The steps that are shown first: by day, and never without those on which the advice hangs."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.knowledge.content import Rulebook, TaskRule
from advisor.reasoning.assessment import Task

DECISIVE = ("talk", "letter")
"""Kinds of steps by which an advice is carried out; of each the first one."""


def decisive_steps(rulebook: Rulebook, tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Return the steps on which the advice hangs: the first talk and the first letter.

    Where there is neither, the first step that follows something or waits for a day.
    """
    dated = [task for task in tasks if task.due is not None]
    kinds = {task.id: rulebook.by_id[task.id] for task in dated}
    for wanted in (DECISIVE, ("follow_up",)):
        found: dict[str, Task] = {}
        for task in dated:
            rule = kinds[task.id]
            if isinstance(rule, TaskRule) and rule.step in wanted:
                found.setdefault(rule.step, task)
        if found:
            return tuple(found.values())
    return ()


def first_steps(rulebook: Rulebook, tasks: Sequence[Task], most: int) -> tuple[Task, ...]:
    """Return at most so many dated steps in the order of their days, the decisive among them."""
    dated = [task for task in tasks if task.due is not None]
    decisive = decisive_steps(rulebook, dated)[:most]
    others = [task for task in dated if task not in decisive][: most - len(decisive)]
    return tuple(task for task in dated if task in decisive or task in others)
