"""The working of dates and of interest, in words that a person can check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from advisor.facts.calendars import Count, holidays_of
from advisor.facts.dispatch import SLACK, Dispatch
from advisor.facts.interest import Interest, Period, Refusal
from advisor.facts.notice import Worked
from advisor.knowledge.content import Library
from advisor.knowledge.law import NO_REGION, HolidayCalendar
from advisor.locale import formatting
from advisor.locale.placeholders import fill
from advisor.model import Facts, Money
from advisor.reasoning.assessment import PlanDate

HOLIDAYS_NAMED = 6
"""Public holidays named in one working; more are counted."""

SELF_HELP = ("several", "due_unknown")
"""Refusals that say themselves what to do."""


class Words:
    """Puts workings into the words of one library."""

    def __init__(self, library: Library) -> None:
        self.texts, self.language = library.texts, library.language

    def say(self, key: str, **parts: object) -> str:
        """Fill a text with its parts. Parts are never read as templates."""
        shown = {name: self.shown(part) for name, part in parts.items()}
        return fill(self.texts[key], lambda name, _: shown[name])

    def shown(self, part: object) -> str:
        """Write a date, an amount or a number in words."""
        if isinstance(part, date):
            return formatting.long_date(part, self.language)
        if isinstance(part, Money):
            return formatting.money(part, self.language)
        if isinstance(part, (int, Decimal)):
            return formatting.rate(part, self.language)
        return str(part)

    def counted(self, key: str, number: int, **parts: object) -> str:
        """Fill the text for one or for many."""
        return self.say(f"{key}.{formatting.plural(number, self.language)}", count=number, **parts)

    def joined(self, parts: list[str]) -> str:
        """Join parts: ``a, b and c``."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.texts['word.and']} {parts[-1]}"


def working_text(library: Library, item: PlanDate, facts: Facts) -> str:
    """Return how a date was counted; nothing where the user gave it."""
    if item.working is None:
        return ""
    law, region = (str(facts.known.get(name, "")) for name in ("governing_law", "holiday_region"))
    text = said(library, item.working, law, region)
    if text and item.offset:
        text += Words(library).counted("working.after", item.offset)
    return text


def said(library: Library, worked: Worked, law: str, region: str = "") -> str:
    """Put the working of a date into one or two sentences."""
    calendar = library.laws[law].calendar(region) if law in library.laws else None
    closed = ""
    if worked.count:
        closed = _holidays(library, worked, worked.count, law, region, calendar)
    words = Words(library)
    text = ""
    if worked.said:
        one = worked.said == "years_together" and worked.values["years"] == 1
        key = f"working.said.{worked.said}{'_one' if one else ''}"
        text = words.say(key, end=worked.end, **worked.values)
    if worked.count is not None:
        text += _count(words, _named(words, worked.count, calendar), worked.origin, closed)
        if worked.then:
            same = worked.count.end == worked.end
            key = f"working.then.{worked.then}{'_is' if same else ''}"
            text += words.say(key, end=worked.end)
        text += "."
    if worked.taken:
        text += _taken(words, library, worked.taken)
    if worked.figure:
        value = library.values[worked.figure]
        key = "verified" if value.verified else "unverified"
        text += words.say(f"working.figure.{key}", source=value.source)
    return text


def _taken(words: Words, library: Library, taken: Dispatch) -> str:
    """Say that receipt is not recorded, and on which day it is taken to be."""
    if not taken.days:
        return words.say("working.taken.at_once", sent=taken.sent)
    value = library.values[SLACK]
    text = words.counted("working.taken.later", taken.days, sent=taken.sent, day=taken.received)
    key = "verified" if value.verified else "unverified"
    return text + words.say(f"working.figure.{key}", source=value.source)


def _count(words: Words, count: Count, origin: str, closed: str) -> str:
    left_out = words.joined(list(_left_out(words, count)))
    notes = words.texts["mark.between"].join(_notes(words, count, closed))
    return words.say(
        "working.back" if count.back else "working.forward",
        length=_length(words, count),
        origin=words.say(f"working.from.{origin}", start=count.start),
        left_out=words.say("working.left_out", list=left_out) if left_out else "",
        end=count.end,
        notes=words.say("working.notes", list=notes) if notes else "",
    )


def _named(words: Words, count: Count, calendar: HolidayCalendar | None) -> Count:
    """Name the public holidays of a count in the language of the words."""
    named = tuple(
        (day, holidays_of(calendar, day.year, words.language).get(day, name))
        for day, name in count.holidays
    )
    return replace(count, holidays=named)


