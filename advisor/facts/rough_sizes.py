"""Numbers that were answered roughly: "several years", "a large part of my income"."""

from __future__ import annotations

from advisor.facts.calculation import Calculation, Given, Lacking
from advisor.knowledge import roles
from advisor.model import Between, FactValue


def sized(exact: str, rough: str, most: int) -> Calculation:
    """Return the calculation of a number from its exact answer, else from a rough one.

    A rough answer gives the limits of its choice, the dated values ``<question>_<choice>_least``
    (without it 0) and ``..._most`` (without it ``most``). Lacks the rough answer without either.
    """

    def size(given: Given) -> FactValue | Lacking:
        figure: FactValue | None = given.get(exact)
        if figure is not None:
            return figure
        choice = given.get(rough)
        if choice is None:
            return given.lacks(rough)
        key = rough, choice, given.as_of
        found: Between | None = given.shared.get(key)
        if found is None:
            low, high = (
                int(given.value(name)) if name in given.values else limit
                for name, limit in (
                    (f"{rough}_{choice}_least", 0),
                    (f"{rough}_{choice}_most", most),
                )
            )
            found = given.shared[key] = Between(low, high)
        return found

    return size


CALCULATIONS = {
    "years_worked": sized(roles.RELATIONSHIP_YEARS, roles.RELATIONSHIP_LENGTH, 60),
    "income_part": sized(roles.INCOME_SHARE, roles.CLIENT_SIZE, 100),
    "off_hours": sized(roles.AFTER_HOURS, roles.WEEKEND_WORK, 50),
}
"""One function for each derived fact that a rough answer gives."""
