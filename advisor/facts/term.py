"""The end of a term, its renewal, and the end of the agreed work."""

from __future__ import annotations

from datetime import date, timedelta

from advisor.facts.calculation import DoesNotApply, Given, Unknown
from advisor.facts.calendars import Count, count, is_business_day
from advisor.facts.counted_date import CountedDate, agreed
from advisor.facts.dispatch import (
    dispatch,
    given_on,
    in_transit,
    non_renewal_in_time_on,
    planned_way,
    usual_way,
)
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
    """The last business day up to the day by which notice of non-renewal must have arrived.

    Does not apply where none is left although that day is still to come.
    """
    end: date = given[roles.RENEWAL_DEADLINE]
    day, days = end, calendar(given)
    while not is_business_day(day, days):
        day -= timedelta(days=1)
    if day < given_on(given) <= end:
        raise DoesNotApply(roles.RENEWAL_ACT_BY)
    return CountedDate(day, text="business_day_before", values={"deadline": end})


def renewal_send_by(given: Given) -> CountedDate:
    """The day by which it has to be sent for that: before it by the time of its route.

    That day itself where the contract counts from sending. The day of the plan, where a route
    that would still be in time had to begin before it but the window is still open.
    """
    end: date = given[roles.RENEWAL_DEADLINE]
    day: date = given.get(roles.RENEWAL_ACT_BY, end)
    on = given_on(given)
    moved = in_transit(given, on, planned_way(given, on)).transit
    found = CountedDate(day)
    if given.get(roles.NOTICE_RUNS_FROM) != "sending" and moved is not None:
        # Transit in calendar days may begin on a weekend; sending has to be on a business day.
        done = agreed(given, day, moved.length, back=True)
        found = CountedDate(done.end, done, "renewal_arrival")
    return CountedDate(on) if found.end < on <= end else found


def renewal_days_left(given: Given) -> int:
    """Days until the window to refuse renewal closes (C10).

    Does not apply once it has closed, or notice was sent.
    """
    left: int = (given[roles.RENEWAL_DEADLINE] - given.as_of).days
    if left < 0 or dispatch(given):
        raise DoesNotApply(roles.RENEWAL_DEADLINE)
    return left


def renewal_by_hand(given: Given) -> bool:
    """Whether only a way faster than the usual one is in time to refuse the renewal (C2, C10)."""
    given[roles.RENEWAL_DEADLINE]
    return planned_way(given, given_on(given)) != usual_way(given)


def term_last_day(given: Given) -> CountedDate:
    """The last day of the term that binds, rolled on where the window to refuse has closed (C10).

    Where it renews by itself and notice of non-renewal given now comes too late, it is the
    end of the first renewed term that can still be refused.
    """
    end: date = given[roles.TERM_END]
    if not given[roles.AUTO_RENEWS]:
        return CountedDate(end)
    day = non_renewal_in_time_on(given, given_on(given))
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
