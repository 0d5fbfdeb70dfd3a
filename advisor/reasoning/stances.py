"""Which advice of findings is shown: what gives way to the decision and to other findings."""

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


def refused(rulebook: Rulebook, finding: FindingRule) -> frozenset[str]:
    """Return the stances of the decision and its plan to which a finding's advice gives way."""
    opposed = opposites(rulebook)
    return frozenset().union(*(opposed.get(stance, ()) for stance in finding.stances))


def preferred(rulebook: Rulebook, finding: FindingRule) -> frozenset[str]:
    """Return the stances of other findings to which a finding's advice gives way.

    Of two opposite stances, the one that declares the other gives way to it.
    """
    return frozenset().union(*(rulebook.stances[name].against for name in finding.stances))


def advised(
    rulebook: Rulebook, findings: Iterable[FindingRule], asked: Iterable[Rule]
) -> frozenset[str]:
    """Return the ids of the findings whose advice is shown beside what the rules ask for.

    The opposites that stances declare form no circle, so the order of findings is no matter.
    """
    told = {stance for rule in asked for stance in rule.stances}
    open_ = [one for one in findings if told.isdisjoint(refused(rulebook, one))]
    shown: dict[str, bool] = {}

    def holds(finding: FindingRule) -> bool:
        if finding.id not in shown:
            stronger = preferred(rulebook, finding)
            shown[finding.id] = not any(
                holds(other) for other in open_ if not stronger.isdisjoint(other.stances)
            )
        return shown[finding.id]

    return frozenset(finding.id for finding in open_ if holds(finding))
