"""Evidence that may be shown to others: it names nobody and quotes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from advisor.evidence_model import NOTHING, BilledInvoice, Evidence


def renamed_evidence(evidence: Evidence, words: dict[str, str]) -> Evidence:
    """Replace each text, the same one by the same ``words``, to which new ones are added."""

    def other(text: str, name: str, number: int) -> str:
        return words.setdefault(text.casefold(), f"{name} {number}") if text else text

    files = tuple(
        replace(one, name=other(one.name, "File", n), sha256="")
        for n, one in enumerate(evidence.files, 1)
    )
    invoices = tuple(
        replace(
            one,
            number=other(one.number, "Invoice", n),
            client=other(one.client, "Client", n),
            file=other(one.file, "File", n),
        )
        for n, one in enumerate(evidence.invoices, 1)
    )
    contract = tuple(
        replace(one, quote=other(one.quote, "Quote", n), file=other(one.file, "File", n))
        for n, one in enumerate(evidence.contract, 1)
    )
    journal = tuple(
        replace(one, text=other(one.text, "Entry", n)) for n, one in enumerate(evidence.journal, 1)
    )
    # Scaled sums are no longer known as what the invoices gave: they stay as they are.
    mine = tuple(dict.fromkeys((*evidence.mine, *(one.question for one in evidence.filled))))
    return replace(
        evidence,
        files=files,
        invoices=invoices,
        contract=contract,
        journal=journal,
        filled=(),
        mine=mine,
    )


def scaled_evidence(evidence: Evidence, scaled: Callable[[Decimal], Decimal]) -> Evidence:
    """Replace each sum. What is open follows from the other sums of an invoice."""

    def invoice(one: BilledInvoice) -> BilledInvoice:
        parts = scaled(one.paid), scaled(one.withheld), scaled(one.written_off), scaled(one.open)
        paid, withheld, written_off, left = parts
        return replace(
            one,
            total=sum(parts, NOTHING),
            paid=paid,
            withheld=withheld,
            written_off=written_off,
            open=left,
        )

    income = tuple(
        replace(one, client=scaled(one.client), all=scaled(one.all)) for one in evidence.income
    )
    return replace(evidence, invoices=tuple(map(invoice, evidence.invoices)), income=income)
