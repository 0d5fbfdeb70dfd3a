"""A person on one line: title, name, role and email address, in three languages."""

from __future__ import annotations

import pytest

from advisor.casefile.person_line import read_person
from advisor.errors import AnswerError, said
from advisor.knowledge.content import Library
from tests.shipped import shipped


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        ("en", "Ms Dana Placeholder, Owner, dana@example.com", "ms - Dana|Placeholder|Owner|dana@example.com"),
        ("en", "dana@example.com; Dana Placeholder", "- - Dana|Placeholder||dana@example.com"),
        ("en", "Dana Placeholder <dana@example.com>", "- - Dana|Placeholder||dana@example.com"),
        ("en", "Owner, Mr. Dana van der Placeholder", "mr - Dana|van der Placeholder|Owner|"),
        ("en", "Mr D. J. Placeholder - CFO", "mr - D. J.|Placeholder|CFO|"),
        ("en", "Dr Placeholder (Head of Sales)", "dr - |Placeholder|Head of Sales|"),
        ("en", "Dana", "- - Dana|||"),
        ("en", "dana@example.com", "- - |||dana@example.com"),
        ("es", "Sra. Dana Marcador, propietaria, dana@example.com", "ms - Dana|Marcador|propietaria|dana@example.com"),
        ("es", "D. Dana Marcador Prueba", "mr - Dana|Marcador Prueba||"),
        ("es", "Sra. Lic. Dana Marcador", "lic f Dana|Marcador||"),
        ("es", "Lic. Dana de la Prueba Marcador", "lic - Dana|de la Prueba Marcador||"),
        ("fr", "Mme Dana Exemple, gérante, dana@example.com", "ms - Dana|Exemple|gérante|dana@example.com"),
        ("fr", "M. EXEMPLE Dana", "mr - Dana|EXEMPLE||"),
        ("fr", "Me Exemple, dana@example.com", "me - |Exemple||dana@example.com"),
    ],
)  # fmt: skip
def test_a_line_is_read_in_its_parts(language: str, line: str, expected: str) -> None:
    """Whatever the line gives is found, and no gender is guessed from a first name."""
    found = read_person(line, shipped(language).phrases.language)
    names = "|".join(found.get(part, "") for part in ("first_name", "surname", "role", "email"))
    assert f"{found.get('title', '-')} {found.get('gender', '-')} {names}" == expected


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("", "Found nothing."),
        (" ,, ", "Found nothing."),
        ("Dana Placeholder, dana@", "Found 'dana@', which is no email address."),
        ("a@example.com, b@example.com", "Found more than one email address."),
        ("Ms, Owner", "Found a title without a name."),
        ("Dana, +44 20 7946 0000", "Found '+44 20 7946 0000', which is no name, role"),
        ("x" * 2000, "Found 2000 characters."),
    ],
)
def test_a_line_that_is_none_is_refused_once(line: str, told: str, library: Library) -> None:
    """One message says what was found and shows a line that is read."""
    with pytest.raises(AnswerError) as error:
        read_person(line, library.phrases.language)
    text = said(error.value.message, {})
    assert text.startswith(told)
    assert text.endswith("such as Ms Dana Placeholder, Owner, dana@example.com.")


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_the_example_of_a_language_is_read(language: str) -> None:
    """The line that the screen shows gives all parts but a gender that its title tells."""
    phrases = shipped(language).phrases
    line = phrases.say("interview.hint.line")
    example = line.partition("xample ")[2] or line.partition(": ")[2]
    found = read_person(example, phrases.language)
    assert set(found) >= {"title", "first_name", "surname", "role", "email"}


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_every_title_is_a_choice(language: str, library: Library) -> None:
    """A word for a title stands for a choice of the question that the line fills."""
    questions = library.questions
    for title in shipped(language).phrases.language.typed.titles.values():
        choice, _, gender = title.partition("_")
        assert choice in questions["contact_title"].choices
        assert not gender or gender in questions["contact_gender"].choices
