"""Names, titles and addresses in a contract: words that are taken over as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from advisor.evidence.contract.sentences import Sentence
from advisor.wordlists.contract_patterns import ContractWords
from advisor.wordlists.entity_patterns import any_of
from advisor.wordlists.pattern_matcher import Span

LONGEST = 100
"""Characters of a name or a title."""
MOST_WORDS = 6
"""Words of a name without a capital letter, such as that of an office."""
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_EDGES = " \t\n,;:.\"'\u201c\u201d\u00ab\u00bb()[]*#_-\u2013\u2014"


@lru_cache(maxsize=8)
def _name(joined: tuple[str, ...]) -> re.Pattern[str]:
    """Return the expression of words with capital letters, with small ones between them."""
    between = any_of(joined)
    capital = r"[A-Z\u00c0-\u00dd]"
    word = r"[\w.'\u2019&-]{0,60}"
    return re.compile(
        rf"[A-Z\u00c0-\u00dd0-9]{word}"
        rf"(?:,?[ \t]{{1,20}}(?:(?:{between}|&)[ \t]{{1,20}})?{capital}{word}){{0,8}}"
    )


def read_line(sentence: Sentence) -> str:
    """Return a short line as it stands, such as a title; empty for a longer one or a sentence."""
    if sentence.clause or re.search(r"[.;,]\s*\Z", sentence.text):
        return ""
    text = " ".join(sentence.text.split()).strip(_EDGES)
    return text if len(text) <= LONGEST else ""


def read_name(
    sentence: Sentence, spans: tuple[Span, ...], words: ContractWords, *, apart: bool
) -> str:
    """Return the name that goes on after a match, as in ``Client: Acme Ltd``; empty for none.

    ``apart`` asks for a mark between them.
    """
    text = sentence.text
    end = max(0, spans[-1][1] - sentence.own)
    after = re.match(r"(?:\s{0,3}[:|\t]|\s{0,3}\*{1,2}:?|\s)[\s*|:]{0,9}", text[end:])
    if after is None or (apart and not after[0].strip(" *")):
        return ""
    begin = end + after.end()
    if not apart:
        return _addressee(text[begin : begin + 200], words)
    match = _named(words).match(text, begin)
    return bare(match[0]) if match and not match[0][0].isdigit() else ""


def _addressee(text: str, words: ContractWords) -> str:
    """Return the address of an email, a name, or what an office is called in small letters."""
    # An article is a word of its own, unless it ends in an apostrophe.
    article = re.match(rf"(?i:(?:{any_of(words.articles)})(?:\s|(?<=['\u2019])))", text)
    rest = text[article.end() :] if article else text
    email = _EMAIL.match(rest)
    if email:
        return email[0]
    match = _named(words).match(rest)
    if match and not match[0][0].isdigit():
        return bare(match[0])
    end = re.search(rf"[,.;:()\"\u201c\n]|(?<!\w)(?:{any_of(words.no_name)})(?!\w)", rest)
    role = rest[: end.start() if end else len(rest)].split()
    return " ".join(role) if 0 < len(role) <= MOST_WORDS else ""


def names_in(text: str, words: ContractWords) -> Iterator[re.Match[str]]:
    """Yield the runs of words with capital letters."""
    return _named(words).finditer(text)


def _named(words: ContractWords) -> re.Pattern[str]:
    return _name(tuple(words.language.typed.inside_titles))


def bare(name: str) -> str:
    """Return a name in one line without marks around it."""
    found = " ".join(name.split()).strip(_EDGES)[:LONGEST]
    return (
        f"{found}."
        if re.search(r"(?:\A|[\s.])\w{1,2}\Z|(?:Inc|Ltd|Corp)\Z", found) and f"{found}." in name
        else found
    )
