"""Count the grounds, within the limits that open findings leave."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from advisor.engine.stratum import Truths
from advisor.knowledge.content import Library
from advisor.model import STRENGTHS, Between, FactValue

LEAST = {"grounds.strong": "strong", "grounds.moderate": "moderate", "grounds.any": "weak"}
"""The weakest finding that each tally of grounds counts."""


def tallies(library: Library, truths: Truths) -> dict[str, FactValue]:
    """Count independent grounds and reasons to keep.

    Findings of one ground count once. Where findings are undecided the count is a
    :class:`~advisor.model.Between`, from those that hold to those that may.
    """
    found: dict[str, FactValue] = {}
    truth_of = truths.__getitem__
    for name, groups in counted(library).items():
        low = high = 0
        for group in groups:
            held = tuple(map(truth_of, group))
            if True in held:
                low += 1
                high += 1
            elif None in held:
                high += 1
        found[name] = low if low == high else Between(low, high)
    return found


@lru_cache(maxsize=64)
def counted(library: Library) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return, for each tally, the groups of findings that count once together."""
    groups: dict[str, dict[str, list[str]]] = {name: {} for name in LEAST}
    for rule in library.findings:
        for name, least in LEAST.items():
            enough = STRENGTHS.index(rule.strength) >= STRENGTHS.index(least)
            if rule.direction == "for" and enough:
                groups[name].setdefault(rule.ground, []).append(rule.id)
    keeps = tuple((rule.id,) for rule in library.findings if rule.direction == "against")
    return {
        **{name: tuple(map(tuple, found.values())) for name, found in groups.items()},
        "keeps": keeps,
    }
