"""The claims of a letter: last day, sums, clauses and counts, with their positions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from advisor.lazy_dataclass import dataclass
from advisor.locale.folding import fold
from advisor.locale.language import Language
from advisor.wordlists.entity_patterns import Amount, amounts_in, built_in, days_in, read_day
from advisor.wordlists.pattern_matcher import Span, matcher
from advisor.wordlists.wordlist import WordList


@dataclass(frozen=True)
class Statement:
    """A claim, with the values in it."""

    name: str
    """Its name below ``states:`` in the word list."""
    start: int
    end: int
    days: tuple[tuple[int, date], ...] = ()
    """The position and the day of each date in it."""
    amounts: tuple[tuple[int, Amount], ...] = ()
    numbers: tuple[int, ...] = ()
    clauses: tuple[tuple[int, str], ...] = ()
    months: tuple[date, ...] = ()
    """The first day of each month that is named without a day."""


def statements(words: WordList, folded: str, within: Span) -> tuple[Statement, ...]:
    """Return the claims in a span of a folded text, in their order."""
    start, end = within
    text, ready = folded[start:end], matcher(words)
    longest: dict[tuple[str, int], Statement] = {}
    for name, patterns in words.states.items():
        for first, last in ready.each(text, patterns):
            made = _statement(words, folded, name, (start + first, start + last))
            key = (name, made.days[0][0] if made.days else made.start)
            longer = longest.get(key)
            if longer is None or longer.end - longer.start < made.end - made.start:
                longest[key] = made
    whole = [item for item in longest.values() if not _is_part(item, longest.values())]
    return tuple(sorted(whole, key=lambda item: (item.start, item.name)))


def _is_part(item: Statement, found: Iterable[Statement]) -> bool:
    """Return whether a statement lies within another of the same name.

    One without a date is also part of an overlapping one that begins before it.
    """
    others = (other for other in found if other.name == item.name and other is not item)
    return any(
        (other.start <= item.start and item.end <= other.end)
        or (not item.days and other.start < item.start < other.end)
        for other in others
        if (other.start, other.end) != (item.start, item.end)
    )


def _statement(words: WordList, folded: str, name: str, span: Span) -> Statement:
    start, end = span
    days = days_in(folded, words.language, start, end)
    # A claim is about the date at its end or its beginning, not about one in the middle.
    days = (
        tuple(day for day in days if day.end == end)
        or tuple(day for day in days[:1] if not folded[start : day.start].strip(" ,\n\t"))
        or days
    )
    clause = rf"(?<![\w.])(?:{built_in(words.language)['clause']})(?![\w])"
    return Statement(
        name,
        start,
        end,
        tuple((day.start, day.day) for day in days if day.day),
        tuple((at, amount) for at, _, amount in amounts_in(folded, words.language, start, end)),
        tuple(_numbers(words, folded[start:end])),
        tuple((start + m.start(), m[0]) for m in re.finditer(clause, folded[start:end])),
        tuple(_months(folded[start:end], words.language)),
    )


def _months(text: str, language: Language) -> Iterator[date]:
    for match in re.finditer(rf"(?<!\d )(?<!\w){built_in(language)['month']}", text):
        day = read_day(f"1 {match[0]}", language)
        if day:
            yield day


def _numbers(words: WordList, text: str) -> Iterator[int]:
    """Yield the whole numbers of a text, in figures or in words."""
    counts = [fold(word) for word in words.parts.get("counts", ())]
    for match in re.finditer(r"\d+|[^\W\d_]+", text):
        if match[0].isdigit():
            yield int(match[0])
        elif match[0] in counts:
            yield counts.index(match[0]) + 1
