"""What the other languages lack: texts, kinds of letter, words and layouts."""

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

OWN = (
    "form.",
    "paper.",
    "place.",
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
    """Yield the faults of every other language. ``library`` is the source."""
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
        if not any(form.startswith(f"{language}-") for form in forms(roots)):
            yield Problem(place, f"There is no layout frame-{language}-XX.md.j2 for a letter.")


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
