"""Read and show dates: ISO, with a month's name, by numbers, or relative to today."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from advisor.errors import Message
from advisor.locale import formatting, relative_dates
from advisor.locale.date_names import months, number_of, weekdays
from advisor.locale.folding import fold_words
from advisor.locale.language import Language
from advisor.locale.refused import Refused, found

FIRST_YEAR, LAST_YEAR = 1970, 2200

MONTHS = (
    Message("January"),
    Message("February"),
    Message("March"),
    Message("April"),
    Message("May"),
    Message("June"),
    Message("July"),
    Message("August"),
    Message("September"),
    Message("October"),
    Message("November"),
    Message("December"),
)
WEEKDAYS = (
    Message("Monday"),
    Message("Tuesday"),
    Message("Wednesday"),
    Message("Thursday"),
    Message("Friday"),
    Message("Saturday"),
    Message("Sunday"),
)
_NUMERIC = re.compile(r"([0-9]{1,4})([./-])([0-9]{1,2})\2([0-9]{1,4})", re.ASCII)
_DAY = re.compile(r"([0-9]{1,2})([^0-9]*)", re.ASCII)
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)
_MONTH_NUMBER = re.compile(r"([0-9]{1,2})[./-]([0-9]{4})|([0-9]{4})-([0-9]{1,2})", re.ASCII)
_TOO_CLOSE = 60
"""Days of difference below which a day without its year may be in either of two years."""


def read(
    text: str,
    as_of: date | None,
    language: Language,
    *,
    past: bool = False,
    month_is_enough: bool = False,
) -> date:
    """Read a date. Without ``as_of``, as in a file, relative dates are refused.

    In the ``past`` a day without its year is the last one, a weekday too. Where the
    ``month_is_enough``, a month or a year is its first day. Raises :class:`Refused` with
    what was found.
    """
    word = fold_words(text)
    if numeric := _NUMERIC.fullmatch(word):
        return _by_numbers(text, numeric[1], numeric[3], numeric[4], language)
    if as_of is not None:
        day = relative_dates.read(word, text, as_of, past, language)
        if day is not None:
            return make(day.year, day.month, day.day)
    elif _is_relative(word, language):
        raise Refused(Message("Found {found}, which is another day tomorrow.", found=found(text)))
    if month_is_enough and (day := _month_or_year(word, language)):
        return day
    return _by_name(text, word, as_of, past, language)


def _is_relative(word: str, language: Language) -> bool:
    relative = relative_dates.step(word, language) or relative_dates.weekday(word, False, language)
    return relative is not None


def _month_or_year(word: str, language: Language) -> date | None:
    """Return the first day of ``March 2025``, ``03/2025`` or ``2025``."""
    if _YEAR.fullmatch(word):
        return make(int(word), 1, 1)
    if numbers := _MONTH_NUMBER.fullmatch(word):
        return make(int(numbers[2] or numbers[3]), int(numbers[1] or numbers[4]), 1)
    words = _words(word, language)
    if len(words) == 2 and _YEAR.fullmatch(words[1]):
        month = number_of(words[0], months(language))
        return None if month is None else make(int(words[1]), month, 1)
    return None


def _words(word: str, language: Language) -> list[str]:
    left_out = language.typed.inside_dates
    # A hyphen parts 30-Nov-2026, and belongs to quarta-feira.
    parts = re.split(r"[ ,.]+" if " " in word else r"[,./-]+", word)
    return [part for part in parts if part and part not in left_out]


def make(year: int, month: int, day: int) -> date:
    """Return a date between 1970 and 2200, or say which part of it is wrong."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        years = {"year": year, "first": FIRST_YEAR, "last": LAST_YEAR}
        raise Refused(Message("The year {year} is not between {first} and {last}.", **years))
    if not 1 <= month <= 12:
        raise Refused(Message("There is no month {month}.", month=month))
    if not 1 <= day <= monthrange(2000, month)[1]:
        raise Refused(Message("There is no {day} {month}.", day=day, month=MONTHS[month - 1]))
    if day > monthrange(year, month)[1]:
        parts = {"day": day, "month": MONTHS[month - 1], "year": year}
        raise Refused(Message("There is no {day} {month} {year}.", **parts))
    return date(year, month, day)


