"""What the other languages lack: texts, kinds of letter, words and frames."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisor.errors import ContentError, Place, Problem
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import SOURCE, Roots, forms, languages
from advisor.knowledge.load import load, overlay_of
from advisor.knowledge.translate import gaps

_FORM = re.compile(r"\b[a-z]{2}-[A-Z]{2}\.")
"""The form in the key of a word; each language has its own forms."""

FORM_WORDS = (
    *("salutation.{form}.named", "salutation.{form}.unnamed"),
    *("closing.{form}.named", "closing.{form}.unnamed", "closing.{form}.email"),
    *("delivery.{form}.email", "delivery.{form}.post", "delivery.{form}.registered"),
    *("proves.{form}.email", "proves.{form}.post", "proves.{form}.registered"),
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
)
"""Words that a language has as it needs them."""


def faults(library: Library, roots: Roots) -> Iterator[Problem]:
    """Yield the faults of every language. ``library`` is the source."""
    yield from _frames(library)
    for language in languages(roots):
        if language == SOURCE:
            continue
        try:
            yield from gaps(library, overlay_of(roots, language), language)
            other = load(roots, language)
        except ContentError as error:
            yield from error.problems
            continue
        place = Place(f"templates/{language}/letter", 1, 1)
        yield from _kinds(library, other, place)
        yield from _words(library, other, place)
        yield from _frames(other)
        if not any(form.startswith(f"{language}-") for form in forms(roots)):
            yield Problem(place, f"There is no frame-{language}-XX.yaml for a letter.")


def _frames(library: Library) -> Iterator[Problem]:
    """Yield the frames that kinds of letter use and a language lacks, and words of its forms."""
    folder = f"templates/{library.language}/letter"
    layouts = dict.fromkeys(kind.frame for kind in library.kinds.values())
    for layout in layouts:
        if layout != "letter" and layout not in library.frames:
            yield Problem(Place(folder, 1, 1), f"There is no frame-{layout}.yaml.")
    for form in library.frames:
        for key in FORM_WORDS if form.startswith(f"{library.language}-") else ():
            name = key.format(form=form)
            if name not in library.words:
                yield Problem(
                    Place(f"{folder}/words.yaml", 1, 1), f"The form {form} has no {name!r}."
                )


def _kinds(library: Library, other: Library, place: Place) -> Iterator[Problem]:
    """Yield the kinds of letter that were not written in a language."""
    written = {paragraph.letter for paragraph in other.paragraphs}
    for kind in library.kinds.values():
        there = other.kinds[kind.id]
        if there.place == kind.place:
            yield Problem(place, f"The letter {kind.id!r} has no kind.yaml in this language.")
        elif kind.id not in written:
            yield Problem(there.place, f"The letter {kind.id!r} has no paragraph.")


def _words(library: Library, other: Library, place: Place) -> Iterator[Problem]:
    """Yield the words that letters are made of and that a language lacks, form by form."""
    there = {_FORM.sub("", key) for key in other.words}
    for key in dict.fromkeys(_FORM.sub("", key) for key in library.words):
        if key not in there and not key.startswith(OWN):
            yield Problem(place, f"words.yaml has no {key!r}.")
