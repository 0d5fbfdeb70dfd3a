"""Control and invisible characters in texts: left out, replaced or shown as escapes."""

from __future__ import annotations

import unicodedata

SPACES = ("\n", "\u00a0", "\u202f")
"""Characters that Python calls not printable and that a terminal may receive."""
_DIRECTIONS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Invisible characters that reorder the text around them."""
_NO_CHARACTERS = frozenset("\ufffe\uffff")
"""What Unicode keeps free of meaning, and XML refuses."""


def is_control(char: str) -> bool:
    """Return whether a character is a control character or half of a surrogate pair."""
    return unicodedata.category(char) in ("Cc", "Cs")


def is_hidden(char: str) -> bool:
    """Return whether a character is a control or direction character, or none of Unicode."""
    return char in _DIRECTIONS or char in _NO_CHARACTERS or is_control(char)


def harmless(text: str) -> str:
    """Replace control characters, which could move the cursor or change the screen."""
    return "".join("\ufffd" if sign != "\n" and is_control(sign) else sign for sign in text)


def visible(text: str) -> str:
    """Return a text with control characters written as escapes."""
    return "".join(
        sign if sign.isprintable() or sign in SPACES else sign.encode("unicode_escape").decode()
        for sign in text
    )
