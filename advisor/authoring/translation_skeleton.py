"""What a language lacks: entries to be translated, and files to be written anew."""

from __future__ import annotations

import json
import re
from pathlib import Path

from advisor.authoring.checks.languages import overlay_files
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import SOURCE, Roots, files, languages
from advisor.knowledge.language_reader import LANGUAGE_FILE
from advisor.knowledge.translate import MESSAGES, read_messages, read_overlay, texts_of

_PLAIN = re.compile(r"[A-Za-z][\w./-]*")
"""Keys that need no quotation marks in YAML."""


def missing_texts(library: Library, roots: Roots, language: str) -> dict[Path, list[str]]:
    """Return the missing entries of a language by file, in YAML, with an empty translation.

    ``library`` is the source. Messages are those that any other language translates. An
    entry that is there counts, translated or not.
    """
    found: dict[Path, list[str]] = {}
    file_of = overlay_files(library, roots, language)
    there = read_overlay(roots, language)
    for address, english in texts_of(library).items():
        if address not in there:
            key = address.partition("/")[2]
            key = key if _PLAIN.fullmatch(key) else _quoted(key)
            entry = f'{key}:\n  en: {_quoted(english)}\n  {language}: ""\n'
            found.setdefault(roots.rules.parent / file_of(address), []).append(entry)
    known = read_messages(roots, language)
    for other in languages(roots):
        for english in read_messages(roots, other):
            if english not in known:
                known[english] = ""
                entry = f'- en: {_quoted(english)}\n  {language}: ""\n'
                found.setdefault(roots.rules / language / MESSAGES, []).append(entry)
    return found


def missing_files(roots: Roots, language: str) -> list[str]:
    """Return the files of a language that are written anew, letters above all, and are not there.

    A letter may be worded differently in each language, so nothing is written for them.
    """
    source, own = (roots.templates / name / "letter" for name in (SOURCE, language))
    wanted = [own.parent / LANGUAGE_FILE]
    wanted += [
        own / path.relative_to(source)
        for path in files(source, "**/*")
        # A frame without words of its own may be that of the source.
        if path.suffix in (".md", ".yaml") and not path.name.startswith("frame-")
    ]
    if not any(own.glob(f"frame-{language}-??.yaml")):
        wanted.append(own / f"frame-{language}-XX.yaml")
    if (roots.rules / "words" / f"{SOURCE}.yaml").is_file():
        wanted.append(roots.rules / "words" / f"{language}.yaml")
    return [roots.name(path) for path in wanted if not path.exists()]


def _quoted(text: str) -> str:
    """Return a text in double quotation marks, as YAML and JSON write it alike."""
    return json.dumps(text, ensure_ascii=False)
