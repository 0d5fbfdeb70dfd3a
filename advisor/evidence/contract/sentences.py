"""The sentences of a contract, each with its headings, its clause number and its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from advisor.lazy_dataclass import dataclass
from advisor.locale.folding import fold
from advisor.reading.written import Written
from advisor.wordlists.contract_patterns import ContractWords
from advisor.wordlists.entity_patterns import any_folded

LONGEST_HEADING, MOST_WORDS = 90, 12
"""Characters and words of a heading."""
SHORT = 3
"""Words of a heading that ends in a colon; a longer one leads to a list."""
LONGEST_STEM = 400
"""Characters of what goes before the points of a list."""

_POINT = re.compile(
    r"(?:\(([a-z]{1,4}|[0-9]{1,2})\)|([a-z]|[ivx]{1,5})\)|[-\u2013\u2022\u25cf*])\s+"
)
_FIGURE = re.compile(
    r"([0-9]{1,3}(?:\.[0-9]{1,3}){0,5})(?:[.):]|\.?[-\u2013\u2014\u00ba\u00b0])*\s+"
)
_BLANK = re.compile(
    r"_{2,200}|\.{4,200}|\u2026{1,50}|[\u25cf\u2022\u25a0\u25a1]|\*{2,50}"
    r"|\[[^\]\[0-9]{0,60}\]|<[^<>0-9]{1,40}>"
)
_END = re.compile(
    r"[.!?;:]['\"\u201d\u00bb)]{0,2}\s+(?=[A-Z\u00c0-\u00dd\u00bf\"\u201c\u00ab(\[0-9_*-])|;\s+"
    r"|\s(?=\([a-z]{1,4}\)\s)|(?<=[;:,])\s(?=\(?[a-z0-9]\)\s)|\s(?=[0-9]{1,2}\.[0-9]{1,2}\.?\s+[A-Z\"\u201c])"
)
_NO_WORD = re.compile(r"[^\w\s,.%$\u20ac\u00a3/'&-]|(?<!\w)'|'(?!\w)|(?<=s)'(?=\s)")
_MARK = re.compile(r"[.:;!?](?![0-9])|(?<![0-9])[.:](?=[0-9])|(?<![0-9])-|-(?![0-9])|\u00b7")


@dataclass(frozen=True)
class Sentence:
    """A sentence, or a point of a list with the words that lead to it."""

    start: int
    """Its position in the text of the file."""
    text: str
    """Its words as they stand there."""
    stem: str
    """The sentence that the list of which it is a point belongs to."""
    headings: str
    """The headings above it."""
    clause: str
    """The number of its clause, such as ``9.2(a)``; empty where it has none."""
    paragraph: int = 0
    """The position of its paragraph in the text."""

    @property
    def whole(self) -> tuple[str, int]:
        """What it shares with the sentences of its clause: its first number, else its paragraph."""
        first = re.match(r"\w+", self.clause)
        return (first[0], 0) if first else ("", self.paragraph)

    @property
    def own(self) -> int:
        """Where its own words begin in what :func:`flat` returns."""
        return len(self.stem) + 1 if self.stem else 0


def flat(text: str) -> str:
    """Return a text as patterns are matched with it, as long as it was.

    Small letters without accents; marks are commas, quotation marks and brackets are spaces,
    hyphens too, and what is left blank is a row of low lines.
    """
    text = _BLANK.sub(lambda match: "_" * len(match[0]), text)
    text = _NO_WORD.sub(" ", fold(text))
    return _MARK.sub(lambda match: " " if match[0] in "-\u00b7" else ",", text)


def sentences(written: Written, words: ContractWords) -> tuple[Sentence, ...]:
    """Return the sentences of a contract, in their order."""
    return tuple(_Cut(words).of(written))


class _Cut:
    def __init__(self, words: ContractWords) -> None:
        short = any_folded(words.abbreviations)
        self.short = re.compile(rf"(?<!\w)(?:{short}|[a-z])\.?\Z")
        nouns, ordinals = any_folded(words.clause_words), any_folded(tuple(words.ordinals))
        number = r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,5}|[ivxl]{1,7}(?!\w)"
        ends = r"(?:[.):]|\.?\s?[-\u2013\u2014\u00ba\u00b0])*\s*"
        self.named = re.compile(
            rf"(?:(?:{nouns})\s+(?:({number})|({ordinals})(?!\w)){ends}"
            rf"|({ordinals})(?!\w)(?:[.):]|\.?\s[-\u2013\u2014]|\.[-\u2013\u2014])+\s*)"
        )
        self.number = ""
        self.points: list[tuple[str, str]] = []
        """The points that are open, one inside the other: how each is counted, and its name."""
        self.stems: list[str] = []
        """The words that lead to the points of each level."""
        self.headings: dict[int, str] = {}

    def of(self, written: Written) -> Iterator[Sentence]:
        for start, text, label in _paragraphs(written):
            yield from self._paragraph(start, text, label)

    def _paragraph(self, start: int, text: str, label: str) -> Iterator[Sentence]:
        pieces = list(self._pieces(text))
        listed = False
        for number, (at, piece) in enumerate(pieces):
            begun = self._number(piece, label if number == 0 else "")
            if begun >= 0:
                listed = bool(self.points)
            begun = max(begun, 0)
            words = piece[begun:]
            if not words.strip():
                continue
            # A point that ends what a sentence begins is no heading.
            point = listed and (begun or (number == 0 and label)) and self._stem()
            first = (number == 0 or begun) and not point
            last = number == len(pieces) - 1
            if first and self._is_heading(words, alone=last, numbered=bool(begun or label)):
                self._heading(words.strip(" .:-\u2013\u2014"))
                if last or not words.rstrip().endswith(":"):
                    # A heading may hold all that is said: Governing law: Spain.
                    yield self._sentence(start, at + begun, words, listed=False)
                    continue
            yield self._sentence(start, at + begun, words, listed=listed)
            if words.rstrip().endswith((":", "\u2014", "\u2013")) or (
                last and not listed and not re.search(r"[.;!?]\W*\Z", words)
            ):
                self.stems[len(self.points) :] = [words.strip()[-LONGEST_STEM:]]
            elif not listed:
                self.stems = []

    def _sentence(self, start: int, at: int, words: str, *, listed: bool) -> Sentence:
        lead = len(words) - len(words.lstrip())
        points = self.points if listed else ()
        clause = self.number + "".join(f"({name})" for _, name in points if name)
        headings = ", ".join(self.headings[one] for one in sorted(self.headings))
        stem = self._stem() if listed else ""
        return Sentence(start + at + lead, words.strip(), stem, headings, clause, start)

    def _stem(self) -> str:
        return " ".join(filter(None, self.stems[: len(self.points)]))[-LONGEST_STEM:]

    def _point(self, name: str) -> None:
        """Take a point of a list; one that is counted in another way is inside the one before."""
        kind = _counted(name, self.points)
        level = next((at for at, one in enumerate(self.points) if one[0] == kind), None)
        level = len(self.points) if level is None else level
        self.stems += [""] * (level + 1 - len(self.stems))
        del self.stems[level + 1 :]
        self.points[level:] = [(kind, name)]

    def _number(self, piece: str, label: str) -> int:
        """Take the number that a piece begins with; return its length, -1 for none."""
        if label:
            self._numbered(label)
            return 0
        small = fold(piece)
        lead = len(piece) - len(piece.lstrip())
        named = self.named.match(small, lead)
        if named:
            self._begin((named[1] or named[2] or named[3]).strip(), 1)
            return named.end()
        figure = _FIGURE.match(piece, lead)
        if figure and not re.match(r"[a-z%$\u20ac\u00a3]", piece[figure.end() :]):
            number = figure[1]
            self._begin(number, number.count(".") + 1)
            return figure.end()
        point = _POINT.match(piece, lead)
        if point:
            self._point(point[1] or point[2] or "")
            return point.end()
        return -1

    def _numbered(self, label: str) -> None:
        """Take the number that Word shows before a paragraph."""
        bare = label.strip(" .:)\u2013-")
        figures = re.search(r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,5}\Z", bare)
        if figures and "(" not in label:
            self._begin(figures[0], figures[0].count(".") + 1)
        elif re.fullmatch(r"\(?[A-Za-z0-9]{1,5}", bare) and ("(" in label or not bare.isupper()):
            self._point(bare.strip("("))
        else:
            self._begin(bare.split()[-1] if bare else "", 1)

    def _begin(self, number: str, depth: int) -> None:
        self.number, self.points, self.stems = number, [], []
        for one in [one for one in self.headings if one >= depth]:
            del self.headings[one]

    def _is_heading(self, words: str, *, alone: bool, numbered: bool) -> bool:
        bare = words.strip()
        if len(bare) > LONGEST_HEADING or len(bare.split()) > MOST_WORDS:
            return False
        if not alone:
            return len(bare.split()) <= 6 and bare.endswith((".", ":")) and numbered
        if bare.endswith(":"):
            return len(bare.split()) <= SHORT
        return not re.search(r"[.;,?!]\Z", bare) or (numbered and len(bare.split()) <= 6)

    def _heading(self, words: str) -> None:
        depth = self.number.count(".") + 1 if self.number else 0
        for one in [one for one in self.headings if one >= depth]:
            del self.headings[one]
        self.headings[depth] = words

    def _pieces(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield the sentences of a paragraph, and the points of a list inside one."""
        begin = 0
        for match in _END.finditer(text):
            if match.end() > begin and self._ends(text, begin, match):
                yield begin, text[begin : match.end()]
                begin = match.end()
        if begin < len(text):
            yield begin, text[begin:]

    def _ends(self, text: str, begin: int, match: re.Match[str]) -> bool:
        """Tell whether a mark ends a sentence that begins at ``begin``."""
        sign = text[match.start()]
        if sign == ".":
            before = fold(text[max(begin, match.start() - 24) : match.start()])
            numbered = match.start() - begin < 24 and self._is_number(before)
            return not numbered and not self.short.search(before)
        return sign != ":" or match.start() - begin >= LONGEST_HEADING

    def _is_number(self, text: str) -> bool:
        """Tell whether a piece is the number of a clause and nothing else."""
        named = self.named.match(text.strip() + ". ")
        return bool(re.fullmatch(r"[\s0-9.]*", text)) or bool(
            named and named.end() >= len(text.strip())
        )