def _length(words: Words, count: Count) -> str:
    number = count.length.count
    key = f"unit.{count.length.unit}.{formatting.plural(number, words.language)}"
    return f"{number} {words.texts.get(f'working.{key}') or words.texts[key]}"


def _left_out(words: Words, count: Count) -> Iterator[str]:
    if count.saturdays:
        yield words.counted("working.saturdays", count.saturdays)
    if count.sundays:
        yield words.counted("working.sundays", count.sundays)
    if count.holidays:
        named = [
            words.say(
                "working.holiday", name=name, day=formatting.day_and_month(day, words.language)
            )
            for day, name in count.holidays[:HOLIDAYS_NAMED]
        ]
        if len(count.holidays) > HOLIDAYS_NAMED:
            more = len(count.holidays) - HOLIDAYS_NAMED
            named.append(words.say("working.more_holidays", count=more))
        yield words.counted(
            "working.holidays", len(count.holidays), names=words.texts["mark.between"].join(named)
        )


def _notes(words: Words, count: Count, closed: str) -> Iterator[str]:
    if count.lacking:
        yield words.say("working.note.lacking", day=count.lacking)
    leap = count.leap_day
    if leap is not None and count.length.unit != "months":
        yield words.say("working.note.leap_counted", day=leap)
    elif leap is not None and count.lacking and leap == count.end:
        yield words.say("working.note.leap_end", year=str(leap.year))
    if closed:
        yield closed


def _holidays(
    library: Library,
    worked: Worked,
    count: Count,
    law: str,
    region: str,
    calendar: HolidayCalendar | None,
) -> str:
    """Say whose public holidays were left out of business days, or that the end is on one."""
    words = Words(library)
    if count.length.unit != "business_days":
        if worked.then:
            return ""
        name = holidays_of(calendar, count.end.year, words.language).get(count.end)
        return words.say("working.note.on_holiday", name=name) if name else ""
    if region == NO_REGION:
        return ""
    if calendar is None:
        return words.say("working.note.no_holidays")
    within = calendar.region
    if not within:
        return words.say("working.note.national")
    asked = library.questions.get(f"region_{law}")
    if asked is None:
        return ""
    key = "region" if region else "region_assumed"
    return words.say(f"working.note.{key}", region=asked.choices.get(within, within))


def interest_steps(library: Library, item: Interest) -> tuple[str, ...]:
    """Return how the interest and the fixed sum on an invoice were worked out."""
    words = Words(library)
    steps = [_period(words, item.principal, period) for period in item.periods]
    law = item.law
    if item.given:
        steps.append(words.say("interest.given"))
    elif item.periods and law is not None and law.over:
        base = library.values[law.over]
        steps.append(words.say("interest.by_law", source=law.source, reference=base.source))
    elif item.periods and law is not None:
        steps.append(words.say("interest.by_flat", source=law.source))
    if item.fixed_sum is not None and item.fixed_by is not None:
        steps.append(words.say("interest.fixed", sum=item.fixed_sum, source=item.fixed_by.source))
    if law is not None and law.note and item.refusal is None and item.periods:
        steps.append(law.note)
    return tuple(steps)


def _period(words: Words, principal: Money, period: Period) -> str:
    bare = formatting.rate(period.rate, words.language)
    shown = words.say("interest.rate", rate=bare)
    if period.reference is not None:
        points = period.rate - period.reference
        shown = words.say("interest.rate_sum", rate=bare, reference=period.reference, points=points)
    return words.say(
        "interest.period",
        days=formatting.count_of(period.days, "days", words.texts, words.language),
        rate=shown,
        first=period.first,
        last=period.last,
        amount=formatting.money(Money(principal.amount, ""), words.language),
        bare=bare,
        count=period.days,
        interest=Money(period.amount, principal.currency),
    )


def refusal_text(library: Library, refusal: Refusal | None) -> str:
    """Return why there is no interest, in one sentence or two; nothing where there is some."""
    if refusal is None:
        return ""
    words, value = Words(library), refusal.value
    parts: dict[str, object] = {}
    if value is not None:
        parts = {"reference": value.description, "source": value.source, "file": value.place.file}
    if refusal.day is not None:
        parts["day"] = refusal.day
    if refusal.figure is not None:
        parts["figure"] = refusal.figure
    sentences = [words.say(f"interest.refused.{refusal.reason}", **parts)]
    if value is not None and value.note:
        sentences.append(value.note)
    if refusal.reason not in SELF_HELP:
        sentences.append(words.say("interest.ask"))
    return " ".join(sentences)
