"""A letter that is proofread, with its parts, its claims and what it is compared with."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from advisor.knowledge.letter_content import LetterKind
from advisor.lazy_dataclass import dataclass
from advisor.locale.language import Language
from advisor.model import Facts
from advisor.proofreader.background import Background
from advisor.proofreader.claim_extraction import Statement, statements
from advisor.proofreader.letter_layout import Layout, layout_of
from advisor.reading.written import Written
from advisor.wordlists.wordlist import WordList


@dataclass(frozen=True)
class Draft:
    """A letter of some kind in the language of a word list, as sent on ``as_of``."""

    written: Written
    words: WordList
    kind: LetterKind | None
    """``None`` if it was not recognised."""
    as_of: date
    case: Background | None = None

    @property
    def language(self) -> Language:
        """The language of the letter."""
        return self.words.language

    @property
    def kind_id(self) -> str:
        """The id of its kind, empty if it was not recognised."""
        return self.kind.id if self.kind else ""

    @property
    def frame(self) -> str:
        """The frame of its kind."""
        return self.kind.frame if self.kind else ""

    @property
    def facts(self) -> Facts:
        """The facts of its case, none where there is no case."""
        return self.case.facts if self.case else Facts({})

    @cached_property
    def layout(self) -> Layout:
        """The positions of its parts."""
        return layout_of(self.written, self.words)

    @cached_property
    def claims(self) -> tuple[Statement, ...]:
        """Its claims, in their order."""
        return statements(self.words, self.written.folded, self.layout.said)

    def claimed(self, *names: str) -> tuple[Statement, ...]:
        """Return the claims with some names."""
        return tuple(item for item in self.claims if item.name in names)

    def checked_for(self, *checks: str) -> bool:
        """Return whether its kind has all these ``checks``."""
        return self.kind is not None and set(checks) <= set(self.kind.checks)

    def quoted(self, start: int, end: int) -> str:
        """Return a span of the text on one line."""
        return " ".join(self.written.text[start:end].split())
