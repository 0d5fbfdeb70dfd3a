"""Dates in a letter: contradictory, past, ambiguous, or earlier than law or contract allow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from advisor.knowledge import roles
from advisor.locale.relative_dates import add_months
from advisor.model import NORMS
from advisor.proofreader.background import Background
from advisor.proofreader.claim_extraction import Statement
from advisor.proofreader.draft import Draft
from advisor.reading.written import Written
from advisor.wordlists.entity_patterns import days_in, weekday_before
from advisor.wordlists.remark import Remark

STRICT = ("law", "contract")
"""Norms that block a last day before their date."""
AHEAD = ("last_day", "pay_by", "hand_by", "answer_by")
"""Claims whose dates must be after the day of the letter."""
_DATE = re.compile(r"\S+(?:\s+\S+){0,4}?[\s/.,-]+\d{4}|\S+")


def of_dates(draft: Draft) -> Iterator[Remark]:
    """Yield the remarks on the dates of a letter."""
    yield from _unclear(draft)
    last = last_days(draft)
    yield from _in_conflict(draft, last)
    yield from _past(draft)
    days = {day for _, day in last}
    if len(days) == 1:
        yield from _after_the_end(draft, days.pop())
    for at, day in _firsts(last):
        if draft.case is not None:
            yield from _too_early(draft, draft.case, at, day)
        elif draft.kind_id in (roles.ENDING, roles.ENDING_EMAIL):
            yield from _before_own_notice(draft, at, day)


def last_days(draft: Draft) -> tuple[tuple[int, date], ...]:
    """Return every claimed last day with its position."""
    others = draft.claimed("due", "contract_date", "pay_by", "hand_by", "talk")
    taken = {at for item in others for at, _ in item.days}
    claimed = {found for item in draft.claimed("last_day") for found in item.days}
    return tuple(sorted(found for found in claimed if found[0] not in taken))


def _firsts(found: tuple[tuple[int, date], ...]) -> tuple[tuple[int, date], ...]:
    seen: dict[date, int] = {}
    for at, day in found:
        seen.setdefault(day, at)
    return tuple((at, day) for day, at in seen.items())


def _unclear(draft: Draft) -> Iterator[Remark]:
    """Yield a remark for each date that is ambiguous or does not exist, or on another weekday."""
    folded, language = draft.written.folded, draft.language
    for found in days_in(folded, language, *draft.layout.said):
        if found.day is None:
            text = draft.quoted(found.start, found.end)
            yield Remark(found.start, "unclear_date", False, text, sources=("S94",))
            continue
        named = weekday_before(folded, found.start, language)
        if named and found.day.weekday() != named[1]:
            text = draft.quoted(named[0], found.end)
            yield Remark(named[0], "weekday", True, text, sources=("S94",))


def _in_conflict(draft: Draft, last: tuple[tuple[int, date], ...]) -> Iterator[Remark]:
    if not last:
        return
    first = last[0][1]
    for at, day in _firsts(last):
        if day != first:
            values = {"first": first, "second": day}
            yield Remark(at, "conflict", True, _date_text(draft.written, at), "", values, ("S94",))


def _past(draft: Draft) -> Iterator[Remark]:
    # A period of an earlier letter may have run out.
    reported = {at for item in draft.claimed("lapsed") for at, _ in item.days}
    for item in draft.claimed(*AHEAD):
        for at, day in item.days:
            if day < draft.as_of and at not in reported:
                reported.add(at)
                values = {"date": day, "today": draft.as_of}
                yield Remark(at, "past", True, _date_text(draft.written, at), "", values, ("S94",))


def _after_the_end(draft: Draft, end: date) -> Iterator[Remark]:
    planned = draft.case.facts.known.get(roles.HANDOVER_BY) if draft.case else None
    last = draft.case.last_day if draft.case else None
    if last and isinstance(planned, date) and planned > last:
        # What ends on receipt is handed over after its end.
        end = max(end, planned)
    for item in draft.claimed("hand_by", "listed"):
        if item.name == "listed" and not _ends_row(draft.written, item):
            continue
        for at, day in item.days:
            if day > end:
                values = {"date": day, "last_day": end}
                text = _date_text(draft.written, at)
                yield Remark(at, "after_the_end", False, text, "", values, ("S92",))


def _ends_row(written: Written, item: Statement) -> bool:
    """Return whether a statement ends its line, as in a list of deliverables."""
    end = written.text.find("\n", item.end)
    return not written.text[item.end : end if end >= 0 else None].strip(" ;.")


def _too_early(draft: Draft, case: Background, at: int, day: date) -> Iterator[Remark]:
    """Yield the most binding constraint that a last day violates, of equals the latest."""
    later = [item for item in case.constraints if item.date > day]
    if not later:
        return
    strongest = min(later, key=lambda item: (NORMS.index(item.norm), -item.date.toordinal()))
    earliest = max(item.date for item in later if item.norm == strongest.norm)
    values = {"date": earliest, "what": strongest.what, "norm": strongest.norm}
    text = _date_text(draft.written, at)
    yield Remark(
        at, "too_early", strongest.norm in STRICT, text, "", values, strongest.sources or ("C1",)
    )


def _before_own_notice(draft: Draft, at: int, day: date) -> Iterator[Remark]:
    """Yield a remark where a last day is earlier than the notice that the letter gives."""
    for item in draft.claimed("notice_period"):
        end = _counted(draft, item)
        if end is not None and day < end:
            values = {"date": end, "notice": draft.quoted(item.start, item.end)}
            text = _date_text(draft.written, at)
            yield Remark(at, "own_notice", True, text, "", values, ("C1", "S94"))
            return


def _counted(draft: Draft, item: Statement) -> date | None:
    """Return the day on which a period of a claim ends, counted from the day of the letter."""
    lengths = draft.language.typed.lengths
    words = re.findall(r"[^\W\d_]+", draft.written.folded[item.start : item.end])
    unit = next((lengths[word] for word in words if len(word) > 2 and word in lengths), None)
    if not item.numbers or unit not in ("days", "weeks", "months", "years"):
        return None
    count = item.numbers[0]
    if unit in ("months", "years"):
        return add_months(draft.as_of, count * (12 if unit == "years" else 1))
    return draft.as_of + timedelta(count * (7 if unit == "weeks" else 1))


def _date_text(written: Written, at: int) -> str:
    """Return the text of a date in the letter."""
    match = _DATE.match(written.text, at)
    return " ".join(match[0].split()) if match else ""
