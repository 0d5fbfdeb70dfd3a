"""Interest for late payment and the fixed sum, invoice by invoice.

Simple interest: the open sum times the yearly rate times the days late, divided by
365, from the day after the due date, split where the rate changes. A rate that the user
gives replaces that of ``rules/``; a period by a rate that is not verified there says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from advisor.errors import DatedValueError
from advisor.facts.calculation import DoesNotApply, Given, Unknown
from advisor.facts.dated_values import ended, half_year, in_force, of_half_year
from advisor.knowledge import roles
from advisor.knowledge.dated_value import DatedValue
from advisor.lazy_dataclass import dataclass
from advisor.model import FactValue, Invoice, Money

Values = Mapping[str, DatedValue]
CENT = Decimal("0.01")
DAYS_OF_A_YEAR = 365
"""In leap years too."""


@dataclass(frozen=True)
class Period:
    """Days at one rate. Rates are in percent a year."""

    first: date
    last: date
    rate: Decimal
    reference: Decimal | None
    """The reference rate to which the margin of the law was added, ``None`` for a flat rate."""
    amount: Decimal
    """To the cent, half a cent rounded up."""
    verified: bool = True
    """Whether the rate is verified, its margin and its reference rate too."""

    @property
    def days(self) -> int:
        """How many days it has, the first and the last included."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Refusal:
    """Why no interest is calculated."""

    reason: str
    """Key below ``interest.refused`` in the texts."""
    value: DatedValue | None = None
    """The figure that is missing."""
    day: date | None = None


@dataclass(frozen=True)
class Interest:
    """Interest and fixed sum on one late invoice."""

    principal: Money
    due: date | None
    until: date
    periods: tuple[Period, ...] = ()
    refusal: Refusal | None = None
    given: bool = False
    """The rate is the user's own."""
    law: DatedValue | None = None
    """The margin or the rate that the governing law sets, ``None`` where it sets none."""
    fixed_sum: Money | None = None
    fixed_by: DatedValue | None = None
    invoice: str = ""

    @property
    def days(self) -> int | None:
        """Days late, 0 when it is not yet due, ``None`` when the due date is not known."""
        return None if self.due is None else max((self.until - self.due).days, 0)

    @property
    def verified(self) -> bool:
        """Whether there is interest and each of its rates is verified or the user's own."""
        return self.refusal is None and all(period.verified for period in self.periods)

    @property
    def amount(self) -> Money | None:
        """The interest, the sum of its periods; ``None`` where it is refused."""
        if self.refusal is not None:
            return None
        total = sum((period.amount for period in self.periods), Decimal("0.00"))
        return Money(total, self.principal.currency)


def interest(
    principal: Money,
    due: date,
    until: date,
    law: str | None,
    values: Values,
    rate: int | Decimal | None = None,
    invoice: str = "",
    *,
    public: bool = False,
) -> Interest:
    """Work out the interest on one invoice up to a day, that day included.

    ``rate`` is a yearly rate in percent that the user gives; it replaces the law's. That
    neither gives a rate is a refusal, not an error. ``public`` is whether the
    client is a public body, for which some laws set points of their own.
    """
    if due >= until:
        return Interest(principal, due, until, invoice=invoice)
    first = due + timedelta(days=1)
    fixed_sum, fixed_by = _fixed_sum(principal, first, law, values)
    measures = ["interest_margin", "interest_rate"]
    if public:
        measures.insert(0, "public_interest_margin")
    margin = next((values[key] for name in measures if (key := f"{law}.{name}") in values), None)
    periods: tuple[Period, ...] = ()
    refusal: Refusal | None = None
    if rate is not None:
        periods = (_period(principal, first, until, Decimal(rate), None),)
    else:
        try:
            periods = tuple(_by_law(principal, first, until, law, margin, values))
        except _Refused as refused:
            refusal = Refusal(*refused.args)
    return Interest(
        principal,
        due,
        until,
        periods,
        refusal,
        rate is not None,
        margin,
        fixed_sum,
        fixed_by,
        invoice,
    )


class _Refused(Exception):
    """Interest is refused; the arguments are those of :class:`Refusal`."""


def _period(
    principal: Money,
    first: date,
    last: date,
    rate: Decimal,
    reference: Decimal | None,
    *,
    verified: bool = True,
) -> Period:
    days = (last - first).days + 1
    exact = principal.amount * rate * days / (100 * DAYS_OF_A_YEAR)
    return Period(first, last, rate, reference, exact.quantize(CENT, ROUND_HALF_UP), verified)


def _by_law(
    principal: Money,
    first: date,
    until: date,
    law: str | None,
    margin: DatedValue | None,
    values: Values,
) -> Iterator[Period]:
    if law is None:
        raise _Refused("law_unknown")
    if margin is None or not margin.over:
        rate = _in_force(margin, first)
        known = margin is not None and margin.verified
        yield _period(principal, first, until, rate, None, verified=known)
        return
    if margin.currency not in ("", principal.currency):
        raise _Refused("other_currency", margin)
    reference = values[margin.over]
    for start, last in _spans(first, until, margin):
        at = start if margin.follows else first
        points, base = _in_force(margin, at), of_half_year(reference, at)
        if base is None:
            raise _Refused("no_reference", reference, half_year(at))
        known = margin.verified and reference.verified_on(half_year(at))
        yield _period(principal, start, last, points + base, Decimal(base), verified=known)


