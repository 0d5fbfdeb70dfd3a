"""A date of the plan with the steps by which it was counted.

The fact is the end of the count. :mod:`advisor.report.date_working_text` puts it into words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Literal

from advisor.facts.calculation import Given
from advisor.facts.calendars import Count, count
from advisor.facts.dispatch import NOTICE, Dispatch, Recorded, dispatch_planned
from advisor.facts.jurisdictions import calendar
from advisor.lazy_dataclass import dataclass
from advisor.model import Duration

Reading = Literal["six_day", "weekday", "order"]
"""Another reading: working days of six-day weeks, a weekday that is not moved off a holiday,
days and end of month in the other order."""


@dataclass(frozen=True)
class CountedDate:
    """A date, and how it was counted."""

    end: date
    count: Count | None = None
    origin: str = ""
    """What the count runs from: a key below ``working.from`` in the texts."""
    then: Literal["", "month", "quarter", "clear"] = ""
    """Whether it runs on to the end of that month or quarter, or to the day after clear days."""
    text: str = ""
    """A key below ``working.said``: the text in place of a count, or before it."""
    values: Mapping[str, date | int | Decimal] = field(default_factory=dict)
    """The values in that text."""
    figure: str = ""
    """Id of the dated value that was counted."""
    assumed: Dispatch | None = None
    """The dispatch whose receipt is assumed."""
    others: tuple[tuple[Reading, date], ...] = ()
    """Other respectable readings of the same words, each with the date it leads to."""


def assumed(given: Given, about: Recorded = NOTICE) -> Dispatch | None:
    """Return a dispatch whose receipt is not recorded."""
    found = dispatch_planned(given, about)
    return found if found.assumed else None


def agreed(
    given: Given, start: date, length: Duration, *, back: bool = False, six_day: bool = False
) -> Count:
    """Count a period of the contract. Law and region matter to business days alone."""
    holidays = calendar(given) if length.unit == "business_days" else None
    return count(start, length, holidays, back=back, six_day=six_day)


def by_figure(
    given: Given,
    figure: str,
    origin: str,
    start: date | None = None,
    receipt: Dispatch | None = None,
) -> CountedDate:
    """Count a dated value from a day, without one from today."""
    start = start or given.as_of
    done = count(start, given.length(figure, start))
    return CountedDate(done.end, done, origin, figure=figure, assumed=receipt)
