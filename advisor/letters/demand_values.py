"""The values by which the templates of letters about money show what is claimed."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from advisor.facts.demand import Demand, Rate, demand
from advisor.facts.interest import Interest
from advisor.knowledge import roles
from advisor.letters.letter_facts import LetterCase
from advisor.model import Invoice

Mark = Callable[[str], str]
"""Escapes a text for the format in which it is shown."""

BASIS = ("interest", "fixed_sum", "act", "order", "resolution")
"""What the words ``law.<law>`` of a language name of a governing law: the article on late
interest, that on the fixed sum, an act on freelancers, an order for payment, the end of a
contract for breach."""


def demand_values(case: LetterCase, mark: Mark) -> dict[str, Any]:
    """Return ``basis``, ``reminders`` and ``demand``, the last only where a sum is known.

    ``basis`` has the words of the governing law, ``None`` for each that the language lacks.
    """
    shown: dict[str, Any] = {
        "basis": SimpleNamespace(**{name: _basis(case, name) for name in BASIS}),
        "reminders": reminders(case),
        "arrives": case.arrives,
    }
    found = demand(case.facts, case.dated, case.rulebook.values)
    if found is not None:
        shown["demand"] = _shown(case, found, mark)
    return shown


def _basis(case: LetterCase, name: str) -> str | None:
    """Return what the governing law is called by, or what stands in its place for a kind of client.

    Words for the client under the law come first, such as ``law.fr.public_interest``, then those
    for the client under any law, such as ``law.consumer.interest``; ``none`` names nothing.
    """
    law, client = case.text(roles.GOVERNING_LAW), case.text(roles.CLIENT_KIND)
    words = case.phrases.words
    for key in (f"law.{law}.{client}_{name}", f"law.{client}.{name}", f"law.{law}.{name}"):
        if key in words:
            return None if words[key] == "none" else words[key]
    return None


def reminders(case: LetterCase) -> tuple[object, ...]:
    """Return the days of reminders before the letter, in order."""
    names = (roles.REMINDED_ON, roles.REMINDED_AGAIN_ON, roles.REMINDER_SENT_ON)
    days = {day for day in map(case.get, names) if day is not None}
    return tuple(sorted(day for day in days if day < case.dated))  # type: ignore[operator, type-var]


def _shown(case: LetterCase, found: Demand, mark: Mark) -> SimpleNamespace:
    invoices = case.items(roles.OVERDUE_INVOICES)
    listed = {item.number: item for item in invoices if isinstance(item, Invoice)}
    return SimpleNamespace(
        until=found.until,
        items=tuple(_item(item, listed, mark) for item in found.items if item.invoice),
        count=sum(item.fixed_sum is None or item.fixed_sum.amount > 0 for item in found.items),
        principal=found.principal,
        interest=found.interest,
        per_day=found.per_day,
        fixed_sum=found.fixed_sum,
        held=found.held,
        disputed=found.disputed,
        total=found.total,
        more=found.more,
        given=any(item.given for item in found.items),
        rates=tuple(_rate(case, rate, mark) for rate in found.rates),
        kept=any(item.law is not None and not item.law.follows for item in found.items),
    )


def _item(item: Interest, listed: dict[str, Invoice], mark: Mark) -> SimpleNamespace:
    about = listed.get(item.invoice)
    return SimpleNamespace(
        invoice=mark(item.invoice),
        due=item.due,
        sum=item.principal,
        days=item.days,
        interest=item.amount,
        issued=about.issued if about else None,
        billed=about.billed if about else None,
        folio=mark(about.folio) if about else "",
    )


def _rate(case: LetterCase, rate: Rate, mark: Mark) -> SimpleNamespace:
    text = case.phrases.value(rate.base) if rate.base else None
    reference = rate.reference
    return SimpleNamespace(
        rate=rate.rate,
        reference=reference,
        points=None if reference is None else rate.rate - reference,
        since=rate.since,
        first=rate.first,
        name=mark(text.description) if text else "",
        source=mark(text.source) if text else "",
        verified=rate.verified,
    )
