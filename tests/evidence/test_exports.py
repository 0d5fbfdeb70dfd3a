"""Each known export is read from a file of its exact shape, with its traps, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.evidence_model import BilledInvoice
from tests.evidence.reading import exports, read

FILES = Path(__file__).parent / "invoices"


def invoice(
    number: str, client: str, issued: str, due: str, sums: str, **more: object
) -> BilledInvoice:
    """Return an invoice; ``sums`` are total, paid, withheld, written off and open."""
    total, paid, withheld, written_off, left = map(Decimal, sums.split())
    days = {"issued": issued, "due": due, "paid_on": str(more.pop("paid_on", ""))}
    values: dict[str, object] = {
        name: date.fromisoformat(day) if day else None for name, day in days.items()
    }
    return BilledInvoice(
        number,
        total,
        client=client,
        paid=paid,
        withheld=withheld,
        written_off=written_off,
        open=left,
        **values,  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )


FABRICS, PRINTS, TEXTIL = "Sample Fabrics Ltd", "Placeholder Prints", "Muestra Textil SL"
GBP, EUR, USD, CAD, AUD = ({"currency": code} for code in ("GBP", "EUR", "USD", "CAD", "AUD"))
CREDIT = {"kind": "credit_note"}
FIRST = {"paid_on_is": "first"}

EXPECTED: Mapping[str, list[BilledInvoice]] = {
    "xero.csv": [
        invoice("INV-0101", FABRICS, "2026-01-05", "2026-02-04", "1200 1200 0 0 0", **GBP),
        invoice("INV-0107", FABRICS, "2026-07-20", "2026-08-19", "960 300 0 0 660", **GBP),
        invoice("CN-0003", FABRICS, "2026-07-21", "", "120 0 0 0 120", **GBP, **CREDIT),
        invoice(
            "INV-0108", PRINTS, "2026-08-01", "2026-08-31", "250 0 0 0 250", **EUR, status="draft"
        ),
    ],
    "quickbooks-ageing.csv": [
        invoice("1041", PRINTS, "2026-06-15", "2026-07-15", "1000 0 0 0 1000"),
        invoice("1055", PRINTS, "2026-10-05", "2026-11-04", "2450.50 2000 0 0 450.50"),
        invoice("CM-9", PRINTS, "2026-10-09", "2026-10-09", "120 0 0 0 120", **CREDIT),
        invoice("1060", FABRICS, "2026-11-20", "2026-12-20", "800 0 0 0 800"),
    ],
    "quickbooks-transactions.csv": [
        invoice("1001", PRINTS, "2026-03-02", "2026-03-05", "4250 4250 0 0 0"),
        invoice("1044", PRINTS, "2026-10-07", "2026-11-06", "1100 0 0 0 1100"),
    ],
    "quickbooks-products.csv": [
        invoice("1001", PRINTS, "2026-01-15", "", "1050 0 0 0 1050", status="unknown"),
        invoice("1002", PRINTS, "2026-02-15", "", "500 0 0 0 500", status="unknown"),
    ],
    "freshbooks.csv": [
        invoice(
            "0000012",
            PRINTS,
            "2026-01-20",
            "2026-02-19",
            "1000 1000 0 0 0",
            paid_on="2026-03-05",
            **USD,
        ),
        invoice("0000013", PRINTS, "2026-09-01", "2026-10-01", "300 0 0 0 300", **USD),
        invoice(
            "0000014", PRINTS, "2026-11-25", "2026-12-25", "100 0 0 0 100", status="draft", **USD
        ),
    ],
    "harvest.csv": [
        invoice("301", FABRICS, "2026-01-14", "", "20160 20160 0 0 0", paid_on="2026-02-20", **EUR),
        invoice("302", FABRICS, "2026-03-03", "", "500 0 0 500 0", **EUR),
        invoice("303", FABRICS, "2026-10-01", "", "1000.5 0 0 0 1000.5", **USD),
    ],
    "zoho-books.csv": [
        invoice(
            "INV-000201",
            PRINTS,
            "2026-02-01",
            "2026-03-03",
            "1000 1000 0 0 0",
            paid_on="2026-03-20",
            **EUR,
        ),
        invoice(
            "INV-000202",
            PRINTS,
            "2026-04-01",
            "2026-05-01",
            "300 100 0 200 0",
            paid_on="2026-05-20",
            **EUR,
        ),
        invoice(
            "INV-000203",
            PRINTS,
            "2026-10-01",
            "2026-10-31",
            "700 200 0 0 500",
            paid_on="2026-11-02",
            **EUR,
        ),
        invoice(
            "INV-000204", PRINTS, "2026-11-01", "2026-12-01", "50 0 0 0 50", status="void", **EUR
        ),
    ],
    "wave.csv": [
        invoice(
            "55", PRINTS, "2022-01-27", "2022-02-26", "1130 1130 0 0 0", paid_on="2022-03-03", **CAD
        ),
        invoice(
            "56", PRINTS, "2022-02-05", "2022-03-07", "565 100 0 0 465", paid_on="2022-03-01", **CAD
        ),
    ],
    "wave-accounting.csv": [
        invoice("55", PRINTS, "2026-01-10", "", "1130 1130 0 0 0", paid_on="2026-03-02", **CAD),
        invoice("56", PRINTS, "2026-03-05", "", "200 0 0 0 200", **CAD),
    ],
    "invoice-ninja.csv": [
        invoice("0001", FABRICS, "2026-01-15", "2026-02-14", "1210 1210 0 0 0", **EUR),
        invoice("0002", FABRICS, "2026-09-03", "2026-10-03", "605 0 0 0 605", **EUR),
    ],
    "invoice2go.csv": [
        invoice("INV031", FABRICS, "2026-03-02", "", "450 450 0 0 0", paid_on="2026-04-20", **AUD),
        invoice("INV032", FABRICS, "2026-09-15", "", "300 0 0 0 300", **AUD),
        invoice("INV033", FABRICS, "2026-11-20", "", "80 0 0 0 80", status="draft", **AUD),
    ],
    "holded.csv": [
        invoice(
            "F260012",
            TEXTIL,
            "2026-02-10",
            "2026-03-12",
            "1060 1060 0 0 0",
            paid_on="2026-03-05",
            **FIRST,
        ),
        invoice(
            "F260018",
            TEXTIL,
            "2026-03-11",
            "2026-04-10",
            "605 530 75 0 0",
            paid_on="2026-06-02",
            **FIRST,
        ),
        invoice(
            "F260040",
            TEXTIL,
            "2026-09-01",
            "2026-10-01",
            "212 100 0 0 112",
            paid_on="2026-10-20",
            **FIRST,
        ),
    ],
    "holded-es.csv": [
        invoice(
            "F260012",
            TEXTIL,
            "2026-02-10",
            "2026-03-12",
            "1060 1060 0 0 0",
            paid_on="2026-03-05",
            **FIRST,
        ),
        invoice("F260040", TEXTIL, "2026-09-01", "2026-10-01", "212 0 0 0 212", **FIRST),
    ],
    "quaderno.csv": [
        invoice("F-001", PRINTS, "2026-01-15", "", "1210 1210 0 0 0", paid_on="2026-02-10", **USD),
        invoice(
            "R-001",
            PRINTS,
            "2026-02-01",
            "",
            "121 121 0 0 0",
            paid_on="2026-02-01",
            **USD,
            **CREDIT,
        ),
        invoice("F-009", PRINTS, "2026-09-01", "", "500 0 0 0 500", **USD),
    ],
    "cegid-gestiona.xlsx": [
        invoice("2026/0007", TEXTIL, "2026-01-12", "", "1210 1210 0 0 0", paid_on="2026-03-01"),
        invoice("2026/0021", TEXTIL, "2026-09-03", "", "303.11 0 0 0 303.11"),
    ],
    "stripe.json": [
        invoice(
            "ABC-0001",
            PRINTS,
            "2026-01-01",
            "2026-01-31",
            "1200.50 1200.50 0 0 0",
            paid_on="2026-02-03",
            **USD,
        ),
        invoice("ABC-0002", PRINTS, "2026-03-01", "", "50 0 0 50 0", **USD),
        invoice("ABC-0003", PRINTS, "2026-09-01", "2026-10-01", "9000 0 0 0 9000", currency="JPY"),
    ],
}

NOTES: Mapping[str, set[str]] = {
    "xero.csv": {"no_paid_dates"},
    "quickbooks-ageing.csv": {"open_only", "no_currency"},
    "quickbooks-transactions.csv": {"no_paid_dates", "no_currency"},
    "quickbooks-products.csv": {"billed_only", "no_currency", "no_due"},
    "harvest.csv": {"no_due"},
    "holded.csv": {"first_payment", "no_currency"},
    "invoice-ninja.csv": {"no_paid_dates"},
    "cegid-gestiona.xlsx": {"no_currency", "no_due"},
}
"""What is said to be missing from a file."""


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_known_export_is_read(name: str) -> None:
    """The export is told by its headings, and each invoice has the value of each field."""
    header, _, found = read(FILES / name)
    assert header.format is not None
    assert header.format.id == Path(name).stem
    assert list(found.invoices) == [
        BilledInvoice(**{**vars(one), "file": name}) for one in EXPECTED[name]
    ]
    assert found.notes >= NOTES.get(name, set())


def test_every_known_export_has_a_file() -> None:
    """No export is known of which no file is read here."""
    assert {Path(name).stem for name in EXPECTED} == {one.id for one in exports()[1]}


def test_what_is_left_out_is_counted() -> None:
    """Headings of sections, totals and payments are no invoices, and are counted apart."""
    _, _, found = read(FILES / "quickbooks-ageing.csv")
    assert found.skipped == {"sections": 3, "totals": 4, "no_number": 1}
    assert found.rows == 12


def test_a_missing_due_date_is_counted_from_the_terms_and_marked() -> None:
    """Where the file has no due date, the terms give one, which is marked as estimated."""
    _, _, found = read(FILES / "harvest.csv", terms_days=14)
    first = found.invoices[0]
    assert (first.due, first.due_is) == (date(2026, 1, 28), "estimated")
    assert "estimated_due" in found.notes


def test_a_currency_that_the_file_lacks_is_taken_and_said() -> None:
    """Sums without a currency get the usual one of the case, and the reader says so."""
    _, _, found = read(FILES / "holded.csv", currency="EUR")
    assert {one.currency for one in found.invoices} == {"EUR"}
    assert "usual_currency" in found.notes
