"""Every kind of answer: what is read, what is refused and with which words."""

from __future__ import annotations

import dataclasses
import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.casefile.answer_limits import check_limit
from advisor.casefile.answers import from_node, parse, show, to_plain
from advisor.conditions import ALWAYS
from advisor.errors import AnswerError, CaseError, Place
from advisor.knowledge import strict_yaml
from advisor.knowledge.content import Library, Question
from advisor.knowledge.phrasebook import QuestionText
from advisor.locale import dates
from advisor.locale.control_characters import hidden_in
from advisor.locale.refused import Refused
from advisor.model import Answer, Between, Deliverable, Duration, Invoice, Money
from tests.shipped import language as spoken
from tests.shipped import shipped

DAY = date(2026, 11, 22)
PLAN = {"small": "Little", "middle": "Little by little", "none": "None, or hardly any"}
DATE = "Write a date such as 2026-11-30, 30 Nov 2026, yesterday or 3 weeks ago."
EACH = "Write one on each line, such as 2026-014, due 2026-10-08, EUR 4,200.00."
INVOICE = f"number, due date and amount. {EACH}"
MONEY = "Write an amount with its currency, such as EUR 4,200 or EUR 4200.50."
MONTHS = "Write a number of months, such as 5, 2.5 or 1 year."
LENGTH = "Write for example 30 days, 10 business days, 48 hours, 2 weeks or 3 months."
LINE = "Write one line of at most 500 characters."
COUNT = "Write a whole number of invoices, such as 8."
CHOICE = (
    "Write a number from 1 to 3, or begin with: Little, Little by little or None, or hardly any."
)
SEVERAL = "Write the numbers of all that apply, such as 1, 3, or 0 for none."


def shown_answer(library: Library, asked: Question, answer: Answer) -> str:
    """Write an answer to a question that the content may not have."""
    labels = {choice: PLAN[choice] for choice in asked.choices}
    text = QuestionText(section="", ask="", why="", choices=labels)
    questions = {**library.phrases.questions, asked.id: text}
    return show(replace(library.phrases, questions=questions), asked, answer)


def typed(asked: Question, text: str, language: str) -> Answer:
    """Read what was typed, with the labels of the choices."""
    return parse(asked, text, DAY, spoken(language), labels=PLAN)


def question(kind: str, **more: Any) -> Question:
    """A question of one kind."""
    choices = tuple(PLAN) if kind in ("choice", "several") else ()
    plain = Question(
        id="x",
        kind=kind,  # type: ignore[arg-type]
        choices=choices,
        unit="invoices" if kind == "count" else "",
        not_above="",
        not_after_today=False,
        when=ALWAYS,
        purpose="advice",
        mood=False,
        sources=("S1",),
        place=Place("x", 1, 1),
    )
    return dataclasses.replace(plain, **more)


