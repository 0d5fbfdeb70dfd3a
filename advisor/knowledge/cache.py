"""Keep the rulebook and the phrasebooks as they were read, so that a command starts at once.

Reading and checking several hundred YAML files takes a quarter of a second. The result
is stored as JSON in a folder of the user's own, under a name made of every file's path,
size and time of change, so that an edited rule is read anew. The rulebook is stored once
and each language beside it. The store holds content only, never a case, and a file that
is damaged, or that others could have written, is not used.
"""

from __future__ import annotations

import hashlib
import os
import sys
from typing import TypeVar

from advisor import __version__, cache_files
from advisor.knowledge import json_codec
from advisor.knowledge.content import Library, Rulebook
from advisor.knowledge.content_paths import SOURCE, Roots
from advisor.knowledge.phrasebook import Phrasebook

T = TypeVar("T", Rulebook, Phrasebook)


def load_cached(roots: Roots, language: str = SOURCE) -> Library:
    """Return the content with the texts of one language, from the store if nothing changed.

    Raises :class:`~advisor.errors.ContentError` like :func:`advisor.knowledge.load.load_both`.
    """
    key = _key(roots)
    names = (f"rulebook-{key}.json", f"phrases-{language}-{key}.json")
    rulebook, phrases = _read(names[0], Rulebook), _read(names[1], Phrasebook)
    if rulebook is not None and phrases is not None:
        return Library.of(rulebook, phrases)
    made = _load(roots, language)
    for name, old, new in zip(names, (rulebook, phrases), made, strict=True):
        if old is None:
            cache_files.write(name, json_codec.dumps(new))
    return Library.of(*made)


def phrases_cached(roots: Roots, language: str) -> Phrasebook:
    """Return the texts of one language, from the store if nothing changed.

    Raises like :func:`load_cached`.
    """
    name = f"phrases-{language}-{_key(roots)}.json"
    phrases = _read(name, Phrasebook)
    if phrases is None:
        phrases = _load(roots, language)[1]
        cache_files.write(name, json_codec.dumps(phrases))
    return phrases


def _load(roots: Roots, language: str) -> tuple[Rulebook, Phrasebook]:
    # YAML is imported only where something has to be read.
    from advisor.knowledge.load import load_both

    return load_both(roots, language)


def _key(roots: Roots) -> str:
    """Return a name for the state of all content files, the package and this Python."""
    digest = hashlib.sha256(f"{__version__} {sys.version}".encode())
    for root in (roots.rules, roots.templates):
        digest.update(f"\0{root}\0".encode())
        stack = [str(root)] if root.is_dir() else []
        while stack:
            with os.scandir(stack.pop()) as entries:
                for entry in sorted(entries, key=lambda item: item.name):
                    if entry.is_dir():
                        stack.append(entry.path)
                    else:
                        state = entry.stat()
                        mark = (entry.path, state.st_mtime_ns, state.st_size, state.st_ino)
                        digest.update(repr(mark).encode(errors="surrogateescape"))
    return digest.hexdigest()[:24]


def _read(name: str, kind: type[T]) -> T | None:
    """Return the stored value, or ``None`` where there is none that can be trusted."""
    text = cache_files.read(name)
    try:
        value = None if text is None else json_codec.loads(text)
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
        return None
    return value if type(value) is kind else None
