"""``advisor whatif``: other answers, and what they would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli import options
from advisor.cli.console import Color

if TYPE_CHECKING:
    from advisor.cli.assessed_case import Desk
    from advisor.report.whatif_comparison import Tried


def whatif(
    case: options.CaseFile,
    changes: Annotated[
        list[str] | None, typer.Argument(metavar="[QUESTION=VALUE]...", show_default=False)
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object in place of the sentences.")
    ] = False,
    as_of: options.AsOf = None,
    plain: options.Plain = False,
    color: options.Colors = Color.auto,
    rules: options.Rules = None,
    templates: options.Templates = None,
    lang: options.Lang = None,
) -> None:
    """Show what other answers would change, or what would change the advice.

    CASE is a case file, or - for standard input. With QUESTION=VALUE, such as
    talk_result=improved or oldest_due_date=2026-10-01, shows both outcomes side by side
    and the rules that moved; QUESTION=unknown takes an answer away. Without, shows the
    smallest changes that lead to another advice, and who can make them.
    """
    from advisor.cli.assessed_case import Setting, open_case
    from advisor.cli.output import print_report, write_stdout
    from advisor.report import whatif_comparison, whatif_json, whatif_text

    # Both engines give the same result; the pure one is faster.
    desk = open_case(case, Setting(rules, templates, lang, "pure", as_of))
    if changes:
        tried = compared(desk, changes)
        if as_json:
            write_stdout(whatif_json.tried_json(desk.library.phrases, tried).encode())
        else:
            print_report(whatif_comparison.tried_report(desk.library, tried), color, plain=plain)
        return
    ahead = desk.ahead
    if as_json:
        write_stdout(whatif_json.outlook_json(desk.assessment, ahead).encode())
        return
    report = whatif_text.outlook_report(desk.library, desk.case, desk.assessment, ahead)
    print_report(report, color, plain=plain)


def compared(desk: Desk, changes: list[str]) -> Tried:
    """Assess a case with and without changed answers."""
    from advisor.interview.answer_changes import read_changes
    from advisor.reasoning.assess import assess
    from advisor.reasoning.compare import moved
    from advisor.reasoning.decide import decide
    from advisor.report.whatif_comparison import Tried

    library, as_of, engine = desk.library, desk.as_of, desk.engine
    after, dropped = read_changes(library, desk.case, changes, as_of)
    names = [change.partition("=")[0].strip() for change in changes]
    rules = moved(
        library,
        decide(library, desk.case, as_of, engine),
        decide(library, after, as_of, engine),
    )
    return Tried(
        case=desk.case,
        changed=after,
        names=tuple(names),
        dropped=dropped,
        before=desk.assessment,
        after=assess(library, after, as_of, engine),
        moved=rules,
    )
