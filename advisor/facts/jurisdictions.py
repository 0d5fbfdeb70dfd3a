"""Facts of the governing law: its properties, route, next step and holiday calendar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from advisor.facts.calculation import Calculation, Given, Unknown
from advisor.knowledge import roles
from advisor.knowledge.dated_value import DatedValue
from advisor.knowledge.law import PROPERTIES, HolidayCalendar, Law


def governing_law(given: Given) -> Law:
    """Return the law that governs the contract. Raises ``Unknown`` where it is not known."""
    return given.laws[given[roles.GOVERNING_LAW]]


def figure_of(given: Given, measure: str) -> DatedValue | None:
    """Return a figure that the governing law sets, ``None`` where it sets none.

    Nor does it set one on the day of the case, if that lies before the law began.
    """
    value = given.values.get(f"{given[roles.GOVERNING_LAW]}.{measure}")
    return value if value and min(value.values) <= given.as_of else None


def holiday_region(given: Given) -> str:
    """The region whose public holidays count, where the governing law does not name it.

    The answer to the question ``region_<law>``, a code of the package ``holidays``.
    """
    region: str = given[roles.region(given[roles.GOVERNING_LAW])]
    return region


def calendar(given: Given) -> HolidayCalendar | None:
    """Return whose public holidays count, ``None`` where the law is not known or names none."""
    return calendar_of(given.laws, given.get)


def calendar_of(laws: Mapping[str, Law], get: Callable[[str], Any]) -> HolidayCalendar | None:
    """Return whose public holidays count by the facts that ``get`` returns, as :func:`calendar`."""
    law = get(roles.GOVERNING_LAW)
    return laws[law].calendar(get(roles.HOLIDAY_REGION) or "") if law else None


def law_route(given: Given) -> str:
    """How a paper is sent under the governing law where proof matters."""
    return governing_law(given).route


def law_next_step(given: Given) -> str:
    """The next step under the governing law where a demand for payment fails."""
    return governing_law(given).next_rung


def _property(name: str) -> Calculation:
    """Return the calculation of whether the governing law has a property.

    It raises ``Unknown`` where that is not known of the law.
    """

    def has(given: Given) -> bool:
        found = governing_law(given).properties[name]
        if found is None:
            raise Unknown(name)
        return found

    return has


_OF_LAW: Mapping[str, Calculation] = {
    "law_route": law_route,
    "law_next_rung": law_next_step,
    **{f"law_{name}": _property(name) for name in PROPERTIES},
}
CALCULATIONS: Mapping[str, Calculation] = {roles.HOLIDAY_REGION: holiday_region, **_OF_LAW}
"""The facts of the governing law itself."""

NEEDS: Mapping[str, str] = dict.fromkeys(_OF_LAW, roles.GOVERNING_LAW)
"""The answer that each fact of the law alone needs; it depends on no other."""


def add_facts_of_law(given: Given) -> None:
    """Add all facts that follow from the governing law alone, which are kept for each law."""
    law = given.known.get(roles.GOVERNING_LAW)
    if law is None:
        return
    found: dict[str, Any] | None = given.shared.get((add_facts_of_law, law))
    if found is None:
        for name in _OF_LAW:
            given.calculate(name)
        found = {name: given.known[name] for name in _OF_LAW if name in given.known}
        given.shared[add_facts_of_law, law] = found
    given.known.update(found)
    given.tried.update(_OF_LAW)
