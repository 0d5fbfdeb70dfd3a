"""The two-valued expressions that the benchmark gives to other engines."""

from __future__ import annotations

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from advisor.engine.compiled import Compiled
from advisor.facts.derive import derive
from advisor.knowledge.content import Library
from advisor.reasoning.decide import decide_facts
from tests.benchmarks.expressions import Expression, comparisons_in, evaluate, pair, properties
from tests.random_cases import TODAY, grown
from tests.shipped import shipped


@cache
def pairs() -> dict[str, tuple[Expression, Expression]]:
    """Return the two expressions of every shipped rule."""
    return {rule.id: pair(rule.when) for rule in shipped().rules()}


@cache
def names() -> tuple[str, ...]:
    """Return every property that these expressions compare."""
    found = {item.name for both in pairs().values() for one in both for item in comparisons_in(one)}
    return tuple(sorted(found))


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
    found = properties(names(), decision.facts)
    for rule, truth in decision.truths.items():
        true, false = pairs()[rule]
        assert truth_of(evaluate(true, found), evaluate(false, found)) is truth, rule
