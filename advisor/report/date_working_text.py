"""The working of dates and of interest, in words that a person can check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from advisor.facts.calendars import Count, holidays_of
from advisor.facts.calendars import count as count_days
from advisor.facts.counted_date import CountedDate
from advisor.facts.dispatch import Dispatch
from advisor.facts.interest import Interest, Period, Refusal
from advisor.knowledge import roles
from advisor.knowledge.content import Rulebook
from advisor.knowledge.law import NO_REGION, HolidayCalendar
from advisor.knowledge.phrasebook import Phrasebook
from advisor.knowledge.rule_text import RuleTexts
from advisor.locale import formatting
from advisor.model import Duration, Money
from advisor.reasoning.assessment import PlanDate

HOLIDAYS_NAMED = 6
"""Public holidays named in one working; more are counted."""

SELF_HELP = ("several", "due_unknown")
"""Refusals whose text names the remedy."""


def working_text(texts: RuleTexts, item: PlanDate) -> str:
    """Return how a date was counted; nothing where the user gave it."""
    if item.working is None:
        return ""
    phrases, known = texts.phrases, texts.facts.known
    law, region = (str(known.get(name, "")) for name in (roles.GOVERNING_LAW, roles.HOLIDAY_REGION))
    text = calculation_text(phrases, texts.rulebook, item.working, law, region)
    return text + (phrases.counted("working.after", item.offset) if text and item.offset else "")


def calculation_text(
    phrases: Phrasebook, rulebook: Rulebook, counted: CountedDate, law: str, region: str = ""
) -> str:
    """Put the working of a date into one or two sentences."""
    calendar = rulebook.laws[law].calendar(region) if law in rulebook.laws else None
    closed = ""
    if counted.count:
        closed = _holidays(phrases, counted, counted.count, law, region, calendar)
    text = ""
    if counted.text:
        one = counted.text == "years_together" and counted.values["years"] == 1
        key = f"working.said.{counted.text}{'_one' if one else ''}"
        text = phrases.say(key, end=counted.end, **counted.values)
    if counted.count is not None:
        text += _count(phrases, _named(phrases, counted.count, calendar), counted.origin, closed)
        if counted.then:
            same = counted.count.end == counted.end
            key = f"working.then.{counted.then}{'_is' if same else ''}"
            text += phrases.say(key, end=counted.end)
        text += "."
    for reading, end in counted.others:
        text += phrases.say(f"working.reading.{reading}", end=end)
    if counted.assumed:
        text += _assumed(phrases, rulebook, counted.assumed)
    if counted.figure:
        text += _figure(phrases, rulebook, counted.figure)
    return text


def _figure(phrases: Phrasebook, rulebook: Rulebook, name: str) -> str:
    """Name the source of a dated value, and whether it is verified."""
    key = "verified" if rulebook.values[name].verified else "unverified"
    return phrases.say(f"working.figure.{key}", source=phrases.value(name).source)


def _assumed(phrases: Phrasebook, rulebook: Rulebook, assumed: Dispatch) -> str:
    """Return that receipt is not recorded, and the day that is assumed or expected."""
    days = (assumed.received - assumed.sent).days
    if assumed.planned and assumed.transit and days:
        length = _length(phrases, assumed.transit)
        moved = {"sent": assumed.sent, "day": assumed.received, "length": length}
        text = phrases.say("working.taken.expected", **moved)
    elif days:
        text = phrases.counted("working.taken.later", days, sent=assumed.sent, day=assumed.received)
    else:
        return "" if assumed.planned else phrases.say("working.taken.at_once", sent=assumed.sent)
    if assumed.figure:
        return text + _figure(phrases, rulebook, assumed.figure)
    return text + phrases.say(f"working.taken.{assumed.known}")


def _count(phrases: Phrasebook, count: Count, origin: str, closed: str) -> str:
    left_out = _joined(phrases, list(_left_out(phrases, count)))
    notes = phrases.listed(_notes(phrases, count, closed))
    return phrases.say(
        "working.back" if count.back else "working.forward",
        length=_length(phrases, count),
        origin=phrases.say(f"working.from.{origin}", start=count.start),
        left_out=phrases.say("working.left_out", list=left_out) if left_out else "",
        end=count.end,
        notes=phrases.say("working.notes", list=notes) if notes else "",
    )


def _named(phrases: Phrasebook, count: Count, calendar: HolidayCalendar | None) -> Count:
    """Name the public holidays of a count in the language of the phrases."""
    named = tuple(
        (day, holidays_of(calendar, day.year, phrases.language.code).get(day, name))
        for day, name in count.holidays
    )
    return replace(count, holidays=named)


def _length(phrases: Phrasebook, count: Count) -> str:
    number = count.length.count
    key = f"unit.{count.length.unit}.{formatting.plural(number, phrases.language)}"
    return f"{number} {phrases.say_if(f'working.{key}') or phrases.say(key)}"


def _left_out(phrases: Phrasebook, count: Count) -> Iterator[str]:
    if count.saturdays:
        yield phrases.counted("working.saturdays", count.saturdays)
    if count.sundays:
        yield phrases.counted("working.sundays", count.sundays)
    if count.holidays:
        named = [
            phrases.say(
                "working.holiday", name=name, day=formatting.day_and_month(day, phrases.language)
            )
            for day, name in count.holidays[:HOLIDAYS_NAMED]
        ]
        if len(count.holidays) > HOLIDAYS_NAMED:
            more = len(count.holidays) - HOLIDAYS_NAMED
            named.append(phrases.say("working.more_holidays", count=more))
        yield phrases.counted("working.holidays", len(count.holidays), names=phrases.listed(named))


def _notes(phrases: Phrasebook, count: Count, closed: str) -> Iterator[str]:
    if count.length.unit == "hours":
        yield phrases.say("working.note.hours")
    if count.lacking:
        yield phrases.say("working.note.lacking", day=count.lacking)
    leap = count.leap_day
    if leap is not None and count.length.unit != "months":
        yield phrases.say("working.note.leap_counted", day=leap)
    elif leap is not None and count.lacking and leap == count.end:
        yield phrases.say("working.note.leap_end", year=str(leap.year))
    if closed:
        yield closed


def _holidays(
    phrases: Phrasebook,
    counted: CountedDate,
    count: Count,
    law: str,
    region: str,
    calendar: HolidayCalendar | None,
) -> str:
    """Return whose public holidays were left out of business days, or that the end is on one."""
    if count.length.unit != "business_days":
        if counted.then:
            return ""
        name = holidays_of(calendar, count.end.year, phrases.language.code).get(count.end)
        return phrases.say("working.note.on_holiday", name=name) if name else ""
    if region == NO_REGION:
        return ""
    if calendar is None:
        return phrases.say("working.note.no_holidays")
    within = calendar.region
    if not within:
        one = Duration(1, "business_days")
        prudent = count_days(count.end, one, calendar, back=count.back)
        return phrases.say("working.note.national", prudent=prudent.end)
    asked = phrases.questions.get(roles.region(law))
    if asked is None:
        return ""
    key = "region" if region else "region_assumed"
    return phrases.say(f"working.note.{key}", region=asked.choices.get(within, within))


def _joined(phrases: Phrasebook, parts: list[str]) -> str:
    """Join parts: ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {phrases.say('word.and')} {parts[-1]}"


