"""Proofread a letter: all remarks on it, in the order of its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from advisor.knowledge import roles
from advisor.knowledge.letter_content import LetterKind
from advisor.lazy_dataclass import dataclass
from advisor.proofreader.amount_checks import of_sums
from advisor.proofreader.background import Background
from advisor.proofreader.claim_checks import of_claims, of_reason
from advisor.proofreader.date_checks import of_dates
from advisor.proofreader.draft import Draft
from advisor.proofreader.generic_letter_checks import of_generic, of_length
from advisor.proofreader.letter_layout import foreign, left_over
from advisor.proofreader.required_elements import lacking, of_greeting
from advisor.reading.written import Written
from advisor.wordlists.pattern_matcher import avoided
from advisor.wordlists.remark import Remark
from advisor.wordlists.wordlist import WordList

TITLES = (
    *(roles.CONTRACT_TITLE, roles.SERVICES, roles.CLIENT_NAME, roles.SENDER_BUSINESS),
    roles.REFERRAL_FIRM,
)
"""Answers that are names, not words to be checked."""


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
    kind: LetterKind | None,
    as_of: date,
    case: Background | None = None,
) -> Proof:
    """Proofread a letter of some kind in a language, as sent on ``as_of``."""
    draft = Draft(written, lists[language], kind, as_of, case)
    kept: dict[tuple[int, str, str, str], Remark] = {}
    for item in _remarks(draft, lists):
        kept.setdefault((item.at, item.kind, item.key, item.found), item)
    ordered = sorted(kept.values(), key=lambda item: (item.at, item.kind, item.key))
    return Proof(written, language, draft.kind_id, tuple(ordered))


def _remarks(draft: Draft, lists: Mapping[str, WordList]) -> Iterator[Remark]:
    written, said = draft.written, draft.layout.said
    yield from left_over(written, lists)
    if draft.kind and draft.kind.reader != "client":
        # Of papers that do not go to the client only draft marks and placeholders are reported.
        return
    titles = draft.case.texts(*TITLES) if draft.case else ()
    own = draft.language.code
    ranges = {own: [said]}
    for language, rows in foreign(written, lists, own).items():
        ranges[language] = [row for row in rows if said[0] <= row[0] < said[1]]
    for language, spans in ranges.items():
        yield from avoided(lists[language], written.text, draft.kind_id, spans, titles)
    yield from lacking(draft)
    yield from of_greeting(draft)
    yield from of_dates(draft)
    yield from of_generic(draft)
    yield from of_length(draft)
    if draft.case is not None:
        yield from of_sums(draft, draft.case)
        yield from of_claims(draft, draft.case)
        yield from of_reason(draft, draft.case)
