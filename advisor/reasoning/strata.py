"""The strata of a library, in the order in which they fire."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from advisor.conditions import All, AnyOf, Compare, Condition, IsKnown, NoneOf
from advisor.engine.stratum import Stratum
from advisor.knowledge.content import AnyRule, Rulebook

STRATA = ("findings", "whether", "timing", "gates", "dates", "tasks")


@lru_cache(maxsize=64)
def stratum(library: Rulebook, name: str) -> Stratum:
    """Return one stratum: the findings, a decision, the gates, the dates or the tasks."""
    rules: Sequence[AnyRule] = getattr(library, name)
    return Stratum(name, tuple((rule.id, rule.when) for rule in rules))


@lru_cache(maxsize=64)
def open_stratum(library: Rulebook, name: str) -> Stratum:
    """Return one stratum with its conditions in an open world."""
    rules = stratum(library, name).rules
    return Stratum(name, tuple((rule, in_open_world(condition)) for rule, condition in rules))


def in_open_world(condition: Condition) -> Condition:
    """Return a condition that is undecided wherever a further answer may turn this one.

    It differs where it is asked if a fact is known: what is unknown may become known.
    A comparison with no value at all is false of every value, and undecided without one.
    """
    if isinstance(condition, IsKnown):
        never = Compare(condition.fact, "in", ())
        return AnyOf((condition, never)) if condition.wanted else never
    if isinstance(condition, (All, AnyOf, NoneOf)):
        return type(condition)(tuple(in_open_world(part) for part in condition.parts))
    return condition
