"""The steps that are shown first."""

from __future__ import annotations

from hypothesis import given, settings

from advisor.engine.compiled import Compiled
from advisor.knowledge.content import TaskRule
from advisor.model import Case
from advisor.reasoning.assess import assess
from advisor.reasoning.assessment import Task
from advisor.reasoning.first_steps import first_steps
from tests.random_cases import TODAY, cases, examples
from tests.shipped import shipped

LIBRARY = shipped()


def kind(task: Task) -> str:
    """Return the kind of a step."""
    rule = LIBRARY.by_id[task.id]
    assert isinstance(rule, TaskRule)
    return rule.step


@settings(max_examples=examples(50))
@given(cases(LIBRARY))
def test_the_first_talk_and_the_first_letter_are_among_the_first_three(case: Case) -> None:
    """However many preparations come before them, and in the order of the days."""
    tasks = assess(LIBRARY, case, TODAY, Compiled()).tasks
    dated = [task for task in tasks if task.due]
    shown = first_steps(LIBRARY, tasks, 3)
    assert len(shown) == min(3, len(dated))
    assert [*shown] == sorted(shown, key=dated.index)
    for wanted in ("talk", "letter"):
        first = next((task for task in dated if kind(task) == wanted), None)
        assert first is None or first in shown
