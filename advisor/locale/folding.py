"""Case and accent folding: of running text, whose positions stay valid, and of single words."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ALIKE = {"\u2019": "'", "\u02bc": "'", "\u2018": "'", "\u2011": "-", "\u2010": "-"}


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char in _ALIKE:
        return _ALIKE[char]
    apart = "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c))
    small = apart.lower()
    return small if len(small) == 1 else char


def fold(text: str) -> str:
    """Return a text without capitals and accents, as long as it was."""
    return "".join(map(_plain, text))


def fold_words(text: str) -> str:
    """Reduce an answer to what is compared: no capitals, no accents, single spaces."""
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(bare.replace("\u2019", "'").casefold().split())
