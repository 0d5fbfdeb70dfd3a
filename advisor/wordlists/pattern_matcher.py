"""Search a text for the patterns of a word list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from advisor.locale.folding import fold
from advisor.wordlists.entity_patterns import built_in
from advisor.wordlists.pattern_prefilter import Needs, either, may_match, needs, words_of
from advisor.wordlists.patterns import expression
from advisor.wordlists.remark import Remark
from advisor.wordlists.wordlist import WordClass, WordList, part_of

Span = tuple[int, int]
NO_PARTS: Mapping[str, str] = {}

_QUOTED = re.compile(
    r"\u201c[^\u201c\u201d\n]{1,160}\u201d|\u00ab[^\u00ab\u00bb\n]{1,160}\u00bb"
    r'|(?<!\w)"[^"\n]{1,160}"(?!\w)|\u201e[^\u201e\u201c\n]{1,160}\u201c'
)
_CAPITAL = r"[A-Z\u00c0-\u00dc][\w'\u2019/]{0,40}(?:-(?!(?:<inside>)\b)[\w'\u2019/]{1,40}){0,3}"


class Matcher:
    """The patterns of one language, compiled when they are first used."""

    def __init__(self, words: WordList, more: Mapping[str, str] = NO_PARTS) -> None:
        """``more`` are regular expressions of further named parts."""
        self.words = words
        own = {**built_in(words.language), **more}
        counts = "|".join(map(re.escape, map(fold, words.parts.get("counts", ())))) or "(?!)"
        own["number"] = own["number"].replace("<counts>", counts)
        self._part = part_of(words, own)
        self._needs: dict[str, Needs] = {}
        self._known: dict[str, Needs] = dict.fromkeys(own, ())
        self._joined: dict[tuple[str, ...], re.Pattern[str] | None] = {}

    def joined(self, patterns: tuple[str, ...]) -> re.Pattern[str] | None:
        """Return one expression for any of some patterns, ``None`` for none of them."""
        if patterns not in self._joined:
            rows = [expression(pattern, self.words.endings, self._part) for pattern in patterns]
            self._joined[patterns] = re.compile("|".join(rows)) if rows else None
        return self._joined[patterns]

    def finds(self, folded: str, patterns: tuple[str, ...]) -> Iterator[Span]:
        """Yield the matches of some patterns in a folded text; of overlapping ones the first."""
        order = {pattern: number for number, pattern in enumerate(patterns)}
        rows = [
            (start, order[pattern], end)
            for pattern in order
            for start, end in self.each(folded, (pattern,))
        ]
        done = 0
        for start, _, end in sorted(rows):
            if start >= done:
                yield start, end
                done = end

    def each(self, folded: str, patterns: tuple[str, ...]) -> Iterator[Span]:
        """Yield the matches of each pattern in a folded text, overlapping ones too."""
        present = _words_of(folded)
        for pattern in patterns:
            if may_match(self.needed(pattern), folded, present):
                compiled = self.joined((pattern,))
                for match in compiled.finditer(folded) if compiled else ():
                    yield match.span()

    def has(self, folded: str, patterns: tuple[str, ...]) -> bool:
        """Return whether one of some patterns matches in a folded text."""
        return next(self.each(folded, patterns), None) is not None

    def needed(self, pattern: str) -> Needs:
        """Return the words that a text must have for a pattern to match."""
        if pattern not in self._needs:
            self._needs[pattern] = needs(pattern, self.words.endings, self._needs_of)
        return self._needs[pattern]

    def _needs_of(self, part: str) -> Needs:
        if part not in self._known:
            rows = (
                needs(row, self.words.endings, self._needs_of) for row in self.words.parts[part]
            )
            self._known[part] = either(rows)
        return self._known[part]


_words_of = lru_cache(maxsize=64)(words_of)

_MATCHERS: dict[int, tuple[WordList, Matcher]] = {}


def matcher(words: WordList) -> Matcher:
    """Return the matcher of a language, the same one each time."""
    kept = _MATCHERS.get(id(words))
    if kept is None or kept[0] is not words:
        if len(_MATCHERS) > 8:
            _MATCHERS.clear()
        kept = _MATCHERS[id(words)] = (words, Matcher(words))
    return kept[1]


def set_apart(words: WordList, text: str, titles: Iterable[str] = ()) -> tuple[Span, ...]:
    """Return the spans of quotations and of titles of contracts and laws.

    ``titles`` are the titles that the case gives.
    """
    spans = [match.span() for match in _QUOTED.finditer(text)]
    after, before = words.layout.get("titled_in", ()), words.layout.get("titled_by", ())
    inside = "|".join(map(re.escape, words.language.typed.inside_titles))
    capital = _CAPITAL.replace("<inside>", inside)
    connected = rf"(?:[ -](?:{inside}|[dl]['\u2019])){{0,3}}"
    if after:
        ends = "|".join(map(re.escape, after))
        pattern = rf"\b(?:{capital}{connected} ){{1,8}}(?:{ends})\b"
        spans += [match.span() for match in re.finditer(pattern, text)]
    if before:
        starts = "|".join(map(re.escape, before))
        pattern = rf"\b(?:{starts})(?:{connected} ?{capital}){{1,8}}"
        spans += [match.span() for match in re.finditer(pattern, text)]
    small = fold(text)
    for title in filter(None, titles):
        spans += [match.span() for match in re.finditer(re.escape(fold(title)), small)]
    return tuple(spans)


def class_spans(
    words: WordList, item: WordClass, text: str, apart: tuple[Span, ...] = ()
) -> tuple[Span, ...]:
    """Return the spans of words of a class, without those that their context makes harmless."""
    folded, ready = fold(text), matcher(words)
    matches = list(ready.finds(folded, item.words))
    if not matches:
        return ()
    harmless = list(ready.each(folded, item.unless))
    kept = [
        (start, end)
        for start, end in matches
        if not any(start < last and first < end for first, last in harmless)
        and not any(first <= start and end <= last for first, last in apart)
    ]
    return tuple(kept[item.more_than :])


def found_words(words: WordList | None, name: str, text: str) -> tuple[str, ...]:
    """Return the words of a class found in a text, in lower case, each once."""
    if words is None or name not in words.avoid:
        return ()
    apart = set_apart(words, text)
    spans = class_spans(words, words.avoid[name], text, apart)
    return tuple(dict.fromkeys(text[start:end].lower() for start, end in spans))


def avoided(
    words: WordList, text: str, kind: str, ranges: Iterable[Span], titles: Iterable[str]
) -> Iterator[Remark]:
    """Yield a remark for every word that a letter of this kind avoids.

    Only matches that begin within one of the ``ranges`` count.
    """
    apart = set_apart(words, text, titles)
    inside = tuple(ranges)
    for item in words.avoid.values():
        if kind in item.not_in:
            continue
        for start, end in class_spans(words, item, text, apart):
            if any(first <= start < last for first, last in inside):
                yield Remark(
                    start,
                    item.id,
                    item.blocking,
                    " ".join(text[start:end].split()),
                    sources=item.sources,
                )
