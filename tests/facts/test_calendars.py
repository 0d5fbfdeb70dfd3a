"""Counting days as contracts and statutes do, against dates worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.facts.calendars import (
    complete_years,
    count,
    holidays_of,
    month_end,
    quarter_end,
)
from advisor.knowledge.law import HolidayCalendar
from advisor.locale.relative_dates import add_months
from advisor.model import Duration
from tests.random_cases import examples

D = date.fromisoformat


def holidays(code: str) -> HolidayCalendar | None:
    """Read a country and its region: ``US-NY``; nothing is no calendar."""
    return HolidayCalendar(*code.split("-")) if code else None


@pytest.mark.parametrize(
    ("start", "length", "unit", "calendar", "end"),
    [
        ("2026-11-22", 30, "days", "", "2026-12-22"),
        ("2026-11-22", 14, "days", "", "2026-12-06"),
        ("2026-11-22", 0, "days", "", "2026-11-22"),
        ("2026-12-31", 1, "days", "", "2027-01-01"),
        ("2028-02-28", 1, "days", "", "2028-02-29"),
        ("2027-02-28", 1, "days", "", "2027-03-01"),
        ("2026-12-01", 0, "hours", "", "2026-12-01"),
        ("2026-12-01", 1, "hours", "", "2026-12-02"),
        ("2026-12-01", 24, "hours", "", "2026-12-02"),
        ("2026-12-01", 25, "hours", "", "2026-12-03"),
        ("2026-12-01", 48, "hours", "", "2026-12-03"),
        ("2026-11-22", 2, "weeks", "", "2026-12-06"),
        ("2026-12-24", 1, "weeks", "", "2026-12-31"),
        ("2026-11-22", 1, "months", "", "2026-12-22"),
        ("2026-01-31", 1, "months", "", "2026-02-28"),
        ("2028-01-31", 1, "months", "", "2028-02-29"),
        ("2026-08-31", 3, "months", "", "2026-11-30"),
        ("2026-11-30", 3, "months", "", "2027-02-28"),
        ("2026-12-15", 13, "months", "", "2028-01-15"),
        # Monday 23 November is the first business day after Sunday 22 November.
        ("2026-11-22", 1, "business_days", "", "2026-11-23"),
        ("2026-11-20", 1, "business_days", "", "2026-11-23"),
        ("2026-11-20", 5, "business_days", "", "2026-11-27"),
        # Thanksgiving, 26 November 2026, is a holiday in New York and not in Germany.
        ("2026-11-20", 5, "business_days", "US-NY", "2026-11-30"),
        ("2026-11-20", 5, "business_days", "DE", "2026-11-27"),
        # 8 December is a holiday in Spain; 7 December is none in the whole country.
        ("2026-12-04", 3, "business_days", "ES", "2026-12-10"),
        # 25 December is a Friday, 1 January 2027 a Friday: ten business days in France.
        ("2026-12-18", 10, "business_days", "FR", "2027-01-05"),
        # In England the substitute for 26 December, a Saturday, is Monday 28 December.
        ("2026-12-24", 1, "business_days", "GB-ENG", "2026-12-29"),
        ("2026-11-22", 10, "business_days", "", "2026-12-04"),
    ],
)
def test_a_length_of_time_ends_on_the_right_day(
    start: str, length: int, unit: str, calendar: str, end: str
) -> None:
    """Calendar days, weeks, months and business days with the holidays of the country."""
    found = count(D(start), Duration(length, unit), holidays(calendar))  # type: ignore[arg-type]
    assert found.end == D(end)


@pytest.mark.parametrize(
    ("end", "length", "unit", "calendar", "last"),
    [
        ("2027-01-31", 60, "days", "", "2026-12-02"),
        ("2027-01-31", 2, "months", "", "2026-11-30"),
        ("2027-03-31", 1, "months", "", "2027-02-28"),
        ("2027-01-31", 8, "weeks", "", "2026-12-06"),
        ("2027-01-31", 49, "hours", "", "2027-01-28"),
        # 31 January 2027 is a Sunday.
        ("2027-01-31", 1, "business_days", "", "2027-01-29"),
        ("2027-01-31", 5, "business_days", "", "2027-01-25"),
        # 6 January is a holiday in Spain.
        ("2027-01-08", 2, "business_days", "ES", "2027-01-05"),
    ],
)
def test_the_last_day_before_an_end_is_right(
    end: str, length: int, unit: str, calendar: str, last: str
) -> None:
    """A notice that must be given so long before an end, counted backwards."""
    days = Duration(length, unit)  # type: ignore[arg-type]
    assert count(D(end), days, holidays(calendar), back=True).end == D(last)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-11-22", 0, "2026-11-22"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_a_month_that_lacks_the_day_ends_on_its_last(start: str, months: int, end: str) -> None:
    """Adding months keeps the day where the month has it."""
    assert add_months(D(start), months) == D(end)


def test_ends_of_months_and_quarters() -> None:
    """The last day of a month and of a quarter, also in a leap year."""
    assert month_end(D("2028-02-01")) == D("2028-02-29")
    assert quarter_end(D("2026-11-22")) == D("2026-12-31")
    assert quarter_end(D("2026-01-31")) == D("2026-03-31")
    assert quarter_end(D("2026-06-30")) == D("2026-06-30")


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2023-11-22", "2026-11-22", 3),
        ("2023-11-23", "2026-11-22", 2),
        ("2024-02-29", "2025-02-28", 0),
        ("2024-02-29", "2025-03-01", 1),
        ("2027-01-01", "2026-11-22", 0),
    ],
)
def test_only_complete_years_count(start: str, end: str, years: int) -> None:
    """A year counts once its anniversary has come."""
    assert complete_years(D(start), D(end)) == years


def test_a_date_past_the_end_of_the_calendar_is_refused() -> None:
    """Nothing is counted past the year 9000."""
    with pytest.raises(OverflowError):
        count(D("8999-12-01"), Duration(120, "months"))


@settings(max_examples=examples(200))
@given(
    start=st.dates(D("2025-01-01"), D("2027-12-31")),
    length=st.integers(0, 400),
    calendar=st.sampled_from([None, HolidayCalendar("DE", "BY"), HolidayCalendar("ES")]),
    back=st.booleans(),
    six_day=st.booleans(),
)
def test_business_days_are_those_counted_one_by_one(
    start: date, length: int, calendar: HolidayCalendar | None, back: bool, six_day: bool
) -> None:
    """Counting by whole weeks gives the end, and leaves out what counting day by day leaves out."""
    left_out: dict[int, int] = {5: 0, 6: 0}
    holidays: list[tuple[date, str]] = []
    day, left = start, length
    while left:
        day += timedelta(days=-1 if back else 1)
        if day.weekday() == 6 or (day.weekday() == 5 and not six_day):
            left_out[day.weekday()] += 1
        elif day in holidays_of(calendar, day.year):
            holidays.append((day, holidays_of(calendar, day.year)[day]))
        else:
            left -= 1
    found = count(start, Duration(length, "business_days"), calendar, back=back, six_day=six_day)
    assert found.end == day
    assert (found.saturdays, found.sundays) == (left_out[5], left_out[6])
    assert found.holidays == tuple(sorted(holidays))
