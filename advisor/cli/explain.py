"""``advisor explain``: the reasoning behind the advice, or behind one rule."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from advisor.cli.options import DEFAULT_CASE, CaseFile, RuleId, Setting, with_setting


@with_setting("as_of", "plain", "color", "engine")
def explain(
    setting: Setting,
    case: CaseFile = DEFAULT_CASE,
    rule: RuleId = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Leave nothing out: every condition, every open question.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object in place of text.")
    ] = False,
) -> None:
    """Show the reasoning as a tree, down to your answers.

    CASE is a case file, case.yaml if none is named, or - for standard input. With
    RULE, the id of a finding, a row, a gate, a date, a checklist item or a letter
    paragraph: why it holds, or why not and which answer would decide it.
    """
    from advisor.cli.assessed_case import open_case
    from advisor.cli.console import write_stdout
    from advisor.cli.output import print_rendered
    from advisor.report.explanation import Explainer
    from advisor.report.explanation_node import short
    from advisor.report.explanation_text import explain_json, explain_text, explain_tree

    if rule is None and case in setting.library().by_id and not Path(case).exists():
        case, rule = DEFAULT_CASE, case
    opened = open_case(case, setting)
    explainer = Explainer(opened.phrases, opened.assessed)
    tree = explainer.rule(rule) if rule else explainer.tree()
    tree = tree if everything else short(tree)
    if as_json:
        write_stdout(explain_json(tree).encode())
        return
    print_rendered(
        setting,
        lambda width: explain_text(opened.phrases, tree, width),
        lambda out, width: out.print(explain_tree(opened.phrases, tree), width=width),
    )
