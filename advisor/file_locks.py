"""Turns of processes that write the same file, and what a killed one left behind.

A process locks the file that it is writing, by a lock of the system that ends with it. A
file beside the target that nobody has locked any more was left by a killed writer.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

PREFIX = ".advisor-"
PATIENCE = 10.0
"""Seconds to wait for another program to finish writing."""


def prefix(target: Path) -> str:
    """Return how the names of the files begin that are made beside a file while it is written."""
    return f"{PREFIX}{hashlib.sha256(os.fsencode(target.name)).hexdigest()[:16]}"


def lock(name: Path, private: int) -> int | None:
    """Return an open file that this process alone has locked, or nothing in the end."""
    until = time.monotonic() + PATIENCE
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    while time.monotonic() < until:
        handle = os.open(name, flags, private)
        try:
            if _lock_now(handle) and _named(handle, name):
                return handle
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        time.sleep(0.01)
    return None


def _lock_now(handle: int) -> bool:
    """Lock an open file, or return false where another process has locked it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # Where the file system has no locks, files.replace_private still compares.
        return error.errno in (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)
    return True


def _named(handle: int, name: Path) -> bool:
    """Return whether an open file still has its name: another process may have removed it."""
    return os.path.samestat(os.fstat(handle), name.stat())


def temporary_file(target: Path) -> tuple[int, Path]:
    """Make a private file beside a target and return it, open and locked.

    Raises :class:`OSError`. What killed writers of the target left there is removed first.
    """
    import tempfile

    _remove_left(target)
    while True:
        handle, found = tempfile.mkstemp(".tmp", f"{prefix(target)}-", target.parent)
        name = Path(found)
        with contextlib.suppress(FileNotFoundError):
            if _lock_now(handle) and _named(handle, name):
                return handle, name
        os.close(handle)


@contextlib.contextmanager
def temporary_folder(target: Path) -> Iterator[Path]:
    """Make a private folder beside a target, locked and removed when the block is left.

    Raises :class:`OSError`. What killed writers of the target left there is removed first.
    """
    import shutil
    import tempfile

    _remove_left(target)
    name = Path(tempfile.mkdtemp(".tmp", f"{prefix(target)}-", target.parent))
    # A umask takes away of the mode of mkdtemp.
    name.chmod(stat.S_IRWXU)
    handle = None if sys.platform == "win32" else os.open(name, os.O_RDONLY)
    try:
        if handle is not None:
            _lock_now(handle)
        yield name
    finally:
        shutil.rmtree(name, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def left_beside(targets: Sequence[Path]) -> list[Path]:
    """Return files and folders that writers of some targets made beside them and did not remove.

    The targets lie in one folder.
    """
    begins = tuple(map(prefix, targets))
    found = targets[0].parent.glob(f"{PREFIX}*") if targets else ()
    return sorted(one for one in found if one.name.startswith(begins))


def _remove_left(target: Path) -> None:
    """Remove files and folders beside a target that no process is writing any more."""
    if sys.platform == "win32":
        # An open file cannot be removed there, and a closed one has no lock.
        return
    for left in target.parent.glob(f"{prefix(target)}-*.tmp"):
        with contextlib.suppress(OSError):
            handle = os.open(left, os.O_RDONLY | os.O_NOFOLLOW)
            try:
                if not _lock_now(handle):
                    continue
                if left.is_dir():
                    import shutil

                    shutil.rmtree(left)
                else:
                    left.unlink()
            finally:
                os.close(handle)