GOOD = [
    *(("yes_no", word, "en", True) for word in ("y", "Yes", "YES", "s", "sí", "si", "o", "oui")),
    *(("yes_no", word, "fr", False) for word in ("n", "no", "Non", " n ")),
    ("choice", "2", "en", "middle"),
    ("choice", "small", "en", "small"),
    ("choice", "little", "en", "small"),
    ("choice", "LITTLE BY", "en", "middle"),
    ("choice", "no", "en", "none"),
    ("several", "1, 3", "en", {"small", "none"}),
    ("several", "3 1", "en", {"small", "none"}),
    ("several", "None, or hardly any; 1", "en", {"small", "none"}),
    ("several", "none, or hardly any", "en", {"none"}),
    ("several", "0", "en", set()),
    ("count", "8", "en", 8),
    ("count", "8 invoices", "en", 8),
    ("count", "1 invoice", "en", 1),
    ("count", "1,200", "en", 1200),
    ("count", "1.200", "es", 1200),
    ("count", "1 200", "fr", 1200),
    ("count", "1000000", "en", 1_000_000),
    ("months", "5", "en", 5),
    ("months", "2.5", "es", Decimal("2.5")),
    ("months", "2,5", "es", Decimal("2.5")),
    ("months", "1 year", "en", 12),
    ("months", "1.5 years", "en", 18),
    ("months", "3 meses", "es", 3),
    ("percent", "12", "en", 12),
    ("percent", "12.5%", "en", Decimal("12.5")),
    ("percent", "12,5 %", "fr", Decimal("12.5")),
    ("percent", "0", "en", 0),
    ("ratio", "1.5", "en", Decimal("1.5")),
    ("ratio", "1.5x", "en", Decimal("1.5")),
    ("ratio", "0.250", "es", Decimal("0.25")),
    ("score", "0", "en", 0),
    ("score", "10", "en", 10),
    ("money", "EUR 4,200", "en", Money(Decimal(4200), "EUR")),
    ("money", "4200 eur", "en", Money(Decimal(4200), "EUR")),
    ("money", "€4,200.50", "en", Money(Decimal("4200.5"), "EUR")),
    ("money", "4.200,50 €", "es", Money(Decimal("4200.5"), "EUR")),
    ("money", "4\u202f200,50 €", "fr", Money(Decimal("4200.5"), "EUR")),
    ("money", "4.200 €", "es", Money(Decimal(4200), "EUR")),
    ("money", "1.234.567 EUR", "en", Money(Decimal(1234567), "EUR")),
    ("money", "US$ 10", "en", Money(Decimal(10), "USD")),
    ("money", "10 euros", "en", Money(Decimal(10), "EUR")),
    ("money", "100 pounds", "en", Money(Decimal(100), "GBP")),
    ("money", "0", "en", Money(Decimal(0), "")),
    ("money", "£2k", "en", Money(Decimal(2000), "GBP")),
    ("money", "2.5k EUR", "en", Money(Decimal(2500), "EUR")),
    ("money", "EUR 2 thousand", "en", Money(Decimal(2000), "EUR")),
    ("money", "2k€", "fr", Money(Decimal(2000), "EUR")),
    ("money", "2,5 k€", "fr", Money(Decimal(2500), "EUR")),
    ("money", "2 mil euros", "es", Money(Decimal(2000), "EUR")),
    ("money", "1,5 millones MXN", "es", Money(Decimal(1500000), "MXN")),
    ("date", "2026-11-30", "en", date(2026, 11, 30)),
    ("date", "2026/11/30", "en", date(2026, 11, 30)),
    ("date", "30 Nov 2026", "en", date(2026, 11, 30)),
    ("date", "November 30, 2026", "en", date(2026, 11, 30)),
    ("date", "3rd of November 2026", "en", date(2026, 11, 3)),
    ("date", "Tuesday 3 November 2026", "en", date(2026, 11, 3)),
    ("date", "3 de noviembre de 2026", "es", date(2026, 11, 3)),
    ("date", "1er déc. 2026", "fr", date(2026, 12, 1)),
    ("date", "30/11/2026", "en", date(2026, 11, 30)),
    ("date", "11/30/2026", "en", date(2026, 11, 30)),
    ("date", "5/5/2026", "en", date(2026, 5, 5)),
    ("date", "3.11.2026", "es", date(2026, 11, 3)),
    ("date", "today", "en", DAY),
    ("date", "Yesterday", "en", DAY - timedelta(days=1)),
    ("date", "mañana", "es", DAY + timedelta(days=1)),
    ("date", "aujourd\u2019hui", "fr", DAY),
    ("date", "-3w", "en", DAY - timedelta(weeks=3)),
    ("date", "in 3 weeks", "en", DAY + timedelta(weeks=3)),
    ("date", "three weeks ago", "en", DAY - timedelta(weeks=3)),
    ("date", "a month ago", "en", date(2026, 10, 22)),
    ("date", "2 years ago", "en", date(2024, 11, 22)),
    ("date", "Next Friday", "en", date(2026, 11, 27)),
    ("date", "friday", "en", date(2026, 11, 27)),
    ("date", "next sunday", "en", date(2026, 11, 29)),
    ("date", "last friday", "en", date(2026, 11, 20)),
    ("date", "dentro de 3 semanas", "es", DAY + timedelta(weeks=3)),
    ("date", "hace dos años", "es", date(2024, 11, 22)),
    ("date", "el viernes que viene", "es", date(2026, 11, 27)),
    ("date", "el viernes pasado", "es", date(2026, 11, 20)),
    ("date", "dans 3 semaines", "fr", DAY + timedelta(weeks=3)),
    ("date", "il y a deux ans", "fr", date(2024, 11, 22)),
    ("date", "vendredi prochain", "fr", date(2026, 11, 27)),
    ("date", "vendredi dernier", "fr", date(2026, 11, 20)),
    ("date", "15-Mar-2025", "en", date(2025, 3, 15)),
    ("date", "3 Nov", "en", date(2026, 11, 3)),
    ("date", "March 15", "en", date(2027, 3, 15)),
    ("date", "15 de marzo", "es", date(2027, 3, 15)),
    ("date", "15 mars", "fr", date(2027, 3, 15)),
    ("date", "-10d", "en", DAY - timedelta(days=10)),
    ("date", "+3m", "en", date(2027, 2, 22)),
    ("date", "-1y", "en", date(2025, 11, 22)),
    ("duration", "30 days", "en", Duration(30, "days")),
    ("duration", "30", "en", Duration(30, "days")),
    ("duration", "10 business days", "en", Duration(10, "business_days")),
    ("duration", "10 días hábiles", "es", Duration(10, "business_days")),
    ("duration", "10 jours ouvrés", "fr", Duration(10, "business_days")),
    ("duration", "2w", "en", Duration(2, "weeks")),
    ("duration", "1 month", "en", Duration(1, "months")),
    ("duration", "1 year", "en", Duration(12, "months")),
    ("duration", "two weeks", "en", Duration(2, "weeks")),
    ("duration", "un mes", "es", Duration(1, "months")),
    ("months", "deux ans", "fr", 24),
    ("text", "  Example Works Ltd ", "en", "Example Works Ltd"),
    ("text", "[red]bold[/red] {x}", "en", "[red]bold[/red] {x}"),
    ("lines", "1 High Street\n\nSampletown", "en", ("1 High Street", "Sampletown")),
    (
        "deliverables",
        "Press kit by 2026-12-15\nTexts by the editor",
        "en",
        (Deliverable("Press kit", date(2026, 12, 15)), Deliverable("Texts by the editor")),
    ),
    (
        "invoices",
        "2026-014, due 2026-10-08, EUR 4,200.00\nB, 7, due October 23, 2026, 950 EUR",
        "en",
        (
            Invoice("2026-014", date(2026, 10, 8), Money(Decimal(4200), "EUR")),
            Invoice("B, 7", date(2026, 10, 23), Money(Decimal(950), "EUR")),
        ),
    ),
    (
        "invoices",
        "F1, vence el 08/10/2026, 4.200,50 €",
        "es",
        (Invoice("F1", date(2026, 10, 8), Money(Decimal("4200.50"), "EUR")),),
    ),
]


