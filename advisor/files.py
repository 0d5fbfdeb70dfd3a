"""Read files up to a limit, and write files that hold personal data.

A file is written whole or not at all, readable by the user alone.

Programs that write the same file take turns (:func:`locked`), and what another program
has written in the meantime is not replaced (:func:`replace_private`).
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from advisor import file_locks
from advisor.errors import AdvisorError, FileProblems, Message, Place, Problem, why
from advisor.private_folders import make_private

PRIVATE = 0o600
"""Read and written by the user, and by nobody else."""


class FileTaken(AdvisorError):
    """A file exists that may not be replaced."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Message(
                "{path} exists already. Give --force to replace it, or another name.", path=path
            )
        )


def json_text(content: object) -> str:
    """Return indented JSON that ends with a line break.

    Dates become ISO 8601 strings, sums of money strings such as ``EUR 12.00``.
    """
    return json.dumps(content, indent=2, ensure_ascii=False, default=str) + "\n"


def read_whole(
    path: Path, most: int, name: str, kind: type[FileProblems], inside: Path | None = None
) -> bytes:
    """Read a file, up to one byte more than ``most``. Raises ``kind``, with ``name`` for it.

    With ``inside`` it has to be an ordinary file that lies in that folder, not behind a link.
    """
    try:
        if inside is None:
            with path.open("rb") as file:
                return file.read(most + 1)
        # Neither a pipe nor a device keeps it waiting.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            misplaced = _misplaced(handle, path, inside)
            if misplaced is not None:
                raise kind([Problem(Place(name), misplaced.message)])
            return file.read(most + 1)
    except FileNotFoundError:
        fault = Message("There is no such file.")
    except IsADirectoryError:
        fault = Message("This is a folder, not a file.")
    except (OSError, ValueError) as error:
        fault = Message("The file cannot be read: {reason}.", reason=why(error))
    raise kind([Problem(Place(name), fault)])


def _misplaced(handle: int, path: Path, folder: Path) -> AdvisorError | None:
    """Return why an open file is no ordinary file in a folder; ``None`` where it is one."""
    state, real = os.fstat(handle), os.path.realpath(path)
    inside = real.startswith(f"{os.path.realpath(folder)}{os.sep}")
    if not inside or not os.path.samestat(state, Path(real).stat()):
        text = Message("This is a link out of the folder; put the file itself there.")
        return AdvisorError(text)
    if not stat.S_ISREG(state.st_mode):
        return AdvisorError(Message("This is not an ordinary file."))
    return None


def write_private(path: Path, data: bytes, force: bool = False) -> None:
    """Write a file atomically: after a failure the old one is unchanged.

    A link is followed only to a file of the user's own. Raises
    :class:`AdvisorError` when the file exists and ``force`` is not given, when the
    folder is missing, or when the disk refuses.
    """
    try:
        _write(_target(path, force), path, data, force)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error


def append_lines(path: Path, lines: str) -> None:
    """Add lines at the end of a file of text; make it and its folder where there is none.

    Raises :class:`AdvisorError` when the disk refuses.
    """
    try:
        make_private(path.parent)
        last = path.read_bytes()[-1:] if path.exists() else b""
        with path.open("ab") as file:
            file.write((b"" if last in (b"", b"\n") else b"\n") + lines.encode())
    except OSError as error:
        raise _unwritable(path, error) from error


