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
import stat
import sys
import tempfile
import zlib
from pathlib import Path
from typing import TypeVar

from advisor import __version__
from advisor.knowledge import json_codec
from advisor.knowledge.content import Library, Rulebook
from advisor.knowledge.content_paths import SOURCE, Roots
from advisor.knowledge.phrasebook import Phrasebook

KEPT = 16
"""Files kept side by side; the oldest goes first."""

T = TypeVar("T", Rulebook, Phrasebook)


def cache_folder() -> Path:
    """Return the folder for what can be made again at any time.

    By hand, because importing platformdirs takes longer than reading the store.
    """
    if chosen := os.environ.get("XDG_CACHE_HOME"):
        return Path(chosen) / "advisor"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "advisor" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "advisor"
    return Path.home() / ".cache" / "advisor"


def load_cached(roots: Roots, language: str = SOURCE) -> Library:
    """Return the content with the texts of one language, from the store if nothing changed.

    Raises :class:`~advisor.errors.ContentError` like :func:`advisor.knowledge.load.load_both`.
    """
    folder = _own_folder()
    if folder is None:
        return Library.of(*_load(roots, language))
    key = _key(roots)
    paths = (folder / f"rulebook-{key}.json", folder / f"phrases-{language}-{key}.json")
    rulebook, phrases = _read(paths[0], Rulebook), _read(paths[1], Phrasebook)
    if rulebook is not None and phrases is not None:
        return Library.of(rulebook, phrases)
    made = _load(roots, language)
    for path, old, new in zip(paths, (rulebook, phrases), made, strict=True):
        if old is None:
            _write(path, new)
    return Library.of(*made)


def phrases_cached(roots: Roots, language: str) -> Phrasebook:
    """Return the texts of one language, from the store if nothing changed.

    Raises like :func:`load_cached`.
    """
    folder = _own_folder()
    path = folder / f"phrases-{language}-{_key(roots)}.json" if folder else None
    phrases = _read(path, Phrasebook) if path else None
    if phrases is None:
        phrases = _load(roots, language)[1]
        if path:
            _write(path, phrases)
    return phrases


def _load(roots: Roots, language: str) -> tuple[Rulebook, Phrasebook]:
    # YAML is imported only where something has to be read.
    from advisor.knowledge.load import load_both

    return load_both(roots, language)


def _own_folder() -> Path | None:
    """Return the folder of the store, made private, or ``None`` where it is not the user's own."""
    try:
        folder = cache_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.lstat()
        if not stat.S_ISDIR(state.st_mode) or not _own(state):
            return None
        if hasattr(os, "getuid") and stat.S_IMODE(state.st_mode) != 0o700:
            folder.chmod(0o700)
    except (OSError, RuntimeError):
        return None
    return folder


def _own(state: os.stat_result) -> bool:
    """Return whether a file or folder belongs to the user and nobody else may write to it."""
    if not hasattr(os, "getuid"):
        return True
    return state.st_uid == os.getuid() and not state.st_mode & 0o022


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


def _read(path: Path, kind: type[T]) -> T | None:
    """Return the stored value, or ``None`` where there is none that can be trusted."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(handle, "rb") as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode) or not _own(state):
                return None
            sum_, _, data = file.read().partition(b"\n")
        if sum_ != b"%08x" % zlib.crc32(data):
            return None
        value = json_codec.loads(data.decode())
    except (OSError, ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
        return None
    return value if type(value) is kind else None


def _write(path: Path, value: object) -> None:
    """Store a value; a store that cannot be written is no reason to fail."""
    data = json_codec.dumps(value).encode()
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(b"%08x\n" % zlib.crc32(data) + data)
        os.replace(temporary, path)
        kept = sorted(path.parent.glob("*-*.json"), key=lambda item: item.stat().st_mtime)
        for old in kept[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
