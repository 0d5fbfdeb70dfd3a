"""Files of the program's own that can be made again at any time.

They lie in a private folder of the user's. A file that is damaged, or that somebody else
could have written, counts as none. No case is ever written here.
"""

from __future__ import annotations

import os
import stat
import sys
import zlib
from pathlib import Path

from advisor.private_folders import chosen_folder, make_private

KEPT = 96
"""Files kept side by side; the oldest goes first."""


def cache_folder() -> Path:
    """Return the folder for what can be made again at any time.

    By hand, because importing platformdirs takes longer than reading the files.
    """
    if chosen := chosen_folder("XDG_CACHE_HOME"):
        return chosen / "advisor"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "advisor" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "advisor"
    return Path.home() / ".cache" / "advisor"


def named(what: str, key: str) -> str:
    """Return the name of the file for what is made of some content, by the key of the content.

    Empty where that has no key, because it may change.
    """
    return key and f"{what}{key}"


def read(name: str) -> str | None:
    """Return the text that was written under a name, or ``None`` where it cannot be trusted."""
    folder = _own_folder()
    if folder is None:
        return None
    try:
        handle = os.open(folder / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(handle, "rb") as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode) or not _own(state):
                return None
            sum_, _, data = file.read().partition(b"\n")
        return data.decode() if sum_ == b"%08x" % zlib.crc32(data) else None
    except (OSError, ValueError):
        return None


def write(name: str, text: str) -> None:
    """Keep a text under a name; a folder that cannot be written to is no reason to fail."""
    folder = _own_folder()
    if folder is None:
        return
    # Imported where something is written: reading takes less time than this import.
    import tempfile

    data = text.encode()
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(b"%08x\n" % zlib.crc32(data) + data)
        os.replace(temporary, folder / name)
        kept = sorted(folder.glob("*-*.json"), key=lambda item: item.stat().st_mtime)
        for old in kept[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _own_folder() -> Path | None:
    """Return the folder, made private, or ``None`` where it is not the user's own."""
    try:
        folder = cache_folder()
        try:
            state = folder.lstat()
        except FileNotFoundError:
            make_private(folder)
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
