"""``advisor checklist``, ``letter`` and ``write``: the documents of a case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from advisor.cli import completion
from advisor.cli.options import DEFAULT_CASE, CaseFile, LetterForm, Setting, with_setting

Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write to this file: .md, .txt, .html, .docx, .csv, .json or .ics (calendar). "
        "- is standard output, as Markdown.",
        show_default=False,
    ),
]
LetterOutput = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write to this file: .md, .txt, .html, .docx, .pdf or .eml (draft of an email). "
        "- is standard output, as Markdown.",
        show_default=False,
    ),
]
Letterhead = Annotated[
    Path | None,
    typer.Option(
        "--letterhead",
        metavar="FILE",
        help="Write the letter (.docx) on this letterhead of yours, a .docx: "
        "its paper, headers, footers and styles are kept.",
        show_default=False,
    ),
]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="Which letter or paper, such as ending, script or lawyer-brief; "
        "otherwise the first letter to the client that the advice calls for. "
        "--kind without a word lists them.",
        show_default=False,
        autocompletion=completion.kinds,
    ),
]
Annotations = Annotated[
    bool,
    typer.Option(
        "--annotated",
        help="Number each part and say below on which answers and rules it rests, "
        "and which answers are not used.",
    ),
]
Final = Annotated[
    bool,
    typer.Option(
        "--final",
        help="Keep a read-only copy beside the case, with a record of it. Refused for a draft and "
        "while anything is missing.",
    ),
]
Folder = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="DIR",
        help="Write into this folder, which is made if it is missing.",
        show_default=False,
    ),
]

Formats = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="LIST",
        help="The formats of the letters, such as docx,pdf,eml,md; "
        "otherwise .docx to edit, and .pdf where its extra is installed.",
        show_default=False,
    ),
]
Anyway = Annotated[
    bool,
    typer.Option(
        "--anyway", help="Write the letter although the advice does not call for it, marked so."
    ),
]


@with_setting("as_of", "engine", "no_input", "force")
def checklist(setting: Setting, case: CaseFile = DEFAULT_CASE, out: Output = None) -> None:
    """Write the dated checklist.

    CASE is a case file, case.yaml if none is named, or - for standard input.
    """
    from advisor.cli import output
    from advisor.cli.assessed_case import open_case
    from advisor.cli.letter_files import checklist_file
    from advisor.formats.format_registry import CHECKLIST_FORMATS

    opened = open_case(case, setting)
    out = output.named(out, opened.beside("checklist", ".md"))
    suffix = output.suffix_of(out, tuple(CHECKLIST_FORMATS))
    opened.deliver(checklist_file(opened, suffix), out)


@with_setting("as_of", "engine", "no_input", "force")
def letter(
    setting: Setting,
    case: CaseFile = DEFAULT_CASE,
    out: LetterOutput = None,
    kind: Kind = None,
    form: LetterForm = None,
    annotated: Annotations = False,
    letterhead: Letterhead = None,
    final: Final = False,
    anyway: Anyway = False,
) -> None:
    """Write a letter, or a paper around it.

    CASE is a case file, case.yaml if none is named, or - for standard input. Where
    the advice does not call for the letter, the command says why. On a terminal it asks
    first for the answers that the letter needs; --no-input names them instead.
    """
    from advisor.cli import final_copies, letter_files, output
    from advisor.cli.assessed_case import open_case
    from advisor.cli.needed_answers import with_needed
    from advisor.errors import MissingExtra
    from advisor.formats.format_registry import LETTER_FORMATS

    opened = open_case(case, setting, own_details=True)
    kind = letter_files.letter_of(opened, kind, form, anyway=anyway).kind
    opened = with_needed(opened, (kind,))
    found = letter_files.letter_of(opened, kind, form, anyway=anyway)
    out = output.named(out, opened.beside(found.kind, ".docx"))
    suffix = output.suffix_of(out, tuple(LETTER_FORMATS))
    head = letter_files.read_letterhead(letterhead, suffix)
    if final:
        final_copies.check_final(opened, found, annotated=annotated)
    letter_files.warn_sent(opened, found)
    letter_files.warn_incomplete(opened, (found,))
    if annotated:
        found = letter_files.annotate(opened, found)
    try:
        data = letter_files.letter_file(found, suffix, head)
    except MissingExtra:
        if not final:
            # Markdown needs no extra and is written in its place.
            opened.deliver(letter_files.letter_file(found), str(Path(out).with_suffix(".md")))
        raise
    if final and final_copies.keep(opened, found, data, suffix, out):
        return
    opened.deliver(data, out)
    if found.delivery:
        letter_files.warn(opened, found.title, (found.proves,), "delivery", way=found.delivery)


@with_setting("as_of", "engine", "no_input", "force")
def write(
    setting: Setting,
    case: CaseFile = DEFAULT_CASE,
    out: Folder = None,
    form: LetterForm = None,
    formats: Formats = None,
) -> None:
    """Write all documents the advice calls for.

    CASE is a case file, case.yaml if none is named, or - for standard input. On a terminal
    it asks first for the answers that the letters need; --no-input names them instead.
    """
    from advisor.cli import output
    from advisor.cli.assessed_case import open_case
    from advisor.cli.letter_files import suffixes_of, write_documents
    from advisor.cli.needed_answers import with_needed

    suffixes_of(formats)
    opened = open_case(case, setting, own_details=True)
    opened = with_needed(opened, opened.letter_kinds())
    folder = Path(output.named(str(out) if out else None, opened.beside("documents", "")))
    write_documents(opened, folder, form, formats)
