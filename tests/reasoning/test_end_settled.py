"""Once the client has ended it, both have agreed to or it is over, nothing speaks of ending it."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.engine.compiled import Compiled
from advisor.knowledge.rule_text import RuleTexts
from advisor.model import Case
from advisor.reasoning.assess import assess
from tests.random_cases import TODAY
from tests.shipped import shipped

LIBRARY = shipped()
TROUBLED = {
    "hostile": "sue",
    "intent": "leave",
    "considering_for": "months",
    "gut_score": 9,
    "client_size": "large",
    "runway_months": 4,
    "regulated_profession": "accountant",
    "abuse": frozenset({"insults"}),
    "abuse_warned": True,
    "talked": "more",
    "talk_result": "refused",
    "deposit": "part",
    "prepayment_disputed": True,
    "open_invoices": "overdue",
    "oldest_due_date": date(2026, 10, 1),
    "overdue_response": "ignored",
}
RUNNING = {"how_it_stands": "running"}
SETTLED = [{"how_it_stands": how} for how in ("client_ended", "agreed", "over")]


def own_ending(standing: dict[str, str]) -> list[str]:
    """Return what is said of the user's own ending: advice, expected reactions and gates."""
    answers = {name: one for name, one in TROUBLED.items() if name in LIBRARY.questions}
    found = assess(LIBRARY, Case({**answers, **standing}), TODAY, Compiled())
    advice = [
        item.id
        for item in found.findings
        if item.advised and "own_ending" in LIBRARY.by_id[item.id].stances
    ]
    reactions = [item.id for item in found.findings if item.id == "conduct/may-sue"]
    rules = [rule for gate in found.advice.gates for rule in gate.rules]
    wishes = {"gates/lawyer-regulated", "gates/professional-body", "gates/settle-overdue"}
    texts = RuleTexts(LIBRARY.phrases, LIBRARY, found.facts)
    said = [rule for rule in rules if "If you end it" in texts.because(rule)]
    return [*advice, *reactions, *(wishes & {*rules}), *said]


def test_while_it_runs_the_own_ending_is_spoken_of() -> None:
    """The case gives reasons for all of it."""
    found = own_ending(RUNNING)
    assert "conduct/may-sue" in found
    assert "relationship/long-considered" in found


@pytest.mark.parametrize("standing", SETTLED, ids=lambda one: one["how_it_stands"])
def test_once_the_end_is_settled_it_is_not(standing: dict[str, str]) -> None:
    """No advice, no expected reaction and no gate is about it any more."""
    assert own_ending(standing) == []
