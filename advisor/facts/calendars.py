"""Count days as contracts and statutes count them, with the steps of the count."""

from __future__ import annotations

import json
from calendar import isleap, monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from advisor import cache_files
from advisor.errors import AdvisorError, Message
from advisor.knowledge.content_paths import SOURCE, SOURCE_LOCALE
from advisor.knowledge.law import HolidayCalendar
from advisor.lazy_dataclass import dataclass
from advisor.locale.relative_dates import add_months
from advisor.model import Duration

LAST_YEAR = 9000
"""Later years are refused rather than counted."""

SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True)
class Count:
    """A length of time counted out, with what was left out on the way."""

    start: date
    """Not counted itself."""
    length: Duration
    end: date
    back: bool = False
    """Counted towards the past."""
    saturdays: int = 0
    sundays: int = 0
    holidays: tuple[tuple[date, str], ...] = ()
    """Public holidays left out, other than on Saturdays and Sundays."""
    lacking: int = 0
    """The day that the month of the end lacks, so that its last day is the end; 0 if none."""

    @property
    def leap_day(self) -> date | None:
        """The 29 February that was counted, or that the end was moved to."""
        low, high = sorted((self.start, self.end))
        for year in range(low.year, high.year + 1):
            if isleap(year) and low <= (day := date(year, 2, 29)) <= high and day != self.start:
                return day
        return None


@lru_cache(maxsize=256)
def holidays_of(
    calendar: HolidayCalendar | None, year: int, language: str = SOURCE
) -> Mapping[date, str]:
    """Return a year's public holidays, none where there is no calendar.

    Their names are in the ``language`` if the package ``holidays`` has them in it, else in
    English. Raises :class:`AdvisorError` for a country or region that it does not know.
    The tables are stored, because importing that package takes longer than a whole case.
    """
    if calendar is None:
        return {}
    tables = _stored(store := f"holidays-{_release()}.json")
    key = f"{calendar.country} {calendar.region} {year} {language}"
    if key not in tables:
        found = sorted(_calculated(calendar, year, language).items())
        tables[key] = {day.isoformat(): name for day, name in found}
        cache_files.write(store, json.dumps(tables, ensure_ascii=False))
    return {date.fromisoformat(day): name for day, name in tables[key].items()}


@lru_cache(maxsize=1)
def _stored(store: str) -> dict[str, dict[str, str]]:
    """Return the tables of a store, which is read once in a process."""
    return json.loads(cache_files.read(store) or "{}")  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def _release() -> str:
    """Return a name for the installed release of ``holidays``, without importing it."""
    spec = find_spec("holidays")
    state = Path(spec.origin).stat() if spec and spec.origin else None
    return f"{state.st_mtime_ns:x}-{state.st_size:x}" if state else "none"


def _calculated(calendar: HolidayCalendar, year: int, language: str) -> Mapping[date, str]:
    import holidays

    named = getattr(holidays, calendar.country, None)
    try:
        return holidays.country_holidays(
            calendar.country,
            subdiv=calendar.region or None,
            years=year,
            language=language if named and language in named.supported_languages else SOURCE_LOCALE,
        )
    except NotImplementedError:
        code = f"{calendar.country} {calendar.region}".strip()
        raise AdvisorError(
            Message(
                "The law {law} names {code} under holidays, which the package holidays lacks.",
                law=repr(calendar.law),
                code=code,
            )
        ) from None


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


def is_business_day(day: date, calendar: HolidayCalendar | None) -> bool:
    """Return whether a day is no weekend and no public holiday of the calendar."""
    return day.weekday() < SATURDAY and day not in holidays_of(calendar, day.year)


@lru_cache(maxsize=4096)
def count(
    start: date,
    length: Duration,
    calendar: HolidayCalendar | None = None,
    *,
    back: bool = False,
    six_day: bool = False,
) -> Count:
    """Count a length of time out, the day of ``start`` not counted.

    Business days leave out Saturdays, Sundays and the public holidays of the
    ``calendar``; those of six-day weeks count Saturdays. Twenty-four hours are a day, and a
    day begun counts whole, for the hour at which a period begins is not known. Nothing else is
    moved to a business day. Raises ``OverflowError`` past the calendar's end. Kept, because the
    variants of a case count the same lengths.
    """
    sign = -1 if back else 1
    if length.unit == "days":
        return Count(start, length, start + sign * timedelta(days=length.count), back)
    if length.unit == "weeks":
        return Count(start, length, start + sign * timedelta(weeks=length.count), back)
    if length.unit == "months":
        if not back and start.year + length.count // 12 >= LAST_YEAR:
            raise OverflowError("a date past the end of the calendar")
        end = add_months(start, sign * length.count)
        return Count(start, length, end, back, lacking=0 if end.day == start.day else start.day)
    if length.unit == "hours":
        return Count(start, length, start + sign * timedelta(days=-(-length.count // 24)), back)
    closed_on = (SUNDAY,) if six_day else (SATURDAY, SUNDAY)
    return _business_days(start, length, calendar, sign, closed_on)


def _business_days(
    start: date,
    length: Duration,
    calendar: HolidayCalendar | None,
    sign: int,
    closed_on: tuple[int, ...],
) -> Count:
    """Count open days by whole weeks, then again as many as there were holidays on the way."""
    day, left, closed = start, length.count, dict[date, str]()
    steps = _steps(closed_on, sign)
    while left:
        weeks, rest = divmod(left - 1, 7 - len(closed_on))
        following = day + sign * timedelta(days=7 * weeks + steps[day.weekday()][rest])
        passed = sorted((following, day + timedelta(days=sign)))
        found = _holidays_between(calendar, passed[0], passed[-1], closed_on)
        day, left = following, len(found)
        closed |= found
    first, last = (start, day) if sign > 0 else (day, start)
    low, high = first.toordinal() + (sign > 0), last.toordinal() + (sign > 0)
    return Count(
        start,
        length,
        day,
        sign < 0,
        _weekdays(SATURDAY, low, high) if SATURDAY in closed_on else 0,
        _weekdays(SUNDAY, low, high),
        tuple(sorted(closed.items())),
    )


@lru_cache(maxsize=4)
def _steps(closed_on: tuple[int, ...], sign: int) -> tuple[tuple[int, ...], ...]:
    """Return, for each weekday, how far away the next open days are, up to a week."""
    ahead = range(1, 8)
    return tuple(
        tuple(days for days in ahead if (weekday + sign * days) % 7 not in closed_on)
        for weekday in range(7)
    )


def _holidays_between(
    calendar: HolidayCalendar | None, low: date, high: date, closed_on: tuple[int, ...]
) -> dict[date, str]:
    """Return the public holidays from one day to another, both included, on open days."""
    return {
        day: name
        for year in range(low.year, high.year + 1)
        for day, name in holidays_of(calendar, year).items()
        if low <= day <= high and day.weekday() not in closed_on
    }


def _weekdays(weekday: int, low: int, high: int) -> int:
    """Return how often a weekday occurs from one day to before another, as ordinals."""
    # The ordinal of a Monday is one more than a multiple of seven.
    return (high - weekday - 2) // 7 - (low - weekday - 2) // 7
