"""The words that an option or argument can take: for the shell, and for messages.

Each function returns words with what they mean, from the content that the options name.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from advisor.cli.language import process_language

if TYPE_CHECKING:
    from advisor.knowledge.content import Library
    from advisor.knowledge.content_paths import Roots

Word = tuple[str, str]
"""What can be typed, and what it means."""
MOST_FILES = 500
"""Entries of a folder that are looked at for case files."""


def kinds(ctx: typer.Context) -> list[Word]:
    """Return the kinds of letters and papers with their titles."""
    phrases = content_of(ctx).phrases
    return [(name, kind.title) for name, kind in sorted(phrases.kinds.items())]


def sendable_kinds(ctx: typer.Context) -> list[Word]:
    """Return the kinds whose dispatch is recorded."""
    phrases = content_of(ctx).phrases
    return [(name, kind.title) for name, kind in sorted(phrases.kinds.items()) if kind.sent]


def journal_kinds(ctx: typer.Context) -> list[Word]:
    """Return what entries of the journal can be about."""
    return list(content_of(ctx).phrases.journal.items())


def letter_forms(ctx: typer.Context) -> list[Word]:
    """Return the forms of letters, such as ``en-GB``."""
    from advisor.knowledge.content_paths import forms

    return [(name, "") for name in forms(_roots(ctx))]


def spoken_languages(ctx: typer.Context) -> list[Word]:
    """Return the languages that there are texts in."""
    from advisor.knowledge.content_paths import languages

    return [(name, "") for name in languages(_roots(ctx))]


def routes(ctx: typer.Context) -> list[Word]:
    """Return the ways in which letters are sent, of all kinds."""
    content = content_of(ctx)
    texts = (
        content.phrases.question(kind.sent.by).choices
        for kind in content.phrases.kinds.values()
        if kind.sent
    )
    return list({way: text for choices in texts for way, text in choices.items()}.items())


def rule_names(ctx: typer.Context) -> list[Word]:
    """Return the rules with their titles."""
    content = content_of(ctx)
    return [(rule.id, content.phrases.title(rule.id)) for rule in content.rules()]


def changes(ctx: typer.Context, incomplete: str) -> list[Word]:
    """Return the questions followed by ``=``; after that, the choices of the question."""
    content = content_of(ctx)
    name, equals, _ = incomplete.partition("=")
    if equals and name in content.questions:
        choices = content.phrases.question(name).choices
        return [(f"{name}={choice}", text) for choice, text in choices.items()]
    texts = content.phrases.questions
    return [(f"{question}=", texts[question].ask) for question in content.questions]


def case_files(incomplete: str) -> list[str]:
    """Return the case files, and the folders, whose paths begin with a text."""
    start, _, _ = incomplete.rpartition("/")
    folder = Path(f"{start}/" if "/" in incomplete else ".")
    found = []
    try:
        for entry in islice(sorted(folder.iterdir()), MOST_FILES):
            path = f"{start}/{entry.name}" if "/" in incomplete else entry.name
            if entry.is_dir() and not entry.name.startswith("."):
                found.append(f"{path}/")
            elif is_case(entry):
                found.append(path)
    except OSError:
        return []
    return [path for path in found if path.startswith(incomplete)]


def is_case(path: Path) -> bool:
    """Return whether a file is named and begins like a case."""
    from advisor.casefile.rendering import MARK

    try:
        if path.suffix not in (".yaml", ".yml") or not path.is_file():
            return False
        with path.open("rb") as file:
            return MARK.search(file.read(2000)) is not None
    except OSError:
        return False


def near_word(name: str, library: Library, beside: Path) -> str:
    """Return a hint for a name that is no file: a case there, a kind, a rule or a question."""
    from difflib import get_close_matches

    from advisor.errors import nearest

    # By the name alone: that both end in .yaml makes no two files alike.
    stems = {one.stem: one.name for one in _cases(beside)}
    like = get_close_matches(Path(name).stem, stems, n=1, cutoff=0.7)
    return (
        nearest(name, [str(beside / stems[stem]) for stem in like])
        or misplaced(name, library)
        or nearest(name, [*library.phrases.kinds, *library.by_id, *library.questions])
    )


def misplaced(name: str, library: Library) -> str:
    """Return where a kind of letter, a rule or a question belongs; nothing for another word."""
    from advisor.errors import CommandLine, Message

    found = repr(name)
    if name in library.phrases.kinds:
        return Message(" {found} is a kind of letter; give it with --kind.", found=found)
    if name in library.by_id:
        return Message(
            " {found} is a rule; '{command}' explains it.",
            found=found,
            command=CommandLine(f"advisor explain CASE {name}"),
        )
    if name in library.questions:
        return Message(
            " {found} is a question; '{command}' tries other answers.",
            found=found,
            command=CommandLine(f"advisor whatif CASE {name}=VALUE"),
        )
    return ""


def _cases(folder: Path) -> Iterator[Path]:
    try:
        yield from filter(is_case, islice(sorted(folder.iterdir()), MOST_FILES))
    except OSError:
        return


def _roots(ctx: typer.Context) -> Roots:
    """Return the folders of content that the words before name."""
    from advisor.knowledge.content_paths import Roots

    # While a line is completed, or was not understood, they are words still.
    named = (ctx.params.get(name) for name in ("rules", "templates"))
    return Roots.default(*(Path(folder) if folder else None for folder in named))


def content_of(ctx: typer.Context) -> Library:
    """Return the rules, and the texts of the language, that the words before name."""
    from advisor.knowledge.cache import load_cached

    roots = _roots(ctx)
    return load_cached(roots, process_language(ctx.params.get("lang"), roots))
