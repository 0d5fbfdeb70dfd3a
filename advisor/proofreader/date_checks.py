"""Dates in a letter: contradictory, past, ambiguous, or earlier than law or contract allow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from advisor.model import NORMS
from advisor.proofreader.background import Background
from advisor.proofreader.claim_extraction import Statement, of
from advisor.proofreader.letter_layout import Layout
from advisor.proofreader.source_text import Written
from advisor.wordlists.entity_patterns import days_in, weekday_before
from advisor.wordlists.remark import Remark

STRICT = ("law", "contract")
"""Norms that block a last day before their date."""
AHEAD = ("last_day", "pay_by", "hand_by", "answer_by")
"""Claims whose dates must be after the day of the letter."""


def of_dates(
    written: Written,
    layout: Layout,
    language: str,
    stated: tuple[Statement, ...],
    as_of: date,
    case: Background | None,
) -> Iterator[Remark]:
    """Yield the remarks on the dates of a letter. ``as_of`` is the day it is sent."""
    yield from _unclear(written, layout, language)
    yield from _weekdays(written, layout, language)
    last = last_days(stated)
    yield from _in_conflict(written, last)
    yield from _past(written, stated, as_of)
    days = {day for _, day in last}
    if len(days) == 1:
        yield from _after_the_end(written, stated, days.pop())
    if case is not None:
        for at, day in _firsts(last):
            yield from _too_early(written, case, at, day)


def last_days(stated: tuple[Statement, ...]) -> tuple[tuple[int, date], ...]:
    """Return every claimed last day with its position."""
    taken = {
        at
        for item in of(stated, "due", "contract_date", "pay_by", "hand_by", "talk")
        for at, _ in item.days
    }
    claimed = {
        (at, day) for item in of(stated, "last_day") for at, day in item.days if at not in taken
    }
    return tuple(sorted(claimed))


def _firsts(found: tuple[tuple[int, date], ...]) -> tuple[tuple[int, date], ...]:
    seen: dict[date, int] = {}
    for at, day in found:
        seen.setdefault(day, at)
    return tuple((at, day) for day, at in seen.items())


def _unclear(written: Written, layout: Layout, language: str) -> Iterator[Remark]:
    for found in days_in(written.folded, language, *layout.said):
        if found.day is None:
            text = " ".join(written.text[found.start : found.end].split())
            yield Remark(found.start, "unclear_date", False, text, sources=("S94",))


def _weekdays(written: Written, layout: Layout, language: str) -> Iterator[Remark]:
    for found in days_in(written.folded, language, *layout.said):
        named = weekday_before(written.folded, found.start, language) if found.day else None
        if named and found.day and found.day.weekday() != named[1]:
            text = " ".join(written.text[named[0] : found.end].split())
            yield Remark(named[0], "weekday", True, text, sources=("S94",))


def _in_conflict(written: Written, last: tuple[tuple[int, date], ...]) -> Iterator[Remark]:
    if not last:
        return
    first = last[0][1]
    for at, day in _firsts(last):
        if day != first:
            values = {"first": first, "second": day}
            yield Remark(at, "conflict", True, _date_text(written, at), "", values, ("S94",))


def _past(written: Written, stated: tuple[Statement, ...], as_of: date) -> Iterator[Remark]:
    reported: set[int] = set()
    for item in of(stated, *AHEAD):
        for at, day in item.days:
            if day < as_of and at not in reported:
                reported.add(at)
                values = {"date": day, "today": as_of}
                yield Remark(at, "past", True, _date_text(written, at), "", values, ("S94",))


def _after_the_end(written: Written, stated: tuple[Statement, ...], end: date) -> Iterator[Remark]:
    for item in of(stated, "hand_by", "listed"):
        if item.name == "listed" and not _ends_row(written, item):
            continue
        for at, day in item.days:
            if day > end:
                values = {"date": day, "last_day": end}
                text = _date_text(written, at)
                yield Remark(at, "after_the_end", False, text, "", values, ("S92",))


def _ends_row(written: Written, item: Statement) -> bool:
    """Return whether a statement ends its line, as in a list of deliverables."""
    end = written.text.find("\n", item.end)
    return not written.text[item.end : end if end >= 0 else None].strip(" ;.")


def _too_early(written: Written, case: Background, at: int, day: date) -> Iterator[Remark]:
    """Yield the most binding constraint that a last day violates, of equals the latest."""
    later = [item for item in case.constraints if item.date > day]
    if not later:
        return
    strongest = min(later, key=lambda item: (NORMS.index(item.norm), -item.date.toordinal()))
    earliest = max(item.date for item in later if item.norm == strongest.norm)
    values = {"date": earliest, "what": strongest.what, "norm": strongest.norm}
    text = _date_text(written, at)
    yield Remark(
        at, "too_early", strongest.norm in STRICT, text, "", values, strongest.sources or ("C1",)
    )


def _date_text(written: Written, at: int) -> str:
    """Return the text of a date in the letter."""
    import re

    match = re.compile(r"\S+(?:\s+\S+){0,4}?[\s/.,-]+\d{4}|\S+").match(written.text, at)
    return " ".join(match[0].split()) if match else ""
