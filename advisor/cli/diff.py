"""``advisor diff``: what moved between two assessments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli import options
from advisor.cli.console import Color

if TYPE_CHECKING:
    from datetime import date

    from advisor.knowledge.content import Library
    from advisor.reasoning.diff import Side


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="NEW", show_default=False)],
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object in place of the sentences.")
    ] = False,
    plain: options.Plain = False,
    color: options.Colors = Color.auto,
    rules: options.Rules = None,
    templates: options.Templates = None,
    lang: options.Lang = None,
) -> None:
    """Say what moved between two assessments, and what did it.

    OLD and NEW are case files, or assessments saved with advisor assess --json; one of
    them may be - for standard input. A saved one keeps its day and its rules. Ends with
    code 0 whether or not something moved.
    """
    from advisor.cli.assessed_case import STDIN, Setting, judged_on, tell_notes
    from advisor.cli.output import print_report, write_stdout
    from advisor.engine import available
    from advisor.errors import Message, UsageError
    from advisor.reasoning.diff import compare
    from advisor.report.diff_text import diff_json, diff_report

    if old == new == STDIN:
        text = Message("Only one of the two can come from standard input; name a file.")
        raise UsageError(text)
    library = Setting(rules, templates, lang).library()
    # Decides many cases between the two. Both engines give the same result; this is faster.
    engine = available("pure")
    before, after = (read(name, library, judged_on()) for name in (old, new))
    for side in (before, after):
        tell_notes(side.case)
    found = compare(library, before, after, engine)
    if as_json:
        write_stdout(diff_json(library, found).encode())
    else:
        print_report(diff_report(library.phrases, library, found), color, plain=plain)


def read(name: str, library: Library, today: date) -> Side:
    """Read one side, from a file or from standard input."""
    from advisor.cli.assessed_case import STDIN, read_stdin
    from advisor.engine import available
    from advisor.errors import CaseError
    from advisor.files import read_whole
    from advisor.knowledge.strict_yaml import LARGEST
    from advisor.report.saved_assessment import read_side

    data = read_stdin() if name == STDIN else read_whole(Path(name), LARGEST, name, CaseError)
    shown = "<stdin>" if name == STDIN else name
    return read_side(data, shown, library, today, available("pure"))
