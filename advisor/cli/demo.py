"""``advisor demo``: the whole of it on a shipped example."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from advisor.cli import options
from advisor.cli.console import Color


def demo(
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="DIR",
            help="Write the report, the checklist and the letter into this folder as well.",
        ),
    ] = None,
    plain: options.Plain = False,
    color: options.Colors = Color.auto,
    engine: options.Engines = options.EngineName.auto,
    force: options.Force = False,
    rules: options.Rules = None,
    templates: options.Templates = None,
    lang: options.Lang = None,
) -> None:
    """Show it all on an example that comes along.

    Prints the report, the checklist and the letter; needs no input.
    """
    from advisor.casefile.casefile import read_case
    from advisor.cli.assessed_case import Setting, assessed
    from advisor.cli.console import tell
    from advisor.cli.documents import documents, letters
    from advisor.cli.output import deliver_all, print_report, write_stdout
    from advisor.letters.selection import usual

    setting = Setting(rules, templates, lang, engine.value)
    library = setting.library()
    case = read_case(example(library.language.code), library)
    opened = assessed(library, case, setting)
    tell(library.texts["cli.demo.intro"])
    print_report(opened.report(), color, plain=plain)
    papers = documents(opened, letters(opened))
    shown = {"checklist": "checklist", "letter": usual(library.phrases, opened.assessment)}
    for key, name in shown.items():
        heading = library.texts[f"cli.demo.{key}"]
        write_stdout(f"\n\n---- {heading} ----\n\n".encode() + papers[f"{name}.md"])
    if out is not None:
        deliver_all(papers, out, force=force)
    tell(f"\n{library.texts['cli.demo.next']}\n  {program()} start")


def example(language: str) -> Path:
    """Return the example in a language, or the one in the source language."""
    from advisor.knowledge.content_paths import content_root

    folder = content_root() / "examples"
    there = folder / f"demo.{language}.yaml"
    return there if there.is_file() else folder / "demo.yaml"


def program() -> str:
    """Return how this program was called, for it may not be on the search path."""
    called = Path(sys.argv[0])
    found = shutil.which("advisor")
    if called.stem != "advisor" or (found and Path(found).absolute() == called.absolute()):
        return "advisor"
    return shlex.quote(os.path.relpath(called))
