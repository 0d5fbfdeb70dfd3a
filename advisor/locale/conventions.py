"""How a locale writes dates and numbers: what is needed of Babel, as values.

They are stored with the texts of a language, because importing Babel and its data takes
longer than all that most commands do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from advisor.lazy_dataclass import dataclass

DATES = ("long", "full", "MMMMd", "yMMMM", "MMMEd")
"""Babel's names of the ways to write a date: two styles and two skeletons."""
COUNTED = 1000
"""Whole numbers below this are known to be singular or not."""

_FIELD = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class Conventions:
    """How one Babel locale writes dates and numbers."""

    dates: Mapping[str, str]
    """Each of :data:`DATES` as a template with Babel's fields, such as ``%(MMMM)s``."""
    names: Mapping[str, tuple[str, ...]]
    """Field of a date to its values: by month, by weekday from Monday, or by day."""
    singular: tuple[int, ...]
    """The whole numbers below :data:`COUNTED` whose noun is in the singular."""
    decimal: str
    group: str
    percent_space: bool
    """Whether a space precedes the sign of a percentage."""
    currency_first: bool
    month_names: tuple[tuple[str, ...], ...]
    """From January on, in full and abbreviated."""
    weekday_names: tuple[tuple[str, ...], ...]
    """From Monday on, in full and abbreviated."""
    list_end: str
    """The last two items of a list: ``{0}, and {1}``."""

    def day(self, day: date, style: str) -> str:
        """Write a date in one of :data:`DATES`."""
        return _FIELD.sub(lambda match: self._field(match[1], day), self.dates[style])

    def _field(self, name: str, day: date) -> str:
        return str(day.year) if name[0] == "y" else self.names[name][_place(name, day)]

    def number(self, value: int | Decimal, pattern: str) -> str:
        """Write a number by a pattern such as ``#,##0.0#``, rounded half to even.

        A ``#`` stands for a digit that is left out where it is a zero.
        """
        whole, _, decimals = pattern.partition(".")
        written = f"{abs(value):{',' if ',' in whole else ''}.{len(decimals)}f}"
        head, _, tail = written.partition(".")
        least = decimals.count("0")
        tail = tail[:least] + tail[least:].rstrip("0")
        text = head.replace(",", self.group) + (self.decimal + tail if tail else "")
        return f"-{text}" if value < 0 else text


def _place(name: str, day: date) -> int:
    """Return the place of a day among the values of a field."""
    first = name[0]
    if first in "ML":
        return day.month - 1
    return day.weekday() if first in "Ece" else day.day - 1 if first == "d" else 0


@lru_cache(maxsize=32)
def conventions_of(locale: str) -> Conventions:
    """Ask Babel for the conventions of a locale.

    Raises :class:`babel.UnknownLocaleError` for one that it does not know.
    """
    from babel import Locale, dates, numbers

    own = Locale.parse(locale)
    templates = {style: str(own.date_formats[style].format) for style in DATES[:2]}
    known = own.datetime_skeletons
    for skeleton in DATES[2:]:
        nearest = skeleton if skeleton in known else dates.match_skeleton(skeleton, known)
        templates[skeleton] = str(known[nearest].format)
    # The days of January 2001, which begins on a Monday, and the firsts of its months.
    days = [date(2001, 1, day) for day in range(1, 32)]
    firsts = [date(2001, month, 1) for month in range(1, 13)]
    names: dict[str, tuple[str, ...]] = {}
    for name in sorted({name for one in templates.values() for name in _FIELD.findall(one)}):
        if name[0] != "y":
            among = firsts if name[0] in "ML" else days[:7] if name[0] in "Ece" else days
            names[name] = tuple(dates.DateTimeFormat(day, own)[name] for day in among)
    return Conventions(
        dates=templates,
        names=names,
        singular=tuple(count for count in range(COUNTED) if own.plural_form(count) == "one"),
        decimal=numbers.get_decimal_symbol(own),
        group=numbers.get_group_symbol(own),
        percent_space=not own.percent_formats[None].pattern.endswith("0%"),
        currency_first=own.currency_formats["standard"].pattern.startswith("¤"),
        month_names=_by_width(dates.get_month_names, own),
        weekday_names=_by_width(dates.get_day_names, own),
        list_end=str(own.list_patterns["standard"]["end"]),
    )


def _by_width(
    names_of: Callable[..., Mapping[int, str]], locale: object
) -> tuple[tuple[str, ...], ...]:
    found = [names_of(width, locale=locale) for width in ("wide", "abbreviated")]
    return tuple(tuple(names[number] for number in sorted(names)) for names in found)
