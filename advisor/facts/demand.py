"""What a demand for payment claims on a day: sums, interest, fixed sums, set-off and total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from advisor.facts.dated_values import half_year
from advisor.facts.interest import CENT, DAYS_OF_A_YEAR, Interest, claims
from advisor.facts.overdue_total import overdue_total
from advisor.knowledge import roles
from advisor.knowledge.dated_value import DatedValue
from advisor.lazy_dataclass import dataclass
from advisor.model import Facts, Money


@dataclass(frozen=True)
class Rate:
    """A yearly rate of late interest, in percent."""

    rate: Decimal
    reference: Decimal | None
    """The reference rate in it, ``None`` where there is none."""
    base: str
    """Id of the dated value of the reference rate; empty where there is none."""
    since: date
    """The first day of the half-year that the reference rate is taken from."""
    first: date
    """The first day on which it runs on any of the invoices."""
    verified: bool


@dataclass(frozen=True)
class Demand:
    """What is claimed on a day. All sums are in one currency."""

    until: date
    """The last day for which interest is counted."""
    items: tuple[Interest, ...]
    """The overdue invoices, the oldest first; one without a number where none is listed."""
    principal: Money
    interest: Money | None
    """``None`` where it is waived or cannot be counted."""
    per_day: Money | None
    """Interest for each day after, to the cent."""
    fixed_sum: Money | None
    """``None`` where it is waived or the law has none."""
    held: Money | None
    """Money of the client that is set off: prepaid and not earned."""
    total: Money
    rates: tuple[Rate, ...]

    @property
    def more(self) -> bool:
        """Whether the total differs from the principal."""
        return self.total != self.principal


def demand(facts: Facts, until: date, values: Mapping[str, DatedValue]) -> Demand | None:
    """Return what is claimed with a demand of some day, ``None`` where no sum is known.

    Interest and fixed sum are counted unless the user waives them. Money of the client is
    set off where nobody disputes it, no work is to be done for it, and less is held than is
    owed.
    """
    principal = overdue_total(facts, until)
    if principal is None or not principal.amount:
        return None
    found = tuple(item for item in claims(facts.known.get, until, values) if item.days != 0)
    waived = facts.known.get(roles.CLAIM_INTEREST) is False
    interest = None if waived else _sum(item.amount for item in found)
    fixed_sum = None if waived else _sum(item.fixed_sum for item in found)
    if fixed_sum is not None and fixed_sum.currency != principal.currency:
        fixed_sum = None
    parts = [one.amount for one in (principal, interest, fixed_sum) if one]
    gross = Money(sum(parts, Decimal(0)), principal.currency)
    held = _held(facts, gross)
    return Demand(
        until=until,
        items=found,
        principal=principal,
        interest=interest,
        per_day=_per_day(found) if interest else None,
        fixed_sum=fixed_sum,
        held=held,
        total=Money(gross.amount - held.amount, gross.currency) if held else gross,
        rates=tuple(_rates(found)) if interest else (),
    )


def _sum(sums: Iterable[Money | None]) -> Money | None:
    """Return the sum, ``None`` where one is missing or there are several currencies."""
    found = list(sums)
    known = [item for item in found if item is not None]
    if not known or len(known) < len(found) or len({item.currency for item in known}) > 1:
        return None
    return Money(sum((item.amount for item in known), Decimal(0)), known[0].currency)


def _held(facts: Facts, owed: Money) -> Money | None:
    held = facts.known.get(roles.UNEARNED_PREPAYMENT)
    if not isinstance(held, Money) or not held.amount or held.currency != owed.currency:
        return None
    disputed = facts.known.get(roles.PREPAYMENT_DISPUTED) is True
    worked_off = facts.known.get(roles.REFUND_PLAN) == "deliver"
    return None if disputed or worked_off or held.amount >= owed.amount else held


def _per_day(items: Iterable[Interest]) -> Money | None:
    """Return the interest of the day after, at the rates of the last day."""
    total, currency = Decimal(0), ""
    for item in items:
        total += item.principal.amount * item.periods[-1].rate / (100 * DAYS_OF_A_YEAR)
        currency = item.principal.currency
    return Money(total.quantize(CENT, ROUND_HALF_UP), currency)


def _rates(items: Iterable[Interest]) -> Iterator[Rate]:
    """Yield the rates of all periods, each once, in the order in which they begin."""
    found: dict[tuple[Decimal, Decimal | None], Rate] = {}
    for item in items:
        base = item.law.over if item.law and not item.given else ""
        fixed = base and item.law is not None and not item.law.follows
        for period in item.periods:
            since = half_year(item.periods[0].first if fixed else period.first)
            known = found.setdefault(
                (period.rate, period.reference),
                Rate(period.rate, period.reference, base, since, period.first, period.verified),
            )
            if period.first < known.first or not period.verified:
                found[period.rate, period.reference] = replace(
                    known,
                    since=min(since, known.since),
                    first=min(period.first, known.first),
                    verified=period.verified and known.verified,
                )
    yield from sorted(found.values(), key=lambda rate: rate.first)