@pytest.mark.parametrize(("kind", "text", "language", "wanted"), GOOD)
def test_reads(kind: str, text: str, language: str, wanted: object) -> None:
    """What people type is read as what they mean."""
    answer = typed(question(kind), text, language)
    assert answer == wanted
    assert not isinstance(wanted, bool) or answer is wanted


BAD = [
    ("yes_no", "maybe", "en", "Found 'maybe'. Write yes or no."),
    ("yes_no", "   ", "en", "Found nothing. Write yes or no."),
    ("choice", "lit", "en", f"'lit' may be 1 (Little) or 2 (Little by little). {CHOICE}"),
    ("choice", "4", "en", f"There is no choice 4. {CHOICE}"),
    ("choice", "0", "en", f"There is no choice 0. {CHOICE}"),
    (
        "choice",
        "hardly",
        "en",
        f"There is no choice 'hardly'. Did you mean 3 (None, or hardly any)? {CHOICE}",
    ),
    ("several", "1, 9", "en", f"There is no choice 9. {SEVERAL}"),
    ("several", "x", "en", f"There is no choice 'x'. {SEVERAL}"),
    ("count", "two", "en", f"Found 'two', which is not a number. {COUNT}"),
    ("count", "-2", "en", f"Found '-2', which is below zero. {COUNT}"),
    ("count", "2.5", "en", f"Found '2.5', which is not a whole number. {COUNT}"),
    ("count", "1000001", "en", f"Found '1000001'; the most is 1,000,000. {COUNT}"),
    ("count", "٣", "en", f"Found '٣', which is not a number. {COUNT}"),
    (
        "months",
        "1.500",
        "es",
        f"Found '1.500', which may be 1500 or 1.500. {MONTHS}",
    ),
    (
        "months",
        "6 weeks",
        "en",
        f"Found '6 weeks'; 'weeks' is not months or years. {MONTHS}",
    ),
    (
        "percent",
        "1001",
        "en",
        "Found '1001'; the most is 1,000. Write a percentage, such as 40 or 12.5%.",
    ),
    (
        "ratio",
        "4,20",
        "en",
        "Found '4,20'; the decimal mark is '.'. Write a number, such as 2 or 1.5.",
    ),
    ("score", "11", "en", "Found '11'; the most is 10. Write a whole number from 0 to 10."),
    ("money", "4200", "en", f"Found '4200' without a currency. {MONEY}"),
    (
        "money",
        "$ 4200",
        "en",
        f"Found '$', which several currencies use (USD, CAD, AUD and others). {MONEY}",
    ),
    ("money", "5 EUR 6", "en", f"Found '5 EUR 6', which is not one amount. {MONEY}"),
    (
        "money",
        "20 pesos",
        "es",
        f"Found 'pesos', which several currencies use (MXN, COP, ARS and others). {MONEY}",
    ),
    ("money", "XYZ 5", "en", f"Found 'XYZ', which is not a currency code. {MONEY}"),
    ("money", "EUR 5 GBP", "en", f"Found 'EUR 5 GBP'; name the currency once. {MONEY}"),
    ("money", "EUR -5", "en", f"Found 'EUR -5'; an amount cannot be below zero. {MONEY}"),
    ("money", "-5 EUR", "en", f"Found '-5 EUR'; an amount cannot be below zero. {MONEY}"),
    ("money", "EUR 4.200", "en", f"Found '4.200'; at most 2 decimals are read. {MONEY}"),
    ("money", "4.200 €", "fr", f"Found '4.200', which may be 4200 or 4.200. {MONEY}"),
    ("money", "EUR 1,23", "en", f"Found '1,23'; the decimal mark is '.'. {MONEY}"),
    (
        "money",
        "EUR 9999999999999",
        "en",
        f"Found 'EUR 9999999999999'; the amount is too large. {MONEY}",
    ),
    ("date", "2026-11-31", "en", f"There is no 31 November. {DATE}"),
    ("date", "29 Feb 2026", "en", f"There is no 29 February 2026. {DATE}"),
    ("date", "2026-13-01", "en", f"There is no month 13. {DATE}"),
    ("date", "1969-12-31", "en", f"The year 1969 is not between 1970 and 2200. {DATE}"),
    (
        "date",
        "20 May",
        "en",
        f"Found '20 May', which may be 20 May 2027 or 20 May 2026. {DATE}",
    ),
    ("date", "31 Feb", "en", f"There is no 31 February. {DATE}"),
    ("date", "March 2025", "en", f"Found 'March 2025', which is not a date. {DATE}"),
    (
        "date",
        "in 3 business days",
        "en",
        f"Found 'in 3 business days', which is not a date. {DATE}",
    ),
    ("date", "in 9999 years", "en", f"Found 'in 9999 years', which is too far away. {DATE}"),
    ("date", "3/11/26", "en", f"Found '3/11/26'; write the year with four digits. {DATE}"),
    (
        "date",
        "03/11/2026",
        "en",
        f"Found '03/11/2026', which may be 3 November 2026 or 11 March 2026. {DATE}",
    ),
    ("date", "11/30/2026", "es", f"There is no month 30. {DATE}"),
    (
        "date",
        "Monday 3 November 2026",
        "en",
        f"Found 'Monday 3 November 2026', but that day is a Tuesday. {DATE}",
    ),
    ("date", "soon", "en", f"Found 'soon', which is not a date. {DATE}"),
    ("date", "-9999y", "en", f"Found '-9999y', which is too far away. {DATE}"),
    ("duration", "a while", "en", f"Found 'a while'; 'while' is not a unit of time. {LENGTH}"),
    ("duration", "4 moons", "en", f"Found '4 moons'; 'moons' is not a unit of time. {LENGTH}"),
    (
        "duration",
        "10 jours ouvrables",
        "fr",
        "Found '10 jours ouvrables'; 'jours ouvrables' is not a unit of time. " + LENGTH,
    ),
    ("duration", "3661 days", "en", f"Found '3661 days'; the longest is ten years. {LENGTH}"),
    ("duration", "11 years", "en", f"Found '11 years'; the longest is ten years. {LENGTH}"),
    (
        "text",
        "a\x1b[31m",
        "en",
        f"Found the control character U+001B. {LINE}",
    ),
    (
        "text",
        "a\u202eb",
        "en",
        f"Found the control character U+202E. {LINE}",
    ),
    # What a case file may not hold is refused before it is written into one.
    *(
        ("text", f"a{sign}b", "en", f"Found the control character U+{ord(sign):04X}. {LINE}")
        for sign in "\u200e\u200f\ufffe\uffff"
    ),
    (
        "text",
        "a\udcffb",
        "en",
        "Found a byte that is not UTF-8 text. Write one line of at most 500 characters.",
    ),
    ("text", "a\nb", "en", "Found more than one line. Write one line of at most 500 characters."),
    ("text", "x" * 501, "en", "Found 501 characters. Write one line of at most 500 characters."),
    (
        "lines",
        "\n".join("x" * 41),
        "en",
        "Found 41 lines. Write at most 40 lines of 500 characters.",
    ),
    (
        "deliverables",
        "Press kit by 2026-11-31",
        "en",
        "There is no 31 November. Write one on each line, such as Press kit by 2026-12-15.",
    ),
    ("invoices", "A, EUR 5", "en", f"Found 'A, EUR 5', which is not {INVOICE}"),
    ("invoices", "A, due soon, EUR 5", "en", f"Found 'A, due soon, EUR 5', which is not {INVOICE}"),
    ("invoices", "A, due 2026-11-31, EUR 5", "en", f"There is no 31 November. {EACH}"),
    ("invoices", "A, due 2026-10-08, 5", "en", f"Found '5' without a currency. {EACH}"),
    (
        "invoices",
        "A, due 2026-10-08, EUR 0",
        "en",
        f"Found 'EUR 0'; nothing is open of that invoice. {EACH}",
    ),
    (
        "invoices",
        "A, due 2026-10-08, EUR 5\nA, due 2026-10-09, EUR 5",
        "en",
        f"Found 'A' twice; keep one. {EACH}",
    ),
]


