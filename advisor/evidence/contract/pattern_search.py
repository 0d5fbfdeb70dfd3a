"""Which sentences of a contract match which wordings, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.evidence.contract.sentences import Sentence, flat
from advisor.lazy_dataclass import dataclass
from advisor.wordlists.contract_patterns import (
    APART,
    BUILT_IN,
    ContractWords,
    FieldWording,
    Wording,
    split,
    word_list,
)
from advisor.wordlists.pattern_matcher import Matcher, Span, kept_matcher
from advisor.wordlists.pattern_prefilter import words_of


@dataclass(frozen=True)
class Match:
    """A wording found in a sentence."""

    sentence: int
    """The place of the sentence among all."""
    wording: Wording
    spans: tuple[Span, ...]
    """Of each part of the pattern, in :meth:`Search.flat` of the sentence."""


def matcher_of(words: ContractWords) -> Matcher:
    """Return the matcher of a language, the same one each time."""
    return kept_matcher(words, lambda: Matcher(word_list(words), BUILT_IN))


class Search:
    """Searches the sentences of one contract."""

    def __init__(self, words: ContractWords, found: Sequence[Sentence]) -> None:
        self.sentences = found
        self.matcher = matcher_of(words)
        self._flat: dict[int, str] = {}
        self._varied = words.variations
        self._left_out = tuple(f" {flat(one)} " for one in words.left_out)
        self._headings: dict[str, str] = {}
        self._clauses: dict[int, str] = {}
        self._places: dict[str, set[int]] = {}
        for number in range(len(found)):
            for word in words_of(self.flat(number)):
                self._places.setdefault(word, set()).add(number)
        self._pieces: dict[str, set[int]] = {}

    def flat(self, number: int) -> str:
        """Return a sentence with its stem as patterns are matched with it."""
        if number not in self._flat:
            one = self.sentences[number]
            found = flat(f"{one.stem} {one.text}" if one.stem else one.text)
            for words in self._left_out:
                found = found.replace(words, " " * len(words))
            self._flat[number] = found
        return self._flat[number]

    def matches(self, field: FieldWording) -> Iterator[Match]:
        """Yield the matches of a field; in a sentence those of the first wording that is there."""
        done: set[int] = set()
        for wording in field.wordings:
            taken: set[int] = set()
            for match in self._of(wording):
                if match.sentence not in done:
                    taken.add(match.sentence)
                    yield match
            done |= taken

    def _of(self, wording: Wording) -> Iterator[Match]:
        # Of the patterns of a wording the first that matches a sentence counts there.
        done: set[int] = set()
        for pattern in wording.words:
            heading, parts = split(pattern)
            for number in sorted(self._may(parts) - done):
                if heading and not self._under(number, heading):
                    continue
                if wording.most_words and self._length(number) > wording.most_words:
                    continue
                if wording.value and self.sentences[number].text.endswith(":"):
                    # What it means hangs on the list that follows.
                    continue
                spans = self._spans(number, parts, wording)
                if spans is None:
                    continue
                done.add(number)
                if self._fits(number, wording):
                    yield Match(number, wording, spans)
                    if " " in parts[-1]:
                        yield from self._again(number, wording, spans, parts[-1])

    def _fits(self, number: int, wording: Wording) -> bool:
        """Tell whether sentence and clause hold nothing that a wording rules out."""
        if any(self._has(self.flat(number), one) for one in wording.unless):
            return False
        if not wording.about and not wording.not_about:
            return True
        clause = self._clause(number)
        return not any(self._has(clause, one) for one in wording.not_about) and (
            not wording.about or any(self._has(clause, one) for one in wording.about)
        )

    def _clause(self, number: int) -> str:
        """Return the flat text of the clause that a sentence belongs to, with its headings."""
        if number not in self._clauses:
            whole, begin, end = self.sentences[number].whole, number, number + 1
            while begin > 0 and self.sentences[begin - 1].whole == whole:
                begin -= 1
            while end < len(self.sentences) and self.sentences[end].whole == whole:
                end += 1
            texts = (self.flat(one) for one in range(begin, end))
            headings = flat(self.sentences[number].headings)
            made = " , ".join((headings, *texts))
            self._clauses.update(dict.fromkeys(range(begin, end), made))
        return self._clauses[number]

    def varied(self) -> bool:
        """Tell whether the file holds a change of an agreement beside its text."""
        return any(
            self._has(self.flat(one), row) for row in self._varied for one in self._may((row,))
        )

    def _length(self, number: int) -> int:
        return len(self.sentences[number].text.split())

    def _again(
        self, number: int, wording: Wording, spans: tuple[Span, ...], part: str
    ) -> Iterator[Match]:
        """Yield where the last part of a pattern matches again, for it may state another value."""
        compiled = self.matcher.joined((part,))
        for match in compiled.finditer(self.flat(number), spans[-1][1]) if compiled else ():
            if self._goes_on(number, match.end(), wording):
                continue
            yield Match(number, wording, (*spans[:-1], match.span()))

    def _goes_on(self, number: int, end: int, wording: Wording) -> bool:
        """Tell whether what may not follow a match stands behind its end."""
        after = self.flat(number)[end : end + 60].lstrip(" ,'")
        rows = (self.matcher.joined((one,)) for one in wording.not_before)
        return any(compiled.match(after) for compiled in rows if compiled)

    def _spans(
        self, number: int, parts: tuple[str, ...], wording: Wording
    ) -> tuple[Span, ...] | None:
        text, at, spans = self.flat(number), 0, []
        own = self.sentences[number].own
        for place, part in enumerate(parts, start=1):
            compiled = self.matcher.joined((part,))
            matches = compiled.finditer(text, at) if compiled else iter(())
            # What is a point of a list must hold the end of the match.
            last = place == len(parts)
            found = (one for one in matches if not last or one.end() > own)
            if last and wording.not_before:
                found = (one for one in found if not self._goes_on(number, one.end(), wording))
            match = next(found, None)
            if match is None:
                return None
            spans.append(match.span())
            at = match.end()
        return tuple(spans)

    def _has(self, text: str, pattern: str) -> bool:
        at = 0
        for part in pattern.split(APART):
            compiled = self.matcher.joined((part,))
            match = compiled.search(text, at) if compiled else None
            if match is None:
                return False
            at = match.end()
        return True

    def _under(self, number: int, pattern: str) -> bool:
        headings = self.sentences[number].headings
        if headings not in self._headings:
            self._headings[headings] = flat(headings)
        return self._has(self._headings[headings], pattern)

    def _may(self, parts: tuple[str, ...]) -> set[int]:
        """Return the sentences with the words that all parts need."""
        found: set[int] | None = None
        for part in parts:
            for choice in self.matcher.needed(part):
                some: set[int] = set().union(*(self._with(piece) for piece in choice))
                found = some if found is None else found & some
                if not found:
                    return set()
        return set(range(len(self.sentences))) if found is None else found

    def _with(self, piece: str) -> set[int]:
        """Return the sentences with a word; one that ends in a star is a part of a word."""
        if piece[-1] != "*":
            return self._places.get(piece, set())
        if piece not in self._pieces:
            bare = piece[:-1]
            rows = (some for word, some in self._places.items() if bare in word)
            self._pieces[piece] = set().union(*rows)
        return self._pieces[piece]
