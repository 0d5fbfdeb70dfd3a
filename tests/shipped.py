"""The shipped content, read once for all tests of a process.

Many tests read a copy of it with one file changed. What the other files hold is
kept as well: a file of the same name and text is parsed once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache

from advisor.errors import Place
from advisor.knowledge import strict_yaml, wordlist_reader
from advisor.knowledge.cache import load_cached
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import SOURCE, Roots, cache_name
from advisor.knowledge.load import load
from advisor.locale.formatting import language_of
from advisor.locale.language import Language
from advisor.wordlists.wordlist import WordList

# Nobody changes the nodes of a file that was read.
strict_yaml.parse = cache(strict_yaml.parse)


def each_once(examine: Callable[[WordList, Place], None]) -> Callable[[WordList, Place], None]:
    """Return a function that examines a word list unless an equal one passed before."""
    passed: set[str] = set()

    def examined(words: WordList, place: Place) -> None:
        fields = {key: value for key, value in vars(words).items() if key != "language"}
        key = repr((place, fields))
        if key not in passed:
            examine(words, place)
            passed.add(key)

    return examined


wordlist_reader._examine = each_once(wordlist_reader._examine)


@lru_cache(maxsize=8)
def _remembered(roots: Roots, language: str, state: str) -> Library:
    del state
    return load_cached(roots, language)


def remembered(roots: Roots, language: str = SOURCE) -> Library:
    """Return what :func:`load_cached` does, the same library as long as no file changes."""
    return _remembered(roots, language, cache_name(roots)(""))


@cache
def shipped(language: str = "en") -> Library:
    """Return the shipped library in a language."""
    return load(Roots.default(), language)


@cache
def language(form: str = "en") -> Language:
    """Return a shipped language, or a form of it such as ``es-MX``."""
    return shipped(language_of(form)).phrases.language.of(form)


@cache
def every_answer_a_state(library: Library) -> Library:
    """Return a library in which no answer is past, a target or a wish: all can be changed."""
    questions = {name: replace(one, nature="state") for name, one in library.questions.items()}
    return library.changed(questions=questions)
