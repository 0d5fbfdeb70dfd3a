"""Amounts in running text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from advisor.locale import money
from advisor.locale.folding import fold
from advisor.wordlists.entity_patterns import Amount, amounts_in
from tests.shipped import language

CASES = [
    (code, locale)
    for locale in ("en", "es", "fr")
    for code in sorted(
        money.CURRENCIES - {word.upper() for word in language(locale).typed.not_currencies}
    )
]


@pytest.mark.parametrize(("code", "locale"), CASES)
def test_a_currency_that_can_be_answered_is_found_in_a_letter(code: str, locale: str) -> None:
    """An amount is found before and after each currency code that an answer may have."""
    read = money.read(f"{code} 500", language(locale))
    for written in (f"{code} 500", f"500 {code}"):
        ((_, _, amount),) = amounts_in(fold(f"x {written} x"), language(locale))
        assert amount == Amount(read.amount, code)


@pytest.mark.parametrize(
    ("text", "locale"),
    [("all 12 pages", "en"), ("the top 10", "en"), ("ves 3 errores", "es"), ("le mur 5", "fr")],
)
def test_words_are_no_currencies(text: str, locale: str) -> None:
    """A word that a language spells like a currency code makes no amount of a number."""
    assert not amounts_in(text, language(locale))


def test_a_sign_of_one_currency() -> None:
    """A sign gives the amount its currency."""
    ((_, _, amount),) = amounts_in("pay \u20ac500", language())
    assert amount == Amount(Decimal(500), "EUR")
