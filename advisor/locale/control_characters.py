"""Control and invisible characters in texts: found, replaced or shown as escapes."""

from __future__ import annotations

import re
import unicodedata

SPACES = ("\n", "\u00a0", "\u202f")
"""Characters that Python calls not printable and that a terminal may receive."""
_DIRECTIONS = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Invisible characters that reorder the text around them."""
_NO_CHARACTERS = "\ufffe\uffff"
"""What Unicode keeps free of meaning, and XML refuses."""
_HIDDEN = re.compile(
    rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff{_DIRECTIONS}{_NO_CHARACTERS}]"
)
"""Characters that :func:`is_hidden` names, except tabs and the ends of lines."""


def is_control(char: str) -> bool:
    """Return whether a character is a control character or half of a surrogate pair."""
    return unicodedata.category(char) in ("Cc", "Cs")


def is_hidden(char: str) -> bool:
    """Return whether a character is a control or direction character, or none of Unicode."""
    return _HIDDEN.match(char) is not None or char in "\t\n\r"


def hidden_in(text: str) -> int | None:
    """Return where a text has a hidden character other than a tab or the end of a line."""
    found = _HIDDEN.search(text)
    return found.start() if found else None


def harmless(text: str) -> str:
    """Replace hidden characters, which could move the cursor, change the screen or turn text."""
    return _HIDDEN.sub("\ufffd", text).replace("\r", "\ufffd")


def visible(text: str) -> str:
    """Return a text with control characters written as escapes."""
    return "".join(
        sign if sign.isprintable() or sign in SPACES else sign.encode("unicode_escape").decode()
        for sign in text
    )
