"""Simulated interviews."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.authoring.interview_simulation import Held, hold, respondents, summary, table
from advisor.knowledge.content import Library

DAY = date(2026, 12, 1)
KEEP, WAIT, END = ("keep", None), ("wait", None), ("end", "now")


def test_when_the_advice_is_settled() -> None:
    """It is settled after the screen from which on nothing changes."""
    one = Held((WAIT, KEEP, END, END), first=2, screens=("a", "b", "c"))
    assert (one.settled_after, one.first_is_final) == (2, True)
    assert (one.right_after(1), one.right_after(2), one.right_after(99)) == (False, True, True)
    two = Held((WAIT, WAIT), first=1, screens=("a",))
    assert two.settled_after == 0
    late = Held((WAIT, WAIT, KEEP), first=1, screens=("a", "b"))
    assert not late.first_is_final
    found = summary((one, late), (1, 2))
    assert (found.first_is_final, found.settled_median, found.settled_most) == (0.5, 2, 2)
    assert found.right_after == {1: 0.0, 2: 1.0}
    assert "first answer is the final one    50%" in table("two", (one, late))


def test_an_interview_asks_who_is_in_danger_little(library: Library) -> None:
    """Threats settle whether; somebody who knows nothing is asked for more."""
    known = {"how_it_stands": "running", "abuse": frozenset(("threats",))}
    danger = hold(library, {**known, "abuse_in_writing": True}, DAY)
    nothing = hold(library, {}, DAY)
    assert danger.verdicts[-1] == END
    assert danger.first < nothing.first <= 15
    assert danger.settled_after <= 4


@pytest.mark.parametrize("standing", ["client_ended", "agreed", "own_notice", "over"])
def test_nobody_is_asked_to_decide_what_is_decided(library: Library, standing: str) -> None:
    """What the user would like to do is no question where an end is known."""
    assert "wish" in hold(library, {"how_it_stands": "running"}, DAY).screens
    known = {"how_it_stands": standing, "notice_sent_on": DAY, "governing_law": "uk"}
    ended = hold(library, known, DAY).screens
    assert not {"wish", "intent", "considering_for"} & set(ended)


def test_random_respondents_are_the_same_each_time(library: Library) -> None:
    """The same seed draws the same answers."""
    first, again = (list(respondents(library, 3, 7, DAY)) for _ in range(2))
    assert first == again
    assert len({repr(case) for case in first}) == 3
