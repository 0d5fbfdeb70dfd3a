"""Dates and numbers written without Babel are those that Babel writes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, get_currency_precision

from advisor.locale.conventions import COUNTED, conventions_of
from advisor.locale.formatting import WITHOUT_DECIMALS
from advisor.locale.money import CURRENCIES
from tests.shipped import shipped

LOCALES = (
    *("en", "en_GB", "en_US", "es", "es_ES", "es_MX", "fr", "fr_FR", "pt", "pt_PT"),
    *("de", "it", "ca", "eu", "ja", "ru", "sv", "ar"),
)
DAYS = [date(2026, 1, 1) + timedelta(days=number) for number in range(0, 366, 5)]
NUMBERS = [
    *(0, 1, -1, 12, 999, 1000, -4200, 1_234_567),
    *map(Decimal, ("0.5", "-0.5", "2.25", "0.125", "1234.5", "999.995", "0.00005", "12.3456789")),
]
PATTERNS = ("#,##0", "#,##0.#", "#,##0.####", "#,##0.00", "0.####")


@pytest.mark.parametrize("locale", LOCALES)
def test_dates_are_written_as_babel_writes_them(locale: str) -> None:
    """Every style gives Babel's text for days of every month and weekday."""
    own = conventions_of(locale)
    for day in DAYS:
        for style in ("long", "full"):
            assert own.day(day, style) == format_date(day, style, locale=locale)
        for skeleton in ("MMMMd", "yMMMM"):
            assert own.day(day, skeleton) == format_skeleton(skeleton, day, locale=locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_numbers_are_written_as_babel_writes_them(locale: str) -> None:
    """Grouping, decimals, rounding and signs are Babel's, for every pattern in use."""
    own = conventions_of(locale)
    for pattern in PATTERNS:
        for number in NUMBERS:
            written = format_decimal(number, format=pattern, locale=locale)
            assert own.number(number, pattern) == written, (pattern, number)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_singular_is_that_of_babel(locale: str) -> None:
    """The counts with a noun in the singular are those of the plural rule."""
    rule = Locale.parse(locale).plural_form
    singular = {count for count in range(COUNTED) if rule(count) == "one"}
    assert set(conventions_of(locale).singular) == singular


def test_a_language_keeps_the_conventions_of_its_forms() -> None:
    """The conventions of a language and its forms are stored, so that Babel is not asked."""
    language = shipped().phrases.language
    assert set(language.known_conventions) == {"en", "en_GB", "en_US"}
    assert language.conventions() is language.known_conventions["en_GB"]
    assert language.of("en-US").conventions() is language.known_conventions["en_US"]


def test_currencies_without_decimals_are_those_of_babel() -> None:
    """Of the currencies that are read, those without decimals are the ones Babel names."""
    without = {code for code in CURRENCIES if get_currency_precision(code) == 0}
    assert without == WITHOUT_DECIMALS
