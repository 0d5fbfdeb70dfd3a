"""``advisor assess``: the report on a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli import options
from advisor.cli.console import Color

if TYPE_CHECKING:
    from advisor.cli.assessed_case import OpenCase


def assess(
    case: options.CaseFile,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object in place of the report.")
    ] = False,
    out: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write to this file: .md, .txt or .json. - is standard output, as Markdown.",
        ),
    ] = None,
    as_of: options.AsOf = None,
    plain: options.Plain = False,
    color: options.Colors = Color.auto,
    engine: options.Engines = options.EngineName.auto,
    no_input: options.NoInput = False,
    force: options.Force = False,
    rules: options.Rules = None,
    templates: options.Templates = None,
    lang: options.Lang = None,
) -> None:
    """Show the advice, its reasons and its dates.

    CASE is a case file, or - for standard input.
    """
    from advisor.cli.assessed_case import Setting, open_case
    from advisor.cli.output import STDOUT, deliver, print_report, suffix_of
    from advisor.errors import Message, UsageError

    suffix = suffix_of(out, (".md", ".txt", ".json")) if out else ""
    if as_json and out not in (None, STDOUT) and suffix != ".json":
        raise UsageError(Message("--json writes JSON; {path} must end in .json.", path=out))
    opened = open_case(case, Setting(rules, templates, lang, engine.value, as_of, no_input))
    if as_json or out:
        suffix = ".json" if as_json else suffix
        deliver(document(opened, suffix), out or STDOUT, force=force, source=opened.path)
    else:
        print_report(opened.report(), color, plain=plain)


def document(opened: OpenCase, suffix: str) -> bytes:
    """Return the report in the format that a suffix names."""
    if suffix == ".json":
        from advisor.report.json_report import report_json

        return report_json(opened.phrases, opened.with_splits, opened.outlook).encode()
    if suffix == ".txt":
        from advisor.report.plain_text import report_text

        return report_text(opened.report()).encode()
    from advisor.report.markdown import report_markdown

    return report_markdown(opened.report()).encode()
