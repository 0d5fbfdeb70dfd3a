"""Where content is found, and which languages and forms of letters there are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


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
