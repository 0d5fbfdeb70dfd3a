"""Read and show dates: ISO, with a month's name, by numbers, or relative to today."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from advisor.errors import Message
from advisor.locale import formatting
from advisor.locale.folding import fold_words
from advisor.locale.language import Language, LengthUnit
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
_STEP = re.compile(r"([+-]) ?([0-9]{1,4}) ?([^0-9 ]+)", re.ASCII)
_NUMERIC = re.compile(r"([0-9]{1,4})([./-])([0-9]{1,2})\2([0-9]{1,4})", re.ASCII)
_DAY = re.compile(r"([0-9]{1,2})([^0-9]*)", re.ASCII)
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)


def read(text: str, as_of: date | None, language: Language) -> date:
    """Read a date. Without ``as_of``, as in a file, relative dates are refused.

    Raises :class:`Refused` with what was found.
    """
    word, known = fold_words(text), language.typed.days
    step = _step(word, language)
    if word in known or step:
        if as_of is None:
            raise Refused(
                Message("Found {found}, which is another day tomorrow.", found=found(text))
            )
        return _moved(as_of, *step, text) if step else as_of + timedelta(days=known[word])
    numeric = _NUMERIC.fullmatch(word)
    if numeric:
        return _by_numbers(text, numeric[1], numeric[3], numeric[4], language)
    return _by_name(text, word, language)


def _step(word: str, language: Language) -> tuple[int, LengthUnit] | None:
    """Return the number and unit of ``-3w``, or ``None`` for anything else."""
    match = _STEP.fullmatch(word)
    unit = language.typed.steps.get(match[3]) if match else None
    return (int(match[1] + match[2]), unit) if match and unit else None


def _moved(as_of: date, count: int, unit: LengthUnit, text: str) -> date:
    try:
        if unit in ("days", "weeks"):
            return _within(as_of + timedelta(days=count * (7 if unit == "weeks" else 1)))
        return _within(add_months(as_of, count * (12 if unit == "years" else 1)))
    except (OverflowError, ValueError) as error:
        refused = Message("Found {found}, which is too far away.", found=found(text))
        raise Refused(refused) from error


def add_months(start: date, months: int) -> date:
    """Add calendar months; a day that the month lacks becomes its last day."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _within(day: date) -> date:
    return make(day.year, day.month, day.day)


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


def _by_name(text: str, word: str, language: Language) -> date:
    """Read 30 Nov 2026, November 30, 2026 or Tuesday 3 November 2026."""
    left_out = language.typed.inside_dates
    words = [part for part in re.split(r"[ ,.]+", word) if part and part not in left_out]
    weekday = _number_of(words[0], _names(language, "days")) if len(words) == 4 else None
    if weekday is not None:
        words = words[1:]
    if len(words) == 3 and _day(words[0], language) is None:
        words[:2] = [words[1], words[0]]
    day = _day(words[0], language) if len(words) in (2, 3) else None
    if day is not None:
        month = _number_of(words[1], _names(language, "months"))
        if month is not None and len(words) == 2:
            raise Refused(Message("Found {found}; add the year.", found=found(text)))
        if month is not None and _YEAR.fullmatch(words[2]):
            made = make(int(words[2]), month, day)
            if weekday not in (None, made.weekday()):
                parts = {"found": found(text), "weekday": made_day(made)}
                raise Refused(Message("Found {found}, but that day is a {weekday}.", **parts))
            return made
    raise Refused(Message("Found {found}, which is not a date.", found=found(text)))


def _day(word: str, language: Language) -> int | None:
    """Return the number of a day, with or without an ordinal ending: ``3``, ``3rd``, ``1er``."""
    match = _DAY.fullmatch(word)
    return int(match[1]) if match and match[2] in ("", *language.typed.ordinals) else None


def looks_like_one(text: str, language: Language) -> bool:
    """Tell whether a text is meant as a date, right or wrong."""
    whole = fold_words(text)
    words = [part for part in re.split(r"[ ,./-]+", whole) if part]
    if _step(whole, language) or whole in language.typed.days:
        return True
    if any(_YEAR.fullmatch(part) for part in words) and words[0][0].isdigit():
        return True
    names = _names(language, "months")
    has_month = any(_number_of(part, names) is not None for part in words)
    return has_month and any(_day(part, language) is not None for part in words)


@lru_cache(maxsize=16)
def _names(language: Language, what: str) -> tuple[tuple[str, int], ...]:
    """Return the names of months or weekdays in the languages that dates are read in."""
    from babel.dates import get_day_names, get_month_names

    get = get_month_names if what == "months" else get_day_names
    found_names = set(language.typed.months.items()) if what == "months" else set()
    for locale in language.name_locales:
        for width in ("wide", "abbreviated"):
            for number, name in get(width, locale=locale).items():
                found_names.add((fold_words(name).strip("."), number))
    return tuple(sorted(found_names))


def _number_of(word: str, names: tuple[tuple[str, int], ...]) -> int | None:
    """Return the number of the one name that begins like this, if there is one."""
    exact = {number for name, number in names if name == word}
    begins = {number for name, number in names if len(word) >= 3 and name.startswith(word)}
    candidates = exact or begins
    return candidates.pop() if len(candidates) == 1 else None


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
