"""Conditions and facts on one line, in the words of the rule files."""

from __future__ import annotations

from advisor.authoring.proof.solver import Model
from advisor.conditions import All, AnyOf, Compare, Condition, Holds, IsKnown, NoneOf

GROUPS = {All: "all", AnyOf: "any", NoneOf: "none"}
LONGEST = 6
"""Facts of an example that are told."""


def phrase(condition: Condition) -> str:
    """Write a condition on one line: ``any of (talked is more, invoices_late above 3)``."""
    if isinstance(condition, (All, AnyOf, NoneOf)):
        parts = ", ".join(phrase(part) for part in condition.parts)
        return f"{GROUPS[type(condition)]} of ({parts})"
    if isinstance(condition, Compare):
        return f"{condition.fact} {condition.operator.replace('_', ' ')} {word(condition.operand)}"
    if isinstance(condition, Holds):
        return f"{condition.finding} holds"
    if isinstance(condition, IsKnown):
        return f"{condition.fact} is {'known' if condition.wanted else 'unknown'}"
    return "always"


def word(value: object) -> str:
    """Write a literal as a rule file does."""
    if isinstance(value, tuple):
        return ", ".join(word(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def example(model: Model) -> str:
    """Write the facts of a model: ``open_invoices overdue, overdue_days 15``."""
    told = [f"{name} {word(value)}" for name, value in sorted(model.known.items())]
    told += [f"{name} not applicable" for name in sorted(model.absent)]
    if not told:
        return "nothing known"
    more = f" and {len(told) - LONGEST} facts more" if len(told) > LONGEST else ""
    return ", ".join(told[:LONGEST]) + more
