"""A contract as it was read: its language, its proposals, and where each stands in the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import PurePath
from typing import Literal

from advisor.errors import AdvisorError, Message, one_of
from advisor.evidence.contract.pattern_search import matcher_of
from advisor.evidence.contract.proposals import Proposal, Said, propose
from advisor.evidence.contract.sentences import Sentence, flat, sentences
from advisor.lazy_dataclass import dataclass
from advisor.reading.document import Limits
from advisor.reading.written import Written
from advisor.wordlists.contract_patterns import ContractContent, ContractWords

SUFFIXES = (".docx", ".eml", ".md", ".pdf", ".txt")
LIMITS = Limits(6_000_000, paragraphs=100_000, xml_bytes=48_000_000, pages=600)
"""A contract of 200 pages has some 800,000 characters."""
PLACES: Mapping[str, Literal["line", "page", "paragraph"]] = {".docx": "paragraph", ".pdf": "page"}
"""What the number of a place counts, by the suffix; lines in any other file."""
FAR_IN = 0.15
"""The share of the text behind which another opening is that of another contract."""


@dataclass(frozen=True)
class ContractReading:
    """What was read of a contract."""

    file: str
    """Its name without the folder."""
    written: Written
    words: ContractWords
    """How contracts in its language are worded."""
    counts: Literal["line", "page", "paragraph"]
    topics: Mapping[str, tuple[Proposal, ...]]

    def number_at(self, said: Said) -> int:
        """Return the line, page or paragraph of a place, from 1."""
        return self.written.place(said.at)[0]

    def clause_at(self, said: Said) -> str:
        """Return the clause of a place as contracts cite it, empty where it has no number."""
        return self.words.clause.format(said.clause) if said.clause else ""

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """The proposals of all topics."""
        return tuple(one for some in self.topics.values() for one in some)


def read_contract(
    written: Written,
    file: str,
    content: ContractContent,
    language: str | None,
    day: date | None = None,
) -> ContractReading:
    """Return the proposals of a contract in a language, ``None`` for one that is not known.

    A term that has ended before ``day`` is carried on.

    Raises :class:`AdvisorError` for a language whose contracts are not read, and for a file
    with two contracts.
    """
    suffix = PurePath(file).suffix.lower()
    words = content.words.get(language or "")
    if words is None:
        raise AdvisorError(
            Message(
                "{name} is not in a language whose contracts are read ({allowed});"
                " if it is, name it with --contract-lang.",
                name=file,
                allowed=one_of(sorted(content.words)),
            )
        )
    second = _second(written, words)
    if second is not None:
        raise AdvisorError(
            Message(
                "{name} seems to hold two contracts, the second from {place} on; put each in"
                " a file of its own.",
                name=file,
                place=f"{PLACES.get(suffix, 'line')} {written.place(second.start)[0]}",
            )
        )
    topics = propose(written, content, words, day)
    return ContractReading(file, written, words, PLACES.get(suffix, "line"), topics)


def _second(written: Written, words: ContractWords) -> Sentence | None:
    """Return the opening of a second contract, unless it is an annex of the first."""
    if not words.openings:
        return None
    matcher, annexed = matcher_of(words), False
    begun: list[Sentence] = []
    for one in sentences(written, words):
        small = flat(one.text[:600])
        if len(one.text) <= 90 and matcher.has(small, words.annexes):
            annexed = True
        elif not annexed and matcher.has(small, words.openings):
            begun.append(one)
    apart = len(written.text) * FAR_IN
    return next((one for one in begun[1:] if one.start - begun[0].start > apart), None)
