"""How soon an interview with the people of the accounts comes to its advice."""

from __future__ import annotations

from advisor.authoring.interview_simulation import summary
from advisor.knowledge.content import Library
from tests.corpus.interviews import held


def test_the_first_answer_is_nearly_always_the_final_one(library: Library) -> None:
    """After at most 15 screens the advice stands for nine of ten, and soon for everybody."""
    interviews = held(library)
    found = summary(interviews)
    assert max(one.first for one in interviews) <= 15
    assert found.first_is_final >= 0.9
    assert found.settled_median <= 20
    assert found.settled_most <= 40
