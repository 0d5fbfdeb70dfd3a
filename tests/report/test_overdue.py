"""The part of the report about money that is overdue, and the working of its dates."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from advisor.engine.compiled import Compiled
from advisor.letters.checklist import checklist_rows
from advisor.model import Case, Invoice, Money
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.outlook import Outlook
from advisor.report.build import build_report
from advisor.report.json_report import report_json
from advisor.report.model import Report
from advisor.report.plain_text import report_text
from tests.complete_case import Desk

TWO = (
    Invoice("B-2", date(2026, 10, 23), Money(Decimal(1000), "EUR")),
    Invoice("A-1", date(2026, 9, 23), Money(Decimal(2000), "EUR")),
)
OVERDUE: dict[str, Any] = {
    "client_name": "Example Works Ltd",
    "governing_law": "es",
    "open_invoices": "overdue",
    "overdue_amount": Money(Decimal(3000), "EUR"),
    "overdue_invoices": TWO,
}


def nothing_ahead(assessment: Assessment) -> Outlook:
    """An outlook that says nothing, for it is not what is tested here."""
    return Outlook((), (), (), (assessment.advice.whether, assessment.advice.when))


def report(desk: Desk, case: Case) -> Report:
    """The report on a case."""
    assessment = desk.assess(case)
    return build_report(desk.library.phrases, desk.assessed(case), nothing_ahead(assessment))


def money_owed(desk: Desk, answers: dict[str, Any]) -> str:
    """The section about money, in one line."""
    text = report_text(report(desk, desk.only(answers)))
    return " ".join(text.partition("MONEY OWED\n")[2].partition("\n\n")[0].split())


def test_money_owed_adds_interest_and_fixed_sums(desk: Desk) -> None:
    """2,000 + 32.88 + 40 and 1,000 + 8.22 + 40 come to 3,121.10, the oldest first."""
    assert money_owed(desk, {**OVERDUE, "late_interest_rate": 10}) == (
        "EUR 2,000.00: Invoice A-1. Due 23 September 2026, 60 days late "
        "Interest: EUR 32.88 Fixed sum: EUR 40.00 "
        "Working: 60 days at 10% a year, 24 September 2026 to 22 November 2026: "
        "2,000.00 x 10 / 100 x 60 / 365 = EUR 32.88. The rate is the one that you gave. "
        "EUR 40.00 for the late invoice, from: Ley 3/2004, amended by RDL 4/2013. "
        "EUR 1,000.00: Invoice B-2. Due 23 October 2026, 30 days late "
        "Interest: EUR 8.22 Fixed sum: EUR 40.00 "
        "Working: 30 days at 10% a year, 24 October 2026 to 22 November 2026: "
        "1,000.00 x 10 / 100 x 30 / 365 = EUR 8.22. The rate is the one that you gave. "
        "EUR 40.00 for the late invoice, from: Ley 3/2004, amended by RDL 4/2013. "
        "EUR 3,121.10: Owed in all, with interest and fixed sums"
    )


EARLIER = tuple(replace(item, due=item.due.replace(year=2025)) for item in TWO)
"""Due in a half-year whose reference rate is not verified."""


def test_interest_at_a_rate_that_is_not_verified_is_worked_out_and_marked(desk: Desk) -> None:
    """55.06 + 100.67 + 82.63 for the older invoice; each rate is said to be not verified."""
    text = money_owed(desk, {**OVERDUE, "overdue_invoices": EARLIER})
    assert "Interest: EUR 238.36" in text
    assert text.count("not verified") >= 2
    assert text.endswith("EUR 3,429.20: Owed in all, with interest and fixed sums")


def test_invoices_that_do_not_add_up_are_pointed_out(desk: Desk) -> None:
    """The sum of the list is held against the sum that was answered."""
    answers = {**OVERDUE, "overdue_amount": Money(Decimal(4200), "EUR")}
    assert money_owed(desk, answers).endswith(
        "The overdue invoices that you listed come to EUR 3,000.00, but you answered that "
        "EUR 4,200.00 is overdue. Correct the sum or the list."
    )


def test_an_invoice_that_is_not_due_bears_nothing(desk: Desk) -> None:
    """A listed invoice with a due date ahead is named as not overdue."""
    early = (*TWO, Invoice("C-3", date(2026, 12, 1), Money(Decimal(500), "EUR")))
    text = money_owed(desk, {**OVERDUE, "overdue_invoices": early})
    assert "EUR 500.00: Invoice C-3. Due 1 December 2026, not overdue yet EUR 3,622.74:" in text


def test_one_sum_for_several_invoices_says_what_is_missing(desk: Desk) -> None:
    """Without the invoices the section asks for them, and adds nothing up."""
    assert money_owed(desk, {**OVERDUE, "overdue_invoices": ()}) == ""
    answers = {name: item for name, item in OVERDUE.items() if name != "overdue_invoices"}
    assert money_owed(desk, answers) == (
        "EUR 3,000.00: Overdue Interest not worked out: Interest runs on each invoice from its "
        "own due date. List the overdue invoices one by one; where only one is overdue, answer 1 "
        "to how many there are."
    )


def test_where_nothing_is_overdue_there_is_no_such_section(desk: Desk) -> None:
    """The complete case owes nothing yet."""
    case = desk.case({"open_invoices": "none"})
    assert "owed" not in [section.id for section in report(desk, case).sections]


def test_the_timeline_shows_the_working(desk: Desk) -> None:
    """A counted date carries its working, a date that was given does not."""
    case = desk.case({})
    (timeline,) = [item for item in report(desk, case).sections if item.id == "timeline"]
    notes = {label: text for entry in timeline.entries for label, text in entry.notes if text}
    assert set(notes) == {"Working"}
    assert any(not entry.notes for entry in timeline.entries)


def test_json_carries_the_working_and_the_money(desk: Desk) -> None:
    """Dates have a working, overdue sums stand as text with their currency."""
    case = desk.only({**OVERDUE, "late_interest_rate": 10})
    assessment = desk.assess(case)
    ahead = nothing_ahead(assessment)
    found = json.loads(report_json(desk.library.phrases, desk.assessed(case), ahead))
    assert all("working" in item for item in found["dates"])
    first = found["owed"][0]
    assert first.pop("working")[1] == "The rate is the one that you gave."
    assert first == {
        "invoice": "A-1",
        "principal": "EUR 2000.00",
        "due": "2026-09-23",
        "days": 60,
        "interest": "EUR 32.88",
        "verified": True,
        "fixed_sum": "EUR 40.00",
        "refused": "",
    }


def test_the_checklist_names_the_interest(desk: Desk) -> None:
    """The item about late interest says how much it is, or what is missing to say it."""

    def why(answers: dict[str, Any]) -> str:
        assessment = desk.assess(desk.only(answers))
        rows = checklist_rows(
            desk.library.phrases, CaseAssessment(desk.library, Case(), assessment, Compiled())
        )
        (row,) = [item for item in rows if item.id == "checklist/money/late-interest"]
        return row.why

    end = {**OVERDUE, "intent": "leave", "oldest_due_date": date(2026, 9, 23)}
    assert "EUR 41.10 until today and the fixed sum to EUR 80.00" in why(
        {**end, "late_interest_rate": 10}
    )
    assert "EUR 42.74 until today and the fixed sum to EUR 80.00" in why(end)
    assert "EUR 349.20 until today and the fixed sum to EUR 80.00" in why(
        {**end, "overdue_invoices": EARLIER, "oldest_due_date": date(2025, 9, 23)}
    )
