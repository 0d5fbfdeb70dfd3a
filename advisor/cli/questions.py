"""``advisor questions``: what the interview can ask."""

from __future__ import annotations

from typing import Annotated

import typer

from advisor.cli.options import Setting, TextOutput, with_setting


@with_setting("force")
def questions(
    setting: Setting,
    template: Annotated[
        bool,
        typer.Option("--template", help="Write an empty, commented case file to fill in by hand."),
    ] = False,
    out: TextOutput = None,
) -> None:
    """List the questions, or write an empty case.

    The empty case is a commented file to fill in by hand.
    """
    from advisor.casefile.rendering import template as empty
    from advisor.cli.output import STDOUT, deliver

    library = setting.library()
    if template:
        text = empty(library)
    else:
        sections: dict[str, list[str]] = {}
        for question in library.questions.values():
            texts = library.phrases.question(question.id)
            line = f"  {question.id} ({question.kind}): {texts.ask}"
            sections.setdefault(texts.section, []).append(line)
        text = "\n".join("\n".join((name, *lines, "")) for name, lines in sections.items())
    deliver(text.encode(), out or STDOUT, setting)
