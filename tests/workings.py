"""The working of a date, as a report shows it."""

from __future__ import annotations

from datetime import date

from advisor.knowledge.content import Library
from advisor.knowledge.rule_text import RuleTexts
from advisor.model import Facts
from advisor.reasoning.assess import working_of
from advisor.reasoning.assessment import PlanDate
from advisor.report.date_working_text import working_text


def working(library: Library, facts: Facts, as_of: date, fact: str, offset: int = 0) -> str:
    """Return how a date fact was counted, with some days after it, in words."""
    found = working_of(library, facts, as_of, fact, {})
    item = PlanDate(as_of, "", "contract", "event", working=found, offset=offset)
    return working_text(RuleTexts(library.phrases, library, facts), item)
