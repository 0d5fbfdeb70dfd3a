"""The two sides of a contract: their names, and what they are called in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from advisor.evidence.contract.names import bare, names_in
from advisor.lazy_dataclass import dataclass
from advisor.locale.folding import fold
from advisor.wordlists.contract_patterns import ContractWords

OPENING = 6_000
"""Characters at the head of a contract in which it names its parties."""
_QUOTED = re.compile(
    r"[(,]\s?[^()\"\u201c\u201d\u00ab\u00bb]{0,60}?[\"\u201c\u00ab]\s?([A-Z\u00c0-\u00dd][^\"\u201d\u00bb]{1,40}?)\s?[\"\u201d\u00bb]"
)
_LINE = re.compile(r"\n[\s*-]*")


@dataclass(frozen=True)
class Party:
    """A party as the head of a contract names it."""

    name: str
    called: str
    """What the contract calls it, in small letters without accents or an article."""
    side: str
    """``own`` for the side that does the work, ``client`` for the other one."""
    at: int
    """Where its name stands in the text."""


def parties(text: str, words: ContractWords) -> tuple[Party, ...]:
    """Return the parties whose side is known by what they are called, or by the other one."""
    made, begin = [], 0
    for start, end, called, side in sorted(_called(text[:OPENING], words)):
        if start < begin:
            continue
        name = _name(text[begin:start], words)
        if name is not None:
            made.append(Party(bare(name[0]), called, side, begin + name[1]))
        begin = end
    sides = {one.side for one in made if one.side}
    if len(sides) == 1:
        other = "own" if "client" in sides else "client"
        made = [
            replace(one, side=one.side or (other if _is_party(one, words) else "")) for one in made
        ]
    return tuple(one for one in made if one.side)


def with_parties(words: ContractWords, found: tuple[Party, ...]) -> ContractWords:
    """Return the wordings with what a contract calls its parties."""
    more = {"own": words.provider, "client": words.client}
    for one in found:
        if one.called not in more[one.side]:
            more[one.side] = (*more[one.side], one.called)
    if more["own"] == words.provider and more["client"] == words.client:
        return words
    return replace(words, provider=more["own"], client=more["client"])


def _is_party(one: Party, words: ContractWords) -> bool:
    """Tell whether a name that the contract gives a short form of is that of a party."""
    return one.called in fold(one.name) or bool(_firm(words).search(one.name))


def _called(text: str, words: ContractWords) -> Iterator[tuple[int, int, str, str]]:
    """Yield start, end, short name and side of each definition of a party."""
    small = fold(text)
    sides = {fold(name): "own" for name in words.provider if len(name) > 2}
    sides |= {fold(name): "client" for name in words.client if len(name) > 3}
    names = "|".join(map(re.escape, sorted(sides, key=lambda one: (-len(one), one))))
    called = "|".join(map(re.escape, map(fold, words.called))) or "(?!)"
    known = re.compile(
        rf"(?:(?:[\"\u201c\u00ab']|\*\*)\s?|(?:{called})[^()\"\u201c\u00ab]{{0,40}}?[\s,:\"\u201c\u00ab'])"
        rf"(?:(?:the|el|la|le)\s|l')?({names})\s?(?=[\"\u201d\u00bb'),;.*])"
    )
    for match in known.finditer(small):
        yield match.start(), match.end(), match[1], sides[match[1]]
    for match in _QUOTED.finditer(text):
        name = fold(match[1]).strip()
        if name not in sides:
            yield match.start(), match.end(), name, ""


def _name(text: str, words: ContractWords) -> tuple[str, int] | None:
    """Return the name of a party in the text before its short form, and where it stands."""
    found = [one for one in names_in(text, words) if len(one[0]) > 2 and not one[0][0].isdigit()]
    firms = [match for match in found if _firm(words).search(match[0])]
    if firms:
        return firms[0][0], firms[0].start()
    for begins in (_between(words), _LINE):
        starts = {match.end() for match in begins.finditer(text)}
        first = next((match for match in found if match.start() in starts), None)
        if first is not None:
            return first[0], first.start()
    return None


@lru_cache(maxsize=16)
def _joined(rows: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(rows, key=lambda one: (-len(one), one)))) or "(?!)"


def _firm(words: ContractWords) -> re.Pattern[str]:
    """Return the expression of the end of the name of a firm."""
    return re.compile(rf"(?<!\w)(?:{_joined(words.firms)})\.?\Z")


def _between(words: ContractWords) -> re.Pattern[str]:
    """Return the expression of the words that go before the name of a party."""
    return re.compile(rf"(?i:(?<!\w)(?:{_joined(words.between)})(?!\w))[\s:,.-]*|\d\)\s*")
