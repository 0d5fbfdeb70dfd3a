"""Lists, numbers, dates and amounts as each form writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from advisor.documents import letter_grammar as grammar
from advisor.model import Duration, Money


def money(text: str) -> Money:
    """Read an amount such as ``USD 1234.56``."""
    currency, amount = text.split()
    return Money(Decimal(amount), currency)


@pytest.mark.parametrize(
    ("form", "items", "written"),
    [
        ("en-GB", [], ""),
        ("en-GB", ["a"], "a"),
        ("en-GB", ["a", "b"], "a and b"),
        ("en-GB", ["a", "b", "c"], "a, b and c"),
        ("en-GB", ["a", "b", "c", "d"], "a, b, c and d"),
        ("en-US", [], ""),
        ("en-US", ["a"], "a"),
        ("en-US", ["a", "b"], "a and b"),
        ("en-US", ["a", "b", "c"], "a, b, and c"),
        ("en-US", ["a", "b", "c", "d"], "a, b, c, and d"),
        ("en-GB", ["a and b", "c"], "a and b, and c"),
        ("en-GB", ["a", "b and c"], "a, and b and c"),
        ("en-GB", ["a, b", "c"], "a, b; and c"),
        ("en-US", ["a, b", "c", "d"], "a, b; c; and d"),
    ],
)
def test_lists(form: str, items: list[str], written: str) -> None:
    """Items are joined with commas and one "and", by the custom of the country."""
    assert grammar.and_list(items, form) == written


@pytest.mark.parametrize(
    ("number", "words", "written"),
    [
        (0, ("invoice",), "0 invoices"),
        (1, ("invoice",), "1 invoice"),
        (2, ("invoice",), "2 invoices"),
        (1200, ("invoice",), "1,200 invoices"),
        (1, ("copy", "copies"), "1 copy"),
        (3, ("copy", "copies"), "3 copies"),
    ],
)
def test_counts(number: int, words: tuple[str, ...], written: str) -> None:
    """One thing is singular, none and many are plural."""
    assert grammar.count(number, *words) == written


@pytest.mark.parametrize(
    ("length", "written"),
    [
        (Duration(1, "days"), "1 day's"),
        (Duration(30, "days"), "30 days'"),
        (Duration(10, "business_days"), "10 business days'"),
        (Duration(1, "weeks"), "1 week's"),
        (Duration(2, "weeks"), "2 weeks'"),
        (Duration(1, "months"), "1 month's"),
        (Duration(3, "months"), "3 months'"),
    ],
)
def test_periods_of_notice(length: Duration, written: str) -> None:
    """A period owns its notice: a month's notice, thirty days' notice."""
    assert grammar.notice_of(length) == written


@pytest.mark.parametrize(
    ("form", "day", "written"),
    [
        ("en-GB", date(2026, 11, 22), "22 November 2026"),
        ("en-GB", date(2027, 1, 1), "1 January 2027"),
        ("en-US", date(2026, 11, 22), "November 22, 2026"),
        ("en-US", date(2027, 1, 1), "January 1, 2027"),
        ("en-US", date(2028, 2, 29), "February 29, 2028"),
    ],
)
def test_dates(form: str, day: date, written: str) -> None:
    """Dates stand in full, the month in words."""
    assert grammar.long_date(day, form) == written


@pytest.mark.parametrize(
    ("form", "amount", "written"),
    [
        ("en-US", "USD 1234.56", "$1,234.56"),
        ("en-US", "USD 0", "$0.00"),
        ("en-US", "USD -5", "-$5.00"),
        ("en-US", "EUR 1234.5", "EUR 1,234.50"),
        ("en-US", "GBP 1234567.8", "£1,234,567.80"),
        ("en-GB", "GBP 1234.56", "£1,234.56"),
        ("en-GB", "EUR 1234.56", "EUR 1,234.56"),
        ("en-GB", "USD 1234.56", "USD 1,234.56"),
        ("en-GB", "CAD 99", "CAD 99.00"),
    ],
)
def test_amounts(form: str, amount: str, written: str) -> None:
    """A sign stands only where it names one currency, else the code does."""
    assert grammar.money(money(amount), form) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", ""),
        ("our views differ", "Our views differ."),
        ("Our views differ.", "Our views differ."),
        ("Do our views differ?", "Do our views differ?"),
        ('It was called "done."', 'It was called "done."'),
        ('It was called "done"', 'It was called "done".'),
    ],
)
def test_sentences(text: str, written: str) -> None:
    """A sentence begins with a capital and has one end."""
    assert grammar.sentence(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [("web design.", "web design"), ("and so on ..", "and so on .."), ("1\\.", "1\\.")],
)
def test_fragments(text: str, written: str) -> None:
    """A part of a sentence loses its own full stop, and nothing else."""
    assert grammar.fragment(text) == written


def test_month_and_year() -> None:
    """A beginning is named by its month."""
    assert grammar.month_year(date(2023, 3, 6)) == "March 2023"
