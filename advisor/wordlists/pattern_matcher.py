"""Search a text for the patterns of a word list."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter

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
_CODE = re.compile(
    r"`[^`\n]{1,160}`"
    r"|(?<![^\s(\[\"'\u00ab\u201c])(?=[^\s()\[\],;]{0,120}"
    r"(?:[^\W_]_[^\W_]|://|@\w|::|\w\.[a-z]{2,4}(?![\w'\u2019])|\w\(\)|\w=|=\w))[^\s,;]{1,120}"
)
_SENTENCE_END = re.compile(
    r"[.!?]{1,9}(?=[\s\"'\u00bb\u201d)\]]|\Z)|[;\u2026]|\n(?=[ \t]{0,9}(?:\n|[-*\u2022\d#>]))"
)
_HYPHEN, _HYPHENED = re.compile(r"-[^\W\d_]"), re.compile(r"[^\W\d_]-")
_BIG, _SMALL = r"[A-Z\u00c0-\u00dc]", r"[^\W\dA-Z\u00c0-\u00dc_]"
_NAME = re.compile(rf"(?:{_BIG}[\w'\u2019-]{{0,40}}{_SMALL}\s{{0,9}}){{1,6}}")
_NAME_BEGAN = re.compile(rf"[\w,&][ '\u2019-]{{1,9}}\Z|(?<!\w){_BIG}\w{{0,3}}\. \Z")
_NAME_GOES_ON = re.compile(rf"(?: &)?[ -]{_BIG}{_SMALL}")
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
        yield from first_of(self.each(folded, patterns))

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


def first_of(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans in order: of overlapping ones the first, of one start the first given."""
    done = 0
    for start, end in sorted(spans, key=itemgetter(0)):
        if start >= done:
            yield start, end
            done = end


_words_of = lru_cache(maxsize=64)(words_of)

_MATCHERS: dict[int, tuple[object, Matcher]] = {}


def matcher(words: WordList) -> Matcher:
    """Return the matcher of a language, the same one each time."""
    return kept_matcher(words, lambda: Matcher(words))


def kept_matcher(words: object, make: Callable[[], Matcher]) -> Matcher:
    """Return the matcher of some lists of words, made when it is first asked for.

    Lists are told apart by identity, for they cannot be hashed.
    """
    kept = _MATCHERS.get(id(words))
    if kept is None or kept[0] is not words:
        if len(_MATCHERS) > 8:
            _MATCHERS.clear()
        kept = _MATCHERS[id(words)] = (words, make())
    return kept[1]


def code_in(text: str) -> tuple[Span, ...]:
    """Return the spans of program code, names of files and addresses of pages and of email."""
    return tuple(match.span() for match in _CODE.finditer(text))


def set_apart(words: WordList, text: str, titles: Iterable[str] = ()) -> tuple[Span, ...]:
    """Return the spans of quotations and of titles of contracts and laws.

    ``titles`` are the titles that the case gives.
    """
    spans = [*(match.span() for match in _QUOTED.finditer(text)), *code_in(text)]
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


class _Spans:
    """Spans of a text that can be asked in the logarithm of their number."""

    def __init__(self, spans: Iterable[Span]) -> None:
        rows = sorted(spans)
        self.starts = [start for start, _ in rows]
        self.furthest = list(accumulate((end for _, end in rows), max))

    def reach(self, before: int, at: int) -> bool:
        """Return whether a span that starts before one position ends at another or after it."""
        number = bisect_left(self.starts, before)
        return number > 0 and self.furthest[number - 1] >= at


