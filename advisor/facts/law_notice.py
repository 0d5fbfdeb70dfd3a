"""The notice that the governing law sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from advisor.errors import DatedValueError
from advisor.facts.calculation import DoesNotApply, Given, Unknown
from advisor.facts.calendars import (
    complete_years,
    count,
    is_business_day,
    month_end,
    quarter_end,
)
from advisor.facts.counted_date import CountedDate, Reading, assumed
from advisor.facts.dispatch import dispatch, received_on
from advisor.facts.jurisdictions import calendar, governing_law
from advisor.knowledge import roles
from advisor.knowledge.law import Law, NoticePeriod, NoticeRule
from advisor.model import Between, Duration


def law_notice(given: Given) -> CountedDate:
    """The notice that the governing law sets, from receipt; see :class:`NoticeRule`.

    It does not apply where the law sets none.
    """
    period, text, values = _selected(given)
    return _law_period(given, period, text, values)


def _law_period(
    given: Given, period: NoticePeriod, text: str, values: Mapping[str, date | int | Decimal]
) -> CountedDate:
    """Count a period of notice that a law sets, from receipt."""
    start, receipt = received_on(given), assumed(given)
    if period.month_day:
        values = {"start": start, "cutoff": period.month_day}
        if start.day <= period.month_day:
            return CountedDate(
                month_end(start), text="month_cutoff", values=values, assumed=receipt
            )
        following = month_end(month_end(start) + timedelta(days=1))
        return CountedDate(following, text="month_cutoff_late", values=values, assumed=receipt)
    if period.weekday:
        return replace(_by_weekday(given, period, start), assumed=receipt)
    done = count(start, given.length(period.figure, start))
    ends = {"month": month_end, "quarter": quarter_end}
    end = ends[period.to](done.end) if period.to else done.end
    return CountedDate(
        end, done, "receipt", period.to, text, values, figure=period.figure, assumed=receipt
    )


def _by_weekday(given: Given, period: NoticePeriod, start: date) -> CountedDate:
    """Return the end of the week in which notice received by its cutoff ends the contract.

    A cutoff on a public holiday moves to the next business day; that it is not moved is the
    other reading.
    """
    named = start - timedelta(days=start.weekday() - (period.weekday - 1))
    cutoff = _business_day(given, named)
    if start > cutoff:
        named += timedelta(days=7)
        cutoff = _business_day(given, named)
    end = named + timedelta(days=period.last_weekday - period.weekday)
    others: tuple[tuple[Reading, date], ...] = ()
    if named < start <= cutoff:
        others = (("weekday", end + timedelta(days=7)),)
    return CountedDate(end, text="weekday_cutoff", values={"cutoff": cutoff}, others=others)


def _business_day(given: Given, day: date) -> date:
    """Return the day, moved on while it is a public holiday or lies on a weekend."""
    calendar_ = calendar(given)
    while not is_business_day(day, calendar_):
        day += timedelta(days=1)
    return day


def law_notice_period(given: Given) -> Duration:
    """The length of the notice that the law sets, in its own unit; a cutoff has none."""
    period = _selected(given)[0]
    if not period.figure:
        raise DoesNotApply("a cutoff within a month or a week")
    return given.length(period.figure, received_on(given))


def law_notice_verified(given: Given) -> bool:
    """Whether the period of notice that the governing law sets is verified."""
    period = _selected(given)[0]
    return given.values[period.figure].verified if period.figure else period.verified


def _selected(given: Given) -> tuple[NoticePeriod, str, dict[str, date | int | Decimal]]:
    """Return the period that the law sets for this case, and what selected it.

    Raises as :func:`_notice_rule`, and ``Unknown`` while what selects it is not known.
    """
    rule = _notice_rule(given)
    figures = [period.figure for period in rule.periods.values() if period.figure]
    if any(min(given.values[name].values) > given.as_of for name in figures):
        raise DoesNotApply("a law that had not begun")
    if rule.by != roles.RELATIONSHIP_YEARS:
        return rule.periods[str(given[rule.by]) if rule.by else ""], "", {}
    steps = tuple(map(int, rule.periods))
    step, years = given.step(roles.YEARS_WORKED, steps), given.get(roles.YEARS_WORKED)
    if step is None:
        raise Unknown(roles.RELATIONSHIP_YEARS)
    if isinstance(years, Between):
        return rule.periods[str(step)], "", {}
    if dispatch(given):
        # The relation is as old as it was when notice was given.
        years = complete_years(given[roles.RELATIONSHIP_STARTED], received_on(given))
        step = max(number for number in steps if number <= years)
    return rule.periods[str(step)], "years_together", {"years": years}


def _notice_rule(given: Given) -> NoticeRule:
    """Return the rule by which the governing law sets a notice in this case.

    Raises ``DoesNotApply`` where it sets none, ``Unknown`` where a fact it asks for is missing.
    """
    rule = governing_law(given).notice
    if rule is None or any(given[name] != value for name, value in rule.needs.items()):
        raise DoesNotApply(roles.LAW_NOTICE_END_DATE)
    stated = {name: given.get(name) for name in rule.unless}
    if any(stated[name] == value for name, value in rule.unless.items()):
        raise DoesNotApply(roles.LAW_NOTICE_END_DATE)
    for name, value in stated.items():
        if value is None and given.applies(name):
            raise Unknown(name)
    return rule


def law_sets_notice(given: Given) -> bool:
    """Whether the governing law sets a period of notice in this case."""
    try:
        _notice_rule(given)
    except DoesNotApply:
        return False
    return True


def law_notice_latest(given: Given) -> CountedDate:
    """The latest end of a notice that the law may set, over all that is not known of it.

    Where the law is not known, over all laws. Does not apply where the law sets none.
    """
    laws = tuple(given.laws.values())
    if given.get(roles.GOVERNING_LAW):
        if given.get(roles.LAW_SETS_NOTICE) is False:
            raise DoesNotApply(roles.LAW_NOTICE_END_DATE)
        laws = (governing_law(given),)
    key = law_notice_latest, *(law.id for law in laws), calendar(given), received_on(given)
    if key not in given.shared:
        given.shared[key] = max(_ends(given, laws), key=lambda counted: counted.end, default=None)
    latest: CountedDate | None = given.shared[key]
    if latest is None:
        raise DoesNotApply(roles.LAW_NOTICE_END_DATE)
    return replace(latest, assumed=assumed(given))


def _ends(given: Given, laws: Iterable[Law]) -> Iterator[CountedDate]:
    """Yield the end of every notice that some laws may set."""
    for law in laws:
        for period in law.notice.periods.values() if law.notice else ():
            with suppress(DatedValueError):
                yield _law_period(given, period, "", {})