@pytest.mark.parametrize(("kind", "text", "language", "message"), BAD)
def test_refuses(kind: str, text: str, language: str, message: str) -> None:
    """What cannot be read is refused with what was found and what is allowed."""
    with pytest.raises(AnswerError) as caught:
        typed(question(kind), text, language)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("March 15", "en", date(2026, 3, 15)),
        ("23 November", "en", date(2025, 11, 23)),
        ("friday", "en", date(2026, 11, 20)),
        ("vendredi", "fr", date(2026, 11, 20)),
    ],
)
def test_a_day_of_the_past_is_the_last_one(text: str, language: str, wanted: date) -> None:
    """Where an answer lies in the past, a day without a year is the last such day."""
    asked = replace(question("date"), not_after_today=True)
    assert typed(asked, text, language) == wanted


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("March 2025", "en", date(2025, 3, 1)),
        ("03/2025", "en", date(2025, 3, 1)),
        ("2025-03", "en", date(2025, 3, 1)),
        ("2019", "en", date(2019, 1, 1)),
        ("marzo de 2025", "es", date(2025, 3, 1)),
        ("mars 2025", "fr", date(2025, 3, 1)),
    ],
)
def test_a_month_is_enough(text: str, language: str, wanted: date) -> None:
    """Where a month or a year is enough, it is read as its first day."""
    asked = replace(question("date"), month_is_enough=True)
    assert typed(asked, text, language) == wanted


