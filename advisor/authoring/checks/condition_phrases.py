"""Conditions and facts on one line, in the notation of the rule files."""

from __future__ import annotations

from advisor.conditions import All, AnyOf, Compare, Condition, Holds, IsKnown, NoneOf
from advisor.knowledge.content import Rulebook
from advisor.model import Facts

GROUPS = {All: "all", AnyOf: "any", NoneOf: "none"}
LONGEST = 6
"""Facts of an example that are shown."""


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


def example(facts: Facts, rulebook: Rulebook) -> str:
    """Write facts on one line: ``open_invoices overdue, overdue_days 15``.

    Questions that do not apply are left out: that follows from the answers.
    """
    shown = [f"{name} {word(value)}" for name, value in sorted(facts.known.items())]
    shown += [
        f"{name} not applicable"
        for name in sorted(facts.not_applicable)
        if rulebook.facts[name].origin == "derived"
    ]
    more = f" and {len(shown) - LONGEST} facts more" if len(shown) > LONGEST else ""
    return ", ".join(shown[:LONGEST]) + more if shown else "nothing known"
