"""Numbers that were answered roughly are read as limits, and an exact answer comes first."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.facts.derive import derive
from advisor.knowledge.content import Library
from advisor.model import Answer, Between, Case

DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("answers", "fact", "value"),
    [
        ({"client_size": "small"}, "income_part", Between(0, 19)),
        ({"client_size": "large"}, "income_part", Between(30, 50)),
        ({"client_size": "large", "income_share": 12}, "income_part", 12),
        ({"relationship_length": "under_two"}, "years_worked", Between(0, 1)),
        ({"relationship_length": "several"}, "years_worked", Between(2, 9)),
        ({"relationship_length": "decade"}, "years_worked", Between(10, 60)),
        (
            {"relationship_length": "decade", "relationship_started": date(2024, 1, 1)},
            "years_worked",
            2,
        ),
        ({"weekend_work": "at_times"}, "off_hours", Between(0, 1)),
        ({"weekend_work": "often"}, "off_hours", Between(2, 50)),
        ({"after_hours": 0}, "off_hours", 0),
        ({}, "off_hours", None),
    ],
)
def test_a_rough_answer_gives_limits(
    library: Library, answers: dict[str, Answer], fact: str, value: object
) -> None:
    """A choice gives the limits of its dated values; a figure takes precedence over it."""
    assert derive(library, Case(answers=answers), DAY).known.get(fact) == value


def test_what_states_have_in_common_is_known_where_the_state_is_not(library: Library) -> None:
    """Of a country whose state is not known, a property in which states differ is not known."""
    facts = derive(library, Case(answers={"governing_law": "us_unknown"}), DAY)
    assert facts.known["law_at_will"] is True
    assert "law_freelance_act" not in facts.known
    assert "law_freelance_act" not in facts.not_applicable