def class_words(
    words: WordList, item: WordClass, text: str, apart: tuple[Span, ...] = ()
) -> tuple[tuple[int, int, bool], ...]:
    """Return the spans of words of a class, and whether each keeps a letter from passing.

    Words that their context makes harmless are left out. One blocks where its sentence points it
    at the reader or at the writer, as the patterns ``aimed`` of its class say; a word alone only
    advises.
    """
    folded, ready = fold(text), matcher(words)
    matches = list(ready.each(folded, item.words))
    if not matches:
        return ()
    ends = [0, *(end.end() for end in _SENTENCE_END.finditer(text)), len(text)]
    aimed, about = (
        sorted(start for start, _ in ready.each(folded, rows)) for rows in (item.aimed, item.about)
    )

    def in_sentence(marks: list[int], start: int, end: int) -> bool:
        first, last = ends[bisect_right(ends, start) - 1], ends[bisect_left(ends, end)]
        return bisect_left(marks, first) < bisect_left(marks, last)

    harmless, quoted = _Spans(ready.each(folded, item.unless)), _Spans(apart)
    pointed = (span for span in matches if _between(aimed, *span))
    beside = _beside(ready, folded, ends, matches, frozenset(pointed))
    # A harmless phrase hides no fault inside it, but its last words are harmless like it.
    denied = {end: start for start, end in sorted(beside, reverse=True)}
    left = (
        (start, end)
        for start, end in matches
        if not harmless.reach(end, start + 1)
        and not quoted.reach(start + 1, end)
        and start < denied.get(end, end)
        and not _is_name(text, start, end)
        and (not item.about or in_sentence(about, start, end))
    )
    kept = list(first_of(left))
    strong = (span for span in kept if ready.has(folded[slice(*span)], item.strong))
    return tuple(
        (*span, item.blocking and (not item.aimed or in_sentence(aimed, *span)))
        for span in sorted({*strong, *kept[item.more_than :]})
    )


def _between(marks: list[int], start: int, end: int) -> bool:
    return bisect_left(marks, start) < bisect_left(marks, end)


def _is_name(text: str, start: int, end: int) -> bool:
    """Return whether words are written as a name: ``Ms Cross``, ``Fury Coffee Roasters``."""
    if not _NAME.fullmatch(text, start, end):
        return False
    return bool(
        _NAME_GOES_ON.match(text, end) or _NAME_BEGAN.search(text[max(0, start - 12) : start])
    )


def _beside(
    ready: Matcher, folded: str, ends: list[int], spans: list[Span], pointed: frozenset[Span]
) -> frozenset[Span]:
    """Return the spans that a phrase directly before or after makes harmless.

    ``ends`` are the ends of sentences, and no phrase reaches over one. Of ``pointed`` spans what
    follows is not asked. A part of a compound is harmless too: ``failure-mode``.
    """
    rows = {name: ready.words.beside.get(name, ()) for name in ("before", "after", "joined")}
    before = _Spans(
        (start, min(end, ends[bisect_right(ends, start)]))
        for start, end in ready.each(folded, rows["before"])
    )
    after = {start for start, _ in ready.each(folded, rows["after"])}
    joined = ready.joined(rows["joined"])

    def harmless(start: int, end: int) -> bool:
        first = max(ends[bisect_right(ends, start) - 1], start - 40)
        ahead = first + len(folded[first:start].rstrip())
        behind = end + len(folded[end : end + 40]) - len(folded[end : end + 40].lstrip())
        return (
            (ahead > first and before.reach(start, ahead))
            or _HYPHENED.match(folded, max(0, start - 2)) is not None
            or (
                _HYPHEN.match(folded, end) is not None
                and not (joined and joined.match(folded, end + 1))
            )
            or (behind in after and (start, end) not in pointed)
        )

    return frozenset(span for span in spans if harmless(*span))


def found_words(words: WordList | None, name: str, text: str) -> tuple[str, ...]:
    """Return the words of a class found in a text, in lower case, each once."""
    if words is None or name not in words.avoid:
        return ()
    apart = set_apart(words, text)
    found = class_words(words, words.avoid[name], text, apart)
    return tuple(dict.fromkeys(text[start:end].lower() for start, end, _ in found))


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
        for start, end, blocking in class_words(words, item, text, apart):
            if any(first <= start < last for first, last in inside):
                yield Remark(
                    start,
                    item.id,
                    blocking,
                    " ".join(text[start:end].split()),
                    sources=item.sources,
                )
