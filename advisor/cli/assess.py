"""``advisor assess``: the report on a case."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from advisor.cli.options import DEFAULT_CASE, CaseFile, Setting, with_setting


class Part(str, Enum):
    """The parts of the report, see :data:`advisor.report.build.PARTS`."""

    steps = "steps"
    reasons = "reasons"
    payments = "payments"
    unknown = "unknown"
    timeline = "timeline"
    changes = "changes"
    choices = "choices"


@with_setting("as_of", "plain", "color", "engine", "no_input", "force")
def assess(
    setting: Setting,
    case: CaseFile = DEFAULT_CASE,
    full: Annotated[
        bool, typer.Option("--full", help="The whole report, not the one on one screen.")
    ] = False,
    only: Annotated[
        Part | None,
        typer.Option("--only", help="One part of the whole report.", show_default=False),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object in place of the report.")
    ] = False,
    out: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write to this file: .md, .html, .txt, .json. - is standard output, as Markdown.",
        ),
    ] = None,
) -> None:
    """Show the advice, its reasons and its dates.

    CASE is a case file, case.yaml if none is named, or - for standard input.
    """
    from advisor.cli.assessed_case import open_case
    from advisor.cli.output import STDOUT, print_report, print_summary, suffix_of
    from advisor.errors import Message, UsageError

    suffix = suffix_of(out, (".md", ".html", ".txt", ".json")) if out else ""
    if as_json and out not in (None, STDOUT) and suffix != ".json":
        raise UsageError(Message("--json writes JSON; {path} must end in .json.", path=out))
    if only and (as_json or out):
        raise UsageError(Message("--only is for the screen; a file and --json hold everything."))
    opened = open_case(case, setting)
    if as_json or out:
        opened.deliver(opened.report_file(".json" if as_json else suffix), out or STDOUT)
    elif only:
        from advisor.report.build import part_of

        print_report(part_of(opened.report(), only.value), setting)
    elif full:
        print_report(opened.report(), setting)
    else:
        print_summary(opened.summary(), setting)
