"""``advisor start``: the interview, then the report, then what comes next."""

from __future__ import annotations

from pathlib import Path

from advisor.cli.options import DEFAULT_CASE, CaseFile, Setting, with_setting


@with_setting("as_of", "plain", "color", "engine", "no_input", "force")
def start(
    setting: Setting,
    case: CaseFile = DEFAULT_CASE,
) -> None:
    """Ask the questions, report, and offer the documents.

    The answers are kept in CASE, or in case.yaml. If the file is there already,
    the interview goes on where it stopped.
    """
    from advisor.cli.assessed_case import STDIN, open_case
    from advisor.cli.first_files import offer_files
    from advisor.cli.output import print_summary
    from advisor.cli.session import Session
    from advisor.errors import Message, UsageError

    if case == STDIN:
        text = Message("An interview keeps its answers in a file; name one in place of -.")
        raise UsageError(text)
    if setting.no_input:
        print_summary(open_case(case, setting).summary(), setting)
        return
    session = Session.begin(Path(case), setting)
    offer_files(session)
    try:
        session.offer(session.report())
    finally:
        session.keep_seen()
