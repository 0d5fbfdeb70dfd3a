"""Within a region no condition changes its truth, and between neighbours some condition does."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.conditions import Compare, Condition, evaluate
from advisor.facts.derive import derive
from advisor.knowledge.content import Library
from advisor.knowledge.partitions import comparisons, conditions, partitions
from advisor.model import Between, Duration, Facts, FactValue, Money, Truth
from tests.knowledge.small import load, write_small
from tests.random_cases import TODAY, examples, grown


def truths(fact: str, value: FactValue, tests: list[Compare]) -> list[Truth]:
    """Return what each comparison with a fact says of a value."""
    return [evaluate(test, Facts({fact: value})) for test in tests if test.fact == fact]


@settings(max_examples=examples(60))
@given(seed=st.integers(0, 2**63))
def test_every_comparison_gives_a_value_the_truth_of_its_sample(
    seed: int, library: Library
) -> None:
    """No comparison of the shipped content tells the facts of a case from their samples."""
    tests = list({test for item in conditions(library) for test in comparisons(item)})
    found = partitions(library, conditions(library))
    facts = derive(library, grown(library, seed), TODAY)
    for name, value in facts.known.items():
        if name in found and not isinstance(value, Between):
            sample = found[name].samples[found[name].region(value)]
            assert truths(name, sample, tests) == truths(name, value, tests), name


def test_neighbouring_regions_differ_in_a_comparison(library: Library) -> None:
    """Each cut of the shipped content is a point at which some comparison changes its truth."""
    tests = list({test for item in conditions(library) for test in comparisons(item)})
    for name, partition in partitions(library, conditions(library)).items():
        if partition.ordered:
            for one, other in pairwise(partition.samples.values()):
                assert truths(name, one, tests) != truths(name, other, tests), (name, one, other)
                assert partition.region(one) < partition.region(other)


@pytest.mark.parametrize(
    ("some", "samples"),
    [
        ([], {0: 0}),
        ([("at_least", 0)], {1: 0}),
        ([("at_least", 3)], {0: 0, 1: 3}),
        ([("above", 3)], {0: 0, 1: 4}),
        ([("above", 3), ("at_least", 4)], {0: 0, 2: 4}),
        ([("is", 3)], {0: 0, 1: 3, 2: 4}),
        ([("in", (2, 3))], {0: 0, 1: 2, 3: 3, 4: 4}),
    ],
)
def test_a_count_has_its_least_number_of_each_region(
    some: list[tuple[str, object]], samples: dict[int, int], tmp_path: Path
) -> None:
    """A count is whole and not negative; a region without such a number has no sample."""
    library = load(write_small(tmp_path), "en")
    tests: list[Condition] = [Compare("days", *one) for one in some]  # type: ignore[arg-type]
    assert dict(partitions(library, tests, ["days"])["days"].samples) == samples


def test_kinds_of_facts(library: Library) -> None:
    """Days, amounts, choices and texts are each sampled in their own kind."""
    some: list[Condition] = [
        Compare("term_end", "before", date(2026, 3, 1)),
        Compare("overdue_amount", "above", Decimal("2.5")),
        Compare("late_share", "above", 10),
        Compare("late_share", "below", 20),
    ]
    found = partitions(library, some)
    assert found["term_end"].samples == {0: date(2026, 2, 28), 1: date(2026, 3, 1)}
    money = found["overdue_amount"]
    assert money.samples == {0: Money(Decimal(0), "EUR"), 1: Money(Decimal("3.5"), "EUR")}
    assert money.region(Money(Decimal("2.5"), "USD")) == 0
    assert list(found["late_share"].samples.values()) == [9, 15, 20]
    assert found["term_end"].limits == (date(2026, 3, 1),)
    assert found["abuse_warned"].samples == {0: True, 1: False}
    habits = found["payment_habit"]
    assert tuple(habits.samples.values()) == library.facts["payment_habit"].choices
    assert habits.region("often_late") > 0
    assert found["notice_period"].samples == {0: "given"}
    assert found["notice_period"].region(Duration(3, "months")) == 0