def test_a_day_without_its_year_is_refused_in_a_file() -> None:
    """A file is read on any day, so that its dates need their year."""
    with pytest.raises(Refused, match="add the year"):
        dates.read("3 Nov", None, spoken())
    with pytest.raises(Refused, match="another day tomorrow"):
        dates.read("next friday", None, spoken())


def test_currency_of_the_case_is_taken() -> None:
    """An amount without a currency, or with a shared sign, takes the case's currency."""
    asked = question("money")
    assert parse(asked, "4200", DAY, spoken(), "EUR") == Money(Decimal(4200), "EUR")
    assert parse(asked, "$2,100", DAY, spoken(), "USD") == Money(Decimal(2100), "USD")
    assert parse(asked, "2000 dollars", DAY, spoken(), "CAD") == Money(Decimal(2000), "CAD")
    assert parse(asked, "2k", DAY, spoken(), "EUR") == Money(Decimal(2000), "EUR")
    assert parse(asked, "$5", DAY, spoken(), "MXN") == Money(Decimal(5), "MXN")
    with pytest.raises(AnswerError):
        parse(asked, "$5", DAY, spoken(), "EUR")


def test_refuses_the_future() -> None:
    """A question about the past takes no date after the day of the case."""
    asked = question("date", not_after_today=True)
    assert parse(asked, "today", DAY, spoken()) == DAY
    with pytest.raises(AnswerError) as caught:
        parse(asked, "tomorrow", DAY, spoken())
    assert str(caught.value) == (
        "23 November 2026 is after 22 November 2026, the day the case is judged on. "
        "Write a date on or before it."
    )


