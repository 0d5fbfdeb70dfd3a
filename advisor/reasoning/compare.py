"""Two decisions side by side: which rules fire in one of them alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from advisor.knowledge.content import AnyRule, Rulebook
from advisor.reasoning.decide import Decision

Stratum = Literal["finding", "whether", "when", "gate", "date"]


@dataclass(frozen=True)
class Moved:
    """A rule that fires in one of two decisions alone."""

    stratum: Stratum
    rule: AnyRule
    fires: bool
    """It fires in the second decision; otherwise it did in the first."""


def moved(rulebook: Rulebook, before: Decision, after: Decision) -> tuple[Moved, ...]:
    """Return the rules that moved, those of the advice first, then gates, dates, findings.

    Of the rows of whether and when only the one that decides counts.
    """
    found = []
    for (stratum, old), (_, new) in zip(
        _fired(rulebook, before), _fired(rulebook, after), strict=True
    ):
        found += [Moved(stratum, rule, True) for rule in new if rule not in old]
        found += [Moved(stratum, rule, False) for rule in old if rule not in new]
    return tuple(found)


def _fired(rulebook: Rulebook, decision: Decision) -> Iterator[tuple[Stratum, list[AnyRule]]]:
    """Yield the rules that a decision rests on, stratum after stratum."""
    yield "whether", [decision.row]
    yield "when", [decision.timing] if decision.timing else []
    yield "gate", list(decision.gates)
    yield "date", [rule for _, rule in decision.dates]
    yield "finding", [rule for rule in rulebook.findings if decision.truths[rule.id]]
