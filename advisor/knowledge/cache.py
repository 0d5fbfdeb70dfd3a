"""Keep the rulebook and the phrasebooks as they were read, so that a command starts at once.

Reading and checking several hundred YAML files takes a quarter of a second. The result is
stored as JSON under a name made of the path, size, inode and time of change of every file
of the two folders and of the versions of the package and of Python, so that an edited rule
is read anew: the rulebook once, its word lists apart, since few commands need them, and
each language beside it. Each attribute is a line of its own, read when it is first used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeVar

from advisor import cache_files
from advisor.knowledge import json_codec
from advisor.knowledge.content import Library, Rulebook, by_id
from advisor.knowledge.content_paths import SOURCE, Roots, cache_name, keep_version
from advisor.knowledge.phrasebook import Phrasebook
from advisor.lazy_dataclass import field_names

Readers = Mapping[str, Callable[[], object]]
"""Attribute to the function that reads it."""

WORDLISTS, BY_ID = "wordlists", "by_id"
APART = (WORDLISTS, BY_ID)
"""Attributes of a rulebook that are not stored with it: in a file of their own, or not at all."""


class _Stored:
    """An instance whose attributes are read when they are first used."""

    def __getattr__(self, name: str) -> Any:
        readers: Readers = self.__dict__.get("readers", {})
        if name not in readers:
            raise AttributeError(name)
        value = self.__dict__[name] = readers[name]()
        return value


class _StoredLibrary(_Stored, Library):
    """A library from the store."""


class _StoredPhrasebook(_Stored, Phrasebook):
    """A phrasebook from the store."""


S = TypeVar("S", bound=_Stored)


def _stored(kind: type[S], readers: Readers) -> S:
    made = object.__new__(kind)
    made.__dict__["readers"] = readers
    return made


def load_cached(roots: Roots, language: str = SOURCE) -> Library:
    """Return the content with the texts of one language, from the store if nothing changed.

    Raises :class:`~advisor.errors.ContentError` like :func:`advisor.knowledge.load.load_both`.
    """
    name = cache_name(roots)
    rulebook, phrases = _rulebook(roots, name), _phrases(roots, language, name)
    if rulebook is not None and phrases is not None:
        readers = {**rulebook, BY_ID: lambda: by_id(made.rules()), "phrases": lambda: phrases}
        made: Library = _stored(_StoredLibrary, readers)
        return _with_key(made, name)
    read = _load(roots, language)
    if rulebook is None:
        _write(name(WORDLISTS), read[0], [WORDLISTS])
        _write(name("rulebook"), read[0], _names(Rulebook))
        keep_version(name, read[0].version)
    if phrases is None:
        _write(name(f"phrases-{language}"), read[1], _names(Phrasebook))
    return _with_key(Library.of(*read), name)


def _with_key(library: Library, name: Callable[[str], str]) -> Library:
    library.__dict__["cache_key"] = name("")
    return library


def phrases_cached(roots: Roots, language: str) -> Phrasebook:
    """Return the texts of one language, from the store if nothing changed.

    Raises like :func:`load_cached`.
    """
    name = cache_name(roots)
    phrases = _phrases(roots, language, name)
    if phrases is None:
        phrases = _load(roots, language)[1]
        _write(name(f"phrases-{language}"), phrases, _names(Phrasebook))
    return phrases


def _load(roots: Roots, language: str) -> tuple[Rulebook, Phrasebook]:
    # YAML is imported only where something has to be read.
    from advisor.knowledge.load import load_both

    return load_both(roots, language)


def _names(kind: type[Rulebook | Phrasebook]) -> list[str]:
    return [name for name in field_names(kind) if name not in APART]


def _phrases(roots: Roots, language: str, name: Callable[[str], str]) -> Phrasebook | None:
    """Return a stored phrasebook."""
    stored = name(f"phrases-{language}")
    readers = _read(stored, _names(Phrasebook), lambda: _load(roots, language)[1])
    return _stored(_StoredPhrasebook, readers) if readers else None


def _rulebook(roots: Roots, name: Callable[[str], str]) -> Readers | None:
    """Return how each attribute of a stored rulebook is read."""

    def rulebook() -> Rulebook:
        return _load(roots, SOURCE)[0]

    def wordlists() -> object:
        found = _read(name(WORDLISTS), [WORDLISTS], rulebook)
        if found:
            return found[WORDLISTS]()
        made = rulebook()
        _write(name(WORDLISTS), made, [WORDLISTS])
        return made.wordlists

    readers = _read(name("rulebook"), _names(Rulebook), rulebook)
    return readers and {**readers, WORDLISTS: wordlists}


def _read(name: str, attributes: list[str], made: Callable[[], object]) -> Readers | None:
    """Return how each attribute is read, or ``None`` where nothing stored can be trusted.

    ``made`` reads the content itself, for an attribute whose line cannot be read.
    """
    text = cache_files.read(name)
    shape, *lines = text.split("\n") if text else [""]
    if shape != json_codec.SHAPE or len(lines) != len(attributes):
        return None

    def read(attribute: str, line: str) -> object:
        try:
            return json_codec.loads(line)
        except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
            return getattr(made(), attribute)

    pairs = zip(attributes, lines, strict=True)
    return {attribute: partial(read, attribute, line) for attribute, line in pairs}


def _write(name: str, value: object, attributes: Iterable[str]) -> None:
    lines = [json_codec.dumps(getattr(value, attribute)) for attribute in attributes]
    cache_files.write(name, "\n".join([json_codec.SHAPE, *lines]))
