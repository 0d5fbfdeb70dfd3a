"""Patterns of a word list compiled to regular expressions.

==================  =====================================================
``fraud*``          every word that begins with ``fraud``
``*``               any one word
``...``             up to four words of the same sentence
``(my|our) fault``  one of several words or phrases
``[very] angry``    an optional word or phrase
``harto/a``         the stem with each ending that ``endings:`` lists for ``o/a``
``<be> angry``      one of the words that ``parts:`` lists for ``be``
``n//ref``          a literal slash
==================  =====================================================

Patterns match text that :func:`advisor.locale.folding.fold` has folded: case,
accents and the form of apostrophes are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from advisor.locale.folding import fold

TOKEN = re.compile(r"\.\.\.|[()\[\]|]|<[^\W\d]+>|[^\s()\[\]|<>]+|\s+|[<>]")
"""The tokens of a pattern."""
# Every repetition is bounded, and none can be split in two ways: the time of a search grows
# with the length of the text alone, whatever the text is.
_BLANK = r",{0,3}\s[\s,]{0,40}"
_GAP = rf"(?:{_BLANK}[^\s,.;:!?]{{1,60}}(?:[.,:][0-9]{{1,12}}){{0,3}}){{0,4}}?"
_SPACE = rf"(?:{_BLANK}|(?<='))"

MOST_WAYS = 2_000
"""In how many ways a pattern may be tried at one place. The dearest shipped one has 625."""

Part = Callable[[str], str]
"""Returns the regular expression of a named part; raises ``ValueError`` for an unknown name."""


def expression(pattern: str, endings: Mapping[str, tuple[str, ...]], part: Part) -> str:
    """Return the regular expression of a pattern. Raises ``ValueError`` for an invalid one."""
    tokens = TOKEN.findall(pattern.strip())
    if _ways(tokens) > MOST_WAYS:
        raise ValueError("Found too many gaps, options and like alternatives in one pattern.")
    found, rest = _choice(tokens, 0, endings, part)
    if rest != len(tokens):
        raise ValueError(f"Found {tokens[rest]!r} without its other half in {pattern!r}.")
    if not found:
        raise ValueError("Found a pattern without a word.")
    return rf"(?<!\w)(?:{found})(?!\w)"


def _ways(tokens: list[str]) -> int:
    """Return in how many ways a pattern can be tried at one place, at most.

    A gap has five lengths, an option is there or not, and of the alternatives of a bracket
    those count that begin with the same word. Gaps at the end are tried once.
    """
    ways, gaps = 1, 1
    heads: list[list[str]] = [[""]]
    for sign in tokens:
        if sign.isspace():
            continue
        if sign == "...":
            gaps *= 5
            continue
        ways, gaps = ways * gaps, 1
        if sign in ("(", "["):
            heads.append([""])
            ways *= 2 if sign == "[" else 1
        elif sign in (")", "]") and len(heads) > 1:
            words = heads.pop()
            ways *= max(map(words.count, words)) + ("*" in words) * (len(words) - 1)
        elif sign == "|":
            heads[-1].append("")
        elif not heads[-1][-1]:
            heads[-1][-1] = sign
    return ways


def _choice(
    tokens: list[str], at: int, endings: Mapping[str, tuple[str, ...]], part: Part
) -> tuple[str, int]:
    """Parse alternatives up to a closing bracket or the end."""
    rows: list[str] = []
    while True:
        row, at = _phrase(tokens, at, endings, part)
        rows.append(row)
        if at < len(tokens) and tokens[at] == "|":
            at += 1
            continue
        return "|".join(rows), at


def _phrase(
    tokens: list[str], at: int, endings: Mapping[str, tuple[str, ...]], part: Part
) -> tuple[str, int]:
    """Parse a sequence; the space beside an optional element is optional too."""
    found, spaced, begun = "", False, False
    while at < len(tokens) and tokens[at] not in (")", "]", "|"):
        sign = tokens[at]
        at += 1
        if sign.isspace():
            spaced = True
            continue
        if sign == "...":
            # At the end of a pattern the gap is greedy.
            ends = all(left == "..." or left.isspace() for left in tokens[at:])
            found, spaced = found + (_GAP.removesuffix("?") if ends else _GAP), True
            continue
        if sign in ("(", "["):
            inner, at = _choice(tokens, at, endings, part)
            close = ")" if sign == "(" else "]"
            if at >= len(tokens) or tokens[at] != close:
                raise ValueError(f"Found {sign!r} without {close!r}.")
            at += 1
            if sign == "[":
                follows = at < len(tokens) and tokens[at].isspace()
                if not begun and follows:
                    found += f"(?:(?:{inner}){_SPACE})?"
                    spaced, at = False, at + 1
                else:
                    found += f"(?:{_SPACE if spaced and begun else ''}(?:{inner}))?"
                    spaced = False
                continue
            piece = f"(?:{inner})"
        elif sign[0] == "<" and len(sign) > 2:
            piece = f"(?:{part(sign[1:-1])})"
        else:
            piece = _word(sign, endings)
        found += (_SPACE if spaced and begun else "") + piece
        spaced, begun = False, True
    return found, at


def _word(word: str, endings: Mapping[str, tuple[str, ...]]) -> str:
    if word in ("<", ">"):
        raise ValueError(f"Found {word!r}; a part is written <name>.")
    if word == "*":
        return r"[\w'-]{1,60}"
    if "/" in word.replace("//", ""):
        for ending in sorted(endings, key=len, reverse=True):
            if word.endswith(ending):
                stem = re.escape(fold(word[: -len(ending)]))
                return stem + "(?:" + "|".join(re.escape(fold(e)) for e in endings[ending]) + ")"
        raise ValueError(f"Found {word!r}, whose ending is not one of endings.")
    return re.escape(fold(word.replace("//", "/"))).replace(r"\*", r"\w{0,40}")
