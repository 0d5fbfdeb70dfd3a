"""The days on which the papers of a plan are sent, and the dates that are counted from them.

A notice runs from its receipt, its dispatch waits for what comes before it, and what comes
after it waits for the notice: so the steps before a paper are dated first, then the dates
that run from it, then the other steps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from advisor.facts.calculation import Given
from advisor.facts.dispatch import FINAL_NOTICE, NOTICE, SUSPENSION
from advisor.facts.jurisdictions import calendar_of
from advisor.facts.stages import send
from advisor.knowledge import roles
from advisor.knowledge.content import Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.reasoning.schedule import Days, Placed, Scheduled, opening
from advisor.reasoning.step_graph import StepGraph

PAPERS = {"final_notice": FINAL_NOTICE, "suspension": SUSPENSION, "notice": NOTICE}
"""The papers whose dispatch dates run from, by what ``sends`` names, the first one first."""


@dataclass(frozen=True)
class Dispatches:
    """The steps up to each dispatch with their days."""

    graph: StepGraph
    """All steps of the case; none where the days of dispatch were given."""
    placed: Placed
    sending: Mapping[str, date]
    """The day of dispatch by the question that records it, for papers not yet sent."""


def dispatches(rulebook: Rulebook, graph: StepGraph, given: Given) -> Dispatches:
    """Date the steps that come before each paper, and set its day of dispatch.

    Dates that run from it are counted from there when they are next read in ``given``.
    """
    as_of = given.as_of
    placed: Placed = {}
    sending: dict[str, date] = {}
    for paper, recorded in PAPERS.items():
        before = placed
        placed = opening(graph, paper, days_of(rulebook, given.get, as_of), before)
        letters = [rule for rule in graph.steps if rule.sends == paper]
        found = min((day for rule in letters if (day := placed[rule.id].day)), default=as_of)
        if found != as_of:
            sending[recorded.sent_on] = found
            send(given, sending)
            days = days_of(rulebook, given.get, as_of)
            # A later dispatch may go by a faster way, and so have more time.
            if any(_has_more_time(days, placed[rule.id]) for rule in letters):
                placed = opening(graph, paper, days, before)
    return Dispatches(graph, placed, sending)


def _has_more_time(days: Days, letter: Scheduled) -> bool:
    limit = days.of(letter.rule.by)
    return letter.late_for is not None and limit is not None and letter.late_for < limit


def days_of(rulebook: Rulebook, get: Callable[[str], Any], as_of: date) -> Days:
    """Return what the days of the steps are counted from, by the facts that ``get`` returns."""
    fixed = get(roles.SEND_ON)
    send_on = fixed if isinstance(fixed, date) and fixed >= as_of else None
    return Days(as_of, get, calendar_of(rulebook.laws, get), send_on)
