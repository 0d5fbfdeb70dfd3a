"""Show values in words: dates, amounts, numbers with their units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from advisor.model import Between, Deliverable, Duration, FactType, FactValue, Money

Texts = Mapping[str, str]

NO_BREAK = "\u00a0"


def locale_of(form: str) -> str:
    """Return the locale whose conventions a language or a document form follows.

    A form is a language and a country, ``es-MX``. Plain English follows the British use.
    """
    return "en_GB" if form == "en" else form.replace("-", "_")


def language_of(form: str) -> str:
    """Return the language of a form: ``es`` of ``es-MX``."""
    return form.partition("-")[0]


def long_date(day: date, form: str = "en") -> str:
    """Write a date in full: ``22 November 2026``, ``November 22, 2026``, ``1er mars 2026``."""
    from babel.dates import format_date

    return _first_of_month(format_date(day, "long", locale=locale_of(form)), form)


def weekday_date(day: date, form: str = "en") -> str:
    """Write a date with its weekday: ``Sunday 22 November 2026``."""
    from babel.dates import format_date

    written = _first_of_month(format_date(day, "full", locale=locale_of(form)), form)
    return written if form == "en-US" else written.replace(",", "", 1)


def day_and_month(day: date, form: str = "en") -> str:
    """Write a date without its year: ``8 December``, or ``December 8`` in en-US."""
    from babel.dates import format_skeleton

    return _first_of_month(format_skeleton("MMMMd", day, locale=locale_of(form)), form)


def month_and_year(day: date, form: str = "en") -> str:
    """Write the month of a date: ``March 2023``, ``marzo de 2023``."""
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", day, locale=locale_of(form))


def _first_of_month(written: str, form: str) -> str:
    """Write the first of a month as French does; the other languages count all days alike."""
    return re.sub(r"\b1 ", "1er ", written, count=1) if language_of(form) == "fr" else written


def plural(value: int | Decimal, form: str = "en") -> Literal["one", "other"]:
    """Return which of the two forms of a noun goes with a number.

    In French zero and what is below two are singular.
    """
    singular = -2 < value < 2 if language_of(form) == "fr" else value == 1
    return "one" if singular else "other"


def number(value: int | Decimal, form: str = "en") -> str:
    """Write a number with grouping and at most one decimal."""
    return _decimal(Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP), "#,##0.#", form)


def rate(value: int | Decimal, form: str = "en") -> str:
    """Write a rate or a number with the decimals it has, at most four."""
    return _decimal(value, "#,##0.####", form)


def _decimal(value: int | Decimal, pattern: str, form: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, format=pattern, locale=locale_of(form))


def percent(value: int | Decimal, form: str = "en") -> str:
    """Write a percentage: ``12.5%``, ``12,5 %`` with a space that does not break."""
    return with_percent(number(value, form), form)


def with_percent(figure: str, form: str) -> str:
    """Put the sign of a percentage after its figure."""
    space = "" if language_of(form) == "en" else NO_BREAK
    return f"{figure}{space}%"


def money_pattern(value: Money) -> str:
    """Return how the figure of an amount is written: a yen has no hundredths to show."""
    from babel.numbers import get_currency_precision

    whole = value.amount == value.amount.to_integral_value()
    if value.currency and whole and get_currency_precision(value.currency) == 0:
        return "#,##0"
    return "#,##0.00"


def money(value: Money, form: str = "en") -> str:
    """Write an amount with its ISO code: ``EUR 4,200.00``, ``4.200,00 EUR``.

    Zero may lack a currency.
    """
    amount = _decimal(value.amount, money_pattern(value), form)
    if not value.currency:
        return amount
    if language_of(form) == "en":
        return f"{value.currency} {amount}"
    return f"{amount}{NO_BREAK}{value.currency}"


def count_of(value: int | Decimal, unit: str, texts: Texts, form: str = "en") -> str:
    """Write a number with its unit in the right number: ``1 day``, ``24 days``."""
    if not unit:
        return number(value, form)
    return f"{number(value, form)} {texts.get(f'unit.{unit}.{plural(value, form)}', unit)}"


def show(
    value: FactValue, kind: FactType, texts: Texts, choices: Mapping[str, str], form: str = "en"
) -> str:
    """Write a fact in words: with its unit, its currency, its choice's label."""
    if isinstance(value, Money):
        return money(value, form)
    if isinstance(value, Duration):
        return count_of(value.count, value.unit, texts, form)
    if isinstance(value, date):
        return long_date(value, form)
    if isinstance(value, bool):
        return texts["word.yes"] if value else texts["word.no"]
    if isinstance(value, (int, Decimal)):
        if kind.kind == "percent":
            return percent(value, form)
        return count_of(value, kind.unit, texts, form)
    if isinstance(value, Between):
        return f"{value.low}-{value.high}"
    if isinstance(value, tuple):
        return texts["mark.between"].join(
            item.what if isinstance(item, Deliverable) else str(item) for item in value
        )
    # What the user wrote, such as a name, stays as it was written.
    return value if kind.kind == "text" else inside(choices.get(value, value))


def inside(label: str) -> str:
    """Write a label as it stands inside a sentence: small, unless it begins with "I"."""
    first = label.split(" ", 1)[0]
    if first in ("I", "I'm") or first[1:] != first[1:].lower():
        return label
    return label[:1].lower() + label[1:]


def beginning(text: str) -> str:
    """Write a text as a sentence begins: its first letter large."""
    return text[:1].upper() + text[1:]


def bare(value: FactValue, form: str = "en") -> str:
    """Write a fact without unit or label."""
    if isinstance(value, Money):
        return number(value.amount, form)
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return number(value, form)
    return str(value)
