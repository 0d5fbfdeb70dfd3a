"""What invoices show of how a client pays, and the answers that follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from advisor.evidence.adding import added
from advisor.evidence.answers import behind, differing, found_answers, with_evidence
from advisor.evidence.payment_record import income_by_month, income_share, payment_record
from advisor.evidence_model import BilledInvoice, Evidence, MonthOfIncome, SourceFile
from advisor.facts.derive import derive
from advisor.model import Between, Case, Money
from tests.shipped import shipped

TODAY = date(2026, 11, 30)
NOTHING = Decimal(0)


def bill(number: str, due: str = "", paid_on: str = "", **more: Any) -> BilledInvoice:
    """Return an invoice of 100 euros, paid where it has a day of payment."""
    left = NOTHING if paid_on or more.pop("is_paid", False) else Decimal(100)
    values = {
        "total": Decimal(100),
        "paid": 100 - left,
        "open": left,
        "currency": "EUR",
        "due": date.fromisoformat(due) if due else None,
        "paid_on": date.fromisoformat(paid_on) if paid_on else None,
        **more,
    }
    return BilledInvoice(number, **values)


def answers(*invoices: BilledInvoice, **more: Any) -> dict[str, object]:
    """Return the answers that some invoices give today."""
    found = found_answers(Evidence(invoices=invoices, **more), TODAY)
    return {name: one.answer for name, one in found.items()}


def test_no_invoice_is_late_by_days_that_have_not_come() -> None:
    """A payment on a later day counts as open until the day of the case."""
    record = payment_record([bill("A", "2026-11-01", "2099-01-01")], TODAY)
    assert (record.late_count, record.mean_days) == (1, 29)
    record = payment_record([bill("A", "2026-11-29", "2026-11-30")], TODAY)
    assert record.mean_days == 1


def test_late_is_paid_after_the_due_date_or_open_after_it() -> None:
    """The day of the due date itself is in time, and what is not due yet counts nowhere."""
    record = payment_record(
        [
            bill("in time", "2026-03-01", "2026-03-01"),
            bill("a day late", "2026-03-01", "2026-03-02"),
            bill("open", "2026-11-20"),
            bill("due today", "2026-11-30"),
            bill("due later", "2026-12-10"),
            bill("last year", "2025-11-30", "2026-05-01"),
        ],
        TODAY,
    )
    assert [(one.invoice.number, one.days) for one in record.late] == [
        ("open", 10),
        ("a day late", 1),
    ]
    assert len(record.came_due) == 3
    assert (record.mean_days, record.median_days) == (6, 6)
    assert record.overdue == {"EUR": Decimal(100)}
    assert record.open == {"EUR": Decimal(300)}


@pytest.mark.parametrize(
    "odd",
    [
        bill("no day", "2026-04-01", is_paid=True),
        bill("first payment in time", "2026-04-01", "2026-03-20", paid_on_is="first"),
        bill("written off", "2026-04-01", paid=NOTHING, open=NOTHING, written_off=Decimal(100)),
    ],
    ids=lambda one: one.number,
)
def test_what_is_not_known_makes_a_range(odd: BilledInvoice) -> None:
    """A payment without its day is neither late nor in time, and a write-off is no payment."""
    found = answers(
        bill("1", "2026-03-01", "2026-03-09"),
        bill("2", "2026-03-01", "2026-02-20"),
        bill("3", "2026-03-02", "2026-02-20"),
        bill("4", "2026-03-03", "2026-02-20"),
        odd,
    )
    assert found["invoices_late"] == Between(1, 2)
    assert found["invoices_settled"] == 5
    assert "mean_days_late" not in found
    assert found["payment_habit"] == "sometimes_late"


def test_a_first_payment_after_the_due_date_is_late() -> None:
    """Where even the first payment came too late, so did the rest."""
    record = payment_record([bill("1", "2026-04-01", "2026-04-09", paid_on_is="first")], TODAY)
    assert record.late_count == 1


@pytest.mark.parametrize(
    "left_out",
    [
        {"status": "draft"},
        {"status": "void"},
        {"status": "unknown"},
        {"kind": "credit_note"},
        {"set_aside": True},
    ],
    ids=str,
)
def test_what_does_not_count(left_out: dict[str, Any]) -> None:
    """Drafts, void invoices, credit notes and disputed ones make nothing overdue."""
    found = answers(bill("1", "2026-09-01", **left_out))
    assert found.get("open_invoices") in (None, "none")
    assert "invoices_late" not in found


def test_open_alone_gives_no_share() -> None:
    """Of files that hold unpaid invoices alone every one past its date is late: no share follows."""
    files = (SourceFile("a.csv", "invoices", TODAY, covers="open"),)
    found = answers(bill("1", "2026-09-01"), bill("2", "2026-09-02"), files=files)
    assert {"invoices_late", "invoices_settled", "payment_habit"}.isdisjoint(found)
    assert found["overdue_count"] == 2


def test_too_few_invoices_show_no_habit() -> None:
    """Two invoices are counted, and no habit is guessed from them."""
    two = (bill("1", "2026-03-01", "2026-03-09"), bill("2", "2026-04-01", "2026-04-09"))
    assert "payment_habit" not in answers(*two)
    assert answers(*two)["invoices_late"] == 2
    assert answers(*two, bill("3", "2026-05-01", "2026-05-09"))["payment_habit"] == "often_late"


def test_currencies_are_kept_apart() -> None:
    """Sums over several currencies are told apart, and no one answer is made of them."""
    found = answers(bill("1", "2026-09-01"), bill("2", "2026-09-02", currency="USD"))
    assert found["overdue_count"] == 2
    assert "overdue_amount" not in found
    assert found["oldest_due_date"] == date(2026, 9, 1)


def test_an_open_invoice_without_a_due_date_is_not_said_to_be_in_time() -> None:
    """Where a due date is missing, nothing is said of whether money is overdue."""
    assert "open_invoices" not in answers(bill("1"))
    assert answers(bill("1"), bill("2", "2026-09-01"))["open_invoices"] == "overdue"


def test_overdue_invoices_are_listed_with_what_is_open_of_them() -> None:
    """A part payment leaves the rest open, of the whole sum."""
    part = bill("7", "2026-09-01", paid=Decimal(40), open=Decimal(60), issued=date(2026, 8, 1))
    (listed,) = answers(part)["overdue_invoices"]  # type: ignore[misc]
    assert str(listed) == "7, issued 2026-08-01, due 2026-09-01, EUR 60.00 of EUR 100.00"


@pytest.mark.parametrize(
    ("earlier", "later", "trend"),
    [(0, 10, "slower"), (10, 0, "faster"), (5, 8, "steady"), (-20, 3, "steady")],
)
def test_a_trend_compares_halves_of_the_year(earlier: int, later: int, trend: str) -> None:
    """Payment gets slower where the later half is late by a week more; early is not faster."""
    invoices = [
        bill(f"{due}", f"{due}", f"{due + timedelta(days)}")
        for days, month in ((earlier, 2), (later, 9))
        for due in (date(2026, month, day) for day in (1, 10, 20))
    ]
    assert payment_record(invoices, TODAY).trend == trend
    assert payment_record(invoices[1:], TODAY).trend is None


def test_the_share_of_the_income_needs_all_clients() -> None:
    """It is what was billed to the client of what was billed to all, less credit notes."""
    mine, other = {"client": "A"}, {"client": "B"}
    invoices = [
        *(bill(f"a{n}", issued=date(2026, n, 5), **mine) for n in (8, 9, 10)),
        *(bill(f"b{n}", issued=date(2026, n, 5), **other) for n in (8, 9, 10, 11)),
        bill("c", issued=date(2026, 11, 6), kind="credit_note", **other),
    ]
    months = income_by_month(invoices, frozenset({"A"}))
    assert months[-1] == MonthOfIncome("2026-11", NOTHING, NOTHING, "EUR")
    assert income_share(months, TODAY) == Decimal("50.0")
    assert income_share(months[:2], TODAY) is None


def test_the_rules_read_the_range() -> None:
    """A share that lies between limits decides a rule only where both agree."""
    case = Case(
        {"payment_habit": "sometimes_late", "invoices_settled": 8, "invoices_late": Between(1, 3)}
    )
    assert derive(shipped(), case, TODAY).known["late_share"] == Between(12, 38)


def test_a_newer_file_brings_an_invoice_up_to_date() -> None:
    """It is known by its number; what the user set aside and older days stay."""
    old = bill("1", "2026-09-01", set_aside=True, client="A")
    new = replace(bill("1", "", "2026-10-01", client="A"), due=None)
    source = SourceFile("b.csv", "invoices", TODAY)
    found = added(Evidence(invoices=(old,)), source, [new, bill("2", client="A")], ["A"])
    assert (found.new, found.changed, found.same) == (1, 1, 0)
    first = found.evidence.invoices[0]
    assert (first.due, first.paid_on, first.set_aside) == (old.due, new.paid_on, True)


def test_answers_that_were_filled_follow_the_evidence_and_typed_ones_stay() -> None:
    """A filled answer changes with the day; once the user has changed it, it is the user's."""
    evidence = Evidence(invoices=(bill("1", "2026-11-01"), bill("2", "2026-12-05")))
    case = with_evidence(shipped(), Case(evidence=evidence), TODAY)
    assert case.answers["overdue_amount"] == Money(Decimal(100), "EUR")
    later = with_evidence(shipped(), case, date(2026, 12, 20))
    assert later.answers["overdue_amount"] == Money(Decimal(200), "EUR")
    assert [one.number for one in behind(later, date(2026, 12, 20))("overdue_amount")] == ["1", "2"]
    typed = replace(case, answers={**case.answers, "overdue_amount": Money(Decimal(70), "EUR")})
    assert with_evidence(shipped(), typed, TODAY).answers["overdue_amount"].amount == 70
    assert [one.question for one in differing(typed, TODAY)] == ["overdue_amount"]
    kept = replace(typed, evidence=replace(typed.evidence, mine=("overdue_amount",)))
    assert differing(kept, TODAY) == ()
