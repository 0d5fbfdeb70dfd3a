"""The notice that ends the relationship: as the contract states it, or by custom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from advisor.facts.calculation import DoesNotApply, Given, Lacking, lacking
from advisor.facts.calendars import count, month_end, quarter_end
from advisor.facts.counted_date import CountedDate, agreed, assumed, by_figure
from advisor.facts.dispatch import dispatch, given_on, received_on
from advisor.facts.jurisdictions import calendar
from advisor.knowledge import roles
from advisor.model import Duration


def as_of(given: Given) -> date:
    """The day of the assessment."""
    return given.as_of


def notice_given_on(given: Given) -> date:
    """The day the notice is given: the day it was sent, else that on which it is to go."""
    return given_on(given)


def notice_received_on(given: Given) -> date:
    """The day the client receives the notice.

    As recorded, else as expected by the route from the day of sending.
    """
    return received_on(given)


def notice_short_days(given: Given) -> int | Lacking:
    """Days by which contract and law let the notice run longer than the day it names (C1).

    Only once its receipt is recorded; an assumed receipt does not count.
    """
    named: date | None = given.get(roles.NOTICE_LAST_DAY)
    found = None if named is None else dispatch(given)
    if named is None or found is None or found.assumed:
        return lacking("a receipt that is recorded", False)
    ends = (given.get(roles.NOTICE_END_DATE), given.get(roles.LAW_NOTICE_END_DATE))
    return max(((end - named).days for end in ends if end), default=0)


def contract_notice(given: Given) -> CountedDate:
    """The contract's notice (C1).

    Counted from receipt unless the contract says from sending; a notice "to the end of a
    month" or quarter runs on to that end. Clear days leave out the last day too, and only
    where the contract says so. Business days are those of five-day weeks unless it says
    otherwise; while its way of counting is not known, the other reading stands beside.
    """
    if not given[roles.NOTICE_STATED]:
        raise DoesNotApply(roles.NOTICE_END_DATE)
    length: Duration = given[roles.NOTICE_PERIOD]
    runs_from = given.get(roles.NOTICE_RUNS_FROM, "not_known")
    counting = given.get(roles.NOTICE_COUNTING)
    sending = runs_from == "sending"
    start = given_on(given) if sending else given[roles.NOTICE_RECEIVED_ON]
    done = agreed(given, start, length, six_day=counting == "six_day")
    found = CountedDate(done.end, done, runs_from, assumed=None if sending else assumed(given))
    if counting == "clear":
        business = length.unit == "business_days"
        after = count(
            done.end, Duration(1, "business_days" if business else "days"), calendar(given)
        )
        found = replace(found, end=after.end, then="clear")
    elif length.unit == "business_days" and counting is None:
        shorter = agreed(given, start, length, six_day=True).end
        found = replace(found, others=(("six_day", shorter),) if shorter != done.end else ())
    if runs_from == "month_end":
        return replace(found, end=month_end(found.end), origin="receipt", then="month", others=())
    if runs_from == "quarter_end":
        end = quarter_end(found.end)
        return replace(found, end=end, origin="receipt", then="quarter", others=())
    return found


def breach_end(given: Given) -> CountedDate:
    """The day on which a termination for breach takes effect (C5).

    On receipt, unless the contract's clause on breach sets a notice of its own.
    """
    received = given[roles.NOTICE_RECEIVED_ON]
    if not given.get(roles.CAUSE_CLAUSE, False):
        return CountedDate(received, assumed=assumed(given))
    length: Duration = given[roles.CAUSE_NOTICE]
    done = agreed(given, received, length)
    return CountedDate(done.end, done, "receipt", assumed=assumed(given))


def _customary(given: Given) -> str:
    """Return the dated value of the customary notice.

    Longer after long years, and where the client will be hard put to replace the user (C1).
    """
    long = given.step(roles.YEARS_WORKED, (0, given.value(roles.LONG_RELATION)))
    hard = given.get(roles.REPLACEMENT) == "hard"
    return roles.EXTENDED_NOTICE if long or hard else roles.CUSTOMARY_NOTICE


def customary_notice(given: Given) -> Duration:
    """The length of the customary notice (S83)."""
    return given.length(_customary(given))


def customary_end(given: Given) -> CountedDate:
    """The end of the customary notice, where neither contract nor law says more (S83)."""
    return by_figure(given, _customary(given), "receipt", received_on(given), assumed(given))


def extended_end(given: Given) -> CountedDate:
    """The end of the longer notice of a supplier who is hard to replace (S8, C1)."""
    return by_figure(given, roles.EXTENDED_NOTICE, "receipt", received_on(given), assumed(given))
