"""The steps of the checklist that apply to one case, and what each comes after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from advisor.knowledge.content import GateRule, Rulebook, TaskRule
from advisor.knowledge.step_order import PREFIX, named_by, ordered
from advisor.lazy_dataclass import dataclass
from advisor.model import DEEDS, Gate


@dataclass(frozen=True)
class Link:
    """One thing that a step comes after."""

    step: str
    """The id of the other step."""
    days: int = 0
    """Calendar days between the two."""
    business_days: int = 0
    """Business days between the two."""
    gate: Gate | None = None
    """The blocking gate that the other step clears."""


@dataclass(frozen=True, eq=False)
class StepGraph:
    """The steps of one case, and what each comes after."""

    steps: tuple[TaskRule, ...]
    """Those that are done on a day, each after those that it comes after."""
    undated: tuple[TaskRule, ...]
    """Rules of conduct, and ways to do another step."""
    links: Mapping[str, tuple[Link, ...]]
    """By the id of the step."""
    uncleared: Mapping[str, Gate]
    """Steps that a blocking gate holds which no step of the case clears."""

    def before(self, names: Iterable[str]) -> frozenset[str]:
        """Return some steps and all that they come after, directly or not."""
        found: set[str] = set()
        todo = list(names)
        while todo:
            name = todo.pop()
            if name not in found:
                found.add(name)
                todo += [link.step for link in self.links[name]]
        return frozenset(found)

    def after(self, names: Iterable[str]) -> frozenset[str]:
        """Return all that comes after some steps, directly or not."""
        wanted = frozenset(names)
        return frozenset(
            rule.id for rule in self.steps if self.before([rule.id]) - {rule.id} & wanted
        )


NO_STEPS = StepGraph((), (), {}, {})
"""The graph of no step."""


def applicable(fired: Iterable[TaskRule]) -> tuple[TaskRule, ...]:
    """Return the steps that fire without those that another one of them replaces."""
    rules = tuple(fired)
    replaced = {PREFIX + other.step for rule in rules for other in rule.instead_of}
    return tuple(rule for rule in rules if rule.id not in replaced)


def step_graph(
    rulebook: Rulebook, fired: Iterable[TaskRule], gates: Iterable[GateRule]
) -> StepGraph:
    """Return what each of the steps that fire comes after, with the gates that fire."""
    blocking = frozenset(rule.id for rule in gates if rule.blocking)
    return _graph(rulebook, frozenset(rule.id for rule in fired), blocking)


@lru_cache(maxsize=64)
def _graph(rulebook: Rulebook, fired: frozenset[str], blocking: frozenset[str]) -> StepGraph:
    steps = tuple(rule for rule in ordered(rulebook) if rule.id in fired)
    gates = [rule for rule in rulebook.gates if rule.id in blocking]
    links: dict[str, tuple[Link, ...]] = {}
    uncleared: dict[str, Gate] = {}
    for rule in steps:
        found = [
            Link(one.id, after.days, after.business_days)
            for after in rule.after
            for one in named_by(after, steps)
            if one.id != rule.id
        ]
        for gate in dict.fromkeys(one.gate for one in gates if {*one.holds} & {*rule.acts}):
            clearing = [Link(one.id, gate=gate) for one in steps if one.clears_gate == gate]
            found += clearing
            if not clearing:
                uncleared[rule.id] = gate
        links[rule.id] = tuple(found)
    undated = tuple(one for one in rulebook.tasks if one.id in fired and one.step not in DEEDS)
    return StepGraph(steps, undated, links, uncleared)
