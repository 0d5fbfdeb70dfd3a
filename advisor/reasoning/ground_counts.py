"""Count the grounds, between the fewest and the most that open findings allow."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from advisor.engine.stratum import Truths
from advisor.knowledge import roles
from advisor.knowledge.content import Rulebook
from advisor.model import STRENGTHS, Between, FactValue

LEAST = {
    roles.STRONG_GROUNDS: "strong",
    roles.MODERATE_GROUNDS: "moderate",
    roles.GROUNDS: "weak",
}
"""The weakest finding that each tally of grounds counts."""
_LEAST = tuple((name, STRENGTHS.index(least)) for name, least in LEAST.items())


def tallies(rulebook: Rulebook, truths: Truths) -> dict[str, FactValue]:
    """Count independent grounds and reasons to keep.

    Findings of one ground count once. Where findings are undecided the count is a
    :class:`~advisor.model.Between`, from those that hold to those that may.
    """
    grounds, keeps = _independent(rulebook)
    certain, possible = [0] * len(STRENGTHS), [0] * len(STRENGTHS)
    for rules in grounds:
        # The strongest finding of the ground that may hold, and the strongest that does.
        found_open = False
        for rule, strength in rules:
            truth = truths[rule]
            if truth is False:
                continue
            if not found_open:
                possible[strength] += 1
                found_open = True
            if truth:
                certain[strength] += 1
                break
    found = {name: _limits(sum(certain[least:]), sum(possible[least:])) for name, least in _LEAST}
    kept = [truths[rule] for rule in keeps]
    low = kept.count(True)
    found[roles.KEEPS] = _limits(low, low + kept.count(None))
    return found


def _limits(low: int, high: int) -> FactValue:
    return low if low == high else Between(low, high)


@lru_cache(maxsize=64)
def _independent(
    rulebook: Rulebook,
) -> tuple[tuple[tuple[tuple[str, int], ...], ...], tuple[str, ...]]:
    """Return the findings of each ground, the strongest first, and the reasons to keep."""
    grounds: dict[str, list[tuple[str, int]]] = {}
    for rule in rulebook.findings:
        if rule.direction == "for":
            strength = STRENGTHS.index(rule.strength)
            grounds.setdefault(rule.ground, []).append((rule.id, strength))
    keeps = tuple(rule.id for rule in rulebook.findings if rule.direction == "against")
    strongest_first = (sorted(rules, key=lambda rule: -rule[1]) for rules in grounds.values())
    return tuple(map(tuple, strongest_first)), keeps


@lru_cache(maxsize=64)
def counted(rulebook: Rulebook) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return, for each tally, the groups of findings that count once together."""
    groups: dict[str, dict[str, list[str]]] = {name: {} for name in LEAST}
    for rule in rulebook.findings:
        for name, least in LEAST.items():
            enough = STRENGTHS.index(rule.strength) >= STRENGTHS.index(least)
            if rule.direction == "for" and enough:
                groups[name].setdefault(rule.ground, []).append(rule.id)
    keeps = tuple((rule.id,) for rule in rulebook.findings if rule.direction == "against")
    return {
        **{name: tuple(map(tuple, found.values())) for name, found in groups.items()},
        roles.KEEPS: keeps,
    }
