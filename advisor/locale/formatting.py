"""Show values in words: dates, amounts, numbers with their units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from advisor.locale.conventions import COUNTED
from advisor.locale.language import Language
from advisor.model import Between, Deliverable, Duration, FactType, FactValue, Money

Texts = Mapping[str, str]

_YEAR_INSIDE = re.compile(r"(?<![^\W\d])([^\W\d]{3,12} \d{1,2}, \d{4})(?= [a-z])")
NO_BREAK = "\u00a0"
_WITHOUT_DECIMALS = """
    AFN ALL BIF CLP COP DJF GNF HUF IDR IQD IRR ISK JPY KMF KPW KRW LAK LBP MGA MMK PYG RWF
    SOS SYP UGX VND VUV XAF XOF XPF YER
"""
WITHOUT_DECIMALS = frozenset(_WITHOUT_DECIMALS.split())
"""Currencies that are written without decimals, as Babel knows them."""


def language_of(form: str) -> str:
    """Return the language of a form: ``es`` of ``es-MX``."""
    return form.partition("-")[0]


def long_date(day: date, language: Language) -> str:
    """Write a date in full: ``22 November 2026``, ``November 22, 2026``, ``1er mars 2026``."""
    return _first_of_month(language.conventions().day(day, "long"), language)


def years_closed(text: str, language: Language) -> str:
    """Return a text with a comma after the year of each date on which its sentence goes on.

    ``on May 1, 2026, and``, in the forms that put it there.
    """
    if language.form not in language.written.year_comma:
        return text
    return _YEAR_INSIDE.sub(r"\1,", text)


def weekday_date(day: date, language: Language) -> str:
    """Write a date with its weekday: ``Sunday 22 November 2026``."""
    return _with_weekday(day, "full", language)


def short_date(day: date, language: Language) -> str:
    """Write a date with its weekday in short, without its year: ``Tue 1 Dec``."""
    return _with_weekday(day, "MMMEd", language)


def _with_weekday(day: date, style: str, language: Language) -> str:
    written = _first_of_month(language.conventions().day(day, style), language)
    if language.form in language.written.weekday_comma:
        return written
    return written.replace(",", "", 1)


def day_and_month(day: date, language: Language) -> str:
    """Write a date without its year: ``8 December``, or ``December 8`` in en-US."""
    return _first_of_month(language.conventions().day(day, "MMMMd"), language)


def month_and_year(day: date, language: Language) -> str:
    """Write the month of a date: ``March 2023``, ``marzo de 2023``."""
    return language.conventions().day(day, "yMMMM")


def _first_of_month(written: str, language: Language) -> str:
    """Write the first of a month as the language does: ``1er mars``."""
    first = language.written.first_of_month
    return re.sub(r"\b1 ", f"{first} ", written, count=1) if first else written


def plural(value: int | Decimal, language: Language) -> Literal["one", "other"]:
    """Return which of the two forms of a noun goes with a number."""
    # A whole decimal is shown without its decimals.
    shown = int(value) if value == int(value) else value
    if isinstance(shown, int) and abs(shown) < COUNTED:
        return "one" if abs(shown) in language.conventions(language.locale).singular else "other"
    from babel import Locale

    return "one" if Locale.parse(language.locale).plural_form(shown) == "one" else "other"


def number(value: int | Decimal, language: Language) -> str:
    """Write a number with grouping and at most one decimal."""
    rounded = Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return language.conventions().number(rounded, "#,##0.#")


def rate(value: int | Decimal, language: Language) -> str:
    """Write a rate or a number with the decimals it has, at most four."""
    return language.conventions().number(value, "#,##0.####")


def exact_rate(value: int | Decimal, language: Language) -> str:
    """Write a rate as a letter states it: whole, or with two decimals at least."""
    whole = value == int(value)
    return language.conventions().number(value, "#,##0" if whole else "#,##0.00##")


def percent(value: int | Decimal, language: Language) -> str:
    """Write a percentage: ``12.5%``, ``12,5 %`` with a space that does not break."""
    return with_percent(number(value, language), language)


def with_percent(figure: str, language: Language) -> str:
    """Put the sign of a percentage after its figure."""
    spaced = language.conventions(language.locale).percent_space
    return f"{figure}{NO_BREAK}%" if spaced else f"{figure}%"


def money_pattern(value: Money) -> str:
    """Return how the figure of an amount is written: a yen has no hundredths to show."""
    whole = value.amount == value.amount.to_integral_value()
    if whole and value.currency in WITHOUT_DECIMALS:
        return "#,##0"
    return "#,##0.00"


def money(value: Money, language: Language) -> str:
    """Write an amount with its ISO code: ``EUR 4,200.00``, ``4.200,00 EUR``.

    Zero may lack a currency.
    """
    amount = language.conventions().number(value.amount, money_pattern(value))
    if not value.currency:
        return amount
    if language.conventions(language.locale).currency_first:
        return f"{value.currency} {amount}"
    return f"{amount}{NO_BREAK}{value.currency}"


def count_of(value: int | Decimal, unit: str, texts: Texts, language: Language) -> str:
    """Write a number with its unit in the right number: ``1 day``, ``24 days``."""
    if not unit:
        return number(value, language)
    return f"{number(value, language)} {texts.get(f'unit.{unit}.{plural(value, language)}', unit)}"


def show(
    value: FactValue, kind: FactType, texts: Texts, choices: Mapping[str, str], language: Language
) -> str:
    """Write a fact in words: with its unit, its currency, its choice's label."""
    if isinstance(value, Money):
        return money(value, language)
    if isinstance(value, Duration):
        return count_of(value.count, value.unit, texts, language)
    if isinstance(value, date):
        return long_date(value, language)
    if isinstance(value, bool):
        return texts["word.yes"] if value else texts["word.no"]
    if isinstance(value, (int, Decimal)):
        if kind.kind == "percent":
            return percent(value, language)
        return count_of(value, kind.unit, texts, language)
    if isinstance(value, Between):
        return with_percent(str(value), language) if kind.kind == "percent" else str(value)
    if isinstance(value, tuple):
        return texts["mark.between"].join(
            item.what if isinstance(item, Deliverable) else str(item) for item in value
        )
    # What the user wrote, such as a name, stays as it was written.
    return value if kind.kind == "text" else inside(choices.get(value, value), language)


def inside(label: str, language: Language) -> str:
    """Write a label as it stands inside a sentence: small, unless its first word is not."""
    first = label.split(" ", 1)[0]
    if first in language.written.capitals or first[1:] != first[1:].lower():
        return label
    return label[:1].lower() + label[1:]


def list_end(language: Language) -> str:
    """Return Babel's pattern for the last two items of a list: ``{0}, and {1}``."""
    return language.conventions().list_end


def beginning(text: str) -> str:
    """Write a text as a sentence begins: its first letter large."""
    return text[:1].upper() + text[1:]


def bare(value: FactValue, language: Language) -> str:
    """Write a fact without unit or label."""
    if isinstance(value, Money):
        return number(value.amount, language)
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return number(value, language)
    return str(value)
