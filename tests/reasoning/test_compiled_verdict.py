"""The verdict by one generated function is the one that is concluded step by step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor.conditions import Holds
from advisor.engine.compiled import USES_BEFORE_COMPILING, Compiled
from advisor.errors import AdvisorError
from advisor.facts.derive import derive
from advisor.model import Case, Facts
from advisor.reasoning.compiled_verdict import function, verdict
from advisor.reasoning.decide import conclude
from tests.random_cases import TODAY, grown
from tests.shipped import shipped

LIBRARY = shipped()


def facts_of(seed: int) -> Facts:
    """Return the facts of a random case."""
    return derive(LIBRARY, grown(LIBRARY, seed), TODAY)


def test_agrees_with_the_decision_step_by_step() -> None:
    """Random cases get the same truth of every finding, whether and when, undecided ones too."""
    seen = set()
    for seed in range(400):
        facts = facts_of(seed)
        expected = conclude(LIBRARY, facts, Compiled())
        truths, found = function(LIBRARY)(facts.known, facts.not_applicable)
        assert found == expected.verdict, seed
        assert list(truths) == [expected.truths[rule.id] for rule in LIBRARY.findings], seed
        seen |= {found[0], *truths}
    assert seen >= {"end", "repair", "wait", True, False, None}


def test_grounds_that_wait_for_their_own_remedy() -> None:
    """Cases with a ground whose own remedy is not tried get the same verdict from both."""
    grounds = [rule.id for rule in LIBRARY.findings if rule.untried]
    assert grounds
    waiting = 0
    for seed in range(1_000, 1_400):
        facts = facts_of(seed)
        expected = conclude(LIBRARY, facts, Compiled())
        waiting += bool(expected.facts.known["balance.untried"])
        assert function(LIBRARY)(facts.known, facts.not_applicable)[1] == expected.verdict, seed
    assert waiting > 20


def test_no_row_that_holds_is_an_error_before_and_after_compiling() -> None:
    """A rulebook whose rows all ask for a finding that is not there raises at every use."""
    finding = Holds(LIBRARY.findings[0].id)
    bare = replace(LIBRARY, whether=tuple(replace(row, when=finding) for row in LIBRARY.whether))
    facts = derive(LIBRARY, Case(), TODAY)
    for _ in range(USES_BEFORE_COMPILING + 2):
        with pytest.raises(AdvisorError, match="No row of the advice holds"):
            verdict(bare, facts)
