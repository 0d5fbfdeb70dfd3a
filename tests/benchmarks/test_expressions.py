"""The two-valued expressions that the benchmark gives to other engines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from advisor.engine.compiled import Compiled
from advisor.facts.derive import derive
from advisor.knowledge.content import Library
from advisor.reasoning.decide import decide_facts
from tests.benchmarks.expressions import comparisons_in, evaluate, pair, properties
from tests.random_cases import TODAY, grown
from tests.shipped import shipped

PAIRS = {rule.id: pair(rule.when) for rule in shipped().rules()}
NAMES = sorted(
    {item.name for both in PAIRS.values() for one in both for item in comparisons_in(one)}
)


def truth_of(true: bool, false: bool) -> bool | None:
    """Return the three-valued truth of two expressions."""
    assert not (true and false)
    return True if true else False if false else None


@given(st.integers(0, 2**63))
def test_two_expressions_say_what_a_condition_says(seed: int) -> None:
    """Certainly true, certainly false or neither: as the condition is evaluated."""
    library: Library = shipped()
    facts = derive(library, grown(library, seed), TODAY)
    decision = decide_facts(library, facts, TODAY, Compiled())
    found = properties(NAMES, decision.facts)
    for rule, truth in decision.truths.items():
        true, false = PAIRS[rule]
        assert truth_of(evaluate(true, found), evaluate(false, found)) is truth, rule
