"""Prepositions and conjunctions before words that are only known when a letter is filled.

A preposition contracts with the article it meets (``del``, ``du``, ``aux``) and loses
its vowel before another (``d'avril``). A conjunction may change before a sound (``e``, ``u``).
"""

from __future__ import annotations

import re

from advisor.locale.folding import fold_words
from advisor.locale.language import Language


def preposition(name: str, text: str, language: Language) -> str:
    """Put a preposition of the language before a text: ``de el contrato`` is ``del contrato``.

    Raises :class:`ValueError` where the language does not define the preposition.
    """
    found = language.written.prepositions.get(name)
    if found is None:
        raise ValueError(f"{language.code} has no preposition {name!r}")
    for article, contraction in found.contractions.items():
        if text.lower().startswith(f"{article} "):
            return contraction + text[len(article) :]
    elision = language.written.elision
    if elision and found.word.endswith("e") and re.match(elision, fold_words(text[:24])):
        return f"{found.word[:-1]}\u2019{text}"
    return f"{found.word} {text}"


def conjunction(word: str, following: str, language: Language) -> str:
    """Return a conjunction as it is written before the next word: ``y``, but ``e Inés``."""
    start = fold_words(following[:3])
    for changed in language.written.conjunctions:
        if changed.word == word and re.match(changed.before, start):
            return changed.becomes
    return word
