"""Notice, renewal, cure and review: the dates that a plan is made of.

Each is worked out as a :class:`Worked`, which keeps how it was counted; the fact is
its end. :mod:`advisor.facts.working` puts it into words.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from advisor.facts.calendars import Count, count, month_end, quarter_end
from advisor.facts.given import DoesNotApply, Given
from advisor.model import Duration


@dataclass(frozen=True)
class Worked:
    """A date, and how it was worked out."""

    end: date
    count: Count | None = None
    origin: str = ""
    """What the count runs from: a key below ``working.from`` in the texts."""
    then: Literal["", "month", "quarter"] = ""
    """Whether it runs on to the end of that month or quarter."""
    said: str = ""
    """A key below ``working.said``: what is said in place of a count, or before it."""
    values: Mapping[str, date | int | Decimal] = field(default_factory=dict)
    """What that text shows."""
    figure: str = ""
    """The dated value that it rests on."""


def as_of(given: Given) -> date:
    """The day of the assessment."""
    return given.as_of


def notice_received_on(given: Given) -> date:
    """The day the client receives the notice, taken to be the day it is given."""
    return given.as_of


def holiday_region(given: Given) -> str:
    """The region whose public holidays count, where the governing law does not name it.

    The answer to the question ``region_<law>``, a code of the package ``holidays``.
    """
    region: str = given[f"region_{given['governing_law']}"]
    return region


def _agreed(given: Given, start: date, length: Duration, *, back: bool = False) -> Count:
    """Count a period of the contract. Law and region matter to business days alone."""
    if length.unit != "business_days":
        return count(start, length, back=back)
    law, region = given.get("governing_law", ""), given.get("holiday_region", "")
    return count(start, length, law, region=region, back=back)


def contract_notice(given: Given) -> Worked:
    """The contract's notice (C1).

    Counted from receipt unless the contract says from sending; a notice "to the
    end of a month" runs on to that end.
    """
    if not given["notice_stated"]:
        raise DoesNotApply("notice_end_date")
    length: Duration = given["notice_period"]
    done = _agreed(given, given["notice_received_on"], length)
    runs_from = given.get("notice_runs_from", "not_known")
    if runs_from == "month_end":
        return Worked(month_end(done.end), done, "receipt", "month")
    return Worked(done.end, done, runs_from)


def law_notice(given: Given) -> Worked:
    """The notice that statute or case law expects (domain section 4).

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


def _by_figure(given: Given, figure: str, origin: str) -> Worked:
    """Count a dated value from today."""
    done = count(given.as_of, given.length(figure))
    return Worked(done.end, done, origin, figure=figure)


def _spanish(given: Given) -> Worked:
    """A TRADE may leave with the notice agreed, else the customary one (Ley 20/2007 art. 15)."""
    if not given["trade_registered"] or given.get("notice_stated") is True:
        raise DoesNotApply("law_notice_end_date")
    return _by_figure(given, "trade_notice_days", "receipt")


def _french(given: Given) -> Worked:
    """Notice fit to the length of the relation (C. com. L442-1 II), its lower end."""
    years: int = given["relationship_years"]
    if years < 2:
        figure = "fr_notice_months_under_2_years"
    elif years < 5:
        figure = "fr_notice_months_2_to_5_years"
    elif years < 10:
        figure = "fr_notice_months_5_to_10_years"
    else:
        figure = "fr_notice_months_over_10_years"
    done = count(given.as_of, given.length(figure))
    return Worked(done.end, done, "receipt", "", "french", {"years": years}, figure)


