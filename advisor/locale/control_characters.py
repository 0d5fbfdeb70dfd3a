"""Control and invisible characters in texts: found, replaced or shown as escapes."""

from __future__ import annotations

import os
import re
import shlex

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


def spaced(text: str) -> str:
    """Return a name on one line: a blank for each sign that is not shown or no Unicode."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def visible(text: str) -> str:
    """Return a text with control characters written as escapes."""
    return "".join(
        sign if sign.isprintable() or sign in SPACES else sign.encode("unicode_escape").decode()
        for sign in text
    )


def shell_word(text: str) -> str:
    """Return a text as one word in a shell, never taken for an option.

    Control characters and bytes that are not UTF-8 are written as bash, zsh and ksh read them.
    """
    text = f"./{text}" if text.startswith("-") else text
    if text.isprintable():
        return shlex.quote(text)
    signs = (
        chr(byte) if 32 <= byte < 127 and byte not in b"'\\" else f"\\x{byte:02x}"
        for byte in os.fsencode(text)
    )
    return f"$'{''.join(signs)}'"
