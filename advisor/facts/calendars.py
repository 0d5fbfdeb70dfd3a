"""Count days as contracts and statutes count them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Container
from datetime import date, timedelta

from advisor.model import Duration

COUNTRY_OF_LAW = {
    "es": ("ES", None),
    "fr": ("FR", None),
    "uk": ("GB", "ENG"),
    "de": ("DE", None),
    "us_ny": ("US", "NY"),
    "us_ca": ("US", "CA"),
    "us_il": ("US", "IL"),
    "us_other": ("US", None),
    "ca_qc": ("CA", "QC"),
    "ca_other": ("CA", None),
    "au": ("AU", None),
    "ch": ("CH", None),
    "mx": ("MX", None),
    "cl": ("CL", None),
    "co": ("CO", None),
}
"""Governing law to the country and region whose public holidays count."""

LAST_YEAR = 9000
"""Later years are refused rather than counted."""


def holidays_of(law: str, years: range) -> Container[date]:
    """Return the public holidays of a governing law's country; none if unnamed."""
    if law not in COUNTRY_OF_LAW:
        return frozenset()
    import holidays

    country, region = COUNTRY_OF_LAW[law]
    found: Container[date] = holidays.country_holidays(country, subdiv=region, years=years)
    return found


def add_months(start: date, months: int) -> date:
    """Add calendar months; a day that the month lacks becomes its last day."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """Return the last day of the month that ``day`` lies in."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def quarter_end(day: date) -> date:
    """Return the last day of the quarter that ``day`` lies in."""
    return month_end(day.replace(day=1, month=(day.month - 1) // 3 * 3 + 3))


def complete_years(start: date, end: date) -> int:
    """Return the whole years from ``start`` to ``end``, 0 if ``end`` comes first."""
    years = end.year - start.year - ((end.month, end.day) < (start.month, start.day))
    return max(years, 0)


def add(start: date, length: Duration, law: str = "") -> date:
    """Return the day on which ``length`` has run, the day of ``start`` not counted.

    Business days leave out Saturdays, Sundays and the public holidays of the
    governing law's country. Raises ``OverflowError`` past the calendar's end.
    """
    if length.unit == "days":
        return start + timedelta(days=length.count)
    if length.unit == "weeks":
        return start + timedelta(weeks=length.count)
    if length.unit == "months":
        if start.year + length.count // 12 >= LAST_YEAR:
            raise OverflowError("a date past the end of the calendar")
        return add_months(start, length.count)
    years = range(start.year, start.year + length.count // 200 + 2)
    closed = holidays_of(law, years)
    day = start
    for _ in range(length.count):
        day += timedelta(days=1)
        while day.weekday() >= 5 or day in closed:
            day += timedelta(days=1)
    return day


def subtract(end: date, length: Duration, law: str = "") -> date:
    """Return the last day that lies at least ``length`` before ``end``."""
    if length.unit == "days":
        return end - timedelta(days=length.count)
    if length.unit == "weeks":
        return end - timedelta(weeks=length.count)
    if length.unit == "months":
        return add_months(end, -length.count)
    years = range(end.year - length.count // 200 - 1, end.year + 1)
    closed = holidays_of(law, years)
    day = end
    for _ in range(length.count):
        day -= timedelta(days=1)
        while day.weekday() >= 5 or day in closed:
            day -= timedelta(days=1)
    return day
