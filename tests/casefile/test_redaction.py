"""A redacted case names nobody, tells no sum, and decides the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from advisor.casefile.casefile import parse_case, read_case
from advisor.casefile.list_answers import TEXTS
from advisor.casefile.redaction import redact
from advisor.casefile.rendering import render_case
from advisor.engine import Engine, available
from advisor.knowledge.content import Library
from advisor.model import Answer, Case, Deliverable, Invoice, Money
from advisor.reasoning.assess import assess_case
from tests.conftest import ROOT
from tests.random_cases import cases, examples
from tests.shipped import shipped
from tests.test_stories import read_story

TODAY = date(2026, 11, 22)
STORIES = sorted((ROOT / "tests" / "stories").glob("*.yaml"))
CASES = [
    ROOT / "examples" / "demo.yaml",
    ROOT / "tests" / "cases" / "complete.yaml",
    ROOT / "tests" / "cases" / "people.yaml",
]


def texts(answer: Answer) -> set[str]:
    """Return the texts in an answer."""
    if isinstance(answer, str):
        return {answer}
    items = answer if isinstance(answer, tuple) else ()
    return {
        item.what if isinstance(item, Deliverable) else getattr(item, "number", str(item))
        for item in items
    }


def sums(answer: Answer) -> set[Money]:
    """Return the sums in an answer that are not nothing."""
    items = answer if isinstance(answer, tuple) else (answer,)
    found = (item.amount if isinstance(item, Invoice) else item for item in items)
    return {item for item in found if isinstance(item, Money) and item.amount}


def check(library: Library, engine: Engine, case: Case) -> None:
    """Redact a case, and compare what is decided and what is told."""
    found = redact(library, case, TODAY, engine)
    before, after = (
        assess_case(library, one, TODAY, engine).assessment for one in (case, found.case)
    )
    assert after.advice == before.advice
    assert after.findings == before.findings
    assert after.dates == before.dates
    assert after.unknowns == before.unknowns
    assert found.case.answers.keys() == case.answers.keys()
    for name, old in case.answers.items():
        new = found.case.answers[name]
        if library.questions[name].kind in TEXTS:
            assert not texts(old) & texts(new) - {library.questions[name].id}
        if name not in found.kept:
            assert not sums(old) & sums(new)
        if not sums(old) and library.questions[name].kind not in TEXTS:
            assert new == old


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_story_decides_the_same(library: Library, engine: Engine, path: Path) -> None:
    """The stories keep their advice, their findings and their days."""
    check(library, engine, read_story(path, library).case)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_redacted_case_reads_back(library: Library, engine: Engine, path: Path) -> None:
    """Whole cases decide the same, and their copies are cases."""
    case = read_case(path, library)
    check(library, engine, case)
    found = redact(library, case, TODAY, engine).case
    assert parse_case(render_case(found, library).encode(), "", library, asked=TODAY) == found


@settings(max_examples=examples(20))
@given(case=cases(shipped(), letters=True))
def test_a_random_case_decides_the_same(case: Case) -> None:
    """Whatever is answered, nothing of it is told and nothing moves."""
    check(shipped(), available("pure"), case)


def test_the_same_text_is_replaced_by_the_same_words(library: Library, engine: Engine) -> None:
    """One name in several answers stays one, and sums keep their proportions."""
    case = Case(
        {
            "client_name": "Example Works",
            "recipient_name": "example works",
            "services": "Upkeep",
            "monthly_billing": Money(Decimal(1000), "EUR"),
            "overdue_amount": Money(Decimal(2500), "EUR"),
        }
    )
    case = replace(case, answers={k: v for k, v in case.answers.items() if k in library.questions})
    found = redact(library, case, TODAY, engine).case.answers
    if "recipient_name" in found:
        assert found["recipient_name"] == found["client_name"]
    assert found["services"] != found["client_name"]
    monthly, overdue = found["monthly_billing"], found["overdue_amount"]
    assert isinstance(monthly, Money)
    assert isinstance(overdue, Money)
    assert abs(overdue.amount / monthly.amount - Decimal("2.5")) < Decimal("0.001")
    assert redact(library, case, TODAY, engine).case.answers == found


def test_every_part_of_an_invoice_is_replaced(library: Library) -> None:
    """The number of the tax authority and the whole sum of an invoice are not told either."""
    euro = lambda amount: Money(Decimal(amount), "EUR")  # noqa: E731 - three amounts
    due = date(2026, 10, 8)
    invoice = Invoice("2026-014", due, euro(4200), date(2026, 9, 8), euro(5000), "0A1B-SECRET")
    case = Case({"open_invoices": "overdue", "overdue_invoices": (invoice,)})
    found = redact(library, case, TODAY, available("pure")).case
    (item,) = found.answers["overdue_invoices"]  # type: ignore[misc]
    assert isinstance(item, Invoice)
    assert item.folio
    assert "SECRET" not in render_case(found, library)
    assert item.billed not in (None, invoice.billed)
    assert item.billed.amount > item.amount.amount  # type: ignore[union-attr]
    assert parse_case(render_case(found, library).encode(), "x.yaml", library).answers == (
        found.answers
    )
