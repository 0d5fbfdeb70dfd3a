"""``advisor whatif``: other answers, and what they would change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli.options import DEFAULT_CASE, CaseFile, Changes, Setting, with_setting

if TYPE_CHECKING:
    from advisor.cli.assessed_case import OpenCase
    from advisor.report.whatif_text import Comparison


@with_setting("as_of", "plain", "color")
def whatif(
    setting: Setting,
    case: CaseFile = DEFAULT_CASE,
    changes: Changes = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object in place of the sentences.")
    ] = False,
) -> None:
    """Show what other answers would change, or what would change the advice.

    CASE is a case file, case.yaml if none is named, or - for standard input. With
    QUESTION=VALUE, such as talk_result=improved or oldest_due_date=2026-10-01, shows
    both outcomes side by side and the rules that moved; QUESTION=unknown takes an answer
    away. Without, shows the events and the smallest changes that lead to another advice,
    and who can make them.
    """
    from advisor.cli.assessed_case import open_case
    from advisor.cli.console import write_stdout
    from advisor.cli.output import print_report
    from advisor.reasoning.counterfactual import counterfactuals
    from advisor.report import json_report, whatif_text

    if "=" in case and not Path(case).exists():
        case, changes = DEFAULT_CASE, [case, *(changes or ())]
    opened = open_case(case, setting)
    phrases = opened.phrases
    if changes:
        compared = comparison(opened, changes)
        if as_json:
            write_stdout(json_report.comparison_json(phrases, compared).encode())
        else:
            print_report(whatif_text.comparison_report(phrases, compared), setting)
        return
    assessed, ahead = opened.assessed, opened.outlook
    single = counterfactuals(assessed.rulebook, assessed.decided, assessed.as_of)
    if as_json:
        text = json_report.outlook_json(phrases, opened.assessment, ahead, single)
        write_stdout(text.encode())
    else:
        print_report(whatif_text.outlook_report(phrases, assessed, ahead, single), setting)


def comparison(opened: OpenCase, changes: list[str]) -> Comparison:
    """Assess a case with and without changed answers."""
    from advisor.interview.answer_changes import read_changes
    from advisor.reasoning.assess import assess_case
    from advisor.report.whatif_text import Comparison

    assessed = opened.assessed
    rulebook, as_of, engine = assessed.rulebook, assessed.as_of, assessed.engine
    changed, dropped = read_changes(opened.library, assessed.case, changes, as_of)
    return Comparison(
        before=assessed,
        after=assess_case(rulebook, changed, as_of, engine),
        names=tuple(change.partition("=")[0].strip() for change in changes),
        dropped=dropped,
    )
