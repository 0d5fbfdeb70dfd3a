"""Read dates relative to today: ``yesterday``, ``-3w``, ``in 3 weeks``, ``next friday``."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from advisor.errors import Message
from advisor.locale.date_names import number_of, weekdays
from advisor.locale.language import Language, LengthUnit
from advisor.locale.refused import Refused, found

_STEP = re.compile(r"([+-]) ?([0-9]{1,4}) ?([^0-9 ]+)", re.ASCII)
_LENGTH = re.compile(r"([0-9]{1,4}) ?([^0-9]+)", re.ASCII)


def step(word: str, language: Language) -> tuple[int, LengthUnit] | None:
    """Return the number and unit of a folded ``tomorrow``, ``-3w`` or ``2 years ago``.

    ``None`` for anything else.
    """
    typed = language.typed
    if word in typed.days:
        return typed.days[word], "days"
    if match := _STEP.fullmatch(word):
        letter = typed.steps.get(match[3])
        return (int(match[1] + match[2]), letter) if letter else None
    for phrases, sign in ((typed.ahead, 1), (typed.back, -1)):
        for inner in _inside(phrases, word):
            first, _, rest = inner.partition(" ")
            length = _LENGTH.fullmatch(f"{typed.counts.get(first, first)} {rest}".strip())
            unit = typed.lengths.get(length[2]) if length else None
            if length and unit and unit not in ("business_days", "hours"):
                return sign * int(length[1]), unit
    return None


def weekday(word: str, past: bool, language: Language) -> tuple[int, int] | None:
    """Return the number of a weekday and the direction to look in, 1 or -1.

    A weekday alone is the last one where the answer lies in the ``past``, else the next.
    """
    names = weekdays(language)
    for phrases, sign in ((("{}",), -1 if past else 1), *_directions(language)):
        for inner in _inside(phrases, word):
            number = number_of(inner, names)
            if number is not None:
                return number, sign
    return None


def _directions(language: Language) -> Iterator[tuple[tuple[str, ...], int]]:
    yield language.typed.next, 1
    yield language.typed.last, -1


def _inside(phrases: tuple[str, ...], word: str) -> Iterator[str]:
    """Yield what stands for ``{}`` in the phrases that a text has the form of."""
    for phrase in phrases:
        before, after = phrase.split("{}")
        if word.startswith(before) and word.endswith(after):
            inner = word[len(before) : len(word) - len(after)].strip()
            if inner:
                yield inner


def read(word: str, text: str, as_of: date, past: bool, language: Language) -> date | None:
    """Return the day of a folded text, ``None`` where it is no relative date.

    Raises :class:`Refused` where the day is too far away.
    """
    if moved := step(word, language):
        return _moved(as_of, *moved, text)
    if named := weekday(word, past, language):
        number, sign = named
        # The same weekday as today is a week away.
        distance = (sign * (number - as_of.weekday())) % 7 or 7
        return as_of + timedelta(days=sign * distance)
    return None


def _moved(as_of: date, count: int, unit: LengthUnit, text: str) -> date:
    try:
        if unit in ("days", "weeks"):
            return as_of + timedelta(days=count * (7 if unit == "weeks" else 1))
        return add_months(as_of, count * (12 if unit == "years" else 1))
    except (OverflowError, ValueError) as error:
        refused = Message("Found {found}, which is too far away.", found=found(text))
        raise Refused(refused) from error


def add_months(start: date, months: int) -> date:
    """Add calendar months; a day that the month lacks becomes its last day."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