def _german(given: Given) -> Worked:
    """Notice by the interval of pay, where the contract states none (BGB sec. 621)."""
    if given.get("contract_kind") == "fixed_term" or given.get("notice_stated") is True:
        raise DoesNotApply("law_notice_end_date")
    today, interval = given.as_of, given["pay_interval"]
    if interval == "day":
        return Worked(today + timedelta(days=1), said="german_day", values={"start": today})
    if interval == "week":
        # Notice by Monday at the latest ends the service on that Saturday.
        monday = today + timedelta(days=-today.weekday() % 7)
        return Worked(monday + timedelta(days=5), said="german_week", values={"monday": monday})
    if interval == "month":
        # Notice by the 15th ends the service with that month.
        if today.day <= 15:
            return Worked(month_end(today), said="german_month", values={"start": today})
        following = month_end(month_end(today) + timedelta(days=1))
        return Worked(following, said="german_month_late", values={"start": today})
    if interval == "quarter":
        weeks = _by_figure(given, "de_notice_weeks_by_quarter", "receipt")
        return Worked(
            quarter_end(weeks.end), weeks.count, "receipt", "quarter", figure=weeks.figure
        )
    return _by_figure(given, "de_notice_days_by_task", "receipt")


def customary_end(given: Given) -> Worked:
    """Two weeks from today, where neither contract nor law says more (S83)."""
    return _by_figure(given, "customary_notice_days", "receipt")


def extended_end(given: Given) -> Worked:
    """Thirty days from today, for a supplier who is hard to replace (S8, C1)."""
    return _by_figure(given, "extended_notice_days", "receipt")


def renewal(given: Given) -> Worked:
    """The last day on which notice of non-renewal is in time (C10)."""
    if not given["auto_renews"]:
        raise DoesNotApply("renewal_deadline")
    done = _agreed(given, given["term_end"], given["renewal_notice"], back=True)
    return Worked(done.end, done, "term_end")


def cure(given: Given) -> Worked:
    """The end of the time the client has to put a breach right, if told today (C5)."""
    period: Duration | None = given.get("cure_period")
    if period is None:
        return final_notice(given)
    done = _agreed(given, given.as_of, period)
    return Worked(done.end, done, "breach_notice")


def final_notice(given: Given) -> Worked:
    """The deadline of a final notice of payment sent today (F1)."""
    french = given.get("governing_law") == "fr"
    figure = "fr_final_notice_days" if french else "final_notice_days"
    return _by_figure(given, figure, "final_notice")


def runway_ready(given: Given) -> Worked:
    """The day by which the income should be replaced (F18).

    The user's own date where given, else one month for each month of reserves
    that is missing. Does not apply while the reserves suffice.
    """
    wanted = given.value("runway_target_months")
    missing = wanted - given["runway_months"]
    if missing <= 0:
        raise DoesNotApply("runway_ready_date")
    planned: date | None = given.get("income_replaced_on")
    if planned:
        return Worked(planned)
    done = count(given.as_of, Duration(math.ceil(missing), "months"))
    there = {"wanted": wanted, "there": given["runway_months"]}
    return Worked(done.end, done, "today", "", "runway", there, "runway_target_months")


def review(given: Given) -> Worked:
    """The day to look again: after the cooling-off, else after a month (S76, F19)."""
    if given.get("trigger") == "single_incident" and given.get("incident_on"):
        cooled = count(given["incident_on"], given.length("cooling_off_days"))
        if cooled.end > given.as_of:
            return Worked(cooled.end, cooled, "incident", figure="cooling_off_days")
    return _by_figure(given, "review_days", "today")


WORKED: Mapping[str, Callable[[Given], Worked]] = {
    "notice_end_date": contract_notice,
    "law_notice_end_date": law_notice,
    "customary_end_date": customary_end,
    "extended_end_date": extended_end,
    "renewal_deadline": renewal,
    "cure_deadline": cure,
    "final_notice_deadline": final_notice,
    "runway_ready_date": runway_ready,
    "review_date": review,
}
"""How each date that is counted is worked out."""


def end_of(fact: str) -> Callable[[Given], date]:
    """Return the calculation of a date that is counted."""
    work = WORKED[fact]

    def end(given: Given) -> date:
        return work(given).end

    end.__doc__ = work.__doc__
    return end
