"""Every date of the plan that is counted, those of prudence and of payment among them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date

from advisor.facts.calculation import DoesNotApply, Given
from advisor.facts.calendars import count
from advisor.facts.counted_date import CountedDate, agreed, assumed, by_figure
from advisor.facts.dispatch import FINAL_NOTICE, dispatch, received_on
from advisor.facts.invoice_terms import invoice_due
from advisor.facts.jurisdictions import figure_of
from advisor.facts.law_notice import law_notice, law_notice_latest
from advisor.facts.notice import breach_end, contract_notice, customary_end, extended_end
from advisor.facts.term import (
    next_renewal,
    renewal,
    renewal_act_by,
    renewal_send_by,
    term_last_day,
    work_end,
)
from advisor.knowledge import roles
from advisor.model import Duration


def cure(given: Given) -> CountedDate:
    """The end of the time the client has to put a breach right (C5).

    From the receipt of the notice of breach, recorded or expected.
    """
    period: Duration | None = given.get(roles.CURE_PERIOD)
    if period is None:
        return final_notice(given)
    done = agreed(given, received_on(given, FINAL_NOTICE), period)
    return CountedDate(done.end, done, "breach_notice", assumed=assumed(given, FINAL_NOTICE))


def final_notice(given: Given) -> CountedDate:
    """The deadline of a final notice of payment (F1), from its receipt, recorded or expected.

    By the law's own figure where it has one, that for a person first where the client is one,
    else by the general one; by the time that the contract gives to put a breach right where
    that ends later.
    """
    return given.once(_final_notice, None)


def _final_notice(given: Given, _: None) -> CountedDate:
    person = given.get(roles.CLIENT_INDIVIDUAL) or given.get(roles.CLIENT_KIND) == "consumer"
    lengths = (roles.INDIVIDUAL_NOTICE_LENGTH,) * bool(person) + (roles.FINAL_NOTICE_LENGTH,)
    law = given.get(roles.GOVERNING_LAW)
    own = (value for length in lengths if law and (value := figure_of(given, length)))
    figure = next((value.id for value in own), roles.FINAL_NOTICE_LENGTH)
    start, receipt = received_on(given, FINAL_NOTICE), assumed(given, FINAL_NOTICE)
    usual = by_figure(given, figure, "final_notice", start, receipt)
    period: Duration | None = given.get(roles.CURE_PERIOD)
    if period is None or (done := agreed(given, start, period)).end <= usual.end:
        return usual
    return CountedDate(done.end, done, "final_notice", assumed=receipt)


def settlement(given: Given) -> CountedDate:
    """The end of the time to negotiate that a demand offers where the law asks for it.

    From the receipt of the final notice, recorded or expected.
    """
    value = figure_of(given, roles.SETTLEMENT_LENGTH)
    if value is None:
        raise DoesNotApply("the law asks for no attempt to settle")
    start, receipt = received_on(given, FINAL_NOTICE), assumed(given, FINAL_NOTICE)
    return by_figure(given, value.id, "final_notice", start, receipt)


def settlement_period(given: Given) -> Duration:
    """The time to negotiate that a demand offers, from its receipt."""
    return settlement(given).count.length  # type: ignore[union-attr]


def final_notice_period(given: Given) -> Duration:
    """The time to pay that a final notice gives, from its receipt."""
    return final_notice(given).count.length  # type: ignore[union-attr]


def breach_notice_period(given: Given) -> Duration:
    """The time to put a breach right that a notice of breach gives, from its receipt."""
    return cure(given).count.length  # type: ignore[union-attr]


def runway_ready(given: Given) -> CountedDate:
    """The day by which the income should be replaced (F18).

    The user's own date where given, else one month for each month of reserves
    that is missing, more where the client is a large share of the income. Does not
    apply while the reserves suffice.
    """
    there = given[roles.RUNWAY_MONTHS]
    large = given.step(roles.INCOME_PART, (0, given.value(roles.LARGE_SHARE)))
    target = roles.LARGE_SHARE_RUNWAY if large else roles.RUNWAY_TARGET
    sent = dispatch(given)
    start = sent.sent if sent else given.as_of
    wanted = given.value(target, start)
    missing = wanted - there
    if missing <= 0:
        raise DoesNotApply("the reserves suffice")
    planned: date | None = given.get(roles.INCOME_REPLACED_ON)
    if planned:
        return CountedDate(planned)
    done = count(start, Duration(math.ceil(missing), "months"))
    values = {"wanted": wanted, "there": there}
    return CountedDate(done.end, done, "today", "", "runway", values, target)


def review(given: Given) -> CountedDate:
    """The day to look again: after the cooling-off, else after the review period (S76, F19)."""
    if given.get(roles.TRIGGER) == "single_incident" and given.get(roles.INCIDENT_ON):
        cooled = count(given[roles.INCIDENT_ON], given.length(roles.COOLING_OFF))
        if cooled.end > given.as_of:
            return CountedDate(cooled.end, cooled, "incident", figure=roles.COOLING_OFF)
    return by_figure(given, roles.REVIEW, "today")


COUNTED_DATES: Mapping[str, Callable[[Given], CountedDate]] = {
    roles.NOTICE_END_DATE: contract_notice,
    roles.LAW_NOTICE_END_DATE: law_notice,
    roles.BREACH_END_DATE: breach_end,
    roles.CUSTOMARY_END_DATE: customary_end,
    roles.EXTENDED_END_DATE: extended_end,
    roles.RENEWAL_DEADLINE: renewal,
    roles.RENEWAL_ACT_BY: renewal_act_by,
    roles.RENEWAL_SEND_BY: renewal_send_by,
    roles.TERM_LAST_DAY: term_last_day,
    "work_end_date": work_end,
    roles.NEXT_RENEWAL: next_renewal,
    roles.LAW_NOTICE_LATEST: law_notice_latest,
    roles.INVOICE_DUE_DATE: invoice_due,
    roles.CURE_DEADLINE: cure,
    roles.DEADLINE_IF_SENT_TODAY: final_notice,
    roles.SETTLEMENT_DEADLINE: settlement,
    "runway_ready_date": runway_ready,
    roles.REVIEW_DATE: review,
}
"""The calculation of each date that is counted."""

NON_MONOTONIC = (
    roles.LAW_NOTICE_END_DATE,
    roles.LAW_NOTICE_LATEST,
    roles.RENEWAL_DEADLINE,
    roles.RENEWAL_ACT_BY,
    roles.RENEWAL_SEND_BY,
    roles.TERM_LAST_DAY,
    roles.NEXT_RENEWAL,
)
"""Those that may rise and fall as the day of the assessment moves on."""


def end_of(fact: str) -> Callable[[Given], date]:
    """Return the calculation of a date that is counted."""
    counted = COUNTED_DATES[fact]
    return lambda given: counted(given).end