amounts = st.decimals(0, 10**12, places=2).map(Decimal)
names = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=60
).filter(lambda text: hidden_in(text) is None)
ANSWERS: dict[str, st.SearchStrategy[Any]] = {
    "yes_no": st.booleans(),
    "choice": st.sampled_from(sorted(PLAN)),
    "several": st.frozensets(st.sampled_from(sorted(PLAN))),
    "count": st.integers(0, 1_000_000),
    "score": st.integers(0, 10),
    "months": st.integers(0, 12_000).map(lambda tenths: Decimal(tenths) / 10),
    "percent": st.integers(0, 10_000).map(lambda tenths: Decimal(tenths) / 10),
    "ratio": st.integers(0, 100_000).map(lambda part: Decimal(part) / 100),
    "money": st.builds(Money, amounts.filter(bool), st.sampled_from(["EUR", "USD", "GBP"])),
    "date": st.dates(date(1970, 1, 1), date(2200, 12, 31)),
    "duration": st.builds(
        Duration, st.integers(0, 120), st.sampled_from(["days", "business_days", "weeks", "months"])
    ),
    "invoices": st.lists(
        st.builds(
            Invoice,
            names.map(lambda text: unicodedata.normalize("NFC", text).strip()).filter(
                lambda text: text and ", " not in text
            ),
            st.dates(date(1970, 1, 1), date(2200, 12, 31)),
            st.builds(Money, amounts.filter(bool), st.sampled_from(["EUR", "USD", "GBP"])),
        ),
        min_size=1,
        max_size=3,
        unique_by=lambda item: item.number,
    ).map(tuple),
}


@pytest.mark.parametrize(
    ("language", "written"),
    [("es", "martes 3 de noviembre de 2026"), ("fr", "mardi 3 novembre 2026")],
)
def test_a_date_is_shown_as_the_report_writes_it(language: str, written: str) -> None:
    """A date read back has its weekday before it without a comma, as in the report."""
    assert shown_answer(shipped(language), question("date"), date(2026, 11, 3)) == written


