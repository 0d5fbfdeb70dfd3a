"""The days on which the papers of a plan are sent, and the dates that are counted from them.

A notice runs from its receipt, its dispatch waits for what comes before it, and what comes
after it waits for the notice: so the steps before a paper are dated first, then the dates
that run from it, then the other steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from advisor.facts.derive import recount
from advisor.facts.dispatch import FINAL_NOTICE, NOTICE
from advisor.facts.jurisdictions import calendar_of
from advisor.knowledge import roles
from advisor.knowledge.content import Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.model import Facts
from advisor.reasoning.schedule import Days, Placed, opening
from advisor.reasoning.step_graph import StepGraph

PAPERS = {"final_notice": FINAL_NOTICE, "notice": NOTICE}
"""The papers whose dispatch dates run from, by what ``sends`` names, the first one first."""


@dataclass(frozen=True)
class Dispatches:
    """The steps up to each dispatch with their days, and the facts counted from these."""

    graph: StepGraph
    """All steps of the case; none where the days of dispatch were given."""
    placed: Placed
    facts: Facts
    sending: Mapping[str, date]
    """The day of dispatch by the question that records it, for papers not yet sent."""


def dispatches(rulebook: Rulebook, graph: StepGraph, facts: Facts, as_of: date) -> Dispatches:
    """Date the steps that come before each paper, and count its dates from its dispatch."""
    placed: Placed = {}
    sending: dict[str, date] = {}
    for paper, recorded in PAPERS.items():
        placed = opening(graph, paper, days_of(rulebook, facts, as_of), placed)
        letters = [placed[rule.id].day for rule in graph.steps if rule.sends == paper]
        found = min((day for day in letters if day), default=as_of)
        if found != as_of:
            sending[recorded.sent_on] = found
            facts = recount(rulebook, facts, as_of, sending)
    return Dispatches(graph, placed, facts, sending)


def days_of(rulebook: Rulebook, facts: Facts, as_of: date) -> Days:
    """Return what the days of the steps are counted from."""
    fixed = facts.known.get(roles.SEND_ON)
    send_on = fixed if isinstance(fixed, date) and fixed >= as_of else None
    return Days(as_of, facts, calendar_of(rulebook.laws, facts.known.get), send_on)
