"""``advisor demo``: everything shown on a shipped example."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli.options import Setting, with_setting

if TYPE_CHECKING:
    from advisor.formats.document_model import Row
    from advisor.knowledge.phrasebook import Phrasebook


REPORT, STEPS, LINES, END = 18, 3, 27, 4
"""Lines of the report, steps of the checklist and lines of the letter that are shown; how many
of these are from its end where some are left out."""


@with_setting("plain", "color", "engine", "force")
def demo(
    setting: Setting,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="DIR",
            help="Write the report, the checklist and the letter into this folder as well.",
        ),
    ] = None,
) -> None:
    """Show it all on an example that comes along.

    Prints the report on one screen, the first steps of the checklist and the letter;
    needs no input.
    """
    from advisor.casefile.casefile import read_case
    from advisor.cli.assessed_case import assessed
    from advisor.cli.console import notify, write_stdout
    from advisor.cli.letter_files import all_letters, documents, letter_of
    from advisor.cli.output import deliver_all, print_summary
    from advisor.formats.markdown_text import letter_text
    from advisor.letters.checklist import checklist_rows
    from advisor.letters.selection import suggested_kind
    from advisor.report.plain_text import FILE_WIDTH

    library = setting.library()
    phrases = library.phrases
    opened = assessed(library, read_case(example(phrases.language.code), library), setting)
    notify(phrases.say("cli.demo.intro"))
    print_summary(opened.summary(rest=False), setting, most=REPORT)
    letter = letter_of(opened, suggested_kind(phrases, opened.assessment))
    text = letter_text(letter)
    shown = {
        "checklist": first_steps(phrases, checklist_rows(phrases, opened.assessed)),
        "letter": broken(text[text.index(letter.salutation) :], FILE_WIDTH),
    }
    for name, lines in shown.items():
        heading = f"\n---- {phrases.say(f'cli.demo.{name}')} ----"
        write_stdout("\n".join((heading, *cut(lines), "")).encode())
    if out is not None:
        deliver_all(documents(opened, all_letters(opened))[0], out, setting)
    notify(f"\n{phrases.say('cli.demo.rest')}\n  {program()} demo -o DIR")
    notify(f"{phrases.say('cli.demo.next')}\n  {program()} start")


def first_steps(phrases: Phrasebook, rows: Iterable[Row]) -> list[str]:
    """Return the first steps of a checklist, each on one line that may be cut."""
    from advisor.report.plain_text import FILE_WIDTH

    dated = sorted(((row.due, row.title) for row in rows if row.due), key=lambda one: one[0])
    return [
        shorten(f"{phrases.day(due)}{phrases.colon}{title}", FILE_WIDTH, placeholder=" ...")
        for due, title in dated[:STEPS]
    ]


def broken(text: str, width: int) -> list[str]:
    """Return the lines of a text without the empty ones, none wider than asked."""
    return [part for line in text.split("\n") for part in wrap(line, width)]


def cut(lines: list[str]) -> list[str]:
    """Return lines without some before the end, where there are too many."""
    return lines if len(lines) <= LINES else [*lines[: LINES - END - 1], "[...]", *lines[-END:]]


def example(language: str) -> Path:
    """Return the example in a language, or the one in the source language."""
    from advisor.knowledge.content_paths import content_root

    folder = content_root() / "examples"
    translated = folder / f"demo.{language}.yaml"
    return translated if translated.is_file() else folder / "demo.yaml"


def program() -> str:
    """Return how this program was called, for it may not be on the search path."""
    called = Path(sys.argv[0])
    found = shutil.which("advisor")
    if called.stem != "advisor" or (found and Path(found).absolute() == called.absolute()):
        return "advisor"
    return shlex.quote(os.path.relpath(called))