@pytest.mark.parametrize("kind", sorted(ANSWERS))
@pytest.mark.parametrize("language", ["en", "es", "fr"])
@given(data=st.data())
def test_what_is_shown_can_be_typed(kind: str, language: str, data: st.DataObject) -> None:
    """An answer as shown in a language is read back as the same answer."""
    asked, answer = question(kind), data.draw(ANSWERS[kind])
    assert typed(asked, shown_answer(shipped(language), asked, answer), language) == answer


@pytest.mark.parametrize("kind", sorted(ANSWERS))
@given(data=st.data())
def test_what_is_written_is_read_back(kind: str, data: st.DataObject) -> None:
    """An answer as written for a case file is read back as the same answer."""
    asked, answer = question(kind), data.draw(ANSWERS[kind])
    plain = to_plain(asked, answer)
    place = Place("x", 1, 1)
    node: strict_yaml.Node = strict_yaml.Text(place, str(plain))
    if isinstance(plain, list):
        node = strict_yaml.Sequence(place, [strict_yaml.Text(place, item) for item in plain])
    assert from_node(asked, node, spoken()) == answer


@pytest.mark.parametrize("kind", sorted({*ANSWERS, "text", "lines", "deliverables"}))
@given(text=st.text(max_size=80), language=st.sampled_from(["en", "es", "fr"]))
def test_any_text_is_read_or_refused(kind: str, text: str, language: str) -> None:
    """Whatever is typed becomes an answer or one message, never a crash."""
    message = ""
    try:
        answer = typed(question(kind), text, language)
    except AnswerError as error:
        message = str(error)
    assert "\n" not in message
    assert message or shown_answer(shipped(language), question(kind), answer)


@given(names)
def test_text_survives(text: str) -> None:
    """A line of text comes back as it was, but for the space around it."""
    asked = question("text")
    if text.strip():
        once = parse(asked, text, DAY, spoken())
        assert parse(asked, shown_answer(shipped(), asked, once), DAY, spoken()) == once


def test_file_wants_fixed_dates() -> None:
    """A case file means the same tomorrow, so a relative date is refused in it."""
    with pytest.raises(CaseError) as caught:
        from_node(
            question("date"), strict_yaml.Text(Place("case.yaml", 3, 8), "yesterday"), spoken()
        )
    assert str(caught.value) == (
        "case.yaml:3:8: Found 'yesterday', which is another day tomorrow. "
        "Write a date such as 2026-11-30 or 30 Nov 2026."
    )


def test_a_yen_has_no_hundredths() -> None:
    """An amount is shown with the decimals its currency has."""
    english = shipped("en")
    assert shown_answer(english, question("money"), Money(Decimal(150000), "JPY")) == "JPY 150,000"
    assert shown_answer(english, question("money"), Money(Decimal(4200), "EUR")) == "EUR 4,200.00"


def test_french_writes_the_first_of_a_month_and_parts_choices_its_own_way() -> None:
    """An answer is shown as French writes it: 1er, a narrow space before a semicolon."""
    french = shipped("fr")
    assert shown_answer(french, question("date"), date(2026, 3, 1)) == "dimanche 1er mars 2026"
    chosen = shown_answer(french, question("several"), frozenset({"small", "none"}))
    assert chosen == "Little\u202f; None, or hardly any"
    asked = dataclasses.replace(question("several"), choices=("small",))
    shown = shown_answer(french, asked, frozenset())
    assert shown == "Aucun de ces choix"
    assert typed(asked, shown, "fr") == frozenset()


def test_a_range_is_read_where_one_will_do(library: Library) -> None:
    """A count that may be a range takes limits in order, and writes them back as they are read."""
    late, settled = (library.questions[name] for name in ("invoices_late", "invoices_settled"))
    found = parse(late, "2 - 5", date(2026, 11, 22), library.phrases.language)
    assert found == Between(2, 5)
    assert show(library.phrases, late, found) == to_plain(late, found) == "2-5"
    for question, text in ((late, "5-2"), (late, "2-2"), (settled, "2-5")):
        with pytest.raises(AnswerError):
            parse(question, text, date(2026, 11, 22), library.phrases.language)
    with pytest.raises(AnswerError, match="5 is more than 4"):
        check_limit(found, 4, "How many?")
