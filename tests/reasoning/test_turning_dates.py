"""Turning dates from cut points are those of trying each day."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.engine.compiled import Compiled
from advisor.facts.derive import MONOTONIC, derive
from advisor.knowledge.content import Library
from advisor.knowledge.partitions import conditions, partitions
from advisor.model import Between, Case
from advisor.reasoning.turning_dates import HORIZON, first_turn, turning_dates
from tests.random_cases import TODAY, cases, examples, grown
from tests.reasoning import each_day
from tests.shipped import shipped
from tests.test_stories import STORIES, read_story

LIBRARY = shipped()


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_turning_dates_of_the_stories_are_those_of_each_day(path: Path) -> None:
    """For every story the same days, advice, last days and gates."""
    case = read_story(path, LIBRARY).case
    assert turning_dates(LIBRARY, case, TODAY, Compiled()) == each_day.turning_dates(
        LIBRARY, case, TODAY
    )


@settings(max_examples=examples(40))
@given(cases(LIBRARY), st.integers(0, 400))
def test_turning_dates_of_random_cases_are_those_of_each_day(case: Case, later: int) -> None:
    """For random cases, judged on random days, the same days, advice, last days and gates."""
    day = TODAY + timedelta(days=later)
    found = turning_dates(LIBRARY, case, day, Compiled())
    assert found == each_day.turning_dates(LIBRARY, case, day)


def test_steady_facts_only_rise_or_only_fall(library: Library) -> None:
    """Between changes of dated values no steady fact turns back, nor comes and goes."""
    regions = partitions(library, conditions(library), MONOTONIC)
    changes = {day for value in library.values.values() for day in value.values}
    moved = set()
    for seed in range(12):
        case = grown(library, seed)
        days = [TODAY + timedelta(days=ahead) for ahead in range(0, HORIZON, 3)]
        found = [derive(library, case, day) for day in days if day < min(
            (one for one in changes if one > TODAY), default=days[-1])]  # fmt: skip
        for name in MONOTONIC:
            known = [facts.known.get(name) for facts in found]
            levels = [regions[name].region_of(name, facts) for facts in found]
            if None in known or any(isinstance(value, Between) for value in known):
                assert len(set(levels)) == 1, name
                continue
            rises = [a <= b for a, b in pairwise(known)]  # type: ignore[operator]
            falls = [a >= b for a, b in pairwise(known)]  # type: ignore[operator]
            assert all(rises) or all(falls), name
            if known[0] != known[-1]:
                moved.add(name)
    assert {"incident_days", "overdue_days", "days_to_term_end", "notice_end_date"} <= moved


def test_there_is_no_turn_up_to_a_day_that_is_past(library: Library) -> None:
    """A day to look again that lies before the day of the assessment finds no change."""
    assert first_turn(library, Case(), TODAY, TODAY - timedelta(days=1)) is None
