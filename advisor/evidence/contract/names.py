"""Names, titles and addresses in a contract: words that are taken over as they stand."""

from __future__ import annotations

import re

from advisor.evidence.contract.sentences import Sentence
from advisor.wordlists.contract_patterns import ContractWords
from advisor.wordlists.pattern_matcher import Span

LONGEST = 100
"""Characters of a name or a title."""
_EDGES = " \t\n,;:.\"'\u201c\u201d\u00ab\u00bb()[]*#_-\u2013\u2014"
_CONNECTED = r"(?:and|&|de|del|la|y|et|of|the|du|des|e|i)"
_NAME = re.compile(
    rf"(?:[A-Z\u00c0-\u00dd0-9][\w.'\u2019&-]*)(?:,?\s+(?:{_CONNECTED}\s+)?(?=[A-Z\u00c0-\u00dd(])"
    r"[A-Z\u00c0-\u00dd][\w.'\u2019&-]*){0,8}"
)


_CLOSES = r"[\"\u201d\u00bb)*_']"


def read_line(sentence: Sentence) -> str:
    """Return a short sentence as it stands, such as a title; empty for a longer one."""
    text = " ".join(sentence.text.split()).strip(_EDGES)
    return text if len(text) <= LONGEST else ""


def read_name(sentence: Sentence, spans: tuple[Span, ...], words: ContractWords) -> str:
    """Return the name that a match belongs to; empty where none does.

    It goes on after the match, as in ``Client: Acme Ltd``, or the match is what the name
    before it is called from there on, as in ``Acme Ltd (the "Client")``.
    """
    text = sentence.text
    start, end = (max(0, at - sentence.own) for at in spans[-1])
    opens, closes = text[max(0, start - 12) : start], text[end : end + 2]
    if re.search(r"[\"\u201c\u00ab(*_]\W*(?:\w{1,3}\W{1,2})?\Z", opens) and re.match(
        _CLOSES, closes
    ):
        return _before(text[:start], words)
    after = re.match(r"\s*(?:[:|\t]|\*{1,2}:?)[\s*|:]*", text[end:])
    if after is None:
        return ""
    match = _NAME.match(text, end + after.end())
    return _bare(match[0]) if match else ""


def _before(text: str, words: ContractWords) -> str:
    """Return the last name that begins a party in a text."""
    begins = "|".join(map(re.escape, words.between)) or "(?!)"
    starts = [match.end() for match in re.finditer(rf"(?i:(?<!\w)(?:{begins})(?!\w))[\s:,]*", text)]
    starts += [
        match.end()
        for match in re.finditer(r"[:;\n]\s*|(?<!\w)\(?[0-9a-z]\)\s+|[)\"\u201d],?\s+", text)
    ]
    for start in sorted({0, *starts}, reverse=True):
        match = _NAME.match(text, start)
        if match is not None and len(match[0]) > 2:
            return _bare(match[0])
    return ""


def _bare(name: str) -> str:
    return " ".join(name.split()).strip(_EDGES)[:LONGEST]
