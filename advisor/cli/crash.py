"""The log of an unexpected failure, without anything the user typed."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from datetime import datetime, timezone
from pathlib import Path

from advisor import __version__
from advisor.errors import AdvisorError
from advisor.private_folders import chosen_folder


def state_folder() -> Path:
    """Return the folder in which this user's programs keep their logs."""
    if chosen := chosen_folder("XDG_STATE_HOME"):
        return chosen / "advisor"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "advisor" / "logs"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Logs" / "advisor"
    return Path.home() / ".local" / "state" / "advisor"


def record(error: BaseException) -> Path | None:
    """Write where an error happened to a new private file, and return its path.

    Returns ``None`` when no such file can be written.
    """
    from advisor.files import write_private
    from advisor.private_folders import make_private

    now = datetime.now(timezone.utc)
    try:
        folder = state_folder()
        make_private(folder)
        path = folder / f"crash-{now:%Y%m%d-%H%M%S-%f}.log"
        write_private(path, described(error).encode())
    except (OSError, RuntimeError, AdvisorError):
        return None
    return path


def described(error: BaseException) -> str:
    """Describe an error by its kind and its place alone.

    Messages and local variables may hold answers, and folders may hold names, so
    none of them is written: only types, files, lines and functions.
    """
    lines = [f"advisor {__version__}, Python {platform.python_version()}, {sys.platform}"]
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        lines += [
            f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(link.__traceback__)
        ]
        link = link.__cause__ or link.__context__
    return "\n".join(lines) + "\n"


def _short(filename: str) -> str:
    """Return the last three parts of a file's path."""
    return "/".join(Path(filename).parts[-3:])
