"""What the invoices of one client say of how it pays: counts, days late and sums.

Definitions. An invoice *came due* in a year if its due date lies in the twelve months up to the
day of the assessment. It is *late* if it was paid in full after its due date, or is open after
it. A paid invoice without the day of payment, and one written off, are neither late nor on
time: they make the count a range. Drafts, void invoices, credit notes and invoices that are
set aside count nowhere; an invoice of which nothing says whether it is paid counts as issued.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from advisor.evidence_model import NOTHING, BilledInvoice, MonthOfIncome
from advisor.lazy_dataclass import dataclass
from advisor.model import Between

Sums = Mapping[str, Decimal]
"""Currency to a sum in it."""
Trend = Literal["faster", "steady", "slower"]

FEWEST = 3
"""Invoices that make a pattern, of all and of each half of a trend."""
CENT = Decimal("0.01")
"""What an invoice has open at least; less is a difference of rounding."""
TREND_DAYS = 7
"""Days by which payment has to get slower or faster on average to be a trend."""


@dataclass(frozen=True)
class Lateness:
    """One invoice that came due, and by how many days it is or was late."""

    invoice: BilledInvoice
    days: int | None
    """0 or less where it was paid in time; ``None`` where that is not known."""

    @property
    def late(self) -> bool:
        """Whether it is known to be late."""
        return self.days is not None and self.days > 0


@dataclass(frozen=True)
class PaymentRecord:
    """How a client pays."""

    came_due: tuple[Lateness, ...]
    """The invoices that came due in the last twelve months, by their due dates."""
    issued: Sums
    paid: Sums
    open: Sums
    overdue: Sums
    unpaid: tuple[BilledInvoice, ...]
    """What is open, the oldest due date first; without one at the end."""
    overdue_invoices: tuple[BilledInvoice, ...]
    undated: tuple[BilledInvoice, ...]
    """Open invoices whose due date is not known."""
    trend: Trend | None
    open_only: bool
    """Whether the files hold what is open alone, so that nothing is known of the rest."""

    @property
    def late(self) -> tuple[Lateness, ...]:
        """The invoices known to be late, the latest first."""
        return tuple(
            sorted((one for one in self.came_due if one.late), key=lambda one: -(one.days or 0))
        )

    @property
    def unknown(self) -> tuple[Lateness, ...]:
        """The invoices of which it is not known whether they were late."""
        return tuple(one for one in self.came_due if one.days is None)

    @property
    def late_count(self) -> int | Between:
        """How many were late; a range where that is not known of some."""
        least = len(self.late)
        most = least + len(self.unknown)
        return least if least == most else Between(least, most)

    @property
    def mean_days(self) -> int | None:
        """Days by which the late ones were late on average, in whole days."""
        days = [one.days or 0 for one in self.late]
        return round(sum(days) / len(days)) if days else None

    @property
    def median_days(self) -> int | None:
        """The middle of the days of the late ones."""
        days = sorted(one.days or 0 for one in self.late)
        middle = len(days) // 2
        if not days or len(days) % 2:
            return days[middle] if days else None
        return round((days[middle - 1] + days[middle]) / 2)


def lateness(one: BilledInvoice, as_of: date) -> int | None:
    """Return by how many days an invoice is late; ``None`` where that is not known."""
    if one.due is None:
        return None
    if one.open >= CENT:
        return (as_of - one.due).days
    if one.paid_on is None or one.written_off > 0:
        return None
    # A day of payment that has not come yet: until today it is open.
    days = (min(one.paid_on, as_of) - one.due).days
    # Later payments may have come after the first.
    return days if days > 0 or one.paid_on_is == "last" else None


def payment_record(
    invoices: Iterable[BilledInvoice], as_of: date, open_only: bool = False
) -> PaymentRecord:
    """Return what the invoices of one client say on a day."""
    counted = [one for one in invoices if counts(one)]
    known = [one for one in counted if one.status != "unknown"]
    year_ago = _year_before(as_of)
    due = sorted(
        (one for one in known if one.due and year_ago < one.due <= as_of),
        key=lambda one: (one.due or as_of, one.number),
    )
    # What falls due today is not late yet, and not on time either.
    came_due = tuple(
        Lateness(one, lateness(one, as_of)) for one in due if one.open < CENT or one.due != as_of
    )
    unpaid = sorted(
        (one for one in known if one.open >= CENT),
        key=lambda one: (one.due or date.max, one.number),
    )
    overdue = [one for one in unpaid if one.due and one.due < as_of]
    return PaymentRecord(
        came_due=came_due,
        issued=sums(counted, "total"),
        paid=sums(known, "paid"),
        open=sums(unpaid, "open"),
        overdue=sums(overdue, "open"),
        unpaid=tuple(unpaid),
        overdue_invoices=tuple(overdue),
        undated=tuple(one for one in unpaid if one.due is None),
        trend=None if open_only else _trend(came_due, as_of),
        open_only=open_only,
    )


def counts(one: BilledInvoice) -> bool:
    """Tell whether an invoice counts at all."""
    return one.kind == "invoice" and one.status in ("issued", "unknown") and not one.set_aside


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def sums(invoices: Iterable[BilledInvoice], part: str) -> dict[str, Decimal]:
    """Add up a part of invoices in each currency."""
    found: dict[str, Decimal] = {}
    for one in invoices:
        found[one.currency] = found.get(one.currency, NOTHING) + getattr(one, part)
    return {currency: value for currency, value in sorted(found.items()) if value}


def _trend(came_due: Sequence[Lateness], as_of: date) -> Trend | None:
    """Compare the mean days of the later half of the year with those of the earlier one."""
    if any(one.days is None for one in came_due):
        return None
    middle = as_of - (as_of - _year_before(as_of)) / 2
    halves: tuple[list[int], list[int]] = ([], [])
    for one in came_due:
        halves[bool(one.invoice.due and one.invoice.due > middle)].append(max(one.days or 0, 0))
    if min(map(len, halves)) < FEWEST:
        return None
    earlier, later = (sum(days) / len(days) for days in halves)
    if abs(later - earlier) < TREND_DAYS:
        return "steady"
    return "slower" if later > earlier else "faster"


def income_by_month(
    invoices: Iterable[BilledInvoice], clients: frozenset[str]
) -> tuple[MonthOfIncome, ...]:
    """Return what was billed in each month to some clients and to all, less credit notes."""
    found: dict[tuple[str, str], list[Decimal]] = {}
    for one in invoices:
        if one.issued is None or one.status in ("draft", "void"):
            continue
        both = found.setdefault((f"{one.issued:%Y-%m}", one.currency), [NOTHING, NOTHING])
        billed = one.total if one.kind == "invoice" else -one.total
        both[1] += billed
        if one.client in clients:
            both[0] += billed
    return tuple(
        MonthOfIncome(month, client, everything, currency)
        for (month, currency), (client, everything) in sorted(found.items())
    )


def income_share(months: Iterable[MonthOfIncome], as_of: date) -> Decimal | None:
    """Return the client's share of what was billed in the last twelve months, in percent.

    ``None`` where there are several currencies, fewer than three months or nothing billed.
    """
    first = f"{_year_before(as_of):%Y-%m}"
    last = f"{as_of:%Y-%m}"
    seen = [one for one in months if first < one.month <= last]
    client, everything = (
        sum((getattr(one, part) for one in seen), NOTHING) for part in ("client", "all")
    )
    if len({one.currency for one in seen}) != 1 or len(seen) < FEWEST or everything <= 0:
        return None
    return (100 * client / everything).quantize(Decimal("0.1"))
