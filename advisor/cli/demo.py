"""``advisor demo``: everything shown on a shipped example."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from advisor.cli.options import Setting, with_setting


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

    Prints the report, the checklist and the letter; needs no input.
    """
    from advisor.casefile.casefile import read_case
    from advisor.cli.assessed_case import assessed
    from advisor.cli.console import notify, write_stdout
    from advisor.cli.letter_files import all_letters, documents
    from advisor.cli.output import deliver_all, print_report
    from advisor.letters.selection import suggested_kind

    library = setting.library()
    opened = assessed(library, read_case(example(library.phrases.language.code), library), setting)
    say = library.phrases.say
    notify(say("cli.demo.intro"))
    print_report(opened.report(), setting)
    written = documents(opened, all_letters(opened))
    shown = {"checklist": "checklist", "letter": suggested_kind(library.phrases, opened.assessment)}
    for key, name in shown.items():
        heading = f"\n\n---- {say(f'cli.demo.{key}')} ----\n\n"
        write_stdout(heading.encode() + written[f"{name}.md"])
    if out is not None:
        deliver_all(written, out, setting)
    notify(f"\n{say('cli.demo.next')}\n  {program()} start")


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
