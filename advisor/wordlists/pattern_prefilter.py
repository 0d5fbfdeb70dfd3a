"""Words that a text must contain for a pattern to match, so that few patterns are compiled.

A word list has hundreds of patterns, and compiling all of them takes longer than reading a
letter. A letter of one page needs few of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from advisor.locale.folding import fold
from advisor.wordlists.patterns import TOKEN

Needs = tuple[frozenset[str], ...]
"""A matching text contains one word of each set; a word ending in a star is a part of a word."""


def needs(
    pattern: str, endings: Mapping[str, tuple[str, ...]], part: Callable[[str], Needs]
) -> Needs:
    """Return the words that a text must contain for a valid pattern to match.

    ``part`` returns those of a named part, empty for a part that needs none.
    """
    return _choice(TOKEN.findall(pattern.strip()), 0, endings, part)[0]


def either(found: Iterable[Needs]) -> Needs:
    """Return the words needed by any of several patterns."""
    pieces: frozenset[str] = frozenset()
    rows = list(found)
    if len(rows) == 1:
        return rows[0]
    for row in rows:
        if not row:
            return ()
        pieces |= min(row, key=lambda one: (len(one), sorted(one)))
    return (pieces,) if pieces else ()


def may_match(needed: Needs, folded: str, words: Collection[str]) -> bool:
    """Return whether a folded text with some ``words`` contains what a pattern needs."""
    return all(
        any(piece[:-1] in folded if piece[-1] == "*" else piece in words for piece in one)
        for one in needed
    )


def words_of(folded: str) -> frozenset[str]:
    """Return the words of a folded text, as :func:`may_match` takes them."""
    return frozenset(re.findall(r"\w+", folded))


def _choice(
    tokens: list[str], at: int, endings: Mapping[str, tuple[str, ...]], part: Callable[[str], Needs]
) -> tuple[Needs, int]:
    """Parse alternatives up to a closing bracket or the end."""
    rows: list[Needs] = []
    row: list[frozenset[str]] = []
    glued, last = False, 0
    while at < len(tokens) and tokens[at] not in (")", "]"):
        sign, before = tokens[at], len(row)
        at += 1
        if sign == "|":
            rows.append(tuple(row))
            row, glued, last = [], False, 0
            continue
        if sign.isspace() or sign == "...":
            glued = False
            continue
        if sign in ("(", "["):
            inner, at = _choice(tokens, at, endings, part)
            at += 1
            row += inner if sign == "(" else ()
        elif sign[0] == "<" and len(sign) > 2:
            row += part(sign[1:-1])
        else:
            piece = _piece(sign, endings)
            row += [frozenset((piece,))] if piece else []
        if glued:
            # Without a space between them neither is a whole word.
            row[last:] = [frozenset(f"{one.rstrip('*')}*" for one in few) for few in row[last:]]
        else:
            last = before
        glued = True
    return either((*rows, tuple(row))), at


def _piece(word: str, endings: Mapping[str, tuple[str, ...]]) -> str:
    """Return a word, or with a star a part of one; empty for a pattern of any word."""
    ended = word
    if "/" in word.replace("//", ""):
        for ending in sorted(endings, key=len, reverse=True):
            if word.endswith(ending):
                ended = word[: -len(ending)] + "*"
                break
    plain = fold(ended.replace("//", "/"))
    if "*" in plain:
        longest = max(plain.split("*"), key=len)
        return f"{longest}*" if longest else ""
    return max(re.findall(r"\w+", plain), key=len, default="")
