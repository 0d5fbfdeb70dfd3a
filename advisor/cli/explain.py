"""``advisor explain``: the reasoning behind the advice, or behind one rule."""

from __future__ import annotations

from typing import Annotated

import typer

from advisor.cli.options import CaseFile, RuleId, Setting, with_setting


@with_setting("as_of", "plain", "color", "engine")
def explain(
    case: CaseFile,
    setting: Setting,
    rule: RuleId = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Leave nothing out: every condition, every open question.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object in place of text.")
    ] = False,
) -> None:
    """Show the reasoning as a tree, down to your answers.

    CASE is a case file, or - for standard input. With RULE, the id of a finding, a
    row, a gate, a date, a checklist item or a letter paragraph: why it holds, or why
    not and which answer would decide it.
    """
    from advisor.cli.assessed_case import open_case
    from advisor.cli.console import write_stdout
    from advisor.cli.output import print_rendered
    from advisor.report.explanation import Explainer
    from advisor.report.explanation_node import short
    from advisor.report.explanation_text import explain_json, explain_text, explain_tree

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
