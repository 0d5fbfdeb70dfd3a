"""How things stand between the two sides, and the notice that the client did not keep."""

from __future__ import annotations

from datetime import date

from advisor.facts.calculation import Given, Lacking
from advisor.facts.calendars import count
from advisor.facts.dispatch import dispatch
from advisor.knowledge import roles
from advisor.model import Duration, Facts, Standing

_ENDED: dict[str, Standing] = {"client_ended": "ended_by_client", "agreed": "agreed"}


def standing(given: Given) -> Standing | Lacking:
    """Return how things stand, ``over`` from the day after the last day (F20).

    A notice that is recorded counts unless the client or both sides have ended it since.
    Unknown without record and answer, and while the last day is not known;
    rules then go by the answer alone, and without one as if the relationship were running.
    """
    answer = given.get(roles.HOW_IT_STANDS)
    if answer in (None, "running") and dispatch(given) is not None:
        answer = "own_notice"
    if answer == "own_notice":
        last: date | None = given.get(roles.NOTICE_LAST_DAY)
        return "over" if last is not None and last < given.as_of else "notice_given"
    if answer is None:
        return given.lacks(roles.HOW_IT_STANDS)
    if answer not in _ENDED:
        state: Standing = answer
        return state
    return "over" if given[roles.ENDS_ON] < given.as_of else _ENDED[answer]


def standing_of(facts: Facts) -> Standing | None:
    """Return how things stand, by the answer alone while the last day is not known.

    ``None`` where nothing is known of it.
    """
    answer = facts.known.get(roles.HOW_IT_STANDS)
    return facts.known.get(roles.STANDING) or _ENDED.get(answer)  # type: ignore[arg-type, return-value]


def end_settled(given: Given) -> bool | Lacking:
    """Return whether it has ended, or will by the client's act or by agreement (F20).

    By the answer alone while the last day is not known. Unknown where nothing is known of
    how things stand.
    """
    if given.get(roles.HOW_IT_STANDS) in _ENDED:
        return True
    state: Standing | None = given.get(roles.STANDING)
    return given.lacks(roles.STANDING) if state is None else state == "over"


def standing_last_day(given: Given) -> date:
    """Return the last day that was named. Raises :class:`Unknown` where none was."""
    ended = given.get(roles.HOW_IT_STANDS) in (*_ENDED, "over")
    day: date = given[roles.ENDS_ON if ended else roles.NOTICE_LAST_DAY]
    return day


def client_notice_end(given: Given) -> date:
    """Return the day on which the notice that the client had to give runs out (C1).

    It is counted from the day on which the client gave it. Where the client stopped the
    work during the user's own notice, that notice had to be kept.
    """
    if dispatch(given) is not None:
        day: date = given[roles.NOTICE_END_DATE]
        return day
    length: Duration = given[roles.CLIENT_NOTICE]
    return count(given[roles.ENDED_ON], length).end


def client_notice_missing_days(given: Given) -> int | Lacking:
    """Return the calendar days of the client's notice that were not kept (C1).

    From the day on which the work was stopped, or from the last day that the client named.
    While it is not known whether the work was stopped, the last day counts, so that no more is
    claimed than is certain.
    """
    counted = roles.ENDED_ON if given.get(roles.CUT_OFF) else roles.ENDS_ON
    last: date | None = given.get(counted)
    if last is None:
        return given.lacks(counted)
    return max((client_notice_end(given) - last).days, 0)
