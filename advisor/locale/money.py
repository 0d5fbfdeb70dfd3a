"""Read and show amounts of money. An amount never goes without its currency."""

from __future__ import annotations

import re
from decimal import Decimal

from advisor.errors import Message
from advisor.locale import formatting, numbers
from advisor.locale.folding import fold_words
from advisor.locale.language import Language
from advisor.locale.refused import Refused, found
from advisor.model import Money

_CODES = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
    BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
    GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS
    KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR
    MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY
    TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW BGN XCG ZWG
"""
CURRENCIES = frozenset(_CODES.split())
"""ISO 4217 codes of currencies that people are paid in."""

SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "₩": "KRW",
    "₪": "ILS",
    "₺": "TRY",
    "₴": "UAH",
    "us$": "USD",
    "ca$": "CAD",
    "c$": "CAD",
    "a$": "AUD",
    "au$": "AUD",
    "nz$": "NZD",
    "mx$": "MXN",
    "r$": "BRL",
}
"""Signs that mean one currency."""

SHARED = {
    "$": ("USD", "CAD", "AUD", "NZD", "MXN", "CLP", "COP", "ARS"),
    "¥": ("JPY", "CNY"),
    "kr": ("SEK", "NOK", "DKK"),
}
"""Signs that several currencies use, the likeliest first."""

MOST = Decimal(10) ** 12

_AMOUNT = re.compile(r"[0-9](?:[0-9., \u00a0\u2009\u202f'\u2019]*[0-9])?", re.ASCII)


def read(text: str, language: Language, currency: str = "") -> Money:
    """Read an amount; ``currency`` is taken where the text names none.

    A zero needs no currency. Raises :class:`Refused` with what was found.
    """
    matches = list(_AMOUNT.finditer(text))
    if len(matches) != 1:
        raise Refused(Message("Found {found}, which is not one amount.", found=found(text)))
    match = matches[0]
    before, after = text[: match.start()].strip(), text[match.end() :].strip()
    if any(sign in before + after for sign in "-\u2212"):
        raise Refused(Message("Found {found}; an amount cannot be below zero.", found=found(text)))
    times, after = _multiplier(after, language)
    if before and after:
        raise Refused(Message("Found {found}; name the currency once.", found=found(text)))
    amount = numbers.read(match[0], language, 2) * times
    if amount > MOST:
        raise Refused(Message("Found {found}; the amount is too large.", found=found(text)))
    code = _currency(before or after, currency, language)
    if not code and amount:
        raise Refused(Message("Found {found} without a currency.", found=found(text)))
    return Money(amount.quantize(Decimal("0.01")), code)


def _multiplier(after: str, language: Language) -> tuple[int, str]:
    """Return what an amount is multiplied by, and what is left: ``k EUR`` is 1000 and ``EUR``."""
    first, _, rest = after.partition(" ")
    times = language.typed.multipliers.get(fold_words(first))
    if times:
        return times, rest.strip()
    for sign in (*SIGNS, *SHARED):
        # Without a space: 2k€.
        times = language.typed.multipliers.get(fold_words(after).removesuffix(sign))
        if times and fold_words(after) != sign:
            return times, sign
    return 1, after


def _currency(word: str, default: str, language: Language) -> str:
    if not word:
        return default
    if word.isascii() and word.upper() in CURRENCIES:
        return word.upper()
    sign = fold_words(word)
    if sign in SIGNS:
        return SIGNS[sign]
    among = language.typed.currencies.get(sign) or SHARED.get(sign, ())
    if len(among) == 1:
        return among[0]
    if among:
        if default in among:
            return default
        codes = ", ".join(among[:3])
        raise Refused(
            Message(
                "Found {found}, which several currencies use ({codes} and others).",
                found=found(word),
                codes=codes,
            )
        )
    raise Refused(Message("Found {found}, which is not a currency code.", found=found(word)))


def show(money: Money, language: Language) -> str:
    """Write an amount with its currency code, such as ``EUR 4,200.00``; nothing is ``0``."""
    return formatting.money(money, language) if money.currency else "0"
