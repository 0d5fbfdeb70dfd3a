"""Where content is found, and which languages and forms of letters there are."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

from advisor import __version__, cache_files
from advisor.lazy_dataclass import dataclass


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


def files(folder: Path, pattern: str) -> list[Path]:
    """Return the files below a folder that fit a pattern, in order."""
    return sorted(path for path in folder.glob(pattern) if path.is_file())


def languages(roots: Roots) -> tuple[str, ...]:
    """Return the languages there are: the source first, then each that has any texts."""
    found = {path.name for path in roots.templates.glob("*") if path.is_dir()}
    found |= {path.name for path in roots.rules.glob("??") if path.is_dir()}
    return (SOURCE, *sorted(found - {SOURCE}))


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
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
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
        stack = [str(root)] if root.is_dir() else []
        marks.append(str(root))
        while stack:
            folder, found = stack.pop(), []
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir():
                        stack.append(entry.path)
                    else:
                        state = entry.stat()
                        found.append(
                            f"{entry.name} {state.st_mtime_ns} {state.st_size} {state.st_ino}"
                        )
            marks += [folder, *sorted(found)]
    key = hashlib.sha256("\0".join(marks).encode(errors="surrogateescape")).hexdigest()[:24]
    return lambda what: f"{what}-{key}.json"
