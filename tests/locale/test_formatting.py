"""Facts and labels written the way a language writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from advisor.locale import formatting, numbers
from advisor.locale.refused import Refused
from advisor.model import Between, Deliverable, Duration, FactType, FactValue, Money
from tests.shipped import language, shipped


@pytest.mark.parametrize(
    ("value", "kind", "written"),
    [
        (Money(Decimal(4200), "EUR"), FactType("money"), "EUR 4,200.00"),
        (Duration(1, "weeks"), FactType("duration"), "1 week"),
        (date(2026, 11, 30), FactType("date"), "30 November 2026"),
        (True, FactType("yes_no"), "yes"),
        (False, FactType("yes_no"), "no"),
        (Decimal("12.5"), FactType("percent"), "12.5%"),
        (3, FactType("number", unit="days"), "3 days"),
        (Between(2, 4), FactType("number"), "2-4"),
        (Between(66, 100), FactType("percent"), "66-100%"),
        ((Deliverable("Press kit"), "Logo"), FactType("list"), "Press kit; Logo"),
        ("Example Works Ltd", FactType("text"), "Example Works Ltd"),
        ("often_late", FactType("choice"), "often late"),
        ("other", FactType("choice"), "other"),
    ],
)
def test_a_fact_is_written_by_its_kind(value: FactValue, kind: FactType, written: str) -> None:
    """Each kind of fact has its own way to be written in English."""
    phrases = shipped().phrases
    found = formatting.show(value, kind, phrases.ui, {"often_late": "Often late"}, phrases.language)
    assert found == written


@pytest.mark.parametrize(
    ("label", "inside"),
    [("Often late", "often late"), ("I do not know", "I do not know"), ("PDF file", "PDF file")],
)
def test_a_label_inside_a_sentence(label: str, inside: str) -> None:
    """A label begins small inside a sentence, unless its first word is written large."""
    assert formatting.inside(label, shipped().phrases.language) == inside


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Money(Decimal("4200.5"), "EUR"), "4,200.5"),
        (1200, "1,200"),
        (True, "True"),
        ("text", "text"),
    ],
)
def test_a_bare_fact_has_no_unit(value: FactValue, written: str) -> None:
    """A fact can be written without its unit, currency or label."""
    assert formatting.bare(value, shipped().phrases.language) == written


@pytest.mark.parametrize("text", ["1,2,3", "12.34,5.6", "1.234.56", "1,234.567", "0,123,456"])
def test_marks_that_group_nothing_are_refused(text: str) -> None:
    """A number whose marks do not part groups of three digits is not read."""
    with pytest.raises(Refused):
        numbers.read(text, shipped().phrases.language, 2)


def test_a_number_with_both_marks_has_one_reading() -> None:
    """Two different marks say by themselves which of them is the decimal mark."""
    language = shipped().phrases.language
    assert numbers.read("1.234,50", language, 2) == Decimal("1234.50")
    assert numbers.read("1,234.50", language, 2) == Decimal("1234.50")
    assert numbers.read("1,234,567", language, 2) == Decimal(1234567)


@pytest.mark.parametrize(
    ("form", "text", "written"),
    [
        ("en-US", "On May 1, 2026 we met.", "On May 1, 2026, we met."),
        ("en-US", "until May 1, 2026, and later", "until May 1, 2026, and later"),
        ("en-US", "It ends on May 1, 2026. Then", "It ends on May 1, 2026. Then"),
        ("en-GB", "On 1 May 2026 we met.", "On 1 May 2026 we met."),
    ],
)
def test_a_year_inside_a_sentence_is_closed(form: str, text: str, written: str) -> None:
    """In en-US a comma follows the year of a date on which the sentence goes on."""
    assert formatting.years_closed(text, language(form)) == written
