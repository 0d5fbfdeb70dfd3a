"""Dates, amounts, lists and numbers as a letter of some form writes them.

A form is a language and a country: ``en-US``, ``es-MX``. ``words`` are those of
``templates/<language>/letter/words.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from advisor.locale import formatting
from advisor.locale.contractions import conjunction
from advisor.locale.formatting import long_date, month_and_year
from advisor.locale.language import Language
from advisor.model import Duration, Money

__all__ = [
    "and_dates",
    "and_list",
    "count",
    "fragment",
    "long_date",
    "money",
    "money_in_words",
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


def and_dates(days: Iterable[date], language: Language, words: Words) -> str:
    """Join days in their order: ``3 October and 2 November 2026``, ``3 and 17 October 2026``.

    The year is written once if it is one, and so is the month.
    """
    found = sorted(days)
    if len({(day.year, day.month) for day in found}) == 1:
        written = _in_one_month(found, language)
    elif len({day.year for day in found}) == 1:
        written = [formatting.day_and_month(day, language) for day in found[:-1]]
        written.append(long_date(found[-1], language))
    else:
        written = [long_date(day, language) for day in found]
    first, last = ", ".join(written[:-1]), written[-1]
    return f"{first} {conjunction(words['list.and'], last, language)} {last}" if first else last


def _in_one_month(days: Sequence[date], language: Language) -> list[str]:
    """Return days of one month, named beside the first or the last as the language has it."""
    words = [formatting.day_and_month(day, language).split(" ") for day in days]
    last = long_date(days[-1], language)
    if words[0][1:] == words[-1][1:]:
        return [*(day[0] for day in words[:-1]), last]
    if words[0][:-1] == words[-1][:-1] and len(days) > 1:
        rest = last.removeprefix(" ".join(words[-1][:-1])).lstrip()
        return [" ".join(words[0]), *(day[-1] for day in words[1:-1]), rest]
    return [*(" ".join(day) for day in words[:-1]), last]


def money_in_words(value: Money, language: Language, words: Words) -> str:
    """Write a positive amount in words, as some forms want it beside the figures.

    Empty where the form has no words for the currency, and from a thousand million on.
    """
    pattern = words.get(f"money_in_words.{language.form}.{value.currency}", "")
    whole, cents = divmod(int(value.amount * 100), 100)
    if not pattern or not 0 < whole < 10**9:
        return ""
    written = _in_words(whole, words)
    return pattern.replace("{words}", written).replace("{cents}", f"{cents:02d}")


def _in_words(number: int, words: Words) -> str:
    """Write a number below a thousand million before a noun, by the words ``number``."""
    if number >= 10**6:
        many, rest = divmod(number, 10**6)
        head = words["number.million"]
        if many > 1:
            head = words["number.millions"].replace("{n}", _in_words(many, words))
        return f"{head} {_in_words(rest, words)}" if rest else head + words["number.of_millions"]
    if number >= 1000:
        many, rest = divmod(number, 1000)
        head = words["number.thousand"]
        if many > 1:
            head = words["number.thousands"].replace("{n}", _in_words(many, words))
        return f"{head} {_in_words(rest, words)}" if rest else head
    if f"number.{number}" in words:
        return words[f"number.{number}"]
    if number > 100:
        hundreds, rest = f"number.{number // 100}00", number % 100
        head = words.get(f"{hundreds}+", "") or words[hundreds]
        return f"{head} {_in_words(rest, words)}"
    ten, unit = words[f"number.{number // 10}0"], words[f"number.{number % 10}"]
    return words["number.tens"].replace("{ten}", ten).replace("{unit}", unit)


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
