"""``advisor start``: the interview, then the report, then what comes next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from advisor.cli import options
from advisor.cli.console import Color

DEFAULT = "case.yaml"
"""Where the answers are kept when no file is named."""


def start(
    case: Annotated[str, typer.Argument(metavar="[CASE]", show_default=False)] = DEFAULT,
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
    """Ask the questions, report, and offer the documents.

    The answers are kept in CASE, or in case.yaml. If the file is there already,
    the interview goes on where it stopped.
    """
    from advisor.cli.assessed_case import STDIN, Setting, assessed, open_case
    from advisor.cli.output import print_report
    from advisor.cli.session import Session
    from advisor.errors import Message, UsageError

    setting = Setting(rules, templates, lang, engine.value, as_of, no_input)
    if case == STDIN:
        text = Message("An interview keeps its answers in a file; name one in place of -.")
        raise UsageError(text)
    if no_input:
        print_report(open_case(case, setting).report(), color, plain=plain)
        return
    session = Session.begin(Path(case), setting, color, plain=plain, force=force)
    answered = session.interview()
    opened = assessed(session.library, answered, setting, session.path)
    print_report(opened.report(), color, plain=plain)
    session.offer(opened)
