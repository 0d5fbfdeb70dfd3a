"""Dates, amounts, lists and numbers as a letter of some form writes them.

A form is a language and a country: ``en-US``, ``en-GB``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from advisor import wording
from advisor.model import Duration, Money

FORMS = ("en-US", "en-GB")
SYMBOLS = {("USD", "en-US"): "$", ("GBP", "en-US"): "£", ("GBP", "en-GB"): "£"}
"""Currency and form to the sign that is unmistakable there; else the code stands."""


def long_date(day: date, form: str) -> str:
    """Write a date in full: ``December 1, 2026`` in en-US, ``1 December 2026`` in en-GB."""
    return wording.long_date(day, form)


def month_year(day: date) -> str:
    """Write the month of a date: ``March 2023``."""
    from babel.dates import format_date

    return format_date(day, "MMMM y", locale="en_GB")


def money(value: Money, form: str) -> str:
    """Write an amount: ``$1,234.56``, ``£1,234.56``, else ``EUR 1,234.56``."""
    written = wording.money(value, form)
    symbol = SYMBOLS.get((value.currency, form))
    if symbol is None:
        return written
    amount = written.removeprefix(f"{value.currency} ")
    return f"-{symbol}{amount[1:]}" if amount.startswith("-") else symbol + amount


def and_list(items: Iterable[str], form: str) -> str:
    """Join items: ``a, b and c``; en-US has a comma before the ``and`` of three or more.

    So have items that hold an "and" of their own. Items that hold commas are
    parted by semicolons.
    """
    found = list(items)
    if len(found) < 2:
        return "".join(found)
    if any(", " in item for item in found):
        return "; ".join(found[:-1]) + "; and " + found[-1]
    serial = form == "en-US" and len(found) > 2
    comma = "," if serial or any(" and " in item for item in found) else ""
    return ", ".join(found[:-1]) + f"{comma} and {found[-1]}"


def count(number: int, one: str, other: str = "") -> str:
    """Write a number with its noun: ``1 invoice``, ``3 invoices``, ``2 copies``."""
    return f"{number:,} {one if number == 1 else other or one + 's'}"


def period(length: Duration) -> str:
    """Write a period: ``30 days``, ``1 month``."""
    return str(length)


def notice_of(length: Duration) -> str:
    """Write a period as the owner of a notice: ``30 days'``, ``1 month's``."""
    words = str(length)
    return words + ("'" if words.endswith("s") else "'s")


def fragment(text: str) -> str:
    """Make a text a part of a sentence: without a full stop of its own at the end."""
    return text if text.endswith(("..", "\\.")) else text.removesuffix(".")


def sentence(text: str) -> str:
    """Make a text a sentence: a capital first, a full stop last unless it has an end."""
    if not text:
        return ""
    end = "" if text.rstrip("\"')\u2019\u201d").endswith((".", "!", "?", "\u2026")) else "."
    return text[0].upper() + text[1:] + end
