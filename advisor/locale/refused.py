"""What the readers of answers share: how they refuse and quote."""

from __future__ import annotations

from advisor.errors import AnswerError

SHOWN = 60
"""Characters of an answer that a message repeats."""


class Refused(AnswerError):
    """The first half of a message: what was found. What is allowed is added later."""


def found(text: str) -> str:
    """Quote what was found, safely and not too long."""
    return repr(text if len(text) <= SHOWN else text[:SHOWN] + "...")
