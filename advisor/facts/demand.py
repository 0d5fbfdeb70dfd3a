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
    disputed: Money | None
    """The part of the principal that the client disputes, which is left out of the total."""
    total: Money
    rates: tuple[Rate, ...]

    @property
    def more(self) -> bool:
        """Whether the total differs from the principal."""
        return self.total != self.principal


def demand(facts: Facts, until: date, values: Mapping[str, DatedValue]) -> Demand | None:
    """Return what is claimed with a demand of some day, ``None`` where no sum is known.

    Interest and fixed sum are counted unless the user waives them. A part that the client
    disputes is left out, with the interest on it and the fixed sum of an invoice that is
    disputed as a whole; it is taken from the oldest invoices, whose interest is highest.
    Money of the client is set off where nobody disputes it, no work is to be done for it, and
    less is held than is owed.
    """
    principal = overdue_total(facts, until)
    if principal is None or not principal.amount:
        return None
    listed = tuple(item for item in claims(facts.known.get, until, values) if item.days != 0)
    disputed = disputed_part(facts, principal)
    found, undisputed = _without(listed, disputed)
    waived = facts.known.get(roles.CLAIM_INTEREST) is False
    interest = None if waived else _sum(item.amount for item in found)
    fixed_sum = None if waived else _sum(item.fixed_sum for item in found)
    if fixed_sum is not None and fixed_sum.currency != principal.currency:
        fixed_sum = None
    parts = [one.amount for one in (principal, interest, fixed_sum) if one]
    claimed = sum(parts, Decimal(0)) - (disputed.amount if disputed else 0)
    gross = Money(claimed, principal.currency)
    held = set_off(facts, gross.currency)
    held = held if held and held.amount < gross.amount else None
    return Demand(
        until=until,
        items=found,
        principal=principal,
        interest=interest,
        per_day=_per_day(undisputed) if interest else None,
        fixed_sum=fixed_sum,
        held=held,
        disputed=disputed,
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


def set_off(facts: Facts, currency: str) -> Money | None:
    """Return the money of the client that can be set off against what it owes.

    It is prepaid and not earned, nobody disputes it, and no work is to be done for it.
    """
    held = facts.known.get(roles.UNEARNED_PREPAYMENT)
    if not isinstance(held, Money) or not held.amount or held.currency != currency:
        return None
    disputed = facts.known.get(roles.PREPAYMENT_DISPUTED) is True
    worked_off = facts.known.get(roles.REFUND_PLAN) == "deliver"
    return None if disputed or worked_off else held


def disputed_part(facts: Facts, owed: Money) -> Money | None:
    """Return the part of an overdue sum that the client disputes, ``None`` for none or all."""
    part = facts.known.get(roles.DISPUTED_AMOUNT)
    if facts.known.get(roles.OVERDUE_RESPONSE) != "dispute" or not isinstance(part, Money):
        return None
    return part if part.currency == owed.currency and 0 < part.amount < owed.amount else None


def still_to_pay(
    facts: Facts, total: Money, *, encloses: bool = True
) -> Iterator[tuple[str, Money]]:
    """Yield what is to be paid of an overdue sum, by the names that letters use.

    ``undisputed`` is the sum without a part that is disputed, ``balance`` that with the final
    invoice. Where money of the client is set off, the rest is ``left_to_pay`` or
    ``left_to_return``. A final invoice that the letter does not enclose is not asked for yet,
    and while it is to come nothing is returned.
    """
    part, final = disputed_part(facts, total), facts.known.get(roles.FINAL_INVOICE_AMOUNT)
    due, later = total.amount, False
    if part:
        due -= part.amount
        yield "undisputed", Money(due, total.currency)
    if isinstance(final, Money) and final.amount and due and final.currency == total.currency:
        later = not encloses
        if encloses:
            due += final.amount
            yield "balance", Money(due, total.currency)
    held, response = set_off(facts, total.currency), facts.known.get(roles.OVERDUE_RESPONSE)
    if held and total.amount and response != "plan" and (part or response != "dispute"):
        if held.amount <= due:
            yield "left_to_pay", Money(due - held.amount, total.currency)
        elif not later:
            yield "left_to_return", Money(held.amount - due, total.currency)


def _without(
    items: tuple[Interest, ...], disputed: Money | None
) -> tuple[tuple[Interest, ...], tuple[Interest, ...]]:
    """Return the claims without the interest on a disputed part, and what is undisputed of them.

    The first keep the whole open sum of each invoice.
    """
    left = disputed.amount if disputed else Decimal(0)
    shown, undisputed = [], []
    for item in items:
        taken = min(left, item.principal.amount)
        left -= taken
        rest = item.principal.amount - taken
        if taken:
            periods = (
                replace(one, amount=_cents(one.amount * rest / item.principal.amount))
                for one in item.periods
            )
            fixed = (
                item.fixed_sum if rest else item.fixed_sum and replace(item.fixed_sum, amount=rest)
            )
            item = replace(item, periods=tuple(periods), fixed_sum=fixed)  # noqa: PLW2901
        shown.append(item)
        undisputed.append(replace(item, principal=Money(rest, item.principal.currency)))
    return tuple(shown), tuple(undisputed)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def _per_day(items: Iterable[Interest]) -> Money | None:
    """Return the interest of the day after, at the rates of the last day."""
    total, currency = Decimal(0), ""
    for item in items:
        total += item.principal.amount * item.periods[-1].rate / (100 * DAYS_OF_A_YEAR)
        currency = item.principal.currency
    return Money(_cents(total), currency)


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
