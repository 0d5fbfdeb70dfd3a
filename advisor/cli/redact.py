"""``advisor redact``: a copy of a case that can be shown to others."""

from __future__ import annotations

from typing import Annotated

import typer

from advisor.cli.options import CaseFile, Setting, with_setting

Output = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write the copy to this file (.yaml). - is standard output.",
        show_default=False,
    ),
]


@with_setting("as_of", "force")
def redact(case: CaseFile, out: Output, setting: Setting) -> None:
    """Write a copy of a case that names nobody and decides the same.

    CASE is a case file, or - for standard input. Names, addresses and all other free text
    are replaced by the name of their question, sums by others in the same proportion.
    Choices, counts and days stay, for the advice is made of them. Comments are left out.
    """
    from advisor.casefile.redaction import redact as redacted
    from advisor.casefile.rendering import render_case
    from advisor.cli.assessed_case import open_case
    from advisor.cli.console import notify
    from advisor.cli.output import suffix_of
    from advisor.errors import Message, all_of

    suffix_of(out, (".yaml", ".yml"))
    opened = open_case(case, setting)
    found = redacted(opened.library, opened.case, opened.as_of, opened.assessed.engine)
    text = render_case(found.case, opened.library, comments=False)
    opened.deliver(text.encode(), out)
    if found.kept:
        notify(
            Message(
                "These sums decide as they are, and stay: {names}. Change them by hand.",
                names=all_of(found.kept),
            )
        )
