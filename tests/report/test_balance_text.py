"""The sums of the balance in whole points."""

from __future__ import annotations

from itertools import product

from advisor.reasoning.balance import Balance, TopicPoints
from advisor.report.balance_text import whole_points

UNIT = 3


def test_whole_points_reach_a_limit_where_the_exact_points_do() -> None:
    """The rounded lead is enough for a limit, for or against, where the exact lead is."""
    sums = (0, *range(UNIT, 6 * UNIT))
    for grounds, against in product(sums, sums):
        for waiting in range(grounds + 1):
            sides = TopicPoints("for", grounds, ()), TopicPoints("against", against, ())
            whole = whole_points(Balance(sides, waiting=waiting, margin=5 * UNIT, unit=UNIT))
            exact = grounds - against
            assert min(whole) >= 0
            assert abs(whole.against * UNIT - against) < UNIT
            assert abs(whole.grounds * UNIT - grounds) <= UNIT
            for limit in range(1, 6):
                lead = whole.grounds - whole.against
                assert (lead >= limit) is (exact >= limit * UNIT)
                assert (-lead >= limit) is (-exact >= limit * UNIT)
                ripe = whole.ripe - whole.against
                assert (ripe >= limit) is (exact - waiting >= limit * UNIT)
