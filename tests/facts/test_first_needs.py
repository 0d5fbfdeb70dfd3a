"""Which fact a calculation needs first, and what is calculated where it is missing."""

from __future__ import annotations

from datetime import date

from advisor.facts.calculation import DoesNotApply, Given
from advisor.facts.first_needs import calculate, grouped

DAY = date(2026, 11, 22)


def needs_one(given: Given) -> int:
    """Return a fact and one."""
    return int(given["one"]) + 1


def needs_both(given: Given) -> int:
    """Return the sum of a fact and a calculated one."""
    return int(given["more"]) + int(given["one"])


def can_do_without(given: Given) -> int:
    """Return a fact, or a number in its place."""
    return int(given.get("one", 7))


def looks_first(given: Given) -> int:
    """Return a fact if another applies."""
    if not given.applies("two"):
        raise DoesNotApply("two")
    return int(given["one"])


CALCULATIONS = {
    "more": needs_one,
    "both": needs_both,
    "either": can_do_without,
    "looked": looks_first,
}


def facts(known: dict[str, int], absent: set[str]) -> tuple[dict[str, object], set[str]]:
    """Calculate everything from some facts."""
    given = Given(DAY, {}, {}, CALCULATIONS, dict(known), set(absent))  # type: ignore[arg-type]
    calculate(given, grouped(CALCULATIONS))
    return given.known, given.absent  # type: ignore[return-value]


def test_calculations_are_grouped_by_what_they_need_first() -> None:
    """What can do without a fact, or asks otherwise first, belongs to no fact."""
    groups = {group.first: group.names for group in grouped(CALCULATIONS)}
    assert groups == {"one": {"more"}, "more": {"both"}, "": {"either", "looked"}}


def test_a_group_comes_after_that_of_the_fact_it_needs() -> None:
    """A fact that is needed first is calculated, or skipped, before what needs it."""
    turned = dict(reversed(CALCULATIONS.items()))
    assert [group.first for group in grouped(turned)] == ["one", "more", ""]


def test_a_missing_fact_leaves_what_needs_it_unknown() -> None:
    """Without the fact only what can do without it is calculated."""
    assert facts({}, set()) == ({"either": 7}, set())


def test_a_fact_that_does_not_apply_takes_along_what_needs_it() -> None:
    """What needs a fact that does not apply, through another too, does not apply either."""
    assert facts({}, {"one"}) == ({"either": 7}, {"one", "more", "both", "looked"})
    assert facts({"one": 1}, {"two"}) == (
        {"one": 1, "more": 2, "both": 3, "either": 1},
        {"two", "looked"},
    )


def test_what_was_tried_before_stays_as_it_was() -> None:
    """A fact that was unknown when it was first asked for is not tried again."""
    given = Given(DAY, {}, {}, CALCULATIONS, {}, set())
    given.calculate("more")
    given.absent.add("one")
    calculate(given, grouped(CALCULATIONS))
    assert "more" not in given.absent
