"""The figure of a dated value in force on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from advisor.errors import DatedValueError, Message
from advisor.knowledge.dated_value import DatedValue


def in_force(value: DatedValue, on: date) -> int | Decimal:
    """Return the figure in force on a day, in ``value.unit``.

    Raises :class:`DatedValueError` before the first date and after the last.
    """
    figure = _newest(value, on)
    if figure is None:
        first = min(value.values)
        begins = Message("it begins on {day}", day=first)
        raise DatedValueError(
            Message(
                "The value {name} has no figure for {day}: {reason}. Add one in {file}.",
                name=repr(value.id),
                day=on,
                reason=Message("it has ended") if ended(value, on) else begins,
                file=value.place.file,
            )
        )
    return figure


def ended(value: DatedValue, on: date) -> bool:
    """Return whether the value has ended by a day, so that there is no figure."""
    return min(value.values) <= on and _newest(value, on) is None


def half_year(day: date) -> date:
    """Return the first day of the half-year that ``day`` lies in."""
    return date(day.year, 1 if day.month <= 6 else 7, 1)


def of_half_year(value: DatedValue, day: date) -> int | Decimal | None:
    """Return the figure listed for a day's own half-year, ``None`` if there is none.

    A reference rate is not extended to half-years after its last line.
    """
    return value.values.get(half_year(day))


def _newest(value: DatedValue, on: date) -> int | Decimal | None:
    figure: int | Decimal | None = None
    for start, candidate in value.values.items():
        if start <= on:
            figure = candidate
    return figure
