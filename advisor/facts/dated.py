"""The figure of a dated value that holds on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from advisor.errors import DatedValueError
from advisor.knowledge.content import DatedValue


def in_force(value: DatedValue, on: date) -> int | Decimal:
    """Return the figure that holds on a day, in ``value.unit``.

    Raises :class:`DatedValueError` before the first date and after the last.
    """
    figure: int | Decimal | None = None
    begun = False
    for start, candidate in value.values.items():
        if start <= on:
            figure, begun = candidate, True
    if figure is None:
        first = min(value.values)
        reason = "it has ended" if begun else f"it begins on {first}"
        raise DatedValueError(
            f"The value {value.id!r} has no figure for {on}: {reason}. "
            f"Add one in {value.place.file}."
        )
    return figure
