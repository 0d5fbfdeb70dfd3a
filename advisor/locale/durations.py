"""Read and show lengths of time: notice periods and numbers of months."""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.errors import Message
from advisor.locale import numbers
from advisor.locale.formatting import Texts, plural
from advisor.locale.parse_error import Refused, fold, found
from advisor.model import Duration, DurationUnit

WORDS: Mapping[str, DurationUnit] = {
    **dict.fromkeys(("", "d", "day", "days", "calendar day", "calendar days"), "days"),
    **dict.fromkeys(("dia", "dias", "dias naturales", "jour", "jours", "j"), "days"),
    **dict.fromkeys(("business day", "business days", "working day"), "business_days"),
    **dict.fromkeys(("working days", "bd", "dia habil", "dias habiles"), "business_days"),
    **dict.fromkeys(("dia laborable", "dias laborables"), "business_days"),
    **dict.fromkeys(("dias calendario", "dias corridos"), "days"),
    **dict.fromkeys(("jour calendaire", "jours calendaires"), "days"),
    **dict.fromkeys(("jour ouvre", "jours ouvres"), "business_days"),
    **dict.fromkeys(("w", "week", "weeks", "semana", "semanas"), "weeks"),
    **dict.fromkeys(("semaine", "semaines"), "weeks"),
    **dict.fromkeys(("m", "mo", "month", "months", "mes", "meses", "mois"), "months"),
}
"""How a unit may be written. A bare number is a number of days."""

YEARS = frozenset(("y", "year", "years", "ano", "anos", "an", "ans"))

LONGEST: Mapping[DurationUnit, int] = {
    "days": 3660,
    "business_days": 2610,
    "weeks": 522,
    "months": 120,
}
"""Ten years in each unit."""

_LENGTH = re.compile(r"([0-9]{1,6}) ?([^0-9]*)", re.ASCII)
_MONTHS = re.compile(r"([0-9][0-9., ]*?) ?([^0-9., ]*)", re.ASCII)


def read_duration(text: str) -> Duration:
    """Read a length such as ``30 days``, ``10 business days`` or ``1 year``.

    A year counts as twelve months. Raises :class:`Refused` with what was found.
    """
    match = _LENGTH.fullmatch(fold(text))
    if match is None:
        raise Refused(Message("Found {found}, which is not a length of time.", found=found(text)))
    count, word = int(match[1]), match[2].strip(" .")
    unit: DurationUnit | None = "months" if word in YEARS else WORDS.get(word)
    if unit is None:
        parts = {"found": found(text), "word": found(word)}
        raise Refused(Message("Found {found}; {word} is not a unit of time.", **parts))
    if word in YEARS:
        count *= 12
    if count > LONGEST[unit]:
        raise Refused(Message("Found {found}; the longest is ten years.", found=found(text)))
    return Duration(count, unit)


def read_months(text: str, language: str) -> numbers.Number:
    """Read a number of months, with decimals; ``1.5 years`` is 18 months."""
    match = _MONTHS.fullmatch(fold(text))
    if match is None:
        raise Refused(Message("Found {found}, which is not a number of months.", found=found(text)))
    word = match[2]
    if word and word not in YEARS and WORDS.get(word) != "months":
        parts = {"found": found(text), "word": found(word)}
        raise Refused(Message("Found {found}; {word} is not months or years.", **parts))
    months = numbers.read(match[1], language, 4) * (12 if word in YEARS else 1)
    if months > 1200:
        raise Refused(Message("Found {found}; the most is 1200 months.", found=found(text)))
    return numbers.simplest(months)


def show_duration(length: Duration, texts: Texts, language: str) -> str:
    """Write a length the way the language does: ``10 business days``."""
    return f"{length.count} {_unit(length.unit, length.count, texts, language)}"


def show_months(months: numbers.Number, texts: Texts, language: str) -> str:
    """Write a number of months with its unit."""
    return f"{numbers.show(months, language)} {_unit('months', months, texts, language)}"


def _unit(unit: DurationUnit, count: numbers.Number, texts: Texts, language: str) -> str:
    return texts[f"unit.{unit}.{plural(count, language)}"]
