"""When a notice was sent and when it arrived, as recorded or as assumed."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from advisor.facts.calculation import Given
from advisor.facts.calendars import count
from advisor.knowledge import roles
from advisor.lazy_dataclass import dataclass


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

AT_ONCE = ("email", "in_person", "platform")
"""Ways of sending that arrive on the day of sending."""


@dataclass(frozen=True)
class Dispatch:
    """A notice that was sent."""

    sent: date
    received: date
    assumed: bool = False
    """Receipt is not recorded; the day is calculated from that of sending."""
    days: int = 0
    """The days that were added."""


def dispatch(given: Given, about: Recorded = NOTICE) -> Dispatch | None:
    """Return the dispatch that is recorded in the questions ``about``.

    Where no receipt is recorded, it is assumed on the day of sending for what
    arrives at once, else some days later (a dated value).
    """
    sent: date | None = given.get(about.sent_on)
    arrived: date | None = given.get(about.arrived_on)
    if sent is None:
        return Dispatch(arrived, arrived) if arrived else None
    if arrived is not None:
        return Dispatch(sent, arrived)
    if given.get(about.sent_by) in AT_ONCE:
        return Dispatch(sent, sent, assumed=True)
    transit = count(sent, given.length(roles.TRANSIT_DAYS, sent))
    return Dispatch(sent, transit.end, assumed=True, days=(transit.end - sent).days)


def given_on(given: Given, about: Recorded = NOTICE) -> date:
    """Return the day a notice was sent, else on which it can be sent.

    The notice that ends the relationship goes on the day that the user has fixed for it,
    where that is not past.
    """
    found = dispatch(given, about)
    fixed: date | None = given.get(roles.SEND_ON) if about is NOTICE else None
    return found.sent if found else max(fixed or given.as_of, given.as_of)


def received_on(given: Given, about: Recorded = NOTICE) -> date:
    """Return the recorded or assumed day of receipt, else that of sending."""
    found = dispatch(given, about)
    return found.received if found else given_on(given, about)


def in_time_on(given: Given) -> date:
    """Return the day on which timeliness of a notice depends: of receipt, or of sending.

    Of sending only where the contract counts its notice from there.
    """
    sending = given.get(roles.NOTICE_RUNS_FROM) == "sending"
    return given_on(given) if sending else received_on(given)
