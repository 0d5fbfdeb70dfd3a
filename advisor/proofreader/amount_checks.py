"""Sums in a letter compared with the case."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisor.knowledge import roles
from advisor.locale.folding import fold
from advisor.model import Invoice, Money
from advisor.proofreader.background import Background, same
from advisor.proofreader.draft import Draft
from advisor.reading.written import Written
from advisor.wordlists.entity_patterns import Amount, amounts_in
from advisor.wordlists.remark import Remark

EXPECTED = {"final_invoice": roles.FINAL_INVOICE_AMOUNT, "refund": roles.UNEARNED_PREPAYMENT}
"""Claims, and the answer that each must equal."""
SOURCES = ("S45", "S93")
_FIGURE = re.compile(r"\S*(?:[ \u00a0\u202f]?[\d.,]*\d)+(?:[ \u00a0\u202f](?:[A-Z]{3}|\u20ac))?")


def of_sums(draft: Draft, case: Background) -> Iterator[Remark]:
    """Yield a remark for each sum that differs from the case or is not in it."""
    written, reported = draft.written, set[int]()
    for item in draft.claimed("overdue", *EXPECTED):
        expected = _expected(item.name, case)
        for at, amount in item.amounts[-1:] if item.name != "overdue" else item.amounts[:1]:
            if at in reported or any(same(amount, sum_) for sum_ in expected):
                continue
            if item.name != "overdue" and _known(amount, case):
                continue
            reported.add(at)
            yield _differs(written, at, expected)
    for at, _, amount in amounts_in(written.folded, draft.language, *draft.layout.said):
        if at in reported or _known(amount, case):
            continue
        listed = _of_invoice(written, at, case)
        if listed is not None:
            yield _differs(written, at, (listed,))
        else:
            text = _text(written, at)
            yield Remark(at, "amount", False, text, "amount.unknown", {}, SOURCES)


def _known(amount: Amount, case: Background) -> bool:
    return any(same(amount, sum_) for sum_ in case.amounts)


def _expected(name: str, case: Background) -> tuple[Money, ...]:
    if name == "overdue":
        return case.owed
    answered = case.facts.known.get(EXPECTED[name])
    return (answered,) if isinstance(answered, Money) else ()


def _differs(written: Written, at: int, expected: tuple[Money, ...]) -> Remark:
    text = _text(written, at)
    if not expected:
        return Remark(at, "claim", True, text, "claim.unknown", {}, SOURCES)
    values = {"expected": expected[0]}
    return Remark(at, "amount", True, text, "amount.differs", values, SOURCES)


def _of_invoice(written: Written, at: int, case: Background) -> Money | None:
    """Return the sum of the listed invoice whose number is in the same line."""
    start = written.text.rfind("\n", 0, at) + 1
    end = written.text.find("\n", at)
    line = written.folded[start : end if end >= 0 else len(written.text)]
    listed = case.facts.known.get(roles.OVERDUE_INVOICES)
    for item in listed if isinstance(listed, tuple) else ():
        if isinstance(item, Invoice) and fold(item.number) in line:
            return item.amount
    return None


def _text(written: Written, at: int) -> str:
    figure = _FIGURE.match(written.text, at)
    return " ".join(figure[0].split()) if figure else ""
