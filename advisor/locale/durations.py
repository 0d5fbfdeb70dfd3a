"""Read and show lengths of time: notice periods and numbers of months."""

from __future__ import annotations

import re

from advisor.errors import Message
from advisor.locale import numbers
from advisor.locale.folding import fold_words
from advisor.locale.formatting import Texts, plural
from advisor.locale.language import Language
from advisor.locale.refused import Refused, found
from advisor.model import Duration, DurationUnit
from advisor.vocabulary import LONGEST

_LENGTH = re.compile(r"([0-9]{1,6}) ?([^0-9]*)", re.ASCII)
_MONTHS = re.compile(r"([0-9][0-9., ]*?) ?([^0-9., ]*)", re.ASCII)


def read_duration(text: str, language: Language) -> Duration:
    """Read a length such as ``30 days``, ``two weeks`` or ``1 year``.

    A bare number is a number of days. A year counts as twelve months. Raises
    :class:`Refused` with what was found.
    """
    match = _LENGTH.fullmatch(_in_figures(text, language))
    if match is None:
        raise Refused(Message("Found {found}, which is not a length of time.", found=found(text)))
    count, word = int(match[1]), match[2].strip(" .")
    unit = language.typed.lengths.get(word) if word else "days"
    if unit is None:
        parts = {"found": found(text), "word": found(word)}
        raise Refused(Message("Found {found}; {word} is not a unit of time.", **parts))
    if unit == "years":
        count, unit = count * 12, "months"
    if count > LONGEST[unit]:
        raise Refused(Message("Found {found}; the longest is ten years.", found=found(text)))
    return Duration(count, unit)


def read_months(text: str, language: Language) -> numbers.Number:
    """Read a number of months, with decimals; ``1.5 years`` is 18 months."""
    match = _MONTHS.fullmatch(_in_figures(text, language))
    if match is None:
        raise Refused(Message("Found {found}, which is not a number of months.", found=found(text)))
    word = match[2]
    unit = language.typed.lengths.get(word) if word else "months"
    if unit not in ("months", "years"):
        parts = {"found": found(text), "word": found(word)}
        raise Refused(Message("Found {found}; {word} is not months or years.", **parts))
    months = numbers.read(match[1], language, 4) * (12 if unit == "years" else 1)
    if months > 1200:
        raise Refused(Message("Found {found}; the most is 1200 months.", found=found(text)))
    return numbers.simplest(months)


def _in_figures(text: str, language: Language) -> str:
    """Return a text, folded, with its first word as a figure if it is a number: ``two weeks``."""
    first, _, rest = fold_words(text).partition(" ")
    count = language.typed.counts.get(first)
    return f"{first if count is None else count} {rest}".strip()


def show_duration(length: Duration, texts: Texts, language: Language) -> str:
    """Write a length the way the language does: ``10 business days``."""
    return f"{length.count} {_unit(length.unit, length.count, texts, language)}"


def show_months(months: numbers.Number, texts: Texts, language: Language) -> str:
    """Write a number of months with its unit."""
    return f"{numbers.show(months, language)} {_unit('months', months, texts, language)}"


def _unit(unit: DurationUnit, count: numbers.Number, texts: Texts, language: Language) -> str:
    return texts[f"unit.{unit}.{plural(count, language)}"]
