"""Texts that show facts: ``{late_share}`` with its unit, ``{late_share:n}`` bare."""

from __future__ import annotations

import re
from collections.abc import Callable

_PIECE = re.compile(r"\{([a-z][a-z0-9_./-]*)(?::([a-z]+))?\}")

Say = Callable[[str, str], str]
"""Shows one fact by its name, in full (``""``) or bare (``"n"``)."""


def facts_in(text: str) -> tuple[tuple[str, str], ...] | None:
    """Return each (fact, form) that a text names, or ``None`` on stray braces."""
    rest = _PIECE.sub("", text)
    if "{" in rest or "}" in rest:
        return None
    return tuple((match[1], match[2] or "") for match in _PIECE.finditer(text))


def fill(text: str, say: Say) -> str:
    """Put the facts into a text; a name that ends in a full stop is not followed by another."""

    def put(match: re.Match[str]) -> str:
        said = say(match[1], match[2] or "")
        # "S. L." and "Inc." at the end of a sentence are also its end.
        return said[:-1] if said.endswith(".") and text.startswith(".", match.end()) else said

    return _PIECE.sub(put, text)


def best(texts: tuple[str, ...], known: Callable[[str], bool]) -> str:
    """Return the first text whose every fact is known, else the last."""
    for text in texts:
        if all(known(name) for name, _ in facts_in(text) or ()):
            return text
    return texts[-1] if texts else ""
