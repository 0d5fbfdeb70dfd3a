"""Folders for the user alone."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path


def chosen_folder(name: str) -> Path | None:
    """Return the folder that a variable of the environment names.

    A relative one counts as none, as the XDG Base Directory Specification says: it would be
    another folder wherever the program is called.
    """
    given = Path(os.environ.get(name, ""))
    return given if given.is_absolute() else None


def config_folder() -> Path:
    """Return the folder for what the user has set up, where the system keeps such folders.

    By hand, as :func:`advisor.cache_files.cache_folder` is.
    """
    if chosen := chosen_folder("XDG_CONFIG_HOME"):
        return chosen / "advisor"
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home())) / "advisor"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "advisor"
    return Path.home() / ".config" / "advisor"


def make_private(folder: Path) -> None:
    """Make a folder and those above it that are missing, each for the user alone.

    Raises :class:`OSError`.
    """
    missing: list[Path] = []
    for one in (folder, *folder.parents):
        if os.path.lexists(one):
            break
        missing.append(one)
    for one in reversed(missing):
        try:
            # Never open to others, not for a moment.
            one.mkdir(stat.S_IRWXU)
        except FileExistsError:
            # Another process was faster.
            continue
        # A umask takes away of the mode of mkdir.
        one.chmod(stat.S_IRWXU)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
