"""The evidence in a case: invoices, quotes of the contract, the journal. All are immutable.

The ``evidence`` of a case file holds one list for each field of :class:`Evidence`, and each
item has the fields of its class. A field at its default is left out of the file.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from advisor.lazy_dataclass import dataclass

NOTHING = Decimal(0)


@dataclass(frozen=True)
class SourceFile:
    """A file that evidence was read from."""

    name: str
    """Its name without the folder."""
    holds: Literal["invoices", "contract"]
    read_on: date
    sha256: str = ""
    """64 hexadecimal digits of its bytes."""
    format: str = ""
    """The known export that it is, or none where its columns were named by hand."""
    covers: Literal["all", "open", "billed"] = "all"
    """Whether it holds all invoices, those that are open alone, or says nothing of payment."""


@dataclass(frozen=True)
class BilledInvoice:
    """An invoice or a credit note as the books have it. All sums are in one currency.

    ``total = paid + withheld + written_off + open``.
    """

    number: str
    total: Decimal
    currency: str = ""
    """ISO 4217 code, empty where it is not known."""
    client: str = ""
    kind: Literal["invoice", "credit_note"] = "invoice"
    issued: date | None = None
    due: date | None = None
    due_is: Literal["stated", "estimated"] = "stated"
    """``estimated`` where the day is counted from the terms of payment."""
    paid: Decimal = NOTHING
    withheld: Decimal = NOTHING
    """What the client keeps back by law, as Spanish income tax."""
    written_off: Decimal = NOTHING
    open: Decimal = NOTHING
    paid_on: date | None = None
    paid_on_is: Literal["last", "first"] = "last"
    """Whether that is the day of the last payment or of the first."""
    status: Literal["issued", "draft", "void", "unknown"] = "issued"
    """``unknown`` where nothing says whether it is paid; it then counts as open in no sum."""
    set_aside: bool = False
    """Whether the user leaves it out, as an invoice whose dispute may be right."""
    file: str = ""
    """The name of the file that it was read from."""


@dataclass(frozen=True)
class MonthOfIncome:
    """What was billed in a month to the client and to all clients."""

    month: str
    """As 2026-11."""
    client: Decimal
    all: Decimal
    currency: str = ""


@dataclass(frozen=True)
class Quote:
    """The words of a contract that answer a question, and where they stand."""

    question: str
    quote: str = ""
    """Empty where the contract was searched and says nothing of it."""
    place: str = ""
    """Page or line, and the number of the clause."""
    file: str = ""
    grade: Literal["stated", "implied", "not_found"] = "stated"


@dataclass(frozen=True)
class JournalEntry:
    """What happened on a day, in the words of the user."""

    on: date
    kind: str
    text: str


@dataclass(frozen=True)
class Filled:
    """A question that was answered from evidence."""

    question: str
    digest: str
    """By which the answer is known again: one that was changed since is the user's own."""


@dataclass(frozen=True)
class Evidence:
    """All evidence in a case."""

    files: tuple[SourceFile, ...] = ()
    invoices: tuple[BilledInvoice, ...] = ()
    income: tuple[MonthOfIncome, ...] = ()
    contract: tuple[Quote, ...] = ()
    journal: tuple[JournalEntry, ...] = ()
    filled: tuple[Filled, ...] = ()
    mine: tuple[str, ...] = ()
    """Questions whose typed answers the user keeps, whatever the evidence says."""

    def __bool__(self) -> bool:
        """Tell whether there is any evidence."""
        return self != NO_EVIDENCE


NO_EVIDENCE = Evidence()
