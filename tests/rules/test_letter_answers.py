"""What a letter alone is asked for moves no advice, save the day that its question speaks of."""

from __future__ import annotations

import ast
from pathlib import Path

from advisor.conditions import names
from advisor.facts.answer_plan import fact_names
from advisor.knowledge import roles
from advisor.knowledge.content import Library

ADVISOR = Path(roles.__file__).parents[1]
SAID = {roles.SEND_ON, roles.CLIENT_INDIVIDUAL}
"""The day of sending, and who has longer to answer a demand: their questions say so."""
SUMS = {roles.CLAIM_INTEREST, roles.FINAL_INVOICE_AMOUNT}
"""Added to a sum that a paper names, and to no fact that a rule reads."""


def test_a_question_for_letters_reaches_no_date_and_no_verdict(library: Library) -> None:
    """No calculation, no step of the reasoning and no rule reads the answer to one."""
    letters = [one for one in library.questions.values() if one.purpose == "letter"]
    asked = {name for one in letters for name in (one.id, *fact_names(one))}
    deciding = (*library.whether, *library.timing, *library.gates, *library.findings)
    named = {name for rule in (*deciding, *library.dates) for name in names(rule.when)}
    named |= {rule.date.fact for rule in library.dates}
    others = (one for one in library.questions.values() if one not in letters)
    named |= {name for one in others for name in names(one.when)}
    inputs = {
        name for kind in library.facts.values() if kind.origin == "derived" for name in kind.inputs
    }
    assert asked & (named | inputs | _read_by_code()) <= SAID | SUMS
    assert not asked & named - SAID


def _read_by_code() -> set[str]:
    """Return the facts whose roles the calculations and the reasoning name."""
    found = set[str]()
    for path in (*ADVISOR.glob("facts/*.py"), *ADVISOR.glob("reasoning/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                value = getattr(roles, node.attr, None) if node.value.id == "roles" else None
                found |= {value} if isinstance(value, str) else set()
    return found
