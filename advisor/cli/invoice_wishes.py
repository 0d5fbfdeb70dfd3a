"""What the options of ``advisor invoices`` say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from advisor.errors import Message, UsageError, nearest, one_of
from advisor.evidence.written import Order
from advisor.knowledge.export_formats import COLUMNS
from advisor.lazy_dataclass import dataclass
from advisor.locale.money import CURRENCIES

MOST_TERMS = 365
ORDERS: Mapping[str, Order] = {"day": "day_first", "month": "month_first"}


@dataclass(frozen=True)
class Wishes:
    """What the user said on the command line."""

    clients: tuple[str, ...] = ()
    order: Order | None = None
    terms: int | None = None
    currency: str = ""
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    yes: bool = False
    dry_run: bool = False

    @classmethod
    def of(
        cls,
        clients: Iterable[str] | None,
        dates: str | None,
        terms: int | None,
        currency: str | None,
        columns: Iterable[str] | None,
        **more: object,
    ) -> Wishes:
        """Check what the options say. Raises :class:`UsageError`."""
        if dates is not None and dates not in ORDERS:
            parts = {"found": repr(dates), "allowed": one_of([*ORDERS])}
            raise UsageError(Message("There is no {found}; allowed: {allowed}.", **parts))
        if terms is not None and not 0 <= terms <= MOST_TERMS:
            told = Message("Found {found}; write 0 to {most} days.", found=terms, most=MOST_TERMS)
            raise UsageError(told)
        code = (currency or "").upper()
        if code and code not in CURRENCIES:
            told = Message("Found {found}, which is not a currency code.", found=repr(currency))
            raise UsageError(told)
        meant = {}
        for one in columns or ():
            name, _, heading = one.partition("=")
            if name not in COLUMNS:
                parts = {
                    "found": repr(name),
                    "allowed": one_of(COLUMNS, 40),
                    "hint": nearest(name, COLUMNS),
                }
                raise UsageError(Message("There is no {found}; allowed: {allowed}.{hint}", **parts))
            meant[name] = heading.strip()
        order = ORDERS[dates] if dates else None
        return cls(tuple(clients or ()), order, terms, code, columns=meant, **more)  # type: ignore[arg-type]
