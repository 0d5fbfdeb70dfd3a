"""The picture of payments: days late for each invoice over time, beside the line of its due date."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from rich.console import Console

from advisor.casefile.casefile import read_case
from advisor.engine.compiled import Compiled
from advisor.evidence_model import BilledInvoice, Evidence
from advisor.reasoning.assess import assess_case
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.report.html import report_html
from advisor.report.model import Report, Section
from advisor.report.payment_picture import SHOWN, Payment, payment_sections, payments, terms_of
from advisor.report.plain_text import report_text
from advisor.report.screen import print_report
from advisor.report.sections import SectionWriter
from tests.conftest import ROOT
from tests.shipped import shipped

TODAY = date(2026, 11, 22)
SUM = Decimal(100)


def invoice(number: str, due: date, paid_on: date | None, **more: object) -> BilledInvoice:
    """Return an invoice that was paid, or one with other parts."""
    plain = BilledInvoice(
        number=number, total=SUM, currency="GBP", due=due, paid=SUM, paid_on=paid_on
    )
    return replace(plain, **more)  # type: ignore[arg-type]


OPEN = {"paid": Decimal(0), "open": SUM}
INVOICES = (
    invoice("B", date(2026, 5, 1), date(2026, 5, 11), issued=date(2026, 4, 1)),
    invoice("A", date(2026, 3, 31), date(2026, 3, 25), issued=date(2026, 3, 1)),
    invoice("C", date(2026, 5, 31), None),
    invoice("D", date(2026, 7, 31), date(2026, 7, 31)),
    invoice("E", date(2026, 10, 1), None, **OPEN),
    invoice("not due", date(2026, 12, 1), None, **OPEN),
    invoice("aside", date(2026, 6, 1), None, set_aside=True),
    invoice("draft", date(2026, 6, 1), None, status="draft"),
)


def assessed(invoices: tuple[BilledInvoice, ...]) -> CaseAssessment:
    """Return the example with invoices."""
    case = read_case(ROOT / "examples" / "demo.yaml", shipped())
    found = assess_case(shipped(), case, TODAY, Compiled())
    return replace(found, case=replace(case, evidence=Evidence(invoices=invoices)))


EXAMPLE = assessed(INVOICES)


def section(language: str = "en") -> Section:
    """Return the section on the example."""
    (found,) = payment_sections(SectionWriter(shipped(language).phrases, EXAMPLE))
    return found


def report(of: Section) -> Report:
    """Return a report of one section."""
    return Report("Title", "Day", "Outcome", (), (of,), "end")


def test_each_invoice_that_fell_due_is_a_bar() -> None:
    """In order of due dates; what is not due, set aside or a draft is left out."""
    assert payments(INVOICES, TODAY) == (
        Payment("A", date(2026, 3, 31), -6, False),
        Payment("B", date(2026, 5, 1), 10, False),
        Payment("C", date(2026, 5, 31), None, False),
        Payment("D", date(2026, 7, 31), 0, False),
        Payment("E", date(2026, 10, 1), 52, True),
    )


def test_the_terms_are_those_of_the_invoices() -> None:
    """The usual days from the invoice to its due date; none where no invoice has both."""
    assert terms_of(INVOICES) == 30
    assert terms_of(INVOICES[2:]) is None


def test_a_case_without_invoices_has_no_picture() -> None:
    """Nothing is drawn of what is not there, or not due."""
    for invoices in ((), INVOICES[5:]):
        assert payment_sections(SectionWriter(shipped().phrases, assessed(invoices))) == ()


def test_the_picture_as_a_table_of_words() -> None:
    """Plain text says of each bar what it is."""
    told = report_text(report(section())).partition("HOW THEY PAY\n")[2].splitlines()
    assert told == [
        "Each invoice by its due date, the line of the picture. Your terms: 30 days.",
        "31 March 2026: A (6 days early)",
        "1 May 2026: B (10 days late)",
        "31 May 2026: C (day of payment not known)",
        "31 July 2026: D (on the due date)",
        "1 October 2026: E (open, 52 days late)",
    ]


def test_the_picture_on_a_terminal() -> None:
    """Bars begin at one line, early ones to its left, and are as long as their days."""
    for language in ("en", "es", "fr"):
        for width in (61, 80, 88):
            console = Console(file=io.StringIO(), width=width, color_system=None)
            print_report(report(section(language)), console)
            assert isinstance(console.file, io.StringIO)
            lines = [line for line in console.file.getvalue().splitlines() if "\u2502" in line]
            early, late, unknown, on_time, worst = lines[-5:]
            at = {line.index("\u2502") for line in lines[-5:]}
            assert len(at) == 1, (language, width)
            bars = [line.count("\u2588") for line in (early, late, unknown, on_time, worst)]
            assert bars[2:4] == [0, 0]
            assert 1 <= bars[0] <= bars[1] < bars[4]
            assert early.index("\u2588") < early.index("\u2502") < worst.index("\u2588")
            assert all(len(line) <= width for line in lines)


def test_the_picture_on_a_page() -> None:
    """Each row of a table holds its bar, from one line on, and the words for it."""
    for language in ("en", "es", "fr"):
        page = report_html(report(section(language)), language).decode()
        bars = re.findall(r'<rect class="(\w+)" x="([\d.]+)" y="3" width="([\d.]+)"', page)
        lines = set(re.findall(r'<line(?: class="unknown")? x1="([\d.]+)"', page))
        assert [one[0] for one in bars] == ["early", "late", "early", "early", "late"]
        assert len(lines) == 1
        zero = float(lines.pop())
        assert [float(one[2]) for one in bars[2:4]] == [0, 0]
        assert float(bars[0][1]) + float(bars[0][2]) == pytest.approx(zero, abs=0.2)
        assert float(bars[4][1]) == zero
        assert float(bars[4][2]) / float(bars[1][2]) == pytest.approx(5.2, abs=0.1)
        assert page.count('class="unknown"') == 1
        for entry in section(language).entries:
            assert f"<td>{entry.tag}</td>" in page


def test_names_on_a_page_are_no_markup() -> None:
    """What stands in an export is text there."""
    name = '<b onclick="x">&amp;'
    hostile = replace(section(), entries=(replace(section().entries[0], text=name),))
    page = report_html(report(hostile), "en").decode()
    assert "&lt;b onclick=&#34;x&#34;&gt;&amp;amp;" in page


def test_a_long_history_shows_the_latest() -> None:
    """So many invoices are drawn, and the rest is counted."""
    many = tuple(
        invoice(f"{number}", date(2025, 1 + number % 12, 1 + number // 12), date(2026, 1, 1))
        for number in range(SHOWN + 3)
    )
    (found,) = payment_sections(SectionWriter(shipped().phrases, assessed(many)))
    assert len(found.entries) == SHOWN
    assert found.more == "3 earlier invoices are not shown."