def _in_force(value: DatedValue | None, day: date) -> Decimal:
    """Return the law's own figure on a day, or refuse."""
    if value is None:
        raise _Refused("no_rate")
    if ended(value, day):
        raise _Refused("none_by_law", value)
    try:
        return Decimal(in_force(value, day))
    except DatedValueError:
        raise _Refused("not_covered", value, day) from None


def _spans(first: date, until: date, margin: DatedValue) -> Iterator[tuple[date, date]]:
    """Yield the spans of one rate: by half-year, unless the rate stays as it began."""
    if not margin.follows:
        yield first, until
        return
    starts = {
        date(year, month, 1) for year in range(first.year, until.year + 1) for month in (1, 7)
    }
    starts |= set(margin.values)
    cuts = sorted(day for day in starts if first < day <= until)
    for start, following in zip([first, *cuts], [*cuts, until + timedelta(days=1)], strict=True):
        yield start, following - timedelta(days=1)


def _fixed_sum(
    principal: Money, day: date, law: str | None, values: Values
) -> tuple[Money | None, DatedValue | None]:
    """Return the fixed sum for a late invoice by its size, if the law has one in force."""
    prefix = f"{law}.fixed_sum."
    tiers = {
        Decimal(name[len(prefix) :]): value
        for name, value in values.items()
        if name.startswith(prefix) and value.verified
    }
    if len(tiers) > 1 and any(value.unit != principal.currency for value in tiers.values()):
        return None, None
    reached = [least for least in tiers if least <= principal.amount]
    if not reached or principal.amount <= 0:
        return None, None
    value = tiers[max(reached)]
    try:
        return Money(Decimal(in_force(value, day)).quantize(CENT), value.unit), value
    except DatedValueError:
        return None, None


def claims(
    known: Callable[[str], FactValue | None], as_of: date, values: Values
) -> tuple[Interest, ...]:
    """Return what is overdue on a day, the oldest first, with its interest.

    Invoices that the user listed are calculated one by one. Without a list the sum
    counts as one invoice only if the user says that it is one.
    """
    if known(roles.OPEN_INVOICES) != "overdue":
        return ()
    law, rate = known(roles.GOVERNING_LAW), known(roles.LATE_INTEREST_RATE)
    refusal = (
        Refusal("consumer") if known(roles.CLIENT_KIND) == "consumer" and rate is None else None
    )

    def one(owed: Money, due: date, number: str) -> Interest:
        if refusal is not None:
            return Interest(owed, due, as_of, refusal=refusal, invoice=number)
        by = None if known(roles.CLIENT_KIND) == "consumer" else law
        public = known(roles.CLIENT_KIND) == "public"
        return interest(owed, due, as_of, by, values, rate, number, public=public)  # type: ignore[arg-type]

    listed = known(roles.OVERDUE_INVOICES)
    if isinstance(listed, tuple):
        found = [item for item in listed if isinstance(item, Invoice)]
        found.sort(key=lambda item: (item.due, item.number))
        return tuple(one(item.amount, item.due, item.number) for item in found)
    owed, due = known(roles.OVERDUE_AMOUNT), known(roles.OLDEST_DUE_DATE)
    if not isinstance(owed, Money) or not owed.amount:
        return ()
    if known(roles.OVERDUE_COUNT) != 1:
        return (Interest(owed, None, as_of, refusal=Refusal("several")),)
    if not isinstance(due, date):
        return (Interest(owed, None, as_of, refusal=Refusal("due_unknown")),)
    return (one(owed, due, ""),)


def late_interest(given: Given) -> Money:
    """The interest on all that is overdue, to the cent. Unknown where any is refused."""
    return _total(given, lambda item: item.amount)


def late_interest_verified(given: Given) -> bool:
    """Whether every rate behind that interest is verified or the user's own."""
    _total(given, lambda item: item.amount)
    return all(item.verified for item in given.once(_claims, None))


def late_fixed_sum(given: Given) -> Money:
    """The fixed sums for all late invoices. Unknown where the law has none."""
    return _total(given, lambda item: item.fixed_sum)


def _claims(given: Given, _: None) -> tuple[Interest, ...]:
    return claims(given.get, given.as_of, given.values)


def _total(given: Given, part: Callable[[Interest], Money | None]) -> Money:
    if given[roles.OPEN_INVOICES] != "overdue":
        raise DoesNotApply("nothing is overdue")
    found = [part(item) for item in given.once(_claims, None)]
    sums = [item for item in found if item is not None]
    if not sums or len(sums) < len(found) or len({item.currency for item in sums}) > 1:
        raise Unknown("a sum that cannot be worked out")
    return Money(sum((item.amount for item in sums), Decimal(0)), sums[0].currency)
