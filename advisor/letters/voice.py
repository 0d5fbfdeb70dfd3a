"""The words of a form, and who writes: one person as "I", a firm as "we".

Templates are written once for a language and in the singular. Two tables in
``templates/<language>/letter/words.yaml`` replace words of theirs, in their text and in the
texts that their expressions put together, never in the values that they show: ``says`` has what
a form says in another way, ``we`` what a firm does. A row is

- a word or phrase: ``mes: nos``;
- an ending, with a star: ``"*rai": "*rons"``; a row ``vrai: vrai`` is an exception to it;
- a phrase with up to three short words between, which stay: ``je ... propose``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from advisor.knowledge.phrasebook import Phrasebook
from advisor.letters.templates import texts_replaced

GROUP = "we."
"""What the keys of the table begin with among the words of a language."""
SAYS = "says."
"""What the keys of the tables of forms begin with; the form follows."""
_GAP = " ... "
_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_BETWEEN = rf"((?:\s+(?:\w{{1,4}}|\w{{0,2}}{_APOSTROPHE}(?=\w))){{0,3}}\s*)"
_SENTENCE_START = re.compile(
    r"(?:\A|[.!?:]|[%#]\}|(?:\A|\n)[ \t]*-|\n[ \t]*\n|[¿¡«“]|(?<!\S)\")\s*\Z"
)

Table = tuple[tuple[str, str], ...]
Row = tuple["re.Pattern[str]", str]


def worded(phrases: Phrasebook, template: str, form: str, *, plural: bool) -> str:
    """Return a template in the words of a form, and in the voice of a firm if it is one.

    Raises :class:`ValueError` if it is malformed.
    """
    said = _changed(_table(phrases, f"{SAYS}{form}."), template)
    return _changed(_table(phrases), said) if plural else said


def plural_text(phrases: Phrasebook, text: str) -> str:
    """Return a text without template logic in the voice of a firm."""
    return _replaced(_table(phrases), text, "")


def form_text(phrases: Phrasebook, text: str, form: str) -> str:
    """Return a text without template logic in the words of a form."""
    return _replaced(_table(phrases, f"{SAYS}{form}."), text, "")


def singular_words(phrases: Phrasebook, text: str) -> tuple[str, ...]:
    """Return the words and phrases of one person in a text."""
    rows = _rows(_table(phrases))
    return tuple(match[0] for pattern, _ in rows for match in pattern.finditer(text))


def _table(phrases: Phrasebook, group: str = GROUP) -> Table:
    words = phrases.words.items()
    return tuple((key[len(group) :], word) for key, word in words if key.startswith(group))


@lru_cache(maxsize=1024)
def _changed(table: Table, template: str) -> str:
    if not table:
        return template
    return texts_replaced(template, lambda text, before: _replaced(table, text, before))


@lru_cache(maxsize=8)
def _rows(table: Table) -> tuple[Row, ...]:
    """Return the rows as patterns: longer phrases first, endings last."""
    kept = [re.escape(word) for word, plural in table if word == plural]
    barred = rf"(?!(?:{'|'.join(kept)})\b)" if kept else ""
    ordered = sorted(table, key=lambda row: (row[0].startswith("*"), -len(row[0])))
    return tuple(
        (re.compile(_pattern(word, barred), re.IGNORECASE), plural)
        for word, plural in ordered
        if word != plural
    )


def _pattern(word: str, barred: str) -> str:
    if word.startswith("*"):
        found = rf"{barred}(\w+){re.escape(word[1:])}"
    else:
        # A phrase may go on in the next line.
        found = _BETWEEN.join(re.escape(one).replace(r"\ ", r"\s+") for one in word.split(_GAP))
    apart = rf"[\w{_APOSTROPHE}']"
    return rf"(?<!\w)(?:{found})(?:(?<={_APOSTROPHE})|(?!{apart}))"


def _replaced(table: Table, text: str, before: str) -> str:
    """Return a text with its words replaced; ``before`` is what stands before it."""
    for pattern, plural in _rows(table):
        done, at = "", 0
        for match in pattern.finditer(text):
            done += text[at : match.start()]
            starts = bool(_SENTENCE_START.search(before + done))
            done += "".join(_worded(table, match, plural, starts=starts))
            at = match.end()
        text = done + text[at:]
    return text


def _worded(table: Table, match: re.Match[str], plural: str, *, starts: bool) -> Iterator[str]:
    """Yield the pieces of what replaces a match. A capital stays where it is one of the word."""
    found = match[0]
    if plural.startswith("*"):
        yield match[1] + plural[1:]
        return
    capital = found[0].isupper() and (starts or found[1:2].islower())
    first, gap, last = plural.partition(_GAP)
    yield first[0].upper() + first[1:] if capital else first
    if gap:
        yield _replaced(table, match[1], ",") + last
