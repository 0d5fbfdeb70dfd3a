"""Dates, amounts, numbers and clauses in running text: their patterns and values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from advisor.lazy_dataclass import dataclass
from advisor.locale import dates, numbers
from advisor.locale.folding import fold
from advisor.locale.language import Language
from advisor.locale.money import CURRENCIES, SHARED, SIGNS
from advisor.locale.refused import Refused

DOLLARS = frozenset(["USD", "CAD", "AUD", "NZD", "HKD", "SGD"])
PESOS = frozenset(["MXN", "COP", "ARS", "CLP", "UYU", "DOP"])
SEVERAL: Mapping[str, frozenset[str]] = {
    **{sign: frozenset(codes) for sign, codes in SHARED.items()},
    "$": DOLLARS | PESOS | {"BRL", "BOB"},
}
"""Signs that several currencies share, and which."""


@dataclass(frozen=True)
class Amount:
    """An amount found in a text."""

    amount: Decimal
    currency: str
    """Empty where none is given, or several share its sign."""
    among: frozenset[str] = frozenset()
    """The currencies that share the sign; empty otherwise."""


@lru_cache(maxsize=16)
def built_in(language: Language) -> Mapping[str, str]:
    """Return the regular expressions of dates, amounts, numbers and clauses in folded text."""
    month = "|".join(_months(language))
    weekday = "|".join(_weekdays(language))
    year, space, typed = r"[12][0-9]{3}", r"\s{1,40}", language.typed
    inside = any_of(typed.inside_dates)
    lead = rf"(?:(?:{any_of(typed.before_dates)}|{weekday})[\s,]{{1,40}}){{0,3}}"
    day = rf"[0-9]{{1,2}}(?:{any_of(typed.ordinals)})?"
    named = (
        rf"(?:{day}{space}(?:(?:{inside}){space})?(?:{month})\.?,?(?:{space}(?:{inside}))?{space}{year}"
        rf"|(?:{month})\.?{space}{day},?{space}{year})"
    )
    by_numbers = r"(?:[12][0-9]{3}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}([./-])[0-9]{1,2}\1[12][0-9]{3})"
    # The number of a back reference changes when expressions are joined.
    by_numbers = by_numbers.replace(r"([./-])", "[./-]").replace(r"\1", "[./-]")
    core = rf"(?:{named}|{by_numbers})"
    figure = r"[0-9](?:[0-9]|[.,'\u00a0\u2009\u202f ](?=[0-9])){0,24}"
    codes = "|".join(sorted(_codes(language)))
    signs = "|".join(sorted((re.escape(sign) for sign in _signs()), key=len, reverse=True))
    before = rf"(?:(?:{codes})\s?|(?:{signs})\s?)"
    names = any_of((*typed.currencies, *filter(str.isalpha, SEVERAL)))
    after = rf"\s?(?:(?:{codes}|{names})(?!\w)|(?:{signs}))"
    return {
        "date": lead + core,
        "core": core,
        "month": rf"(?:{month})\.?{space}(?:(?:{inside}){space})?{year}",
        "money": rf"(?:(?<![a-z0-9]){before}{figure}(?:\s?(?:{codes})(?!\w))?|{figure}{after})",
        "number": r"(?:[0-9]{1,4}|<counts>)",
        "clause": r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,6}(?:\([a-z0-9]{1,6}\)){0,4}[a-z]?",
    }


@lru_cache(maxsize=128)
def any_of(words: tuple[str, ...]) -> str:
    """Return an expression of alternatives, the longest first; of none one that matches nothing."""
    return "|".join(map(re.escape, sorted(words, key=lambda one: (-len(one), one)))) or "(?!)"


@lru_cache(maxsize=128)
def any_folded(words: tuple[str, ...]) -> str:
    """Return the same of words without capitals and accents."""
    return any_of(tuple(map(fold, words)))


@lru_cache(maxsize=16)
def _codes(language: Language) -> frozenset[str]:
    """Return the currency codes, folded, without those that are words of the language."""
    return frozenset(code.lower() for code in CURRENCIES) - set(language.typed.not_currencies)


def _signs() -> tuple[str, ...]:
    return (*(sign for sign in SIGNS if not sign.isalpha()), "$", "\u00a5")


@lru_cache(maxsize=16)
def _months(language: Language) -> tuple[str, ...]:
    names = language.conventions(language.code).month_names
    found = {fold(name).strip(".") for some in names for name in some}
    return tuple(sorted(map(re.escape, found | set(language.typed.months)), key=len, reverse=True))


@lru_cache(maxsize=16)
def _weekdays(language: Language) -> tuple[str, ...]:
    """Return the names of the weekdays from Monday on."""
    names, _ = language.conventions(language.code).weekday_names
    return tuple(re.escape(fold(name)) for name in names)


def weekday_before(folded: str, at: int, language: Language) -> tuple[int, int] | None:
    """Return the position of the weekday before a date, and its number, from 0 for Monday.

    ``at`` is the start of the date. ``None`` if there is no weekday before it.
    """
    start = max(0, at - 24)
    names = _weekdays(language)
    before = any_of(language.typed.before_dates)
    pattern = rf"(?<!\w)({'|'.join(names)})[\s,]+(?:(?:{before})\s+)?\Z"
    match = re.search(pattern, folded[start:at])
    return (start + match.start(), names.index(re.escape(match[1]))) if match else None


@dataclass(frozen=True)
class Day:
    """A date in a text: its position, and its day if that is unambiguous."""

    start: int
    end: int
    day: date | None


def days_in(
    folded: str, language: Language, start: int = 0, end: int | None = None
) -> tuple[Day, ...]:
    """Return the dates between two positions of a folded text."""
    pattern = _compiled(language, "core")
    matches = pattern.finditer(folded, start, len(folded) if end is None else end)
    return tuple(Day(*match.span(), read_day(match[0], language)) for match in matches)


def read_day(written: str, language: Language) -> date | None:
    """Parse a date, ``None`` where it is invalid or ambiguous."""
    text = re.sub(r"([0-9])\.?[\u00bao](?=\s)", r"\1", written)
    text = re.sub(r"(?<=\s)d'|(?<=[a-z])\.", " ", text)
    try:
        return dates.read(text, None, language)
    except Refused:
        return None


def amounts_in(
    folded: str, language: Language, start: int = 0, end: int | None = None
) -> tuple[tuple[int, int, Amount], ...]:
    """Return the amounts between two positions of a folded text."""
    pattern = _compiled(language, "money")
    amounts = []
    for match in pattern.finditer(folded, start, len(folded) if end is None else end):
        amount = read_amount(match[0], language)
        if amount is not None:
            amounts.append((*match.span(), amount))
    return tuple(amounts)


def read_amount(written: str, language: Language) -> Amount | None:
    """Parse an amount with its currency, ``None`` where the number is ambiguous."""
    figure = re.search(r"[0-9](?:[0-9., '\u00a0\u2009\u202f]*[0-9])?", written)
    if figure is None:
        return None
    try:
        number = numbers.read(figure[0], language, 2)
    except Refused:
        return None
    rest = (written[figure.end() :].strip(), written[: figure.start()].strip())
    among = [_currencies(word, language) for word in rest if word]
    code = next((min(codes) for codes in among if len(codes) == 1), "")
    several = next(filter(None, among), frozenset())
    return Amount(number, code, frozenset() if code else several)


def _currencies(word: str, language: Language) -> frozenset[str]:
    """Return the currencies that a code, a sign or a name may mean."""
    if word in _codes(language):
        return frozenset([word.upper()])
    if word in SIGNS:
        return frozenset([SIGNS[word]])
    return SEVERAL.get(word) or frozenset(language.typed.currencies.get(word, ()))


@lru_cache(maxsize=32)
def _compiled(language: Language, name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,/-])(?:{built_in(language)[name]})(?!\w)")
