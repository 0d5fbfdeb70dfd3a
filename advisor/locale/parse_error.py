"""What the readers of answers share: how they refuse, quote and compare words."""

from __future__ import annotations

import unicodedata

from advisor.errors import AnswerError

SHOWN = 60
"""Characters of an answer that a message repeats."""


class Refused(AnswerError):
    """The first half of a message: what was found. What is allowed is added later."""


def found(text: str) -> str:
    """Quote what was found, safely and not too long."""
    return repr(text if len(text) <= SHOWN else text[:SHOWN] + "...")


def fold(text: str) -> str:
    """Reduce a text to what is compared: no capitals, no accents, single spaces."""
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(bare.replace("\u2019", "'").casefold().split())