def _by_numbers(text: str, first: str, second: str, third: str, language: Language) -> date:
    """Read 2026-11-30, 2026/11/30 or 30/11/2026."""
    if len(first) == 4 and len(third) <= 2:
        return make(int(first), int(second), int(third))
    if len(third) != 4 or len(first) > 2:
        shown = found(text)
        raise Refused(Message("Found {found}; write the year with four digits.", found=shown))
    day, month, year = int(first), int(second), int(third)
    if language.typed.date_order == "either" and day != month:
        if day <= 12 and month <= 12:
            one, other = make(year, month, day), make(year, day, month)
            both = {"first": plain(one), "second": plain(other)}
            raise Refused(
                Message(
                    "Found {found}, which may be {first} or {second}.", found=found(text), **both
                )
            )
        if month > 12:
            day, month = month, day
    return make(year, month, day)


def _by_name(text: str, word: str, as_of: date | None, past: bool, language: Language) -> date:
    """Read 30 Nov 2026, November 30, 2026, 30-Nov-2026 or Tuesday 3 November 2026."""
    words = _words(word, language)
    weekday = number_of(words[0], weekdays(language)) if len(words) == 4 else None
    if weekday is not None:
        words = words[1:]
    if len(words) in (2, 3) and _day(words[0], language) is None:
        words[:2] = [words[1], words[0]]
    day = _day(words[0], language) if len(words) in (2, 3) else None
    month = number_of(words[1], months(language)) if day is not None else None
    if day is None or month is None:
        raise Refused(Message("Found {found}, which is not a date.", found=found(text)))
    if len(words) == 2:
        return _nearest(text, day, month, as_of, past)
    if not _YEAR.fullmatch(words[2]):
        raise Refused(Message("Found {found}, which is not a date.", found=found(text)))
    made = make(int(words[2]), month, day)
    if weekday not in (None, made.weekday()):
        parts = {"found": found(text), "weekday": made_day(made)}
        raise Refused(Message("Found {found}, but that day is a {weekday}.", **parts))
    return made


def _nearest(text: str, day: int, month: int, as_of: date | None, past: bool) -> date:
    """Return the day in the year that is meant: the last, or the nearest to today."""
    make(2000, month, day)
    if as_of is None:
        raise Refused(Message("Found {found}; add the year.", found=found(text)))
    years = (as_of.year - 1, as_of.year, as_of.year + 1)
    days = [make(year, month, day) for year in years if day <= monthrange(year, month)[1]]
    if past:
        days = [one for one in days if one <= as_of]
    days.sort(key=lambda one: abs(one - as_of))
    if not days:
        raise Refused(Message("Found {found}; add the year.", found=found(text)))
    first, *rest = days
    if not past and rest and abs(rest[0] - as_of) - abs(first - as_of) < timedelta(_TOO_CLOSE):
        both = {"first": plain(first), "second": plain(rest[0])}
        raise Refused(
            Message("Found {found}, which may be {first} or {second}.", found=found(text), **both)
        )
    return first


def _day(word: str, language: Language) -> int | None:
    """Return the number of a day, with or without an ordinal ending: ``3``, ``3rd``, ``1er``."""
    match = _DAY.fullmatch(word)
    return int(match[1]) if match and match[2] in ("", *language.typed.ordinals) else None


def looks_like_one(text: str, language: Language) -> bool:
    """Tell whether a text is meant as a date, right or wrong."""
    whole = fold_words(text)
    words = [part for part in re.split(r"[ ,./-]+", whole) if part]
    if _is_relative(whole, language):
        return True
    if any(_YEAR.fullmatch(part) for part in words) and words[0][0].isdigit():
        return True
    names = months(language)
    has_month = any(number_of(part, names) is not None for part in words)
    return has_month and any(_day(part, language) is not None for part in words)


def plain(day: date) -> str:
    """Write a date for a message: ``3 November 2026``."""
    if day.day == 1:
        return Message("1 {month} {year}", month=MONTHS[day.month - 1], year=day.year)
    return Message("{day} {month} {year}", day=day.day, month=MONTHS[day.month - 1], year=day.year)


def made_day(day: date) -> str:
    """Return the English name of a date's weekday."""
    return WEEKDAYS[day.weekday()]


def show(day: date, language: Language) -> str:
    """Write a date in full, with its weekday: ``Tuesday 3 November 2026``."""
    return formatting.weekday_date(day, language)
