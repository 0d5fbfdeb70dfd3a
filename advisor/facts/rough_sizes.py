"""Numbers that were answered roughly: "several years", "a large part of my income"."""

from __future__ import annotations

from advisor.facts.calculation import Calculation, Given
from advisor.knowledge import roles
from advisor.model import Between, FactValue


def sized(exact: str, rough: str, most: int) -> Calculation:
    """Return the calculation of a number from its exact answer, else from a rough one.

    A rough answer gives the limits of its choice, the dated values ``<question>_<choice>_least``
    (without it 0) and ``..._most`` (without it ``most``). Raises ``Unknown`` without either answer.
    """

    def size(given: Given) -> FactValue:
        figure: FactValue | None = given.get(exact)
        if figure is not None:
            return figure
        choice = f"{rough}_{given[rough]}"
        low, high = (
            int(given.value(name)) if name in given.values else limit
            for name, limit in ((f"{choice}_least", 0), (f"{choice}_most", most))
        )
        return Between(low, high)

    return size


CALCULATIONS = {
    "years_worked": sized(roles.RELATIONSHIP_YEARS, roles.RELATIONSHIP_LENGTH, 60),
    "income_part": sized(roles.INCOME_SHARE, roles.CLIENT_SIZE, 100),
    "off_hours": sized(roles.AFTER_HOURS, roles.WEEKEND_WORK, 50),
}
"""One function for each derived fact that a rough answer gives."""
