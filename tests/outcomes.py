"""What two decisions are compared by."""

from __future__ import annotations

from advisor.reasoning.decide import Decision


def outcome(decision: Decision) -> tuple[object, ...]:
    """Return whether, when, the last day, and the gates as a set."""
    gates = frozenset((rule.gate, rule.blocking) for rule in decision.gates)
    return *decision.verdict, decision.last_day, gates
