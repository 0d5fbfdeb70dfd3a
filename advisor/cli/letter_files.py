"""The documents of a case as bytes, and warnings about what a letter lacks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from advisor.casefile.answers import show
from advisor.cli.assessed_case import OpenCase
from advisor.cli.console import notify
from advisor.cli.output import deliver_all
from advisor.errors import (
    FileProblems,
    Message,
    MissingExtra,
    UsageError,
    nearest,
    one_of,
)
from advisor.files import read_whole
from advisor.formats.document_model import Letter
from advisor.formats.format_registry import CHECKLIST_FORMATS, LETTER_FORMATS, LETTERHEAD_FORMATS
from advisor.letters.checklist import checklist
from advisor.letters.letter import letter
from advisor.letters.selection import was_sent
from advisor.locale.formatting import inside

LARGEST_LETTERHEAD = 30_000_000
"""Bytes of a letterhead that are read; a longer file is none."""


def checklist_file(opened: OpenCase, suffix: str = ".md") -> bytes:
    """Return the checklist in the format that a suffix names."""
    return CHECKLIST_FORMATS[suffix](checklist(opened.phrases, opened.assessed))


def letter_of(
    opened: OpenCase, kind: str | None = None, form: str | None = None, *, anyway: bool = False
) -> Letter:
    """Return a letter of some kind, or the first that the advice calls for."""
    phrases, form = opened.letter_language(form)
    return letter(phrases, opened.assessed, kind, form, anyway=anyway)


def all_letters(opened: OpenCase, form: str | None = None) -> tuple[Letter, ...]:
    """Return every letter and paper that the advice calls for, in their order."""
    return tuple(letter_of(opened, kind, form) for kind in opened.letter_kinds())


def annotate(opened: OpenCase, found: Letter) -> Letter:
    """Return a letter with notes on the answers and rules behind each part."""
    from advisor.letters.annotations import annotated

    phrases, _ = opened.letter_language(found.form)
    return annotated(phrases, opened.assessed, found)


def letter_file(found: Letter, suffix: str = ".md", letterhead: bytes | None = None) -> bytes:
    """Return a letter in the format that a suffix names, on a letterhead if there is one."""
    if letterhead is None:
        return LETTER_FORMATS[suffix](found)
    return LETTERHEAD_FORMATS[suffix](found, letterhead)


def read_letterhead(path: Path | None, suffix: str) -> bytes | None:
    """Read the user's letterhead. Raises :class:`UsageError` for a format that has none."""
    if path is None:
        return None
    if suffix not in LETTERHEAD_FORMATS:
        allowed = one_of(sorted(LETTERHEAD_FORMATS))
        raise UsageError(
            Message("--letterhead needs a letter that ends in {allowed}.", allowed=allowed)
        )
    return read_whole(path, LARGEST_LETTERHEAD, str(path), FileProblems)


USUAL_SUFFIXES = (".docx", ".pdf")
"""The formats of letters where none are named: one to edit, and one to print or send."""


def suffixes_of(wanted: str | None) -> tuple[str, ...]:
    """Return the suffixes that a list such as ``docx,pdf`` names, each once.

    Raises :class:`UsageError` for a format that letters do not have.
    """
    if wanted is None:
        return USUAL_SUFFIXES
    names = dict.fromkeys(name.strip().lower().lstrip(".") for name in wanted.split(","))
    known = [suffix[1:] for suffix in LETTER_FORMATS]
    for name in names:
        if name not in known:
            raise UsageError(
                Message(
                    "There is no format {name}; allowed: {allowed}.{hint}",
                    name=repr(name),
                    allowed=one_of(known),
                    hint=nearest(name, known),
                )
            )
    return tuple(f".{name}" for name in names)


def documents(
    opened: OpenCase, letters: tuple[Letter, ...], suffixes: Sequence[str] = (".md",)
) -> tuple[dict[str, bytes], MissingExtra | None]:
    """Return the report, the checklist and some letters in each format, by file name.

    The report is Markdown; a checklist is written in those formats that it has, else in that.
    A format for which an extra is missing is left out, and the error returned beside.
    """
    found = {"report.md": opened.report_file(".md")}
    lists = [suffix for suffix in suffixes if suffix in CHECKLIST_FORMATS] or [".md"]
    found.update((f"checklist{suffix}", checklist_file(opened, suffix)) for suffix in lists)
    missing: MissingExtra | None = None
    kinds = opened.phrases.kinds
    for suffix in suffixes:
        # What is for the user or a lawyer is not sent from here.
        wanted = [one for one in letters if suffix != ".eml" or kinds[one.kind].reader == "client"]
        try:
            found.update((f"{one.kind}{suffix}", letter_file(one, suffix)) for one in wanted)
        except MissingExtra as error:
            missing = error
    return found, missing


def write_documents(
    opened: OpenCase, folder: Path, form: str | None = None, formats: str | None = None
) -> None:
    """Write all documents that the advice calls for into a folder, and warn of gaps.

    Raises :class:`MissingExtra`, once the rest is written, where a format that was asked for
    needs an extra that is not installed.
    """
    suffixes = suffixes_of(formats)
    letters = all_letters(opened, form)
    found, missing = documents(opened, letters, suffixes)
    if missing is not None and not any(f"{one.kind}.docx" in found for one in letters):
        # Markdown needs no extra and is written in its place.
        found.update((f"{one.kind}.md", letter_file(one)) for one in letters)
    deliver_all(found, folder, opened.setting)
    warn_incomplete(opened, letters)
    if missing is not None and formats is not None:
        raise missing


def warn_incomplete(opened: OpenCase, letters: tuple[Letter, ...]) -> None:
    """Print on standard error what some letters still lack, each point once."""
    for key in ("draft", "missing"):
        titles: dict[str, list[str]] = {}
        for one in letters:
            for line in one.draft_reasons if key == "draft" else one.missing:
                titles.setdefault(line, []).append(one.title)
        for names in dict.fromkeys(map(tuple, titles.values())):
            lines = tuple(line for line, found in titles.items() if tuple(found) == names)
            warn(opened, ", ".join(names), lines, key)


def warn(opened: OpenCase, name: str, lines: tuple[str, ...], key: str, **values: str) -> None:
    """Print a warning about a letter on standard error, with its points below."""
    if lines:
        notify(opened.phrases.say(f"cli.letter.{key}", name=name, **values))
        for line in lines:
            notify(f"  {line}")


def warn_sent(opened: OpenCase, found: Letter) -> None:
    """Print on standard error that a letter of this kind was sent, and when."""
    phrases, kind = opened.phrases, opened.phrases.kinds[found.kind]
    if kind.sent is None or not was_sent(kind, opened.assessment.facts):
        return
    answers = opened.case.answers
    day, way = answers.get(kind.sent.on), answers.get(kind.sent.by)
    on = phrases.day(day) if isinstance(day, date) else "-"
    question = opened.assessed.rulebook.questions[kind.sent.by]
    how = inside(show(phrases, question, way), phrases.language) if way else "-"
    notify(phrases.say("cli.letter.sent", name=found.title, date=on, how=how))
