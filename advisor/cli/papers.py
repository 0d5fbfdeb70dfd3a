"""``advisor checklist``, ``letter`` and ``write``: the documents of a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli import options

if TYPE_CHECKING:
    from advisor.cli.desk import Desk

Output = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write to this file: .md or .txt. - is standard output, as Markdown.",
        show_default=False,
    ),
]
Folder = Annotated[
    Path,
    typer.Option(
        "-o",
        "--output",
        metavar="DIR",
        help="Write into this folder, which is made if it is missing.",
        show_default=False,
    ),
]


def checklist(
    case: options.CaseFile,
    out: Output,
    as_of: options.AsOf = None,
    engine: options.Engines = options.EngineName.auto,
    no_input: options.NoInput = False,
    force: options.Force = False,
    rules: options.Rules = None,
    templates: options.Templates = None,
    lang: options.Lang = "en",
) -> None:
    """Write the dated checklist.

    CASE is a case file, or - for standard input.
    """
    from advisor.cli.desk import Setting, open_case
    from advisor.cli.output import deliver, suffix_of
    from advisor.documents import CHECKLIST_FORMATS

    suffix = suffix_of(out, tuple(CHECKLIST_FORMATS))
    desk = open_case(case, Setting(rules, templates, lang, engine.value, as_of, no_input))
    deliver(checklist_bytes(desk, suffix), out, force=force, source=desk.path)


def letter(
    case: options.CaseFile,
    out: Output,
    form: options.LetterForm = None,
    anyway: options.Anyway = False,
    as_of: options.AsOf = None,
    engine: options.Engines = options.EngineName.auto,
    no_input: options.NoInput = False,
    force: options.Force = False,
    rules: options.Rules = None,
    templates: options.Templates = None,
    lang: options.Lang = "en",
) -> None:
    """Write the ending letter.

    CASE is a case file, or - for standard input. Where the advice calls
    for no letter, the command says why.
    """
    from advisor.cli.desk import Setting, open_case
    from advisor.cli.output import deliver, suffix_of
    from advisor.documents import LETTER_FORMATS

    suffix = suffix_of(out, tuple(LETTER_FORMATS))
    desk = open_case(case, Setting(rules, templates, lang, engine.value, as_of, no_input))
    data = letter_bytes(desk, suffix, form.value if form else None, anyway=anyway)
    deliver(data, out, force=force, source=desk.path)


def write(
    case: options.CaseFile,
    out: Folder,
    form: options.LetterForm = None,
    as_of: options.AsOf = None,
    engine: options.Engines = options.EngineName.auto,
    no_input: options.NoInput = False,
    force: options.Force = False,
    rules: options.Rules = None,
    templates: options.Templates = None,
    lang: options.Lang = "en",
) -> None:
    """Write all documents the advice calls for.

    CASE is a case file, or - for standard input.
    """
    from advisor.cli.desk import Setting, open_case
    from advisor.cli.output import deliver_all

    desk = open_case(case, Setting(rules, templates, lang, engine.value, as_of, no_input))
    deliver_all(documents(desk, form.value if form else None), out, force=force)


def checklist_bytes(desk: Desk, suffix: str = ".md") -> bytes:
    """Return the checklist in the format that a suffix names."""
    from advisor.documents import CHECKLIST_FORMATS

    return CHECKLIST_FORMATS[suffix](desk.library, desk.assessment, desk.case)


def letter_bytes(
    desk: Desk, suffix: str = ".md", form: str | None = None, *, anyway: bool = False
) -> bytes:
    """Return the ending letter, and say on standard error what it still lacks."""
    from advisor.documents import LETTER_FORMATS
    from advisor.documents.letter import letter as written

    found = written(desk.library, desk.assessment, desk.case, "ending", form, anyway=anyway)
    warn(desk, found.draft_reasons, "draft")
    warn(desk, found.missing, "missing")
    return LETTER_FORMATS[suffix](found)


def documents(desk: Desk, form: str | None = None) -> dict[str, bytes]:
    """Return every document that the advice calls for, by file name."""
    from advisor.cli.assess import document

    found = {"report.md": document(desk, ".md"), "checklist.md": checklist_bytes(desk)}
    if "ending" in desk.letter_kinds():
        found["letter.md"] = letter_bytes(desk, form=form)
    return found


def warn(desk: Desk, lines: tuple[str, ...], key: str) -> None:
    """Say on standard error what is to be known about a letter."""
    from advisor.cli.screen import tell

    if lines:
        tell(desk.library.texts[f"cli.letter.{key}"])
        for line in lines:
            tell(f"  {line}")
