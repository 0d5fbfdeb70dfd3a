"""Sums and dates as the cells of a table write them, where the whole table decides how.

One cell alone leaves open whether ``1.234`` has thousands or decimals, and whether
``3/4/2026`` is in March or April. All cells together mostly do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timezone
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from advisor.lazy_dataclass import dataclass
from advisor.locale import dates
from advisor.locale.language import Language
from advisor.locale.money import CURRENCIES, SIGNS
from advisor.locale.refused import Refused
from advisor.reading.rows import Cell

Order = Literal["day_first", "month_first"]
Mark = Literal[".", ","]

_SPACES = re.compile(r"[\s\u00a0\u2009\u202f'\u2019]+")
_AMOUNT = re.compile(
    r"([^\d.,()+-]*)([(+-]?)([^\d.,()+-]*)(\d[\d.,]*|[.,]\d+)(-|\)?)([^\d.,()-]*)(\)?)"
)
_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:[ T,].*)?", re.ASCII)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?", re.ASCII)
_LETTERS = re.compile(r"[^\W\d_]{3}")
_CODE = re.compile(r"[A-Za-z]{3}")
_TEXT_FORMULA = re.compile(r'="([^"]*)"')


def text_of(cell: Cell) -> str:
    """Return the text of a cell; of ``="007"``, which keeps a text as it is, what it shows."""
    if not isinstance(cell, str):
        if isinstance(cell, date):
            return cell.isoformat()
        return f"{cell:.0f}" if cell == cell.to_integral_value() else f"{cell:.2f}"
    word = cell.strip()
    if not word.startswith("="):
        return word
    shown = _TEXT_FORMULA.fullmatch(word)
    return shown[1] if shown else word


def is_formula(text: str) -> bool:
    """Tell whether a cell holds a formula in place of a value."""
    return text.startswith("=") and not _TEXT_FORMULA.fullmatch(text)


@lru_cache(maxsize=20_000)
def digits(text: str) -> tuple[str, str, str] | None:
    """Split a sum into its sign, its digits with marks, and its currency; ``None`` for none."""
    word = _SPACES.sub("", text).replace("\u2212", "-")
    match = _AMOUNT.fullmatch(word)
    if match is None:
        return None
    before, opening, between, number, closing, after, last = match.groups()
    minus = opening in ("-", "(") or closing == "-" or ")" in (closing, last)
    return "-" if minus else "", number, before or between or after


def mark_of(number: str) -> Mark | None:
    """Return the decimal mark that a number shows, ``None`` where it may be either.

    Sums of money have no three decimals: a single mark before three digits parts thousands.
    """
    marks = [sign for sign in number if sign in ".,"]
    if not marks:
        return None
    if len(set(marks)) == 2:
        return marks[-1]  # type: ignore[return-value]
    tail = len(number) - number.rindex(marks[0]) - 1
    if len(marks) > 1 or tail == 3:
        return "," if marks[0] == "." else "."
    return marks[0]  # type: ignore[return-value]


def amount(text: str, mark: Mark) -> Decimal | None:
    """Read a sum whose decimal mark is known; ``None`` for what is none."""
    found = digits(text)
    if found is None:
        return None
    sign, number, _ = found
    group = "," if mark == "." else "."
    plain = number.replace(group, "").replace(mark, ".")
    return Decimal(sign + plain) if plain.count(".") < 2 else None


@dataclass(frozen=True)
class Undecided:
    """Why a table does not decide how it is written: two cells that speak against each other."""

    first: str
    second: str


def decimal_mark(texts: Iterable[str]) -> Mark | Undecided:
    """Return the decimal mark that all sums of a table have."""
    seen: dict[Mark, str] = {}
    for text in texts:
        found = digits(text)
        mark = mark_of(found[1]) if found else None
        if mark:
            seen.setdefault(mark, text)
    if len(seen) == 2:
        return Undecided(seen["."], seen[","])
    return next(iter(seen), ".")


def date_order(rows: Sequence[tuple[str, str, str]]) -> Order | Undecided | None:
    """Return whether the dates of numbers have the day or the month first.

    Each row has the dates of an invoice, of its falling due and of its payment. A part above
    12 decides; else the order under which no invoice falls due before it is issued. ``None``
    where neither does, and dates are the same either way or may be both.
    """
    first, second = "", ""
    for row in rows:
        for text in row:
            match = _NUMERIC.fullmatch(text)
            if match and int(match[1]) > 12:
                first = first or text
            if match and int(match[2]) > 12:
                second = second or text
    if first and second:
        return Undecided(first, second)
    if first or second:
        return "day_first" if first else "month_first"
    wrong = {order: sum(_reversed(row, order) for row in rows) for order in ORDERS}
    if wrong["day_first"] != wrong["month_first"]:
        better, worse = sorted(ORDERS, key=lambda one: wrong[one])
        return better if not wrong[better] and wrong[worse] else None
    return None


ORDERS: tuple[Order, ...] = ("day_first", "month_first")


def is_ambiguous(text: str) -> bool:
    """Tell whether a date of numbers is another one with day and month in the other order."""
    match = _NUMERIC.fullmatch(text)
    parts = {int(match[1]), int(match[2])} if match else set()
    return len(parts) == 2 and max(parts) <= 12


def names_month(text: str) -> bool:
    """Tell whether a date may have the name of its month."""
    return bool(_LETTERS.search(text))


def _reversed(row: tuple[str, str, str], order: Order) -> bool:
    """Tell whether an invoice falls due, or is paid, before it is issued."""
    issued, due, _ = (_by_numbers(text, order) for text in row)
    return bool(issued and due and due < issued)


def _by_numbers(text: str, order: Order) -> date | None:
    match = _NUMERIC.fullmatch(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    day, month = (first, second) if order == "day_first" else (second, first)
    try:
        return dates.make(year + 2000 if year < 100 else year, month, day)
    except Refused:
        return None


@lru_cache(maxsize=20_000)
def day(text: str, order: Order, languages: tuple[Language, ...]) -> date | None:
    """Read a date by numbers or with the name of a month; ``None`` for what is none."""
    if iso := _ISO.fullmatch(text):
        try:
            return dates.make(int(iso[1]), int(iso[2]), int(iso[3]))
        except Refused:
            return None
    if _NUMERIC.fullmatch(text):
        return _by_numbers(text, order)
    for language in languages:
        try:
            return dates.read(text, None, language)
        except Refused:
            continue
    return None


def from_epoch(text: str) -> date | None:
    """Read seconds since 1970 in UTC as the day."""
    if not re.fullmatch(r"\d{6,12}", text):
        return None
    return datetime.fromtimestamp(int(text), tz=timezone.utc).date()


def currency_of(text: str) -> str:
    """Return the currency that a text names by its code or a sign of its own; empty if none."""
    word = text.strip()
    if word.casefold() in SIGNS:
        return SIGNS[word.casefold()]
    codes = [one.upper() for one in re.findall(r"[A-Za-z]+", word) if _CODE.fullmatch(one)]
    known = [one for one in codes if one in CURRENCIES]
    return known[-1] if known else ""
