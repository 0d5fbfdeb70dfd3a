"""Show values in words: dates, amounts, numbers with their units."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from advisor.model import Between, Deliverable, Duration, FactType, FactValue, Money

BABEL_LOCALE = {"en": "en_GB", "en-US": "en_US", "en-GB": "en_GB"}
"""Document form or language to the locale whose conventions it follows."""

Texts = Mapping[str, str]


def long_date(day: date, form: str = "en") -> str:
    """Write a date in full: ``22 November 2026``, or ``November 22, 2026`` in en-US."""
    from babel.dates import format_date

    return format_date(day, "long", locale=BABEL_LOCALE.get(form, "en_GB"))


def weekday_date(day: date, form: str = "en") -> str:
    """Write a date with its weekday: ``Sunday 22 November 2026``."""
    from babel.dates import format_date

    written = format_date(day, "full", locale=BABEL_LOCALE.get(form, "en_GB"))
    return written if form == "en-US" else written.replace(",", "", 1)


def day_and_month(day: date, form: str = "en") -> str:
    """Write a date without its year: ``8 December``, or ``December 8`` in en-US."""
    from babel.dates import format_skeleton

    return format_skeleton("MMMMd", day, locale=BABEL_LOCALE.get(form, "en_GB"))


def number(value: int | Decimal, form: str = "en") -> str:
    """Write a number with grouping and at most one decimal."""
    from babel.numbers import format_decimal

    rounded = Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return format_decimal(rounded, format="#,##0.#", locale=BABEL_LOCALE.get(form, "en_GB"))


def money(value: Money, form: str = "en") -> str:
    """Write an amount with its ISO code first: ``EUR 4,200.00``. Zero may lack one."""
    from babel.numbers import format_decimal

    amount = format_decimal(value.amount, "#,##0.00", locale=BABEL_LOCALE.get(form, "en_GB"))
    return f"{value.currency} {amount}".strip()


def count_of(value: int | Decimal, unit: str, texts: Texts, form: str = "en") -> str:
    """Write a number with its unit in the right number: ``1 day``, ``24 days``."""
    if not unit:
        return number(value, form)
    key = f"unit.{unit}.one" if value == 1 else f"unit.{unit}.other"
    return f"{number(value, form)} {texts.get(key, unit)}"


def show(value: FactValue, kind: FactType, texts: Texts, choices: Mapping[str, str]) -> str:
    """Write a fact in words: with its unit, its currency, its choice's label."""
    if isinstance(value, Money):
        return money(value)
    if isinstance(value, Duration):
        return count_of(value.count, value.unit, texts)
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, bool):
        return texts["word.yes"] if value else texts["word.no"]
    if isinstance(value, (int, Decimal)):
        if kind.kind == "percent":
            return f"{number(value)}%"
        return count_of(value, kind.unit, texts)
    if isinstance(value, Between):
        return f"{value.low}-{value.high}"
    if isinstance(value, tuple):
        return "; ".join(
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


def bare(value: FactValue) -> str:
    """Write a fact without unit or label."""
    if isinstance(value, Money):
        return number(value.amount)
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return number(value)
    return str(value)
