"""When a notice is sent and when it arrives, as recorded, as assumed or as planned."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from advisor.facts.calculation import Given
from advisor.facts.calendars import Count, count
from advisor.facts.jurisdictions import calendar, figure_of
from advisor.knowledge import roles
from advisor.lazy_dataclass import dataclass
from advisor.model import Duration


class Recorded(NamedTuple):
    """The questions that record the dispatch of a notice."""

    sent_on: str
    sent_by: str
    arrived_on: str


NOTICE = Recorded(roles.NOTICE_SENT_ON, roles.NOTICE_SENT_BY, roles.NOTICE_ARRIVED_ON)
"""Of the notice that ends the relationship."""
FINAL_NOTICE = Recorded(
    roles.FINAL_NOTICE_SENT_ON, roles.FINAL_NOTICE_SENT_BY, roles.FINAL_NOTICE_ARRIVED_ON
)
"""Of the final notice, which is also the notice of breach."""

SUSPENSION = Recorded(
    roles.SUSPENSION_SENT_ON, roles.SUSPENSION_SENT_BY, roles.SUSPENSION_ARRIVED_ON
)
"""Of the notice that work is suspended, or that no new work is taken on."""

BY_POST = ("post", "registered", "certified")
"""Ways of sending that take longer across a border."""

ROUTE_WAYS = {"burofax": "burofax", "certified": "certified", "courier": "courier"}
"""The way of sending of a law's route; the others are a registered letter."""

BY_HAND = ("courier", "in_person")
FASTER = {
    "email": ("in_person",), "any": BY_HAND, "writing": BY_HAND, "person": BY_HAND,
}  # fmt: skip
"""Faster ways that the form which the contract asks for admits, by that form, the slowest first.
A registered letter is the only way where the contract asks for one."""

Known = Literal["recorded", "route", "clause", "answer"]
"""How the day of receipt is known: recorded, or counted by the usual time of the route, by a
clause of the contract on when a notice counts as received, or by the user's own figure."""


@dataclass(frozen=True)
class Dispatch:
    """A notice that was sent, or that is to be sent."""

    sent: date
    received: date
    way: str = ""
    """How it is sent, a choice of the questions that record it; empty where unknown."""
    known: Known = "recorded"
    planned: bool = False
    """It is not sent yet."""
    transit: Count | None = None
    """The time in transit that was counted; ``None`` where receipt is recorded."""
    figure: str = ""
    """Id of the dated value that was counted."""

    @property
    def assumed(self) -> bool:
        """Whether receipt is not recorded."""
        return self.known != "recorded"


def dispatch(given: Given, about: Recorded = NOTICE) -> Dispatch | None:
    """Return the dispatch that is recorded in the questions ``about``.

    Where no receipt is recorded, it is assumed as in :func:`in_transit`.
    """
    sent: date | None = given.get(about.sent_on)
    arrived: date | None = given.get(about.arrived_on)
    if sent is None:
        return Dispatch(arrived, arrived) if arrived else None
    if arrived is not None:
        return Dispatch(sent, arrived, given.get(about.sent_by) or "")
    return in_transit(given, sent, given.get(about.sent_by) or usual_way(given, about), about)


def dispatch_planned(given: Given, about: Recorded = NOTICE) -> Dispatch:
    """Return the dispatch that is recorded, else the one that is planned.

    The notice that ends the relationship goes on the day that the user has fixed for it,
    where that is not past, else on the day that the schedule has set, else on that of the
    assessment.
    """
    kept = given.kept
    if kept is None:
        return _planned(given, about)
    if about not in kept:
        kept[about] = _planned(given, about)
    found: Dispatch = kept[about]
    return found


def _planned(given: Given, about: Recorded) -> Dispatch:
    found = dispatch(given, about)
    if found:
        return found
    on = _planned_on(given, about)
    return in_transit(given, on, planned_way(given, on, about), about, planned=True)


def _planned_on(given: Given, about: Recorded) -> date:
    fixed: date | None = given.get(roles.SEND_ON) if about is NOTICE else None
    return given.sending.get(about.sent_on) or max(fixed or given.as_of, given.as_of)


