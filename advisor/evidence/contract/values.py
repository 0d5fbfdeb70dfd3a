"""The value that words of a contract state: a period, a day, a sum, a share, a place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from advisor.evidence.contract.sentences import flat
from advisor.facts.calendars import month_end
from advisor.lazy_dataclass import dataclass
from advisor.locale.folding import fold
from advisor.model import Duration
from advisor.wordlists.contract_patterns import ContractWords, Read
from advisor.wordlists.entity_patterns import amounts_in, any_folded, days_in

Doubt = Literal["", "blank", "mismatch", "several", "unclear"]
"""Why words name no value: it is left blank, figure and word differ, there are several of
them, or it can be read in two ways."""

LONGEST = {"days": 3660, "business_days": 2600, "weeks": 520, "months": 240, "hours": 10_000}
MOST_DAYS = 200
"""Days to pay; a longer time is that of something else."""
LAST_YEAR = 9000


@dataclass(frozen=True)
class Value:
    """What words state, written as in a case file; empty with the doubt that keeps it open."""

    text: str
    doubt: Doubt = ""


def weightiest(values: Iterable[str], over: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return values without those that another one of them stands before."""
    found = tuple(dict.fromkeys(values))
    return tuple(
        one
        for one in found
        if not any(one in weak and strong in found for strong, weak in over.items())
    )


def read_value(
    kind: Read, text: str, words: ContractWords, over: Mapping[str, tuple[str, ...]]
) -> Value | None:
    """Return the value in a piece of flat text, ``None`` where there is none.

    ``text`` is what :func:`advisor.evidence.contract.sentences.flat` returned.
    """
    if kind in ("period", "days"):
        text = " ".join(text.split())
    if kind == "period":
        return _one(_period(match, words) for match in _periods(words).finditer(text))
    if kind == "days":
        return _one(_days(_period(match, words)) for match in _periods(words).finditer(text))
    if kind == "percent":
        return _one(
            map(_percent, re.finditer(r"([0-9]{1,3}(?:[.,][0-9]{1,4})?)\s{0,3}(?:%|p)", text))
        )
    if kind == "place":
        return _one(map(Value, weightiest(_places(text, words), over)))
    if kind == "date":
        found = days_in(text, words.language)
        return _one(
            Value(one.day.isoformat()) if one.day else Value("", "unclear") for one in found
        )
    if kind == "money":
        sums = [one for _, _, one in amounts_in(text, words.language)]
        return _one(
            Value(f"{one.currency} {one.amount}") if one.currency else Value("", "unclear")
            for one in sums
        )
    return None


def _one(found: Iterable[Value]) -> Value | None:
    """Return the only value of several, or that there are several."""
    values = list(dict.fromkeys(found))
    if len(values) > 1:
        doubt = next((one for one in values if one.doubt), None)
        return doubt or Value("", "several")
    return values[0] if values else None


def _periods(words: ContractWords) -> re.Pattern[str]:
    units = tuple(one for some in words.units.values() for one in some)
    between = tuple(
        {word for one in units for word in one.split()[:-1]} | set(words.between_numbers)
    )
    return _period_pattern(any_folded(tuple(words.numbers)), any_folded(units), any_folded(between))


@lru_cache(maxsize=8)
def _period_pattern(numbers: str, units: str, between: str) -> re.Pattern[str]:
    amount = rf"(?:{numbers}|[0-9]{{1,4}}|_[_ ]{{0,60}})"
    joint = rf"[\s,/]{{1,20}}(?:(?:{between})\s{{1,4}}){{0,1}}?"
    return re.compile(
        rf"(?<![\w.,/])({amount})(?:{joint}({amount}))?[\s,]{{1,12}}(?:({units}))(?!\w)"
    )


def _period(match: re.Match[str], words: ContractWords) -> Value:
    amounts = [one.strip() for one in match.groups()[:-1] if one]
    if any(one.startswith("_") for one in amounts):
        return Value("", "blank")
    if len(amounts) == 2 and amounts[0] in words.articles:
        # As in: a ten (10) year term.
        del amounts[0]
    numbers = {fold(word): number for word, number in words.numbers.items()}
    counts = {int(one) if one.isdigit() else numbers[one] for one in amounts}
    if len(counts) > 1:
        return Value("", "mismatch")
    unit = next(
        unit for unit, names in words.units.items() if match.groups()[-1] in map(fold, names)
    )
    count = counts.pop()
    if unit == "years":
        count, unit = count * 12, "months"
    if not 0 < count <= LONGEST[unit]:
        return Value("", "unclear")
    return Value(str(Duration(count, unit)))  # type: ignore[arg-type]


def _days(period: Value) -> Value:
    """Return a period as a number of days; months are read as 30 days each."""
    if not period.text:
        return period
    count, _, unit = period.text.partition(" ")
    each = {"day": 1, "week": 7, "month": 30}.get(unit.rstrip("s").removeprefix("business "))
    days = int(count) * each if each else 0
    return Value(str(days)) if 0 < days <= MOST_DAYS else Value("", "unclear")


def _percent(match: re.Match[str]) -> Value:
    share = Decimal(match[1].replace(",", "."))
    return Value(f"{share.normalize():f}") if share <= 100 else Value("", "unclear")


def _places(text: str, words: ContractWords) -> Iterator[str]:
    """Yield the value of each place named; a longer name stands before those inside it."""
    names = {
        " ".join(flat(name).replace(",", " ").split()): value
        for value, some in words.places.items()
        for name in some
    }
    pattern = rf"(?<!\w)(?:{any_folded(tuple(names))})(?!\w)"
    for match in re.finditer(pattern, " ".join(text.replace(",", " ").split())):
        yield names[match[0]]


def counted(start: str, length: str) -> date | None:
    """Return the last day of a term of some months or days from a day on.

    A term from the first of a month ends on the last of one, any other on the day of the
    same number.
    """
    begun = date.fromisoformat(start)
    if begun.day == 1 and _unit(length)[1] == "month":
        return carried(begun - timedelta(days=1), length, 1)
    return carried(begun, length, 1)


def carried(end: date, length: str, times: int) -> date | None:
    """Return a day that comes some lengths later; the last of a month stays the last of one."""
    count, unit = _unit(length)
    if unit == "month":
        months = end.month - 1 + count * times
        year, month = end.year + months // 12, months % 12 + 1
        if year > LAST_YEAR:
            return None
        last = month_end(date(year, month, 1))
        stays = end == month_end(end)
        return last if stays else last.replace(day=min(end.day, last.day))
    days = {"day": 1, "week": 7}.get(unit)
    if days is None or count * days * times > LONGEST["days"] * 4:
        return None
    return end + timedelta(days=count * days * times)


def _unit(length: str) -> tuple[int, str]:
    count, _, unit = length.partition(" ")
    return int(count), unit.removesuffix("s")
