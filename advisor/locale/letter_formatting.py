"""Dates, amounts, lists and numbers as a letter of some form writes them.

A form is a language and a country: ``en-US``, ``es-MX``. ``words`` are those of
``templates/<language>/letter/words.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from advisor.locale import formatting
from advisor.locale.contractions import conjunction
from advisor.locale.formatting import long_date, month_and_year
from advisor.locale.language import Language
from advisor.model import Duration, Money

__all__ = [
    "and_list",
    "count",
    "fragment",
    "long_date",
    "money",
    "month_and_year",
    "notice_of",
    "period",
    "sentence",
]

Words = Mapping[str, str]


def money(value: Money, language: Language, words: Words) -> str:
    """Write an amount: ``$1,234.56``, ``1.234,56 EUR``.

    Where a sign is unmistakable in a form, ``words`` say how it stands; else the code does.
    """
    pattern = words.get(f"money.{language.form}.{value.currency}")
    if pattern is None:
        return formatting.money(value, language)
    amount = formatting.money(replace(value, amount=abs(value.amount), currency=""), language)
    return ("-" if value.amount < 0 else "") + pattern.replace("{amount}", amount)


def and_list(items: Iterable[str], language: Language, words: Words) -> str:
    """Join items: ``a, b and c``, with a comma before the ``and`` where the form has one.

    Items that hold commas are separated by semicolons.
    """
    found = list(items)
    if len(found) < 2:
        return "".join(found)
    joint = conjunction(words["list.and"], found[-1], language)
    if any(", " in item for item in found):
        between = words.get("list.between", "; ")
        return f"{between.join(found[:-1])}{between}{joint} {found[-1]}"
    serial = len(found) > 2 and formatting.list_end(language).startswith("{0},")
    inner = f" {words['list.and']} "
    double = language.written.clear_lists and any(inner in item for item in found)
    comma = "," if serial or double else ""
    return f"{', '.join(found[:-1])}{comma} {joint} {found[-1]}"


def count(number: int, language: Language, one: str, other: str = "") -> str:
    """Write a number with its noun: ``1 invoice``, ``3 invoices``, ``2 copies``."""
    noun = one if formatting.plural(number, language) == "one" else other or one + "s"
    return f"{formatting.number(number, language)} {noun}"


def period(length: Duration, language: Language, words: Words) -> str:
    """Write a period: ``30 days``, ``1 month``, ``un mes``."""
    pattern = words[f"period.{length.unit}.{formatting.plural(length.count, language)}"]
    return pattern.replace("{n}", formatting.number(length.count, language))


def notice_of(length: Duration, language: Language, words: Words) -> str:
    """Write a period as English makes it the owner of a notice: ``30 days'``, ``1 month's``."""
    written = period(length, language, words)
    return written + ("'" if written.endswith("s") else "'s")


def fragment(text: str) -> str:
    """Make a text a part of a sentence: without a full stop of its own at the end."""
    return text if text.endswith(("..", "\\.")) else text.removesuffix(".")


def sentence(text: str) -> str:
    """Make a text a sentence: a capital first, a full stop last unless it has an end."""
    if not text:
        return ""
    end = (
        ""
        if text.rstrip("\"')\u2019\u201d\u00bb\u00a0").endswith((".", "!", "?", "\u2026"))
        else "."
    )
    return formatting.beginning(text) + end
