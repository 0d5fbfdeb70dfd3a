"""Count the grounds, within the limits that open findings leave."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.engine.stratum import Truths
from advisor.knowledge.content import FindingRule, Library
from advisor.model import STRENGTHS, Between, FactValue


def tallies(library: Library, truths: Truths) -> dict[str, FactValue]:
    """Count independent grounds and reasons to keep.

    Findings of one ground count once. Where findings are undecided the count is a
    :class:`~advisor.model.Between`, from those that hold to those that may.
    """
    grounds = [rule for rule in library.findings if rule.direction == "for"]
    return {
        "grounds.strong": _grounds(grounds, truths, "strong"),
        "grounds.moderate": _grounds(grounds, truths, "moderate"),
        "grounds.any": _grounds(grounds, truths, "weak"),
        "keeps": _between(
            {rule.id for rule in library.findings if _against(rule) and truths[rule.id]},
            {
                rule.id
                for rule in library.findings
                if _against(rule) and truths[rule.id] is not False
            },
        ),
    }


def _against(rule: FindingRule) -> bool:
    return rule.direction == "against"


def _grounds(rules: Iterable[FindingRule], truths: Truths, least: str) -> FactValue:
    level = STRENGTHS.index(least)
    enough = [rule for rule in rules if STRENGTHS.index(rule.strength) >= level]
    return _between(
        {rule.ground for rule in enough if truths[rule.id]},
        {rule.ground for rule in enough if truths[rule.id] is not False},
    )


def _between(low: set[str], high: set[str]) -> FactValue:
    return len(low) if len(low) == len(high) else Between(len(low), len(high))
