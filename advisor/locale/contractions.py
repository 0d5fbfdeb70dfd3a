"""Spanish and French prepositions before words that are only known when a letter is filled.

A preposition contracts with the article it meets (``del``, ``du``, ``aux``) and loses
its vowel before another (``d'avril``). Spanish conjunctions change their sound before
a word that begins like them (``e``, ``u``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.locale.formatting import language_of
from advisor.locale.parse_error import fold

_ARTICLES: Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]] = {
    "es": {"de": (("el ", "del "),), "a": (("el ", "al "),)},
    "fr": {
        "de": (("le ", "du "), ("les ", "des ")),
        "a": (("le ", "au "), ("les ", "aux ")),
    },
}
"""Language and preposition to the articles it melts together with."""

_WRITTEN: Mapping[tuple[str, str], str] = {("fr", "a"): "à"}

_ASPIRATED = ("hausse", "haut", "hors", "huit", "hasard", "handicap", "hiérarch", "harc", "hub")
"""Beginnings of French words before whose h nothing is left out."""


def preposition(word: str, text: str, form: str) -> str:
    """Put a preposition before a text: ``de`` and ``el contrato`` make ``del contrato``.

    ``a`` is ``à`` in French.
    """
    language = language_of(form)
    for article, melted in _ARTICLES.get(language, {}).get(word, ()):
        if text.lower().startswith(article):
            return melted + text[len(article) :]
    written = _WRITTEN.get((language, word), word)
    return elided(written, text) if language == "fr" else f"{written} {text}"


def elided(word: str, text: str) -> str:
    """Put a French word such as ``de`` or ``que`` before a text, its vowel left out if need be."""
    first = fold(text[:1])
    mute = first == "h" and not text.lower().startswith(_ASPIRATED)
    if word.endswith("e") and (first in tuple("aeiouy") or mute):
        return f"{word[:-1]}\u2019{text}"
    return f"{word} {text}"


def conjunction(word: str, following: str, form: str) -> str:
    """Return a Spanish ``y`` or ``o`` as it sounds before the next word; others stay."""
    if language_of(form) != "es":
        return word
    start = fold(following[:3])
    if word == "y" and re.match(r"h?i(?![aeiou])", start):
        return "e"
    return "u" if word == "o" and re.match(r"h?o", start) else word
