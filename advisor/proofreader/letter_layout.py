"""The language, the kind and the parts of a letter that was read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from advisor.knowledge import roles
from advisor.lazy_dataclass import dataclass
from advisor.locale.folding import fold
from advisor.reading.written import Written
from advisor.wordlists.pattern_matcher import Span, code_in, matcher
from advisor.wordlists.remark import Remark
from advisor.wordlists.wordlist import WordList

MIN_WORDS = 15
"""Words of a letter from which its language can be rejected."""
MIN_LINE_WORDS = 5
"""Words of a line that is longer than a name or an address."""
MIN_SHARE = 0.25
"""Minimum share of the short words of a language in a letter; typical letters have a third."""
MAX_GREETING = 70
"""Maximum length of a greeting, in characters."""
MAX_CLOSING = 160
"""Maximum length of a sentence that ends with a closing formula, in characters."""
MAX_BELOW = 40
"""Maximum number of words below it: the signature and the enclosures."""
EMAILED = {roles.ENDING: roles.ENDING_EMAIL}
"""Kinds that have a kind of their own for email."""

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_PLACEHOLDERS = re.compile(
    r"(?<!\w)\[[^\]\[\n]{1,80}\](?!\()|\{\{[^}\n]{0,80}\}\}|\{%[^}\n]{0,80}%\}|\$\{[^}\n]{1,60}\}"
    r"|<(?![\w.+-]+@)[^\W\d_][^<>@\n/]{0,60}>|_{3,}|(?<!\w)[Xx]{3,}(?!\w)|\bXX[/.-]XX\b"
    r"|\b(?:TODO|FIXME|TBD|TBC|XXX|N\.?N\.)(?!\w)|\?{3,}|_{2,}[/.-]_{2,}|\.{5,}|\u2026{2,}|#{3,}(?!\w)"
)
_DATE_MASKS = re.compile(
    r"(?<!\w)([^\W\d_])\1{1,3}([/. -]|\s\w{1,2}\s)([^\W\d_])\3{1,3}\2([^\W\d_])\4{1,3}(?!\w)"
    r"|(?<!\w)[Xx]{2}(?=[/.-][Xx\d]{2}|(?:\s\w{1,2})?\s[^\W\d_]{3,10}(?:\s\w{1,2})?\s\d{4})"
)
"""Forms of a date to be filled in: DD/MM/YYYY, JJ/MM/AAAA, XX de mayo de 2026."""
_NUMBER_ALONE = re.compile(r"\W{0,9}\d[\d.]{0,12}[).]?\W{0,9}")
_NUMBERED = re.compile(r"\[\W*\d{1,2}\W*\]")


@dataclass(frozen=True)
class Layout:
    """The positions of the parts of a letter, in characters from 0."""

    subject: Span
    """Empty where there is none."""
    greeting: Span
    """Empty where there is none."""
    body: Span
    closing: Span
    """Empty at the end of the body where there is none."""
    signature: str
    """The text below the closing, up to the enclosures."""
    end: int
    """The end of the letter, where notes to its writer begin."""

    @property
    def said(self) -> Span:
        """The span from the subject or greeting to the end of the letter."""
        starts = [start for start, end in (self.subject, self.greeting) if end > start]
        return min(starts, default=self.body[0]), self.end


def language_of(written: Written, lists: Mapping[str, WordList], otherwise: str) -> str | None:
    """Return the language of a letter by its short words, ``otherwise`` if they do not decide.

    ``None`` for a letter that is long enough and in none of the languages.
    """
    common = _common(lists)
    _, scores = _short_words(written.text, common)
    best = max(scores.values(), default=0)
    rows = [_short_words(row.text, common) for row in written.rows]
    # Names and addresses have no language, and lines may differ in theirs.
    said = [
        (count, max(found.values(), default=0)) for count, found in rows if count >= MIN_LINE_WORDS
    ]
    count = sum(words for words, _ in said)
    if count >= MIN_WORDS and sum(most for _, most in said) < count * MIN_SHARE:
        return None
    leading = [language for language, score in scores.items() if score == best]
    return leading[0] if best and len(leading) == 1 else otherwise


def foreign(written: Written, lists: Mapping[str, WordList], own: str) -> Mapping[str, list[Span]]:
    """Return the lines of a letter that are in another language than ``own``, by language."""
    by_language: dict[str, list[Span]] = {}
    common = _common(lists)
    for row, start in zip(written.rows, written.starts, strict=True):
        count, scores = _short_words(row.text, common)
        best = max(scores, key=lambda language: scores[language], default=own)
        most = scores.get(best, 0)
        others = [score for language, score in scores.items() if language != best]
        if best != own and most > max(3, count * MIN_SHARE) and most > max(others, default=0) + 1:
            by_language.setdefault(best, []).append((start, start + len(row.text)))
    return by_language


def _common(lists: Mapping[str, WordList]) -> Mapping[str, frozenset[str]]:
    """Return the short words of each language that has some, folded."""
    return {
        language: frozenset(map(fold, item.common))
        for language, item in lists.items()
        if item.common
    }


def _short_words(text: str, common: Mapping[str, frozenset[str]]) -> tuple[int, dict[str, int]]:
    """Return how many words a text has, and how many are short words of each language."""
    words = [fold(word) for word in _WORD.findall(text)]
    return len(words), {
        language: sum(word in short for word in words) for language, short in common.items()
    }


def layout_of(written: Written, words: WordList) -> Layout:
    """Find the parts of a letter by their first words."""
    rows = [fold(row.text) for row in written.rows]
    whole = len(written.text)

    def span(number: int) -> Span:
        start = written.starts[number]
        return start, start + len(rows[number])

    notes = _notes(written, words)
    last = next((n for n, start in enumerate(written.starts) if start >= notes), len(rows))
    greetings = [n for n in range(last) if _greets(rows[n], words)]
    # A line of the address may begin like a greeting, but not end like one.
    ended = (n for n in greetings if rows[n].rstrip().endswith((",", ":", "!")))
    greeting = next(ended, greetings[0] if greetings else -1)
    closings = [n for n in range(greeting + 1, last) if _closes(rows[n], words)]
    closing = closings[0] if closings else _last_formula(rows, greeting + 1, last, words)
    subject = next((n for n in range(last) if _begins(rows[n], words, "subject")), -1)
    if subject < 0 and written.email and written.subject:
        subject = 0
    if subject < 0 and greeting >= 0:
        subject = _untitled(written, greeting, last)
    below = range(closing + 1, last) if closing >= 0 else range(0)
    signed = [
        written.rows[n].text.strip() for n in below if not _begins(rows[n], words, "enclosure")
    ]
    first = max(greeting, subject if subject > greeting >= 0 else -1) + 1
    start = written.starts[first] if first < len(rows) else whole
    end = span(closing) if closing >= 0 else (min(notes, whole), min(notes, whole))
    none = (start, start)
    return Layout(
        subject=span(subject) if subject >= 0 else none,
        greeting=span(greeting) if greeting >= 0 else none,
        body=(min(start, end[0]), end[0]),
        closing=end,
        signature=" ".join(filter(None, signed[:6])),
        end=notes,
    )


def _begins(row: str, words: WordList, part: str) -> re.Match[str] | None:
    """Return the match of the first words of a part of a letter, at the start of a row."""
    pattern = matcher(words).joined(words.layout.get(part, ()))
    return pattern.match(row.strip()) if pattern and row.strip() else None


def _greets(row: str, words: WordList) -> bool:
    text = row.strip()
    short = len(text) <= MAX_GREETING and not text.endswith(".")
    return short and _begins(row, words, "salutation") is not None


def _closes(row: str, words: WordList) -> bool:
    """Return whether a row is a closing formula alone."""
    match = _begins(row, words, "closing")
    return match is not None and not match.string[match.end() :].strip(" ,.:;!\u00a0\u202f")


def _last_formula(rows: list[str], first: int, last: int, words: WordList) -> int:
    """Return the row whose sentence ends with a closing formula above a signature, else -1."""
    pattern = matcher(words).joined(words.layout.get("closing", ()))
    below = 0
    for number in range(last - 1, first, -1):
        row = rows[number].strip()
        below += len(row.split())
        if below > MAX_BELOW + len(row.split()):
            return -1
        bare = row.rstrip(" ,.:;!\u00a0\u202f")
        found = pattern.finditer(bare) if pattern else ()
        if len(row) <= MAX_CLOSING and any(match.end() == len(bare) for match in found):
            return number
    return -1


def _untitled(written: Written, greeting: int, last: int) -> int:
    """Return the row of an unmarked subject: a short separate line below the greeting."""
    for number in range(greeting + 1, min(last, greeting + 4)):
        text = written.rows[number].text.strip()
        if text:
            alone = number + 1 >= last or not written.rows[number + 1].text.strip()
            short = len(text) < 110 and text[-1] not in ".,:;!?" and alone
            return number if short else -1
    return -1


def _notes(written: Written, words: WordList) -> int:
    """Return the start of the notes to the writer, else the end of the text."""
    rows = zip(written.rows, written.starts, strict=True)
    found = (start for row, start in rows if _is_note(row.text, words))
    return next(found, len(written.text))


def _is_note(text: str, words: WordList) -> bool:
    """Return whether a row is the heading of the notes to the writer, which end a draft."""
    row = fold(text).strip()
    match = _begins(row, words, "notes") if row.endswith(":") else None
    return match is not None and not row[match.end() :].strip(" :\u00a0\u202f")


def kind_of(written: Written, layout: Layout, words: WordList, kinds: Mapping[str, object]) -> str:
    """Return the kind of a letter by its subject, else by its body; empty if neither decides."""
    ready = matcher(words)
    start, end = layout.subject
    if start == end:
        # A paper without a greeting has its title in the first line.
        start, end = _title(written, words)
    for text in (written.folded[start:end], written.folded[layout.body[0] : layout.body[1]]):
        for kind, patterns in words.kinds.items():
            if kind in kinds and ready.has(text, patterns):
                return EMAILED.get(kind, kind) if _is_email(written, words) else kind
    return ""


def _title(written: Written, words: WordList) -> Span:
    for number, row in enumerate(written.rows):
        if row.text.strip() and not marks_in(row.text, (words,)):
            return written.starts[number], written.starts[number] + len(row.text)
    return 0, 0


def _is_email(written: Written, words: WordList) -> bool:
    """Return whether the subject is in the first line, without a letterhead above it."""
    if written.email:
        return True
    start, end = _title(written, words)
    return _begins(written.folded[start:end], words, "subject") is not None


def marks_in(text: str, lists: tuple[WordList, ...]) -> Span | None:
    """Return the span of a draft mark: in capitals, or alone in its row."""
    for words in lists:
        for start, end in matcher(words).finds(fold(text), words.left_over):
            rest = (text[:start] + text[end:]).strip(" \t*[](){}:.,;!-#\u00a0")
            if text[start:end].isupper() or not rest:
                return start, end
    return None


def _titles_clause(text: str, at: int, lists: tuple[WordList, ...]) -> bool:
    """Return whether a bracket is the title of a clause: ``clause 8.3 [Default]``."""
    ahead = fold(text[max(0, at - 60) : at]).rstrip(" \t:.-\u2013\u2014")
    numbered = _NUMBER_ALONE.fullmatch(text, 0, at) is not None
    return numbered or any(
        end == len(ahead)
        for words in lists
        for _, end in matcher(words).each(ahead, words.states.get("clause", ()))
    )


def left_over(written: Written, lists: Mapping[str, WordList]) -> Iterator[Remark]:
    """Yield a remark for each draft mark and each placeholder left."""
    every = tuple(lists.values())
    for drawn in written.marks:
        if drawn.strip():
            yield Remark(0, "draft", True, drawn.strip(), "watermark", sources=("S49",))
    for number, row in enumerate(written.rows):
        if not row.text.strip():
            continue
        start = written.starts[number]
        mark = marks_in(row.text, every)
        if not mark and any(_is_note(row.text, words) for words in every):
            mark = (0, len(row.text.rstrip()))
        if mark:
            quoted = row.text[mark[0] : mark[1]]
            yield Remark(start + mark[0], "draft", True, quoted, sources=("S49",))
        code = code_in(row.text)
        for match in (*_PLACEHOLDERS.finditer(row.text), *_DATE_MASKS.finditer(row.text)):
            if _NUMBERED.fullmatch(match[0]) or _titles_clause(row.text, match.start(), every):
                continue
            if any(first <= match.start() < last for first, last in code):
                continue
            if mark and match.start() <= mark[0] < match.end():
                continue
            yield Remark(start + match.start(), "placeholder", True, match[0], sources=("S49",))
