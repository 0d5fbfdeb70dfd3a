"""Notice, renewal, cure and review: the dates that a plan is made of."""

from __future__ import annotations

import math
from datetime import date, timedelta
from decimal import Decimal

from advisor.facts.calendars import add, add_months, month_end, quarter_end, subtract
from advisor.facts.given import DoesNotApply, Given
from advisor.model import Duration


def as_of(given: Given) -> date:
    """The day of the assessment."""
    return given.as_of


def notice_received_on(given: Given) -> date:
    """The day the client receives the notice, taken to be the day it is given."""
    return given.as_of


def notice_end_date(given: Given) -> date:
    """The day the contract's notice has run (C1).

    Counted from receipt unless the contract says from sending; a notice "to the
    end of a month" runs on to that end.
    """
    if not given["notice_stated"]:
        raise DoesNotApply("notice_end_date")
    length: Duration = given["notice_period"]
    end = add(given["notice_received_on"], length, given.get("governing_law", ""))
    return month_end(end) if given.get("notice_runs_from") == "month_end" else end


def law_notice_end_date(given: Given) -> date:
    """The day the notice that statute or case law expects has run (domain section 4).

    Known for TRADE contracts in Spain, for established relations in France and
    for services without a fixed term in Germany. Elsewhere it does not apply.
    """
    law = given["governing_law"]
    if law == "es":
        return _spanish(given)
    if law == "fr":
        return _french(given)
    if law == "de":
        return _german(given)
    raise DoesNotApply("law_notice_end_date")


def _spanish(given: Given) -> date:
    """A TRADE may leave with the notice agreed, else the customary one (Ley 20/2007 art. 15)."""
    if not given["trade_registered"] or given.get("notice_stated") is True:
        raise DoesNotApply("law_notice_end_date")
    return given.as_of + timedelta(days=int(given.value("trade_notice_days")))


def _french(given: Given) -> date:
    """Notice fit to the length of the relation (C. com. L442-1 II), its lower end."""
    years = given["relationship_years"]
    if years < 2:
        months = given.value("fr_notice_months_under_2_years")
    elif years < 5:
        months = given.value("fr_notice_months_2_to_5_years")
    elif years < 10:
        months = given.value("fr_notice_months_5_to_10_years")
    else:
        months = given.value("fr_notice_months_over_10_years")
    return add_months(given.as_of, int(months))


def _german(given: Given) -> date:
    """Notice by the interval of pay, where the contract states none (BGB sec. 621)."""
    if given.get("contract_kind") == "fixed_term" or given.get("notice_stated") is True:
        raise DoesNotApply("law_notice_end_date")
    today, interval = given.as_of, given["pay_interval"]
    if interval == "day":
        return today + timedelta(days=1)
    if interval == "week":
        # Notice by Monday at the latest ends the service on that Saturday.
        monday = today + timedelta(days=-today.weekday() % 7)
        return monday + timedelta(days=5)
    if interval == "month":
        # Notice by the 15th ends the service with that month.
        return month_end(today if today.day <= 15 else add_months(today, 1))
    if interval == "quarter":
        weeks = int(given.value("de_notice_weeks_by_quarter"))
        return quarter_end(today + timedelta(weeks=weeks))
    return today + timedelta(days=int(given.value("de_notice_days_by_task")))


def customary_end_date(given: Given) -> date:
    """Two weeks from today, where neither contract nor law says more (S83)."""
    return given.as_of + timedelta(days=int(given.value("customary_notice_days")))


def extended_end_date(given: Given) -> date:
    """Thirty days from today, for a supplier who is hard to replace (S8, C1)."""
    return given.as_of + timedelta(days=int(given.value("extended_notice_days")))


def renewal_deadline(given: Given) -> date:
    """The last day on which notice of non-renewal is in time (C10)."""
    if not given["auto_renews"]:
        raise DoesNotApply("renewal_deadline")
    return subtract(given["term_end"], given["renewal_notice"], given.get("governing_law", ""))


def cure_deadline(given: Given) -> date:
    """The end of the time the client has to put a breach right, if told today (C5)."""
    period = given.get("cure_period")
    if period is None:
        period = Duration(int(_notice_to_pay(given)), "days")
    return add(given.as_of, period, given.get("governing_law", ""))


def final_notice_deadline(given: Given) -> date:
    """The deadline of a final notice of payment sent today (F1)."""
    return given.as_of + timedelta(days=int(_notice_to_pay(given)))


def _notice_to_pay(given: Given) -> int | Decimal:
    french = given.get("governing_law") == "fr"
    return given.value("fr_final_notice_days" if french else "final_notice_days")


def runway_ready_date(given: Given) -> date:
    """The day by which the income should be replaced (F18).

    The user's own date where given, else one month for each month of reserves
    that is missing. Does not apply while the reserves suffice.
    """
    missing = given.value("runway_target_months") - given["runway_months"]
    if missing <= 0:
        raise DoesNotApply("runway_ready_date")
    planned: date | None = given.get("income_replaced_on")
    return planned or add_months(given.as_of, math.ceil(missing))


def review_date(given: Given) -> date:
    """The day to look again: after the cooling-off, else after a month (S76, F19)."""
    if given.get("trigger") == "single_incident" and given.get("incident_on"):
        cooled = given["incident_on"] + timedelta(days=int(given.value("cooling_off_days")))
        if cooled > given.as_of:
            return cooled  # type: ignore[no-any-return]
    return given.as_of + timedelta(days=int(given.value("review_days")))
