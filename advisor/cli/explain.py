"""``advisor explain``: the reasoning behind the advice, or behind one rule."""

from __future__ import annotations

from typing import Annotated

import typer

from advisor.cli import options
from advisor.cli.console import Color


def explain(
    case: options.CaseFile,
    rule: Annotated[str | None, typer.Argument(metavar="[RULE]", show_default=False)] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Leave nothing out: every condition, every open question.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object in place of text.")] = (
        False
    ),
    as_of: options.AsOf = None,
    plain: options.Plain = False,
    color: options.Colors = Color.auto,
    engine: options.Engines = options.EngineName.auto,
    rules: options.Rules = None,
    templates: options.Templates = None,
    lang: options.Lang = None,
) -> None:
    """Show the reasoning as a tree, down to your answers.

    CASE is a case file, or - for standard input. With RULE, the id of a finding, a
    row, a gate, a date, a checklist item or a letter paragraph: why it holds, or why
    not and which answer would decide it.
    """
    from advisor.cli.assessed_case import Setting, open_case
    from advisor.cli.console import console, visible, wants_plain
    from advisor.cli.output import STDOUT, deliver
    from advisor.report.explanation import Explainer
    from advisor.report.explanation_node import short
    from advisor.report.explanation_text import explain_json, explain_text, explain_tree
    from advisor.report.screen import WIDEST

    opened = open_case(case, Setting(rules, templates, lang, engine.value, as_of))
    explainer = Explainer(opened.phrases, opened.assessed)
    tree = explainer.rule(rule) if rule else explainer.tree()
    tree = tree if everything else short(tree)
    if as_json:
        deliver(explain_json(tree).encode(), STDOUT, force=False, source=opened.path)
        return
    out = console(color)
    width = min(out.width, WIDEST)
    if wants_plain(plain):
        print(visible(explain_text(opened.phrases, tree, width)), end="")
    else:
        out.print(explain_tree(opened.phrases, tree), width=width)
