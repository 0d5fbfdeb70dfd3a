"""The advice of findings that gives way to what the decision and the plan ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from advisor.knowledge.content import FindingRule, Rule, Rulebook


@lru_cache(maxsize=8)
def opposites(rulebook: Rulebook) -> Mapping[str, frozenset[str]]:
    """Return the opposites of each stance that has some."""
    found: dict[str, set[str]] = {}
    for one, other in rulebook.opposites():
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {name: frozenset(others) for name, others in found.items()}


def gives_way(rulebook: Rulebook, finding: FindingRule, asked: Iterable[Rule]) -> bool:
    """Return whether some of the rules ask for the opposite of what a finding advises."""
    opposed = opposites(rulebook)
    refused = {other for stance in finding.stances for other in opposed.get(stance, ())}
    return bool(refused) and any(not refused.isdisjoint(rule.stances) for rule in asked)