def usual_way(given: Given, about: Recorded = NOTICE) -> str:
    """Return how a paper is sent, by the form that the contract asks for and the law's route.

    By email if the contract is content with it, else through the electronic register where the
    law has one for public bodies and the client is one, else by a route that proves receipt; an
    email goes beside it, and the day counts from that route until the email is acknowledged. While
    the form of the notice that ends the relationship is not known, email is assumed for it.
    """
    form = given.get(roles.NOTICE_FORM)
    register = given.get(roles.LAW_PUBLIC_REGISTER) and form != "email"
    if register and given.get(roles.CLIENT_KIND) == "public":
        # It proves content, day and hour, whatever form the contract asks for.
        return "registry"
    if form == "email" or (form is None and about is NOTICE):
        return "email"
    found = ROUTE_WAYS.get(given.get(roles.LAW_ROUTE), "registered")
    return "registered" if form == "registered" and found != "burofax" else found


def planned_way(given: Given, on: date, about: Recorded = NOTICE) -> str:
    """Return how a paper that goes on a day is sent: the usual way.

    For a notice a faster one that the contract admits, where only that still arrives before
    the window to refuse a renewal closes (C10).
    """
    usual = usual_way(given, about)
    deadline: date | None = given.get(roles.RENEWAL_DEADLINE) if about is NOTICE else None
    if deadline is None or _from_sending(given):
        return usual
    ways = (way for way in _ways(given) if in_transit(given, on, way).received <= deadline)
    return next(ways, usual)


def _ways(given: Given) -> tuple[str, ...]:
    """Return the ways in which the notice may be sent, the usual one first, the fastest last."""
    faster = FASTER.get(given.get(roles.NOTICE_FORM) or "any", ())
    return usual_way(given), *faster


def in_transit(
    given: Given, sent: date, way: str, about: Recorded = NOTICE, *, planned: bool = False
) -> Dispatch:
    """Return a dispatch whose receipt is counted from the day of sending.

    By the contract's clause on receipt, else by the user's own figure, else by the usual
    time of the route; what is handed over in person is there at once. A time to pay runs
    from true receipt: for papers other than the notice a clause counts only where it is the
    later of the two.
    """
    clause: Duration | None = given.get(roles.DEEMED_RECEIPT)
    if clause is not None and way != "in_person":
        found = _after(given, sent, way, planned, clause, "clause")
        if about is NOTICE:
            return found
        return max(found, _by_route(given, sent, way, planned), key=lambda one: one.received)
    return _by_route(given, sent, way, planned)


def _by_route(given: Given, sent: date, way: str, planned: bool) -> Dispatch:
    """Count the user's own figure, else that of the law or the usual one of the route."""
    own: int | None = given.get(roles.TRANSIT_DAYS)
    if own is not None and way != "in_person":
        return _after(given, sent, way, planned, Duration(own, "business_days"), "answer")
    abroad = way in BY_POST and given.get(roles.CROSS_BORDER) is True
    figure = roles.TRANSIT["abroad" if abroad else way]
    if not abroad and given.get(roles.GOVERNING_LAW) and (of_law := figure_of(given, figure)):
        figure = of_law.id
    return _after(given, sent, way, planned, given.length(figure, sent), "route", figure)


def _after(
    given: Given,
    sent: date,
    way: str,
    planned: bool,
    length: Duration,
    known: Known,
    figure: str = "",
) -> Dispatch:
    # Whose public holidays count matters to no time at all.
    days = calendar(given) if length.unit == "business_days" and length.count else None
    counted = count(sent, length, days)
    return Dispatch(sent, counted.end, way, known, planned, counted, figure)


def given_on(given: Given, about: Recorded = NOTICE) -> date:
    """Return the day a notice was sent, else on which it is to be sent."""
    sent: date | None = given.get(about.sent_on) or given.get(about.arrived_on)
    return sent or _planned_on(given, about)


def received_on(given: Given, about: Recorded = NOTICE) -> date:
    """Return the day on which a notice is received, as recorded or as expected."""
    return dispatch_planned(given, about).received


def in_time_on(given: Given) -> date:
    """Return the day on which timeliness of a notice depends: of receipt, or of sending.

    Of sending only where the contract counts its notice from there.
    """
    return given_on(given) if _from_sending(given) else received_on(given)


def _from_sending(given: Given) -> bool:
    return bool(given.get(roles.NOTICE_RUNS_FROM) == "sending")


def non_renewal_in_time_on(given: Given, on: date | None = None) -> date:
    """Return the day on which timeliness of a notice of non-renewal depends, at best.

    As recorded; else of receipt by the fastest way that the contract admits, sent ``on`` a
    day, by default that of the assessment.
    """
    if dispatch(given):
        return in_time_on(given)
    day = on or given.as_of
    if _from_sending(given):
        return day
    return min(in_transit(given, day, way).received for way in _ways(given))
