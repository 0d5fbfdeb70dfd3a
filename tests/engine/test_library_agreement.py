"""The two engines give the same decision for every case, in any order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.engine.compiled import Compiled
from advisor.knowledge.content import Library
from advisor.model import Case
from advisor.reasoning.decide import decide
from tests.outcomes import outcome
from tests.random_cases import cases, examples, smallest
from tests.shipped import shipped

durable = pytest.importorskip(
    "advisor.engine.durable", reason="durable_rules is not installed", exc_type=ImportError
)

LIBRARY = shipped()
TODAY = date(2026, 11, 22)
ENGINE = durable.Durable()


@settings(max_examples=examples(200))
@given(cases(LIBRARY))
def test_durable_rules_and_the_pure_reader_agree_on_any_case(case: Case) -> None:
    """Findings, rows, gates and dates are the same whichever engine fires them."""

    def differ(some: Case) -> bool:
        return decide(LIBRARY, some, TODAY, ENGINE) != decide(LIBRARY, some, TODAY, Compiled())

    if differ(case):
        pytest.fail(f"the engines differ on {smallest(case, differ)}")


def shuffled(library: Library, seed: int) -> Library:
    """Return the library with every rule and every question's answers in another order."""
    rng = random.Random(seed)

    def mixed(rules: tuple) -> tuple:  # type: ignore[type-arg]
        return tuple(rng.sample(rules, len(rules)))

    return library.changed(findings=mixed(library.findings), gates=mixed(library.gates))


@settings(max_examples=examples(10))
@given(cases(LIBRARY), st.integers(0, 2**31))
def test_the_order_of_rules_and_answers_changes_nothing(case: Case, seed: int) -> None:
    """Shuffled findings, gates and answers lead to the same outcome."""
    names = list(case.answers)
    random.Random(seed).shuffle(names)
    other = replace(case, answers={name: case.answers[name] for name in names})
    expected = decide(LIBRARY, case, TODAY, Compiled())
    for engine in (Compiled(), ENGINE):
        found = decide(shuffled(LIBRARY, seed), other, TODAY, engine)
        assert outcome(found) == outcome(expected)
        assert found.truths == expected.truths
