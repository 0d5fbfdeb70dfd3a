"""A command: its help in panels, and what it says of a word that it cannot take."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand

from advisor.cli.completion import content_of, misplaced
from advisor.cli.console import notify
from advisor.cli.language import value_of
from advisor.cli.usage_errors import USAGE
from advisor.errors import Message, nearest

RARE = "Rarely used"
"""The heading of the options that few need, below the others."""


class Command(TyperCommand):
    """Lists options under the heading of their panel, and the words that an option takes."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write arguments and options, those of a panel below the others."""
        panels: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": [], RARE: []}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None:
                usual = "Arguments" if param.param_type_name == "argument" else "Options"
                panels[getattr(param, "rich_help_panel", None) or usual].append(record)
        for heading, records in panels.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments; an option without its word lists the words that it takes."""
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except USAGE as error:
            self._help_with(ctx, error, given)
            raise

    def _help_with(self, ctx: Any, error: Any, given: list[str]) -> None:
        name, param = getattr(error, "option_name", None), getattr(error, "param", None)
        if name is None and param is None:
            content = content_of(ctx)
            hints = (misplaced(word, content) for word in given)
            error.message += next(filter(None, hints), "")
        if name is not None and name == given[-1]:
            param = next((one for one in self.get_params(ctx) if name in one.opts), None)
            words = _words(ctx, param) if param is not None else []
            if words:
                width = max(len(word) for word, _ in words)
                notify(Message("{option} takes one of these:", option=name))
                lines = (f"  {word:<{width}}  {text}".rstrip() for word, text in words)
                notify("\n".join(lines))
        choices = getattr(getattr(param, "type", None), "choices", None)
        if choices and param is not None and name is None:
            wrong = next((found for one in param.opts if (found := value_of(one, given))), "")
            error.message += nearest(wrong, [str(getattr(one, "value", one)) for one in choices])


def _words(ctx: Any, param: Any) -> list[tuple[str, str]]:
    """Return the words that completion offers for an option."""
    if choices := getattr(param.type, "choices", None):
        return [(str(getattr(one, "value", one)), "") for one in choices]
    found = param.shell_complete(ctx, "")
    return [(item.value, item.help or "") for item in found if item.type == "plain"]
