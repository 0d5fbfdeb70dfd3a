"""The answers that letters need, asked for before they are written."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from advisor.cli.assessed_case import OpenCase
from advisor.cli.session import Session
from advisor.errors import IncompleteError, Message
from advisor.letters.needs import to_ask


def with_needed(opened: OpenCase, kinds: Sequence[str]) -> OpenCase:
    """Ask on a terminal for what letters of some kinds need, and return the case with it.

    Raises :class:`IncompleteError` naming it where nothing may be asked. A case from standard
    input, or without a terminal, is returned as it is: its letters say what they lack.
    """
    names = to_ask(opened.phrases, opened.assessed, kinds)
    if not names:
        return opened
    if opened.setting.no_input:
        asks = (f"  {name}: {opened.phrases.question(name).ask}" for name in names)
        text = Message(
            "These answers are needed before this is written:\n{lines}\n"
            "Add them below answers: in the case file, or write unknown where you do not know.",
            lines="\n".join(asks),
        )
        raise IncompleteError(text)
    if opened.path is None or not can_ask():
        return opened
    session, put = Session.begin(opened.path, opened.setting), frozenset[str]()
    # An answer may show that another is needed.
    while more := frozenset(to_ask(opened.phrases, opened.assessed, kinds)) - put:
        opened, put = session.assess(opened.case, papers=more), put | more
    return opened


def can_ask() -> bool:
    """Return whether somebody sits at a terminal."""
    return bool(sys.stdin) and sys.stdin.isatty()
