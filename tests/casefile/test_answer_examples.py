"""The examples in a refusal are themselves answers, in the language they are shown in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from advisor.casefile.answer_examples import ENGLISH, OWN
from advisor.casefile.answers import allowed, parse
from advisor.errors import AnswerError, said
from advisor.knowledge.content import Library, Question
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.translate import messages_of
from tests.shipped import language as spoken

EXAMPLES = {
    "en": {
        "yes_no": ("yes", "no"),
        "months": ("5", "2.5", "1 year"),
        "percent": ("40", "12.5%"),
        "ratio": ("2", "1.5"),
        "money": ("EUR 4,200", "EUR 4200.50"),
        "date": ("2026-11-30", "30 Nov 2026", "yesterday", "3 weeks ago"),
        "duration": ("30 days", "10 business days", "2 weeks", "3 months"),
        "deliverables": ("Press kit by 2026-12-15",),
        "invoices": ("2026-014, due 2026-10-08, EUR 4,200.00",),
    },
    "es": {
        "yes_no": ("sí", "no"),
        "months": ("5", "2,5", "1 año"),
        "percent": ("40", "12,5\u00a0%"),
        "ratio": ("2", "1,5"),
        "money": ("4.200\u00a0EUR", "4200,50\u00a0EUR"),
        "date": ("2026-11-30", "30 nov 2026", "ayer", "hace 3 semanas"),
        "duration": ("30 días", "10 días hábiles", "2 semanas", "3 meses"),
        "deliverables": ("Dossier de prensa para el 2026-12-15",),
        "invoices": ("2026-014, vence el 2026-10-08, 4.200,00\u00a0EUR",),
    },
    "fr": {
        "yes_no": ("oui", "non"),
        "months": ("5", "2,5", "1 an"),
        "percent": ("40", "12,5\u00a0%"),
        "ratio": ("2", "1,5"),
        "money": ("4\u202f200\u00a0EUR", "4200,50\u00a0EUR"),
        "date": ("2026-11-30", "30 nov. 2026", "hier", "il y a 3 semaines"),
        "duration": ("30 jours", "10 jours ouvrés", "2 semaines", "3 mois"),
        "deliverables": ("Dossier de presse pour le 2026-12-15",),
        "invoices": ("2026-014, échéance 2026-10-08, 4\u202f200,00\u00a0EUR",),
    },
}
"""Language to kind of answer to the examples that a refusal shows."""

SHOWN = [
    (language, kind, text)
    for language, kinds in EXAMPLES.items()
    for kind, texts in kinds.items()
    for text in texts
]


def question_of(library: Library, kind: str) -> Question:
    """Return a question that takes some kind of answer, at any time."""
    found = next(iter(library.questions.values()))
    return replace(found, kind=kind, choices={}, unit="", not_after_today=False)  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "kind", "text"), SHOWN)
def test_an_example_is_shown_and_read(
    roots: Roots, library: Library, today: date, language: str, kind: str, text: str
) -> None:
    """Whatever is shown as an example can be typed as it stands."""
    question = question_of(library, kind)
    shown = said(allowed(question, spoken(language)), messages_of(roots, language))
    assert text in shown
    parse(question, text, today, spoken(language))


@pytest.mark.parametrize(("language", "kind", "text"), SHOWN)
def test_an_example_means_the_same_everywhere(
    library: Library, today: date, language: str, kind: str, text: str
) -> None:
    """An example of another language is the answer that the English one is."""
    if kind == "deliverables":
        return
    question = question_of(library, kind)
    english = EXAMPLES["en"][kind][EXAMPLES[language][kind].index(text)]
    assert parse(question, text, today, spoken(language)) == parse(
        question, english, today, spoken()
    )


def test_english_is_the_same_either_way(library: Library) -> None:
    """What is read as English and what is typed take the same in English."""
    for kind, message in ENGLISH.items():
        assert message == OWN.get(kind, message)
        assert kind == "day" or allowed(question_of(library, kind), spoken()) == message


@pytest.mark.parametrize(
    ("language", "kind", "text", "message"),
    [
        (
            "es",
            "money",
            "mucho",
            "'mucho' no es un importe. Escriba un importe con su moneda, "
            "por ejemplo 4.200\u00a0EUR o 4200,50\u00a0EUR.",
        ),
        (
            "es",
            "date",
            "30/2/2026",
            "El 30 de febrero no existe. "
            "Escriba una fecha, por ejemplo 2026-11-30, 30 nov 2026, ayer o hace 3 semanas.",
        ),
        (
            "es",
            "months",
            "1.500",
            "'1.500' puede ser 1500 o 1,500. Escriba un número de meses, por ejemplo 5; 2,5 o 1 año.",
        ),
        (
            "es",
            "percent",
            "1001",
            "'1001' es demasiado; el máximo es 1.000. "
            "Escriba un porcentaje, por ejemplo 40 o 12,5\u00a0%.",
        ),
        (
            "fr",
            "date",
            "vendredi 1 novembre 2026",
            "'vendredi 1 novembre 2026' n’est pas possible\u00a0: ce jour est un dimanche. "
            "Écrivez une date, par exemple 2026-11-30, 30 nov. 2026, hier ou il y a 3 semaines.",
        ),
        (
            "fr",
            "percent",
            "1001",
            "'1001' est trop élevé\u202f; le maximum est 1\u202f000. "
            "Écrivez un pourcentage, par exemple 40 ou 12,5\u00a0%.",
        ),
        (
            "fr",
            "yes_no",
            "peut-être",
            "'peut-être' n’est pas une réponse possible. Écrivez oui ou non.",
        ),
    ],
)
def test_a_refusal_is_said_in_the_language(
    roots: Roots, library: Library, today: date, language: str, kind: str, text: str, message: str
) -> None:
    """What was found and what is allowed are told as a reader of the language writes."""
    with pytest.raises(AnswerError) as caught:
        parse(question_of(library, kind), text, today, spoken(language))
    assert said(caught.value.message, messages_of(roots, language)) == message


def test_a_day_after_the_case_is_named_in_the_language(roots: Roots, library: Library) -> None:
    """A date in a message has the month and the order of the language, also on the first."""
    question = replace(question_of(library, "date"), not_after_today=True)
    with pytest.raises(AnswerError) as caught:
        parse(question, "2027-01-01", date(2026, 11, 22), spoken("fr"))
    assert said(caught.value.message, messages_of(roots, "fr")) == (
        "Le 1er janvier 2027 est postérieur au 22 novembre 2026, jour auquel le dossier est "
        "évalué. Écrivez une date qui ne soit pas postérieure."
    )
    assert str(caught.value).startswith("1 January 2027 is after 22 November 2026, the day")


@pytest.mark.parametrize("kind", ["money", "date", "months", "yes_no", "invoices"])
def test_a_file_is_told_what_a_file_takes(
    roots: Roots, library: Library, today: date, kind: str
) -> None:
    """The examples for a case file are the English ones in every language, as it is read so."""
    message = said(allowed(question_of(library, kind), None), messages_of(roots, "es"))
    assert EXAMPLES["en"][kind][0] in message
