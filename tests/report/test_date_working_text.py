"""The working of a date in other languages: numbers, units, holidays by their own names."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.facts.calendars import count
from advisor.facts.counted_date import CountedDate
from advisor.model import Duration
from advisor.report.date_working_text import calculation_text
from tests.shipped import shipped

START = date(2026, 12, 1)

ROWS = [
    ("es", "es", "", "Inmaculada Concepción, 8 de diciembre"),
    ("es", "mx", "", "Navidad, 25 de diciembre"),
    ("es", "de", "", "Christmas Day, 25 de diciembre"),
    ("fr", "fr", "", "Noël, 25 décembre"),
    ("fr", "ca_qc", "", "Noël"),
    ("fr", "es", "", "Immaculate Conception"),
    ("en", "fr", "", "Christmas Day, 25 December"),
]


@pytest.mark.parametrize(("language", "law", "region", "part"), ROWS)
def test_holidays_have_names(language: str, law: str, region: str, part: str) -> None:
    """Public holidays are named in the reader's language where it has names for them."""
    library = shipped(language)
    counted = count(START, Duration(20, "business_days"), library.laws[law].calendar(region))
    worked = CountedDate(counted.end, counted, "receipt")
    assert part in calculation_text(library.phrases, library, worked, law, region)


@pytest.mark.parametrize(
    ("language", "length", "text"),
    [
        ("es", Duration(1, "days"), "1 día natural"),
        ("es", Duration(30, "days"), "30 días naturales"),
        ("fr", Duration(1, "days"), "1 jour calendaire"),
        ("fr", Duration(0, "days"), "0 jour calendaire"),
        ("fr", Duration(2, "months"), "2 mois"),
    ],
)
def test_lengths_are_in_the_right_number(language: str, length: Duration, text: str) -> None:
    """A length has its unit in the singular or the plural of the language."""
    library = shipped(language)
    worked = CountedDate(START, count(START, length), "receipt")
    assert calculation_text(library.phrases, library, worked, "").startswith(text)
