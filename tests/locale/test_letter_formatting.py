"""Lists, numbers, dates, amounts and persons as each form writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor.facts.dispatch import Dispatch
from advisor.knowledge.content import Library
from advisor.letters.envelope import envelope_of
from advisor.letters.letter_facts import LetterCase
from advisor.locale import letter_formatting as grammar
from advisor.locale.contractions import preposition
from advisor.locale.durations import read_duration
from advisor.locale.formatting import language_of
from advisor.model import Facts, FactValue, Money
from tests.shipped import language as spoken
from tests.shipped import shipped

TABLES = {
    path.stem: yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    for path in sorted((Path(__file__).parent / "grammar").glob("*.yaml"))
}
"""Language to its tables. Every scalar is a text."""


def rows(table: str) -> list[Any]:
    """Return the rows of one table in every language."""
    return [row for tables in TABLES.values() for row in tables[table]]


def library(form: str) -> Library:
    """Return the content in the language of a form."""
    return shipped(language_of(form))


@pytest.mark.parametrize("language", TABLES)
def test_the_tables_are_ample(language: str) -> None:
    """Each language has at least forty rows."""
    assert sum(map(len, TABLES[language].values())) >= 40


@pytest.mark.parametrize(("form", "items", "written"), rows("lists"))
def test_lists(form: str, items: list[str], written: str) -> None:
    """Items are joined by the custom of the country, and by the sound of the next word."""
    assert grammar.and_list(items, spoken(form), library(form).phrases.words) == written


@pytest.mark.parametrize(("form", "number", "words", "written"), rows("counts"))
def test_counts(form: str, number: str, words: list[str], written: str) -> None:
    """One thing is singular, many are plural, and none is what the language makes of it."""
    assert grammar.count(int(number), spoken(form), *words) == written


@pytest.mark.parametrize(("form", "length", "written"), rows("periods"))
def test_periods(form: str, length: str, written: str) -> None:
    """A length of time stands in words, in the right number."""
    assert (
        grammar.period(read_duration(length, spoken()), spoken(form), library(form).phrases.words)
        == written
    )


@pytest.mark.parametrize(
    ("length", "written"),
    [
        ("1 day", "one day's"),
        ("30 days", "30 days'"),
        ("10 business days", "10 business days'"),
        ("1 week", "one week's"),
        ("2 weeks", "2 weeks'"),
        ("1 month", "one month's"),
        ("3 months", "3 months'"),
    ],
)
def test_periods_of_notice(length: str, written: str) -> None:
    """In English a period owns its notice: a month's notice, thirty days' notice."""
    words = library("en-GB").phrases.words
    assert grammar.notice_of(read_duration(length, spoken()), spoken("en-GB"), words) == written


@pytest.mark.parametrize(("form", "day", "written", "month"), rows("dates"))
def test_dates(form: str, day: str, written: str, month: str) -> None:
    """Dates stand in full, and a beginning is named by its month."""
    found = date.fromisoformat(day)
    assert grammar.long_date(found, spoken(form)) == written
    assert grammar.month_and_year(found, spoken(form)) == month


@pytest.mark.parametrize(("form", "amount", "written"), rows("amounts"))
def test_amounts(form: str, amount: str, written: str) -> None:
    """A sign stands only where it names one currency, else the code does."""
    currency, figure = amount.split()
    assert (
        grammar.money(Money(Decimal(figure), currency), spoken(form), library(form).phrases.words)
        == written
    )


@pytest.mark.parametrize(
    ("form", "title", "gender", "salutation", "name", "close"), rows("persons")
)
def test_persons(
    form: str, title: str, gender: str, salutation: str, name: str, close: str
) -> None:
    """Greeting, address and closing agree with the person, and presume nothing unknown."""
    known: dict[str, FactValue] = {
        "contact_title": title,
        "contact_first_name": "Alex",
        "contact_surname": "Specimen",
    }
    if gender:
        known["contact_gender"] = gender
    content = library(form)
    kind = content.phrases.kinds["ending"]
    day, frame = date(2026, 11, 22), content.phrases.frames[form]
    found = envelope_of(
        LetterCase(content.phrases, content, Facts(known), kind, form, day, Dispatch(day, day)),
        "",
        frame,
    )
    assert found["salutation"] == salutation
    assert found["recipient"][0] == name
    assert found["closing"] == close


@pytest.mark.parametrize(("form", "word", "text", "written"), rows("prepositions"))
def test_prepositions(form: str, word: str, text: str, written: str) -> None:
    """A preposition contracts with an article, and drops its vowel before another."""
    assert preposition(word, text, spoken(form)) == written


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


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("en-GB", "1, 5 and 26 October 2026"),
        ("en-US", "October 1, 5 and 26, 2026"),
        ("es-ES", "1, 5 y 26 de octubre de 2026"),
        ("fr-FR", "1er, 5 et 26 octobre 2026"),
    ],
)
def test_days_of_one_month_name_it_once(form: str, written: str) -> None:
    """The month stands beside the first or the last day, as the language has it."""
    phrases = shipped(form[:2]).phrases
    days = [date(2026, 10, 26), date(2026, 10, 1), date(2026, 10, 5)]
    assert grammar.and_dates(days, phrases.language.of(form), phrases.words) == written
