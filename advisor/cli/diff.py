"""``advisor diff``: what moved between two assessments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli.options import Setting, assessment_day, with_setting

if TYPE_CHECKING:
    from advisor.knowledge.content import Library
    from advisor.reasoning.diff import Side


@with_setting("plain", "color")
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="NEW", show_default=False)],
    setting: Setting,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object in place of the sentences.")
    ] = False,
) -> None:
    """Say what moved between two assessments, and what did it.

    OLD and NEW are case files, or assessments saved with advisor assess --json; one of
    them may be - for standard input. A saved one keeps its day and its rules. Ends with
    code 0 whether or not something moved.
    """
    from advisor.cli.assessed_case import STDIN, notify_migrations
    from advisor.cli.console import write_stdout
    from advisor.cli.output import print_report
    from advisor.errors import Message, UsageError
    from advisor.reasoning.diff import compare
    from advisor.report.diff_text import diff_json, diff_report

    if old == new == STDIN:
        text = Message("Only one of the two can come from standard input; name a file.")
        raise UsageError(text)
    library = setting.library()
    before, after = (read(name, library, setting) for name in (old, new))
    for side in (before, after):
        notify_migrations(side.case)
    found = compare(library, before, after, setting.reader())
    if as_json:
        write_stdout(diff_json(library, found).encode())
    else:
        print_report(diff_report(library.phrases, library, found), setting)


def read(name: str, library: Library, setting: Setting) -> Side:
    """Read one side, from a file or from standard input."""
    from advisor.cli.assessed_case import read_input
    from advisor.errors import CaseError
    from advisor.files import read_whole
    from advisor.knowledge.strict_yaml import LARGEST
    from advisor.locale.control_characters import visible
    from advisor.report.saved_assessment import read_side

    data, shown = read_input(name, lambda path: read_whole(path, LARGEST, name, CaseError))
    return read_side(data, visible(shown), library, assessment_day(), setting.reader())
