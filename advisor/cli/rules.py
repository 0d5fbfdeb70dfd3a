"""``advisor rules``: for authors of rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli import authors
from advisor.cli.console import visible
from advisor.cli.error_boundary import SuggestingGroup
from advisor.cli.options import RuleId, Setting, with_setting
from advisor.cli.schema import schema

if TYPE_CHECKING:
    from advisor.conditions import Condition
    from advisor.knowledge.content import AnyRule, Library
    from advisor.knowledge.phrasebook import RuleText

app = typer.Typer(
    cls=SuggestingGroup,
    add_completion=False,
    suggest_commands=False,
    help="List, show, check, test, draw and translate the rules.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

app.command("schema")(schema)
app.command("check")(authors.check)
app.command("test")(authors.run_cases)
app.command("walk")(authors.walk)
app.command("graph")(authors.graph)
app.command("translate")(authors.translate)


@app.command("list")
@with_setting()
def list_(setting: Setting) -> None:
    """List every rule with its title."""
    library = setting.library()
    for rule in library.rules():
        typer.echo(f"{rule.id}: {visible(library.phrases.title(rule.id))}")


@app.command("show")
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
            authors.print_lines(rule_lines(library, library.by_id[found.id]))


def rule_lines(library: Library, rule: AnyRule) -> Iterator[str]:
    """Yield the contents of a rule, line by line."""
    from advisor.conditions import names

    texts = library.phrases.rule(rule.id)
    yield f"{rule.id}: {texts.title}"
    yield f"File: {rule.place.file}"
    yield f"Binding as: {library.texts[f'norm.{rule.norm}']}"
    yield from _outcome(rule, texts)
    yield "Fires when:"
    yield from condition_lines(rule.when, 1)
    for name in dict.fromkeys(names(rule.when)):
        label = library.labels.get(name) or getattr(library.questions.get(name), "ask", "")
        if label:
            yield f"  {name}: {label}"
    yield "Says, the first whose facts are known:"
    yield from (f"  {text}" for text in texts.because)
    for text in texts.exceptions:
        yield f"Unless: {text}"
    for name in rule.sources:
        yield f"Source {name}: {library.phrases.sources.get(name, '')}".rstrip()


OWN = (
    *("direction", "strength", "ground", "advice"),
    *("priority", "whether", "timing"),
    *("gate", "blocking", "clears"),
    *("kind", "phase", "who"),
)
"""Fields that only some kinds of rules have: findings, advice, gates, plan."""


def _outcome(rule: AnyRule, texts: RuleText) -> Iterator[str]:
    """Yield the fields that only some kinds of rules have, by name."""
    for field in OWN:
        value = getattr(rule, field, getattr(texts, field, ""))
        if value != "":
            word = ("yes" if value else "no") if isinstance(value, bool) else value
            yield f"{field.capitalize()}: {word}"
    anchor = getattr(rule, "due", None) or getattr(rule, "date", None)
    if anchor is not None:
        yield f"Date: {anchor.fact}" + (f" {anchor.days:+d} days" if anchor.days else "")


def condition_lines(condition: Condition, depth: int = 0) -> Iterator[str]:
    """Yield a condition as the rule files write it, indented by its depth."""
    from advisor.authoring.checks.condition_phrases import GROUPS, phrase

    indent = "  " * depth
    group = GROUPS.get(type(condition))
    if group is None:
        yield f"{indent}{phrase(condition)}"
        return
    yield f"{indent}{group} of"
    for part in condition.parts:  # type: ignore[union-attr]
        yield from condition_lines(part, depth + 1)


def coverage_lines(library: Library) -> Iterator[str]:
    """Yield what implements each item, and last the sums by kind of item."""
    from advisor.authoring.source_coverage import coverage

    sums: dict[str, list[bool]] = {"S": [], "F": [], "C": []}
    for item in coverage(library):
        yield f"{item.source.id}: {library.phrases.source(item.source.id)}"
        yield from (f"  {kind} {identity}" for kind, identity in item.content)
        if item.missing:
            yield f"  missing: {', '.join(item.missing)}"
        sums.setdefault(item.source.id[0], []).append(not item.missing)
    yield ", ".join(f"{kind} {sum(done)} of {len(done)}" for kind, done in sums.items())
