"""``advisor questions``: what the interview can ask."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli.options import Setting, TextOutput, with_setting

if TYPE_CHECKING:
    from advisor.knowledge.content import Library

SEED = 1
"""The same answers are drawn each time."""


@with_setting("force")
def questions(
    setting: Setting,
    template: Annotated[
        bool,
        typer.Option("--template", help="Write an empty, commented case file to fill in by hand."),
    ] = False,
    ids: Annotated[
        bool,
        typer.Option("--ids", help="With the id and the type of each, to change answers with."),
    ] = False,
    simulate: Annotated[
        int,
        typer.Option(
            "--simulate",
            min=0,
            max=10_000,
            metavar="N",
            help="For authors of rules: hold N interviews with random answers, and one with "
            "the answers of each case of --cases. Print how soon the advice is final.",
        ),
    ] = 0,
    cases: Annotated[
        Path | None,
        typer.Option("--cases", metavar="FOLDER", help="Case files to simulate interviews with."),
    ] = None,
    out: TextOutput = None,
) -> None:
    """List the questions, or write an empty case.

    The empty case is a commented file to fill in by hand.
    """
    from advisor.casefile.rendering import template as empty
    from advisor.cli.output import STDOUT, deliver

    library = setting.library()
    if simulate or cases:
        text = _simulated(library, simulate, cases)
    elif template:
        text = empty(library)
    else:
        sections: dict[str, list[str]] = {}
        for question in library.questions.values():
            texts = library.phrases.question(question.id)
            line = f"  {question.id} ({question.kind}): {texts.ask}" if ids else f"  {texts.ask}"
            sections.setdefault(texts.section, []).append(line)
        text = "\n".join("\n".join((name, *lines, "")) for name, lines in sections.items())
    deliver(text.encode(), out or STDOUT, setting)


def _simulated(library: Library, count: int, folder: Path | None) -> str:
    """Return how soon the advice is final in simulated interviews."""
    from advisor.authoring.interview_simulation import hold, respondents, table
    from advisor.casefile.casefile import read_case
    from advisor.cli.options import assessment_day

    today = assessment_day()
    tables = []
    if folder:
        read = [read_case(path, library, today=today) for path in sorted(folder.glob("*.yaml"))]
        held = [hold(library, case.answers, case.as_of or today) for case in read]
        if held:
            tables.append(table(str(folder), held))
    if count:
        drawn = respondents(library, count, SEED, today)
        tables.append(table("random", [hold(library, case.answers, today) for case in drawn]))
    return "\n".join([*tables, ""])