def replace_private(path: Path, old: bytes | None, new: bytes) -> bool:
    """Write ``new`` over a file that holds ``old``, or where there is none if that is ``None``.

    Returns whether it was written: false if the file holds something else by now. Raises
    :class:`AdvisorError` like :func:`write_private`.
    """

    def unchanged() -> bool:
        try:
            return target.read_bytes() == old
        except FileNotFoundError:
            return old is None

    try:
        target = _target(path, force=True)
        return _write(target, path, new, force=old is not None, ready=unchanged)
    except FileTaken:
        return False
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other processes that call this for the same file waiting until the block is left.

    Raises :class:`AdvisorError` after :data:`~advisor.file_locks.PATIENCE` seconds, or where
    there is no writing beside the file.
    """
    try:
        target = _target(path, force=True)
        name = target.with_name(f"{file_locks.prefix(target)}.lock")
        handle = file_locks.lock(name, PRIVATE)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error
    if handle is None:
        raise AdvisorError(
            Message("{path} is being written by another program; try again.", path=path)
        )
    try:
        yield
    finally:
        # Removed while it is locked: lock refuses a file that has lost its name, so that two
        # processes never hold locks on two files of one name.
        with contextlib.suppress(OSError):
            name.unlink()
        os.close(handle)


READ_ONLY = 0o400
"""Read by the user, and changed by nobody."""


def check_free(path: Path, force: bool = False) -> None:
    """Raise :class:`AdvisorError` where :func:`write_private` would refuse this path."""
    _target(path, force)


BESIDE = 40
"""Bytes by which the names of files beside a case may be longer than its own without suffix."""


def check_name(path: Path) -> None:
    """Raise :class:`AdvisorError` where the files that are kept beside a case had no room."""
    most = 255
    with contextlib.suppress(AttributeError, OSError, ValueError):
        most = os.pathconf(path.parent, "PC_NAME_MAX")
    if len(os.fsencode(path.stem)) > most - BESIDE:
        raise AdvisorError(
            Message(
                "The name {name} is too long for the files that are kept beside the case; "
                "give it at most {most} characters.",
                name=path.name,
                most=most - BESIDE,
            )
        )


def write_folder(folder: Path, documents: Mapping[str, bytes]) -> None:
    """Write documents into a new private folder, all or none.

    Raises :class:`AdvisorError` where there is something of its name, or when the disk refuses.
    """
    try:
        make_private(folder.absolute().parent)
        with file_locks.temporary_folder(folder) as made:
            for name, data in documents.items():
                _write(made / name, made / name, data, force=False)
            if os.path.lexists(folder):
                raise FileTaken(folder)
            made.rename(folder)
        _settle(folder.parent)
    except OSError as error:
        raise _unwritable(folder, error) from error


def write_read_only(folder: Path, documents: Mapping[str, bytes]) -> None:
    """Write files that nobody changes any more into a folder of the user's own, all or none.

    The folder is made if it is missing. Raises :class:`AdvisorError` when it is a link, when
    one of the files is there already, or when the disk refuses.
    """
    placed: list[Path] = []
    try:
        if folder.is_symlink():
            text = Message("{path} is a link; put a folder in its place.", path=folder)
            raise AdvisorError(text)
        make_private(folder)
        folder.chmod(stat.S_IRWXU)
        for name, data in documents.items():
            path = folder / name
            _write(path, path, data, force=False, mode=READ_ONLY)
            placed.append(path)
    except BaseException as error:
        # A copy without its record, or half of them, says nothing.
        for path in placed:
            with contextlib.suppress(OSError):
                path.unlink()
        if not isinstance(error, OSError):
            raise
        raise _unwritable(folder, error) from error


def remove(path: Path) -> None:
    """Remove a file, a link or an empty folder. Raises :class:`AdvisorError`."""
    try:
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        text = Message("{path} cannot be removed: {reason}.", path=path, reason=why(error))
        raise AdvisorError(text) from error


def _unwritable(path: Path, error: OSError | ValueError) -> AdvisorError:
    return AdvisorError(
        Message("{path} cannot be written: {reason}.", path=path, reason=why(error))
    )


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
        raise FileTaken(path)
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


def _write(
    target: Path,
    path: Path,
    data: bytes,
    force: bool,
    mode: int = PRIVATE,
    ready: Callable[[], bool] = lambda: True,
) -> bool:
    """Put a file in its place if it is ``ready`` for it, asked just before."""
    # In the same folder, so that the last step is one rename.
    handle, temporary = file_locks.temporary_file(target)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            if mode != PRIVATE:
                temporary.chmod(mode)
            if not ready():
                return False
            if sys.platform == "win32":
                # An open file cannot be given another name there.
                file.close()
            if force:
                temporary.replace(target)
            else:
                _place(temporary, target, path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    _settle(target.parent)
    return True


def _place(temporary: Path, target: Path, path: Path) -> None:
    """Give the file its name unless another took it in the meantime."""
    try:
        os.link(temporary, target)
    except FileExistsError as error:
        raise FileTaken(path) from error
    except (OSError, NotImplementedError):
        # Some file systems have no links.
        temporary.replace(target)


def _settle(folder: Path) -> None:
    """Have the new name itself written to the disk, where the system can do that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
