"""The other languages lack nothing, and what they lack is named."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from advisor.authoring.checks.languages import faults
from advisor.errors import ContentError
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import Roots, forms, languages
from advisor.knowledge.load import load
from advisor.knowledge.translate import texts_of
from tests.shipped import shipped

LANGUAGES = ("es", "fr")


def edited(path: Path, old: str, new: str) -> None:
    """Replace the first of some words in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def copied(roots: Roots, folder: Path) -> Roots:
    """Return a copy of the content to spoil."""
    shutil.copytree(roots.rules, folder / "rules")
    shutil.copytree(roots.templates, folder / "templates")
    return Roots(folder / "rules", folder / "templates")


@pytest.fixture(scope="module")
def told(roots: Roots, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """What is said of content that was spoiled in each way there is."""
    spoiled = copied(roots, tmp_path_factory.mktemp("spoiled"))
    spanish, french = spoiled.rules / "es", spoiled.templates / "fr" / "letter"
    spanish_letters = spoiled.templates / "es" / "letter"
    edited(spoiled.rules / "questions" / "20-payment.yaml", "How does", "In which way does")
    words = spoiled.rules / "fr" / "ui" / "words.yaml"
    words.write_text('word.yes:\n  en: "yes"\n  fr: "oui"\n', encoding="utf-8")
    edited(spanish / "rules" / "payment.yaml", 'es: "De {', 'es: "De { {')
    with (spanish / "rules" / "payment.yaml").open("a", encoding="utf-8") as file:
        file.write('payment/gone.title:\n  en: "Gone"\n  es: "Ya no está"\n')
    (french / "record" / "kind.yaml").unlink()
    for path in (french / "script").glob("*.md"):
        path.unlink()
    (spanish_letters / "ending" / "95-thanks.md").unlink()
    edited(spanish_letters / "words.yaml", "enclosure:", "enclosed:")
    (french / "frame-fr-FR.yaml").unlink()
    return tuple(str(problem) for problem in faults(load(spoiled), spoiled))


def test_the_languages_and_forms_there_are(roots: Roots) -> None:
    """A folder of templates is a language, and a frame a form."""
    assert languages(roots) == ("en", *LANGUAGES)
    assert forms(roots) == ("en-GB", "en-US", "es-ES", "es-MX", "fr-FR")


def test_nothing_is_missing(library: Library, roots: Roots) -> None:
    """Every text, kind and word there is in English is there in every language."""
    assert list(faults(library, roots)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_hardly_a_text_stays_english(library: Library, language: str) -> None:
    """A translation that repeats the English is the name of a law or a piece of glue."""
    other = texts_of(shipped(language))
    same = {
        address: text
        for address, text in texts_of(library).items()
        if not text.startswith("{")
        and not address.endswith(".source")
        and other[address] == text
        and len(re.sub(r"\{[^}]*\}", "", text).split()) > 3
    }
    assert same == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_letter_has_its_paragraphs(library: Library, language: str) -> None:
    """Letters have the same parts, under the same conditions and with the same sources."""
    other = {item.id: item for item in shipped(language).phrases.paragraphs}
    for item in library.phrases.paragraphs:
        assert (other[item.id].when, other[item.id].sources) == (item.when, item.sources), item.id


SPOILED = [
    ("a text whose English moved on", "The English of questions/payment_habit.ask is now"),
    (
        "a text that is missing",
        "rules/fr/ui/words.yaml: No fr text for ui/whether.keep: 'Keep the client'.",
    ),
    ("facts that are not the same", "must name the same facts in braces as the English."),
    ("a translation of nothing", "rules/payment/gone.title translates nothing; remove it."),
    ("a kind without words", "The letter 'record' has no kind.yaml in this language."),
    (
        "a kind without paragraphs",
        "templates/fr/letter/script/20-thanks.md: The paragraph 'script/20-thanks' has no text",
    ),
    (
        "one paragraph",
        "templates/es/letter/ending/95-thanks.md: The paragraph 'ending/95-thanks' has no text",
    ),
    (
        "a word of letters",
        "templates/es/letter/words.yaml: There is no word 'enclosure.statement' in this",
    ),
    ("a frame", "templates/fr/letter/frame-fr-XX.yaml: There is no frame for a letter"),
]


@pytest.mark.parametrize(("what", "message"), SPOILED)
def test_what_a_language_lacks_is_named(told: tuple[str, ...], what: str, message: str) -> None:
    """Each way in which a language can lag behind is told, once for each text."""
    assert [line for line in told if message in line], what


def test_a_kind_with_fewer_rows_than_the_source(roots: Roots, tmp_path: Path) -> None:
    """Words that hang on conditions have as many rows in every language."""
    spoiled = copied(roots, tmp_path)
    path = spoiled.templates / "es" / "letter" / "settlement" / "kind.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("lacks:")], encoding="utf-8")
    with pytest.raises(ContentError) as error:
        load(spoiled, "es")
    assert "lacks: found 0 rows; the source has 2" in str(error.value)