def interest_steps(phrases: Phrasebook, item: Interest) -> tuple[str, ...]:
    """Return how the interest and the fixed sum on an invoice were worked out."""
    steps = [_period(phrases, item.principal, period) for period in item.periods]
    law = phrases.value(item.law.id) if item.law else None
    if item.given:
        steps.append(phrases.say("interest.given"))
    elif item.periods and law and item.law and item.law.over:
        reference = phrases.value(item.law.over).source
        steps.append(phrases.say("interest.by_law", source=law.source, reference=reference))
    elif item.periods and law:
        steps.append(phrases.say("interest.by_flat", source=law.source))
    if item.refusal is None and not item.verified:
        steps.append(f"{phrases.say('interest.unverified')} {phrases.say('interest.ask')}")
    if item.fixed_sum is not None and item.fixed_by is not None:
        source = phrases.value(item.fixed_by.id).source
        steps.append(phrases.say("interest.fixed", sum=item.fixed_sum, source=source))
    if law and law.note and item.refusal is None and item.periods:
        steps.append(law.note)
    return tuple(steps)


def _period(phrases: Phrasebook, principal: Money, period: Period) -> str:
    bare = formatting.rate(period.rate, phrases.language)
    shown = phrases.say("interest.rate", rate=bare)
    if period.reference is not None:
        points = period.rate - period.reference
        shown = phrases.say(
            "interest.rate_sum", rate=bare, reference=period.reference, points=points
        )
    return phrases.say(
        "interest.period",
        days=phrases.quantity(period.days, "days"),
        rate=shown,
        first=period.first,
        last=period.last,
        amount=formatting.money(Money(principal.amount, ""), phrases.language),
        bare=bare,
        count=period.days,
        interest=Money(period.amount, principal.currency),
    )


def refusal_text(phrases: Phrasebook, refusal: Refusal | None) -> str:
    """Return why there is no interest, in one sentence or two; nothing where there is some."""
    if refusal is None:
        return ""
    value = phrases.value(refusal.value.id) if refusal.value else None
    parts: dict[str, object] = {}
    if refusal.value and value:
        file = refusal.value.place.file
        parts = {"reference": value.description, "source": value.source, "file": file}
    if refusal.day is not None:
        parts["day"] = refusal.day
    sentences = [phrases.say(f"interest.refused.{refusal.reason}", **parts)]
    if value and value.note:
        sentences.append(value.note)
    if refusal.reason not in SELF_HELP:
        sentences.append(phrases.say("interest.ask"))
    return " ".join(sentences)
