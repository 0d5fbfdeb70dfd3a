"""Which advice of findings is shown beside the decision."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.engine.compiled import Compiled
from advisor.knowledge.content import Library
from advisor.model import Answer, Case
from advisor.reasoning.assess import assess
from advisor.reasoning.stances import advised, opposites

AS_OF = date(2026, 12, 1)
THREAT = {"abuse": frozenset({"threats"})}


def shown(library: Library, answers: dict[str, Answer]) -> dict[str, bool]:
    """Return the findings of a case, and whether the advice of each is shown."""
    found = assess(library, Case(answers), AS_OF, Compiled())
    return {finding.id: finding.advised for finding in found.findings}


@pytest.mark.parametrize(
    ("finding", "answers"),
    [
        ("relationship/single-recent-incident",
         {"trigger": "single_incident", "incident_on": date(2026, 11, 30)}),
        ("relationship/fresh-incident",
         {"trigger": "single_incident", "incident_on": date(2026, 11, 30)}),
        ("project/in-progress", {"work_status": "in_progress"}),
        ("money/short-runway", {"runway_months": 2, "income_share": 60}),
    ],
)  # fmt: skip
def test_advice_gives_way_to_danger(
    finding: str, answers: dict[str, Answer], library: Library
) -> None:
    """To wait, to finish and to find income first is not advised where the work stops today."""
    assert shown(library, answers)[finding]
    assert not shown(library, {**answers, **THREAT})[finding]


def test_the_harder_finding_keeps_its_advice(library: Library) -> None:
    """Between two findings, the stance that declares the other as its opposite gives way."""
    tried = library.by_id["remedies/tried-without-change"]
    friendly = library.by_id["conduct/friendly"]
    assert advised(library, [friendly], []) == {friendly.id}  # type: ignore[list-item]
    assert advised(library, [friendly, tried], []) == {tried.id}  # type: ignore[list-item]
    # Where the row itself asks for a talk, the advice against one is the one left out.
    row = library.by_id["whether/repair-grounds"]
    assert advised(library, [friendly, tried], [row]) == {friendly.id}  # type: ignore[list-item]


def test_opposites_hold_both_ways(library: Library) -> None:
    """A pair is declared once and is opposed in both directions."""
    found = opposites(library)
    assert found
    assert all(one in found[other] for one, others in found.items() for other in others)
