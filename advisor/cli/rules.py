"""``advisor rules``: for authors of rules."""

from __future__ import annotations

from typing import Annotated

import typer

from advisor.cli import authors
from advisor.cli.command import Command
from advisor.cli.console import write_lines
from advisor.cli.error_boundary import SuggestingGroup
from advisor.cli.options import RuleId, Setting, with_setting
from advisor.cli.schema import schema

app = typer.Typer(
    cls=SuggestingGroup,
    add_completion=False,
    suggest_commands=False,
    help="List, show, check, test, walk, draw and translate the rules, and write their schemas.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

app.command("schema", cls=Command)(schema)
app.command("check", cls=Command)(authors.check)
app.command("test", cls=Command)(authors.run_cases)
app.command("walk", cls=Command)(authors.walk)
app.command("graph", cls=Command)(authors.graph)
app.command("translate", cls=Command)(authors.translate)


@app.command("list", cls=Command)
@with_setting()
def list_(setting: Setting) -> None:
    """List every rule with its title."""
    library = setting.library()
    for rule in library.rules():
        write_lines(f"{rule.id}: {library.phrases.title(rule.id)}")


@app.command("show", cls=Command)
@with_setting()
def show(
    setting: Setting,
    rule: RuleId = None,
    sources: Annotated[
        bool,
        typer.Option("--sources", help="Show what implements each item of advice instead."),
    ] = False,
) -> None:
    """Show one rule, or the coverage of sources.

    With --sources: what implements each item of advice, each decision factor and
    each contract factor.
    """
    from advisor.authoring.rule_listing import coverage_lines, rule_lines
    from advisor.errors import Message, UsageError
    from advisor.reasoning.lookup import named

    if (rule is None) == (not sources):
        text = Message("Name a rule, such as payment/mostly-late, or give --sources.")
        raise UsageError(text)
    library = setting.library()
    if rule is None:
        authors.print_lines(coverage_lines(library))
    else:
        for found in named(library, (), rule):
            authors.print_lines(rule_lines(library.phrases, library.by_id[found.id]))
