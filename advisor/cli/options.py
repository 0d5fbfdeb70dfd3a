"""The arguments and options that commands share."""

from __future__ import annotations

from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from advisor.cli.console import Color
from advisor.cli.language import OPTION, base

FIRST_YEAR, LAST_YEAR = 1970, 2200


class EngineName(str, Enum):
    """Which reader of the rules decides."""

    auto = "auto"
    pure = "pure"
    durable = "durable"


def day(text: str) -> date:
    """Read a date given on the command line."""
    if text == "today":
        from advisor.cli.assessed_case import judged_on

        return judged_on()
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        from advisor.cli.console import in_words
        from advisor.errors import Message

        raise typer.BadParameter(
            in_words(
                Message(
                    "found {found}; write a date as 2026-11-22, in the years "
                    "{first} to {last}, or today.",
                    found=repr(text),
                    first=FIRST_YEAR,
                    last=LAST_YEAR,
                )
            )
        )
    return found


def language(text: str) -> str:
    """Read the language given on the command line; of a locale its language counts."""
    return base(text)


CaseFile = Annotated[
    str,
    # Described in the text of each command: Typer before 0.26 loses the help of an
    # argument under the newest Click.
    typer.Argument(metavar="CASE", show_default=False),
]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        parser=day,
        help="Judge the case on this day, not on the day in the file or today.",
    ),
]
Plain = Annotated[
    bool,
    typer.Option("--plain", help="No boxes, columns or colour: for screen readers and logs."),
]
Colors = Annotated[Color, typer.Option("--color", help="When to use colour.")]
Rules = Annotated[
    Path | None,
    typer.Option("--rules", metavar="DIR", help="Read the rules from this folder instead."),
]
Templates = Annotated[
    Path | None,
    typer.Option("--templates", metavar="DIR", help="Read the templates from this folder instead."),
]
Lang = Annotated[
    str | None,
    typer.Option(
        OPTION,
        metavar="LANG",
        parser=language,
        help="Speak and write in this language (two letters); otherwise that of the system.",
        show_default=False,
    ),
]
Engines = Annotated[
    EngineName,
    typer.Option("--engine", help="Which reader of the rules decides; both agree."),
]
NoInput = Annotated[
    bool,
    typer.Option(
        "--no-input",
        help="Never ask; end with code 4 and the names of the answers that are missing.",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace files that exist.")]
Anyway = Annotated[
    bool,
    typer.Option(
        "--anyway", help="Write the letter although the advice does not call for it, marked so."
    ),
]
LetterForm = Annotated[
    str | None,
    typer.Option(
        "--form",
        metavar="FORM",
        help="Language and country of the letter: en-US, en-GB, es-ES, es-MX or fr-FR; "
        "otherwise by --lang and the answers.",
        show_default=False,
    ),
]
