"""What the other languages lack: texts, kinds of letter, words and frames."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from babel import localedata

from advisor.errors import ContentError, Place, Problem
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import Library, Rulebook
from advisor.knowledge.content_paths import SOURCE, Roots, files, forms, languages
from advisor.knowledge.language_reader import LANGUAGE_FILE
from advisor.knowledge.load import screen_texts, translated
from advisor.knowledge.phrasebook import Phrasebook
from advisor.knowledge.translate import gaps, read_overlay, section_of, texts_of
from advisor.letters import letter_body

_FORM = re.compile(r"\b[a-z]{2}-[A-Z]{2}\.")
"""The form in the key of a word; each language has its own forms."""

SINGLE_FILES = ("facts", "sources", "values", "events", "contradictions", "journal", "screens")
"""The parts of an overlay that are one file."""

FORM_WORDS = (
    *("salutation.{form}.named", "salutation.{form}.unnamed"),
    *("closing.{form}.named", "closing.{form}.unnamed", "closing.{form}.email"),
    *("delivery.{form}.email", "delivery.{form}.registered"),
    *("proves.{form}.email", "proves.{form}.registered"),
)
"""The words that every form of letter has in ``words.yaml``."""

OWN = (
    "form.",
    "date.",
    "article.",
    "greeting.",
    "spoken.",
    "money.",
    "delivery.",
    "proves.",
    "courtesy.",
    "recipient_end.",
    "we.",
    "says.",
)
"""Words that a language has as it needs them."""


def faults(library: Library, roots: Roots) -> Iterator[Problem]:
    """Yield the faults of every language. ``library`` is the source."""
    yield from _frames(library.phrases)
    english = texts_of(library)
    for language in languages(roots):
        if language == SOURCE:
            continue
        file_of = overlay_files(library, roots, language)
        try:
            yield from gaps(english, read_overlay(roots, language), language, file_of)
            other = translated(library, library.phrases, roots, language)
        except ContentError as error:
            yield from error.problems
            continue
        if not localedata.exists(other.language.locale):
            place = Place(f"templates/{language}/{LANGUAGE_FILE}")
            yield Problem(place, f"Babel has no locale {other.language.locale!r}.")
            continue
        folder = f"templates/{language}/letter"
        yield from _letters(library.phrases, other, folder)
        yield from letter_body.check(other)
        yield from _words(library.phrases, other, Place(f"{folder}/words.yaml"))
        yield from _frames(other)
        if not any(form.startswith(f"{language}-") for form in forms(roots)):
            place = Place(f"{folder}/frame-{language}-XX.yaml")
            yield Problem(place, "There is no frame for a letter in this language.")


def overlay_files(rulebook: Rulebook, roots: Roots, language: str) -> Callable[[str], str]:
    """Return a function from the address of a text to the file for its translation."""
    screen = {
        key: path.stem
        for path in files(roots.templates / SOURCE / "ui", "*.yaml")
        for key in screen_texts(Collector(roots), [path])
    }

    def file_of(address: str) -> str:
        room, _, name = address.partition("/")
        folder = roots.rules / language
        if room in SINGLE_FILES or (folder / f"{room}.yaml").is_file():
            return roots.name(folder / f"{room}.yaml")
        if room == "ui":
            stem = screen[name]
        elif room == "rules":
            stem = name.split("/")[0]
        else:
            identity, _, rest = name.partition(".")
            section = identity == "section" and rest not in ("ask", "why")
            stem = rest if section else section_of(rulebook.questions[identity])
        return roots.name(folder / room / f"{stem}.yaml")

    return file_of


def _frames(phrases: Phrasebook) -> Iterator[Problem]:
    """Yield the frames that kinds of letter use and a language lacks, and words of its forms."""
    folder = f"templates/{phrases.language}/letter"
    layouts = dict.fromkeys(kind.frame for kind in phrases.kinds.values())
    for layout in layouts:
        if layout != "letter" and layout not in phrases.frames:
            yield Problem(Place(f"{folder}/frame-{layout}.yaml"), "There is no such frame.")
    for form in phrases.frames:
        for key in FORM_WORDS if form.startswith(f"{phrases.language}-") else ():
            name = key.format(form=form)
            if name not in phrases.words:
                yield Problem(Place(f"{folder}/words.yaml"), f"The form {form} has no {name!r}.")


def _letters(english: Phrasebook, other: Phrasebook, folder: str) -> Iterator[Problem]:
    """Yield the kinds of letter and the paragraphs that were not written in a language."""
    for kind in english.kinds.values():
        if other.kinds[kind.id].place == kind.place:
            place = Place(f"{folder}/{kind.id}/kind.yaml")
            yield Problem(place, f"The letter {kind.id!r} has no kind.yaml in this language.")
    written = {paragraph.id for paragraph in other.paragraphs}
    for paragraph in english.paragraphs:
        if paragraph.id not in written:
            place = Place(f"{folder}/{paragraph.id}.md")
            yield Problem(place, f"The paragraph {paragraph.id!r} has no text in this language.")


def _words(english: Phrasebook, other: Phrasebook, place: Place) -> Iterator[Problem]:
    """Yield the words that letters are made of and that a language lacks, form by form."""
    there = {_FORM.sub("", key) for key in other.words}
    for key in dict.fromkeys(_FORM.sub("", key) for key in english.words):
        if key not in there and not key.startswith(OWN):
            yield Problem(place, f"There is no word {key!r} in this language.")
