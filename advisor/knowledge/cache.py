"""Keep the library as it was read, so that the next command starts at once.

Reading and checking several hundred YAML files takes a quarter of a second. What
comes out is stored in the user's cache folder, under a name made of every file's
path, size and time of change, so that an edited rule is read anew. The store
holds content only, never a case. It is read back by an unpickler that knows the
values of this package and nothing else.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
import tempfile
from pathlib import Path
from typing import Any

from advisor import __version__
from advisor.knowledge.content import Library
from advisor.knowledge.load import Roots, load

KEPT = 8
"""Libraries kept side by side; the oldest goes first."""

_PLAIN = {
    ("decimal", "Decimal"),
    ("datetime", "date"),
    ("builtins", "frozenset"),
}
_OURS = (
    "advisor.conditions",
    "advisor.model",
    "advisor.errors",
    "advisor.knowledge.content",
    "advisor.knowledge.letter_content",
    "advisor.knowledge.phrasebook",
    "advisor.wordlists.wordlist",
)


class _Unpickler(pickle.Unpickler):
    """Reads the values of this package and refuses everything else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN or module in _OURS:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} does not belong here")


def cache_folder() -> Path:
    """Return the folder for what can be made again at any time."""
    if chosen := os.environ.get("XDG_CACHE_HOME"):
        return Path(chosen) / "advisor"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "advisor" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "advisor"
    return Path.home() / ".cache" / "advisor"


def load_cached(roots: Roots, language: str = "en") -> Library:
    """Return the library, from the store where nothing has changed.

    Raises :class:`~advisor.errors.ContentError` like :func:`advisor.knowledge.load.load`.
    """
    try:
        path = cache_folder() / f"library-{_key(roots, language)}.pickle"
        found = _read(path)
    except (OSError, RuntimeError):
        return load(roots, language)
    if found is not None:
        return found
    library = load(roots, language)
    _write(path, library)
    return library


def _key(roots: Roots, language: str) -> str:
    digest = hashlib.sha256(f"{__version__} {sys.version} {language}".encode())
    for root in (roots.rules, roots.templates):
        digest.update(f"\0{root}\0".encode())
        stack = [str(root)]
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


def _read(path: Path) -> Library | None:
    try:
        state = path.stat()
        if hasattr(os, "getuid") and (state.st_uid != os.getuid() or state.st_mode & 0o022):
            return None
        library = _Unpickler(io.BytesIO(path.read_bytes())).load()
    except FileNotFoundError:
        return None
    except Exception:  # noqa: BLE001
        # A damaged store can fail in any way, and is as good as none.
        return None
    return library if isinstance(library, Library) else None


def _write(path: Path, library: Library) -> None:
    """Store a library; a store that cannot be written is no reason to fail."""
    temporary = ""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            pickle.dump(library, file, protocol=5)
        os.replace(temporary, path)
        kept = sorted(path.parent.glob("library-*.pickle"), key=lambda item: item.stat().st_mtime)
        for old in kept[:-KEPT]:
            old.unlink(missing_ok=True)
    except (OSError, pickle.PicklingError):
        if temporary:
            Path(temporary).unlink(missing_ok=True)