def _counted(name: str, points: list[tuple[str, str]]) -> str:
    """Return how a point is counted: in figures, letters, Roman figures, or not at all.

    A letter that is a Roman figure too goes on with the letters before it, if there are any.
    """
    if not name or name.isdigit():
        return "figures" if name else "mark"
    before = next((one for kind, one in reversed(points) if kind == "letters"), "")
    follows = len(name) == 1 and len(before) == 1 and ord(name) == ord(before) + 1
    return "roman" if re.fullmatch("[ivxlIVXL]+", name) and not follows else "letters"


def _paragraphs(written: Written) -> Iterator[tuple[int, str, str]]:
    """Yield the paragraphs, with their start; lines of one sentence belong together."""
    rows = [(at, row) for at, row in zip(written.starts, written.rows, strict=True)]
    lengths = sorted(len(row.text) for _, row in rows if len(row.text) > 20)
    wide = lengths[len(lengths) * 9 // 10] if lengths else 0
    wrapped = 40 <= wide <= 130
    start, end, label, before = -1, -1, "", ""
    for at, row in rows:
        text = row.text.strip()
        joins = start >= 0 and text and not row.label and _goes_on(before, text)
        if joins and wrapped:
            joins = len(before) >= wide * 0.6 or text[0].islower()
        elif joins:
            joins = text[0].islower()
        before = text
        if joins:
            end = at + len(row.text)
            continue
        if start >= 0:
            yield start, written.text[start:end], label
        start, end, label = (at, at + len(row.text), row.label) if text else (-1, -1, "")
    if start >= 0:
        yield start, written.text[start:end], label


def _goes_on(before: str, text: str) -> bool:
    """Tell whether a line may go on with the sentence of the line ``before``."""
    if re.match(
        r"(?:[0-9]{1,3}[.)]|[0-9]{1,3}(?:\.[0-9]{1,3})+|\([a-z0-9]{1,4}\)|[-\u2022*#])\s", text
    ):
        return False
    return not before.endswith((":", ";")) or text[0].islower()


def place_of(starts: tuple[int, ...], at: int) -> int:
    """Return the number of the row that a position is in."""
    return max(0, bisect_right(starts, at) - 1)
