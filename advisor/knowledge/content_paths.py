"""Where content is found, and which languages and forms of letters there are."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NoReturn

from advisor import __version__, cache_files
from advisor.errors import ContentError, Message, Place, Problem, why
from advisor.files import read_whole
from advisor.lazy_dataclass import dataclass

LARGEST = 4_000_000
"""Bytes of one file."""
MOST_BYTES, MOST_ENTRIES, DEEPEST = 16_000_000, 10_000, 16
"""Bytes of all files of a folder of content, its files and folders, and their levels."""


@cache
def content_root() -> Path:
    """Return where rules/ and templates/ live: in an installed wheel, or the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_data"
    return installed if installed.is_dir() else package.parent


SOURCE = "en"
"""The language that the others translate. Its texts stand inline in questions and rules."""

SOURCE_LOCALE = f"{SOURCE}_US"
"""What other packages call their texts in the source language."""


@dataclass(frozen=True)
class Roots:
    """The folders that content is read from."""

    rules: Path
    templates: Path

    @classmethod
    def default(cls, rules_dir: Path | None = None, templates_dir: Path | None = None) -> Roots:
        """Return the shipped folders, or others given in their place."""
        root = content_root()
        return cls(rules_dir or root / "rules", templates_dir or root / "templates")

    def name(self, path: Path) -> str:
        """Return a file's name for messages: below its root, or in full if elsewhere."""
        for root in (self.rules, self.templates):
            if path.is_relative_to(root):
                return f"{root.name}/{path.relative_to(root).as_posix()}"
        return str(path)

    def read(self, path: Path) -> bytes:
        """Read a file of the content, up to one byte more than :data:`LARGEST`.

        Raises :class:`~advisor.errors.ContentError`, also for a link out of its folder.
        """
        inside = next((root for root in self._foreign() if path.is_relative_to(root)), None)
        return read_whole(path, LARGEST, self.name(path), ContentError, inside)

    def _foreign(self) -> list[Path]:
        """Return the folders that were not shipped, whose files may have been made to harm."""
        shipped = content_root()
        return [one for one in (self.rules, self.templates) if one.parent != shipped]

    def walk(self, root: Path) -> Iterator[tuple[str, list[str]]]:
        """Yield each folder below a root, with a line of name and state for each of its files.

        Raises :class:`~advisor.errors.ContentError` where there is more than a folder of
        content may hold, or anything but files and folders, such as a link.
        """
        stack = [(str(root), 1)] if root.is_dir() else []
        entries_left, bytes_left, foreign = MOST_ENTRIES, MOST_BYTES, root in self._foreign()
        while stack:
            folder, depth = stack.pop()
            if depth > DEEPEST:
                text = Message("Nested deeper than {count} levels.", count=DEEPEST)
                self._refuse(folder, text)
            found = []
            for entry in _entries(folder):
                entries_left -= 1
                if entries_left < 0:
                    text = Message("There are more than {count} files in it.", count=MOST_ENTRIES)
                    self._refuse(root, text)
                if entry.is_symlink() and not Path(entry).exists():
                    # Such as the lock of an editor; there is nothing to read.
                    continue
                if foreign and entry.is_symlink():
                    text = Message("This is a link; put the file or folder itself there.")
                    self._refuse(entry.path, text)
                if entry.is_dir(follow_symlinks=not foreign):
                    stack.append((entry.path, depth + 1))
                    continue
                if not entry.is_file():
                    self._refuse(entry.path, Message("This is not an ordinary file."))
                state = entry.stat()
                bytes_left -= state.st_size
                if bytes_left < 0:
                    text = Message("There are more than {count} bytes in it.", count=MOST_BYTES)
                    self._refuse(root, text)
                found.append(f"{entry.name} {state.st_mtime_ns} {state.st_size} {state.st_ino}")
            yield folder, found

    def _refuse(self, path: str | Path, text: Message) -> NoReturn:
        raise ContentError([Problem(Place(self.name(Path(path))), text)])


def _entries(folder: str | Path) -> Iterator[os.DirEntry[str]]:
    """Yield the entries of a folder. Raises :class:`~advisor.errors.ContentError`."""
    try:
        with os.scandir(folder) as entries:
            yield from entries
    except OSError as error:
        text = Message("The folder cannot be read: {reason}.", reason=why(error))
        raise ContentError([Problem(Place(str(folder)), text)]) from error


def files(folder: Path, pattern: str) -> list[Path]:
    """Return the files below a folder that fit a pattern, in order."""
    return sorted(path for path in folder.glob(pattern) if path.is_file())


def languages(roots: Roots) -> tuple[str, ...]:
    """Return the languages there are: the source first, then each that has any texts."""
    found = {path.name for path in _some(roots.templates, "*") if path.is_dir()}
    found |= {path.name for path in _some(roots.rules, "??") if path.is_dir()}
    return (SOURCE, *sorted(found - {SOURCE}))


def _some(folder: Path, pattern: str) -> Iterator[Path]:
    """Return the entries of a folder that fit a pattern, of as many as it may have."""
    with contextlib.suppress(OSError):
        yield from islice(folder.glob(pattern), MOST_ENTRIES)


def forms(roots: Roots) -> tuple[str, ...]:
    """Return the forms of letters, such as ``en-GB``: those that have a frame."""
    found = (
        path.name.removeprefix("frame-").removesuffix(".yaml")
        for language in languages(roots)
        for path in files(roots.templates / language / "letter", f"frame-{language}-??.yaml")
    )
    return tuple(found)


def fingerprint(roots: Roots) -> str:
    """Return 12 hexadecimal digits that change with any byte of the content."""
    digest = hashlib.sha256()
    for root in (roots.rules, roots.templates):
        for path in files(root, "**/*"):
            digest.update(os.fsencode(path.relative_to(root).as_posix()) + b"\0")
            digest.update(hashlib.sha256(roots.read(path)).digest())
    return digest.hexdigest()[:12]


def version(roots: Roots) -> str:
    """Return the package version and the fingerprint of the content, stored while none changes."""
    name = cache_name(roots)
    found = cache_files.read(name("version"))
    if found is None:
        found = f"{__version__}+{fingerprint(roots)}"
        keep_version(name, found)
    return found


def keep_version(name: Callable[[str], str], found: str) -> None:
    """Store what :func:`version` returns for one state of the content."""
    cache_files.write(name("version"), found)


def cache_name(roots: Roots) -> Callable[[str], str]:
    """Return the names of cache files for the state of all content files, package and Python."""
    marks = [__version__, sys.version]
    for root in (roots.rules, roots.templates):
        marks.append(str(root))
        for folder, found in roots.walk(root):
            marks += [folder, *sorted(found)]
    key = hashlib.sha256(os.fsencode("\0".join(marks))).hexdigest()[:24]
    return lambda what: f"{what}-{key}.json"
