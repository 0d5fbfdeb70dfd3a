"""Keep the rulebook and the phrasebooks as they were read, so that a command starts at once.

Reading and checking several hundred YAML files takes a quarter of a second. The result is
stored as JSON under a name made of the path, size, inode and time of change of every file
of the two folders and of the versions of the package and of Python, so that an edited rule
is read anew: the rulebook once, its word lists apart, since few commands need
them, and each language beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from advisor import cache_files
from advisor.knowledge import json_codec
from advisor.knowledge.content import Library, Rulebook
from advisor.knowledge.content_paths import SOURCE, Roots, cache_name, keep_version
from advisor.knowledge.phrasebook import Phrasebook
from advisor.wordlists.wordlist import WordList

T = TypeVar("T")


class Deferred(Mapping[str, WordList]):
    """Word lists that are read when they are first used."""

    def __init__(self, read: Callable[[], Mapping[str, WordList]]) -> None:
        self._read = read

    @cached_property
    def _found(self) -> Mapping[str, WordList]:
        return self._read()

    def __getitem__(self, language: str) -> WordList:
        return self._found[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def load_cached(roots: Roots, language: str = SOURCE) -> Library:
    """Return the content with the texts of one language, from the store if nothing changed.

    Raises :class:`~advisor.errors.ContentError` like :func:`advisor.knowledge.load.load_both`.
    """
    name = cache_name(roots)
    rulebook = _rulebook(roots, name)
    phrases = _read(name(f"phrases-{language}"), Phrasebook)
    if rulebook is not None and phrases is not None:
        return Library.of(rulebook, phrases)
    made = _load(roots, language)
    if rulebook is None:
        _write(name("wordlists"), made[0].wordlists)
        _write(name("rulebook"), replace(made[0], wordlists={}))
        keep_version(name, made[0].version)
    if phrases is None:
        _write(name(f"phrases-{language}"), made[1])
    return Library.of(*made)


def phrases_cached(roots: Roots, language: str) -> Phrasebook:
    """Return the texts of one language, from the store if nothing changed.

    Raises like :func:`load_cached`.
    """
    name = cache_name(roots)(f"phrases-{language}")
    phrases = _read(name, Phrasebook)
    if phrases is None:
        phrases = _load(roots, language)[1]
        _write(name, phrases)
    return phrases


def _load(roots: Roots, language: str) -> tuple[Rulebook, Phrasebook]:
    # YAML is imported only where something has to be read.
    from advisor.knowledge.load import load_both

    return load_both(roots, language)


def _rulebook(roots: Roots, name: Callable[[str], str]) -> Rulebook | None:
    """Return the stored rulebook, whose word lists are read on first use."""

    def wordlists() -> Mapping[str, WordList]:
        found: Mapping[str, WordList] | None = _read(name("wordlists"), dict)
        if found is None:
            found = _load(roots, SOURCE)[0].wordlists
            _write(name("wordlists"), found)
        return found

    rulebook = _read(name("rulebook"), Rulebook)
    return rulebook and replace(rulebook, wordlists=Deferred(wordlists))


def _read(name: str, kind: type[T]) -> T | None:
    """Return a stored value, or ``None`` where there is none that can be trusted."""
    text = cache_files.read(name)
    try:
        value = None if text is None else json_codec.loads(text)
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
        return None
    return value if type(value) is kind else None


def _write(name: str, value: object) -> None:
    cache_files.write(name, json_codec.dumps(value))
