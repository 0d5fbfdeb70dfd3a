"""The end of a term, its renewal, and the end of the agreed work."""

from __future__ import annotations

from datetime import date, timedelta

from advisor.facts.calculation import DoesNotApply, Given, Unknown
from advisor.facts.calendars import Count, count, is_business_day
from advisor.facts.counted_date import CountedDate, agreed
from advisor.facts.dispatch import given_on, in_time_on, in_transit, usual_way
from advisor.facts.jurisdictions import calendar
from advisor.knowledge import roles
from advisor.model import Duration


def renewal(given: Given) -> CountedDate:
    """The last day on which notice of non-renewal is in time (C10)."""
    if not given[roles.AUTO_RENEWS]:
        raise DoesNotApply(roles.RENEWAL_DEADLINE)
    done = agreed(given, given[roles.TERM_END], given[roles.RENEWAL_NOTICE], back=True)
    return CountedDate(done.end, done, "term_end")


def renewal_act_by(given: Given) -> CountedDate:
    """The last business day up to the day by which notice of non-renewal must have arrived."""
    end: date = given[roles.RENEWAL_DEADLINE]
    day, days = end, calendar(given)
    while not is_business_day(day, days):
        day -= timedelta(days=1)
    return CountedDate(day, text="business_day_before", values={"deadline": end})


def renewal_send_by(given: Given) -> CountedDate:
    """The day by which it has to be sent for that: before it by the time of its route.

    That day itself where the contract counts from sending.
    """
    day: date = given[roles.RENEWAL_ACT_BY]
    moved = in_transit(given, day, usual_way(given)).transit
    if given.get(roles.NOTICE_RUNS_FROM) == "sending" or moved is None:
        return CountedDate(day)
    # Transit in calendar days may begin on a weekend; sending has to be on a business day.
    done = agreed(given, day, moved.length, back=True)
    return CountedDate(done.end, done, "renewal_arrival")


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
    if agreed(given, end, window, back=True).end >= day:
        return CountedDate(end)
    length: Duration = given[roles.RENEWAL_TERM]
    if length.count < 1:
        raise DoesNotApply(roles.RENEWAL_TERM)

    # Counted from the first end, so that a term of months keeps its day of the month.
    def renewed(times: int) -> Count:
        return count(end, Duration(length.count * times, length.unit))

    def too_early(times: int) -> bool:
        return agreed(given, renewed(times).end, window, back=True).end < day

    low, high = 0, 1
    while too_early(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if too_early(middle) else (low, middle)
    last = renewed(high)
    return CountedDate(last.end, last, "renewed_term")


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
    done = agreed(given, end, given[roles.RENEWAL_NOTICE], back=True)
    return CountedDate(done.end, done, "term_end")
