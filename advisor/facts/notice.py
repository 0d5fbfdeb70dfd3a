"""Notice, renewal, cure and review dates of the plan.

Each is calculated as a :class:`CountedDate`, which has the steps of the count; the fact is
its end. :mod:`advisor.report.date_working_text` puts it into words.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from advisor.errors import DatedValueError
from advisor.facts.calculation import DoesNotApply, Given, Unknown
from advisor.facts.calendars import Count, complete_years, count, month_end, quarter_end
from advisor.facts.dispatch import (
    FINAL_NOTICE,
    NOTICE,
    Dispatch,
    Recorded,
    dispatch,
    dispatch_planned,
    given_on,
    in_time_on,
    received_on,
)
from advisor.facts.jurisdictions import calendar, governing_law
from advisor.knowledge import roles
from advisor.knowledge.law import NoticePeriod, NoticeRule
from advisor.lazy_dataclass import dataclass
from advisor.model import Duration


@dataclass(frozen=True)
class CountedDate:
    """A date, and how it was counted."""

    end: date
    count: Count | None = None
    origin: str = ""
    """What the count runs from: a key below ``working.from`` in the texts."""
    then: Literal["", "month", "quarter"] = ""
    """Whether it runs on to the end of that month or quarter."""
    text: str = ""
    """A key below ``working.said``: the text in place of a count, or before it."""
    values: Mapping[str, date | int | Decimal] = field(default_factory=dict)
    """The values in that text."""
    figure: str = ""
    """Id of the dated value that was counted."""
    assumed: Dispatch | None = None
    """The dispatch whose receipt is assumed."""


def as_of(given: Given) -> date:
    """The day of the assessment."""
    return given.as_of


def notice_given_on(given: Given) -> date:
    """The day the notice is given: the day it was sent, else that of the assessment."""
    return given_on(given)


def notice_received_on(given: Given) -> date:
    """The day the client receives the notice.

    As recorded, else as assumed from the day of sending; before it is sent, the day of
    the assessment.
    """
    return received_on(given)


def notice_short_days(given: Given) -> int:
    """Days by which contract and law let the notice run longer than the day it names (C1).

    Only once its receipt is recorded; an assumed receipt does not count.
    """
    found, named = dispatch(given), given.get(roles.NOTICE_LAST_DAY)
    if found is None or found.assumed or named is None:
        raise DoesNotApply("no receipt is recorded")
    ends = (given.get(roles.NOTICE_END_DATE), given.get(roles.LAW_NOTICE_END_DATE))
    return max(((end - named).days for end in ends if end), default=0)


def _assumed(given: Given, about: Recorded = NOTICE) -> Dispatch | None:
    """Return a dispatch whose receipt is not recorded."""
    found = dispatch_planned(given, about)
    return found if found.assumed else None


def _agreed(given: Given, start: date, length: Duration, *, back: bool = False) -> Count:
    """Count a period of the contract. Law and region matter to business days alone."""
    holidays = calendar(given) if length.unit == "business_days" else None
    return count(start, length, holidays, back=back)


def contract_notice(given: Given) -> CountedDate:
    """The contract's notice (C1).

    Counted from receipt unless the contract says from sending; a notice "to the
    end of a month" runs on to that end.
    """
    if not given[roles.NOTICE_STATED]:
        raise DoesNotApply(roles.NOTICE_END_DATE)
    length: Duration = given[roles.NOTICE_PERIOD]
    runs_from = given.get(roles.NOTICE_RUNS_FROM, "not_known")
    if runs_from == "sending":
        done = _agreed(given, given_on(given), length)
        return CountedDate(done.end, done, runs_from)
    done = _agreed(given, given[roles.NOTICE_RECEIVED_ON], length)
    if runs_from == "month_end":
        return CountedDate(month_end(done.end), done, "receipt", "month", assumed=_assumed(given))
    return CountedDate(done.end, done, runs_from, assumed=_assumed(given))


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
    start, assumed = received_on(given), _assumed(given)
    if period.month_day:
        values = {"start": start, "cutoff": period.month_day}
        if start.day <= period.month_day:
            return CountedDate(
                month_end(start), text="month_cutoff", values=values, assumed=assumed
            )
        following = month_end(month_end(start) + timedelta(days=1))
        return CountedDate(following, text="month_cutoff_late", values=values, assumed=assumed)
    if period.weekday:
        # The first such weekday from receipt on, and the last day of the same week.
        cutoff = start + timedelta(days=(period.weekday - 1 - start.weekday()) % 7)
        end = cutoff + timedelta(days=period.last_weekday - period.weekday)
        return CountedDate(end, text="weekday_cutoff", values={"cutoff": cutoff}, assumed=assumed)
    counted = replace(_from_receipt(given, period.figure), text=text, values=values)
    if period.to == "month":
        return replace(counted, end=month_end(counted.end), then="month")
    if period.to == "quarter":
        return replace(counted, end=quarter_end(counted.end), then="quarter")
    return counted


def law_notice_verified(given: Given) -> bool:
    """Whether the period of notice that the governing law sets is verified."""
    period = _selected(given)[0]
    return given.values[period.figure].verified if period.figure else period.verified


def _selected(given: Given) -> tuple[NoticePeriod, str, dict[str, date | int | Decimal]]:
    """Return the period that the law sets for this case, and what selected it.

    Raises as :func:`_notice_rule`, and ``Unknown`` while what selects it is not known.
    """
    rule = _notice_rule(given)
    if rule.by != roles.RELATIONSHIP_YEARS:
        key = str(given[rule.by]) if rule.by else ""
        return rule.periods[key], "", {}
    years: int = given[roles.RELATIONSHIP_YEARS]
    if dispatch(given):
        # The relation is as old as it was when notice was given.
        years = complete_years(given[roles.RELATIONSHIP_STARTED], received_on(given))
    least = max(number for number in map(int, rule.periods) if number <= years)
    return rule.periods[str(least)], "years_together", {"years": years}


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
    laws = given.laws.values()
    if given.get(roles.GOVERNING_LAW):
        if given.get(roles.LAW_SETS_NOTICE) is False:
            raise DoesNotApply(roles.LAW_NOTICE_END_DATE)
        laws = (governing_law(given),)  # type: ignore[assignment]
    ends = []
    for law in laws:
        for period in law.notice.periods.values() if law.notice else ():
            with suppress(DatedValueError):
                ends.append(_law_period(given, period, "", {}))
    if not ends:
        raise DoesNotApply(roles.LAW_NOTICE_END_DATE)
    return max(ends, key=lambda counted: counted.end)


def term_last_day(given: Given) -> CountedDate:
    """The last day of the term that binds, rolled on where the window to refuse has closed (C10).

    Where it renews by itself and notice of non-renewal given now comes too late, it is the
    end of the first renewed term that can still be refused.
    """
    end: date = given[roles.TERM_END]
    if not given[roles.AUTO_RENEWS]:
        return CountedDate(end)
    day = in_time_on(given)
    window: Duration = given[roles.RENEWAL_NOTICE]
    if _agreed(given, end, window, back=True).end >= day:
        return CountedDate(end)
    length: Duration = given[roles.RENEWAL_TERM]
    if length.count < 1:
        raise DoesNotApply(roles.RENEWAL_TERM)
    renewed = count(end, length)
    while _agreed(given, renewed.end, window, back=True).end < day:
        # Counted from the first end, so that a term of months keeps its day of the month.
        renewed = count(end, replace(renewed.length, count=renewed.length.count + length.count))
    return CountedDate(renewed.end, renewed, "renewed_term")


def work_end(given: Given) -> CountedDate:
    """The day on which the agreed work is finished; not known once its planned day is past."""
    end: date = given[roles.PROJECT_END]
    if end < given_on(given):
        raise Unknown(roles.PROJECT_END)
    return CountedDate(end)


def next_renewal(given: Given) -> CountedDate:
    """The last day to refuse the renewal that follows the one that can no longer be refused."""
    end: date = given[roles.TERM_LAST_DAY]
    if end == given[roles.TERM_END]:
        raise DoesNotApply(roles.RENEWAL_DEADLINE)
    done = _agreed(given, end, given[roles.RENEWAL_NOTICE], back=True)
    return CountedDate(done.end, done, "term_end")


def _by_figure(
    given: Given,
    figure: str,
    origin: str,
    start: date | None = None,
    assumed: Dispatch | None = None,
) -> CountedDate:
    """Count a dated value from a day, without one from today."""
    start = start or given.as_of
    done = count(start, given.length(figure, start))
    return CountedDate(done.end, done, origin, figure=figure, assumed=assumed)


def _from_receipt(given: Given, figure: str) -> CountedDate:
    """Count a dated value from the receipt of the notice."""
    return _by_figure(given, figure, "receipt", received_on(given), _assumed(given))


def customary_end(given: Given) -> CountedDate:
    """The end of the customary notice, where neither contract nor law says more (S83)."""
    return _from_receipt(given, roles.CUSTOMARY_NOTICE)


def extended_end(given: Given) -> CountedDate:
    """The end of the longer notice of a supplier who is hard to replace (S8, C1)."""
    return _from_receipt(given, roles.EXTENDED_NOTICE)


def renewal(given: Given) -> CountedDate:
    """The last day on which notice of non-renewal is in time (C10)."""
    if not given[roles.AUTO_RENEWS]:
        raise DoesNotApply(roles.RENEWAL_DEADLINE)
    done = _agreed(given, given[roles.TERM_END], given[roles.RENEWAL_NOTICE], back=True)
    return CountedDate(done.end, done, "term_end")


def cure(given: Given) -> CountedDate:
    """The end of the time the client has to put a breach right (C5).

    From the receipt of the notice of breach, which is today while none is recorded.
    """
    period: Duration | None = given.get(roles.CURE_PERIOD)
    if period is None:
        return final_notice(given)
    done = _agreed(given, received_on(given, FINAL_NOTICE), period)
    return CountedDate(done.end, done, "breach_notice", assumed=_assumed(given, FINAL_NOTICE))


def final_notice(given: Given) -> CountedDate:
    """The deadline of a final notice of payment (F1), from its receipt, recorded or expected.

    By the law's own figure where it has one, else by the general one.
    """
    own = f"{given.get(roles.GOVERNING_LAW)}.{roles.FINAL_NOTICE_LENGTH}"
    figure = own if own in given.values else roles.FINAL_NOTICE_LENGTH
    start, assumed = received_on(given, FINAL_NOTICE), _assumed(given, FINAL_NOTICE)
    return _by_figure(given, figure, "final_notice", start, assumed)


def runway_ready(given: Given) -> CountedDate:
    """The day by which the income should be replaced (F18).

    The user's own date where given, else one month for each month of reserves
    that is missing. Does not apply while the reserves suffice.
    """
    wanted = given.value(roles.RUNWAY_TARGET, given_on(given))
    missing = wanted - given[roles.RUNWAY_MONTHS]
    if missing <= 0:
        raise DoesNotApply("the reserves suffice")
    planned: date | None = given.get(roles.INCOME_REPLACED_ON)
    if planned:
        return CountedDate(planned)
    done = count(given_on(given), Duration(math.ceil(missing), "months"))
    there = {"wanted": wanted, "there": given[roles.RUNWAY_MONTHS]}
    return CountedDate(done.end, done, "today", "", "runway", there, roles.RUNWAY_TARGET)


def review(given: Given) -> CountedDate:
    """The day to look again: after the cooling-off, else after the review period (S76, F19)."""
    if given.get(roles.TRIGGER) == "single_incident" and given.get(roles.INCIDENT_ON):
        cooled = count(given[roles.INCIDENT_ON], given.length(roles.COOLING_OFF))
        if cooled.end > given.as_of:
            return CountedDate(cooled.end, cooled, "incident", figure=roles.COOLING_OFF)
    return _by_figure(given, roles.REVIEW, "today")


COUNTED_DATES: Mapping[str, Callable[[Given], CountedDate]] = {
    roles.NOTICE_END_DATE: contract_notice,
    roles.LAW_NOTICE_END_DATE: law_notice,
    roles.CUSTOMARY_END_DATE: customary_end,
    "extended_end_date": extended_end,
    roles.RENEWAL_DEADLINE: renewal,
    roles.TERM_LAST_DAY: term_last_day,
    "work_end_date": work_end,
    "next_renewal_deadline": next_renewal,
    "law_notice_latest_date": law_notice_latest,
    roles.CURE_DEADLINE: cure,
    "final_notice_deadline": final_notice,
    "runway_ready_date": runway_ready,
    roles.REVIEW_DATE: review,
}
"""The calculation of each date that is counted."""

NON_MONOTONIC = (
    roles.LAW_NOTICE_END_DATE,
    "law_notice_latest_date",
    roles.RENEWAL_DEADLINE,
    roles.TERM_LAST_DAY,
    "next_renewal_deadline",
)
"""Those that may rise and fall as the day of the assessment moves on."""


def end_of(fact: str) -> Callable[[Given], date]:
    """Return the calculation of a date that is counted."""
    counted = COUNTED_DATES[fact]
    return lambda given: counted(given).end
