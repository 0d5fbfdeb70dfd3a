"""Proofread a letter: all remarks on it, in the order of its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from advisor.model import Facts
from advisor.proofreader.amount_checks import of_sums
from advisor.proofreader.background import Background
from advisor.proofreader.claim_checks import of_claims, of_reason
from advisor.proofreader.claim_extraction import statements
from advisor.proofreader.date_checks import of_dates
from advisor.proofreader.generic_letter_checks import of_generic, of_length
from advisor.proofreader.letter_layout import Layout, foreign, layout_of, left_over
from advisor.proofreader.required_elements import lacking
from advisor.proofreader.source_text import Written
from advisor.wordlists.pattern_matcher import avoided
from advisor.wordlists.remark import Remark
from advisor.wordlists.wordlist import WordList

TITLES = ("contract_title", "services", "client_name", "sender_business", "referral_firm")
"""Answers that are names, not words to be checked."""
PRIVATE = ("script", "lawyer-brief")
"""Papers that do not go to the client; only draft marks and placeholders are reported."""


@dataclass(frozen=True)
class Proof:
    """The remarks on a letter."""

    written: Written
    language: str
    kind: str
    """Empty if it was not recognised."""
    remarks: tuple[Remark, ...]
    """In the order of the text."""

    @property
    def blocking(self) -> int:
        """The number of remarks that block sending it."""
        return sum(item.blocking for item in self.remarks)


def proofread(
    written: Written,
    lists: Mapping[str, WordList],
    language: str,
    kind: str,
    as_of: date,
    case: Background | None = None,
) -> Proof:
    """Proofread a letter of some kind in a language, as sent on ``as_of``."""
    words = lists[language]
    layout = layout_of(written, words)
    remarks = list(_remarks(written, layout, lists, words, kind, as_of, case))
    kept: dict[tuple[int, str, str, str], Remark] = {}
    for item in remarks:
        kept.setdefault((item.at, item.kind, item.key, item.found), item)
    ordered = sorted(kept.values(), key=lambda item: (item.at, item.kind, item.key))
    return Proof(written, language, kind, tuple(ordered))


def _remarks(
    written: Written,
    layout: Layout,
    lists: Mapping[str, WordList],
    words: WordList,
    kind: str,
    as_of: date,
    case: Background | None,
) -> Iterator[Remark]:
    yield from left_over(written, lists)
    if kind in PRIVATE:
        return
    titles = case.texts(*TITLES) if case else ()
    yield from avoided(words, written.text, kind, (layout.said,), titles)
    start, end = layout.said
    for language, rows in foreign(written, lists, words.language).items():
        said = [row for row in rows if start <= row[0] < end]
        yield from avoided(lists[language], written.text, kind, said, titles)
    stated = statements(words, written.folded, layout.said)
    facts = case.facts if case else Facts({})
    yield from lacking(words, written, layout, kind, stated, facts)
    yield from of_dates(written, layout, words.language, stated, as_of, case)
    yield from of_generic(words, written, layout, stated, case, kind)
    yield from of_length(written, layout, kind)
    if case is not None:
        yield from of_sums(written, layout, words.language, stated, case)
        yield from of_claims(written, stated, case)
        yield from of_reason(written, stated, case, kind, layout.closing[0])
