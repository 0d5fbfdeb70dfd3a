"""Write files that hold personal data: whole or not at all, for the user alone."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from advisor.errors import AdvisorError, Message, why

PRIVATE = 0o600
"""Read and written by the user, and by nobody else."""


def write_private(path: Path, data: bytes, force: bool = False) -> None:
    """Write a file at once: after a failure the old one stands and nothing else.

    A link is followed only to a file of the user's own. Raises
    :class:`AdvisorError` when the file exists and ``force`` is not given, when the
    folder is missing, or when the disk refuses.
    """
    try:
        _write(_target(path, force), path, data, force)
    except (OSError, ValueError) as error:
        text = Message("{path} cannot be written: {reason}.", path=path, reason=why(error))
        raise AdvisorError(text) from error


FROZEN = 0o400
"""Read by the user, and changed by nobody."""


def check_free(path: Path, force: bool = False) -> None:
    """Raise :class:`AdvisorError` where :func:`write_private` would refuse this path."""
    _target(path, force)


def write_frozen(folder: Path, documents: Mapping[str, bytes]) -> None:
    """Write files that nobody changes any more into a folder of the user's own, all or none.

    The folder is made if it is missing. Raises :class:`AdvisorError` when one of them is
    there already, or when the disk refuses.
    """
    placed: list[Path] = []
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
        for name, data in documents.items():
            path = folder / name
            _write(path, path, data, force=False, mode=FROZEN)
            placed.append(path)
    except BaseException as error:
        # A copy without its record, or half of them, says nothing.
        for path in placed:
            with contextlib.suppress(OSError):
                path.unlink()
        if not isinstance(error, OSError):
            raise
        reason = error.strerror or str(error)
        raise AdvisorError(
            Message("{path} cannot be written: {reason}.", path=folder, reason=reason)
        ) from error


def _target(path: Path, force: bool) -> Path:
    """Return the file to replace, or say why it may not be."""
    folder = path.parent
    if not folder.is_dir():
        raise AdvisorError(
            Message(
                "{path} cannot be written: there is no folder {folder}. Create it.",
                path=path,
                folder=folder,
            )
        )
    if not os.path.lexists(path):
        return path
    if path.is_dir():
        raise AdvisorError(Message("{path} is a folder; name a file.", path=path))
    if not force:
        raise AdvisorError(_taken(path))
    if path.is_symlink() and not path.exists():
        text = Message(
            "{path} is a link to a file that is not there; name another file.", path=path
        )
        raise AdvisorError(text)
    target = path.resolve()
    known = target.stat()
    if not stat.S_ISREG(known.st_mode):
        raise AdvisorError(Message("{path} is not an ordinary file; name another file.", path=path))
    if path.is_symlink() and hasattr(os, "getuid") and known.st_uid != os.getuid():
        text = Message("{path} is a link to another user's file; name another file.", path=path)
        raise AdvisorError(text)
    return target


def _taken(path: Path) -> Message:
    return Message("{path} exists already. Give --force to replace it, or another name.", path=path)


def _write(target: Path, path: Path, data: bytes, force: bool, mode: int = PRIVATE) -> None:
    # Made with mode 0600, in the same folder, so that the last step is one rename.
    handle, temporary = tempfile.mkstemp(prefix=".advisor-", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode != PRIVATE:
            Path(temporary).chmod(mode)
        if force:
            os.replace(temporary, target)
        else:
            _place(temporary, target, path)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
    _settle(target.parent)


def _place(temporary: str, target: Path, path: Path) -> None:
    """Give the file its name unless another took it in the meantime."""
    try:
        os.link(temporary, target)
    except FileExistsError as error:
        raise AdvisorError(_taken(path)) from error
    except (OSError, NotImplementedError):
        # Some file systems have no links.
        os.replace(temporary, target)


def _settle(folder: Path) -> None:
    """Have the new name itself written to the disk, where the system can do that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
