"""What the journal of a case answers, and what it bears out.

A pattern is told from a single bad day by the number of different days with an entry of one
kind; how many make one, and what is trouble, is content (``rules/journal.yaml``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from advisor.evidence_model import Evidence, JournalEntry
from advisor.knowledge.content import Rulebook
from advisor.knowledge.event_content import Fill
from advisor.lazy_dataclass import dataclass
from advisor.model import Answer, Case


@dataclass(frozen=True)
class Filled:
    """What the journal says of one question."""

    question: str
    answer: Answer
    kept: bool = False
    """The case has another answer, which stays."""


def noted(case: Case, entry: JournalEntry) -> Case:
    """Return a case with one more entry in its journal, in order of date."""
    if entry in case.evidence.journal:
        return case
    entries = sorted((*case.evidence.journal, entry), key=lambda one: one.on)
    return replace(case, evidence=replace(case.evidence, journal=tuple(entries)))


def days_of(evidence: Evidence, kind: str) -> tuple[date, ...]:
    """Return the different days on which there is an entry of a kind, in order."""
    return tuple(sorted({entry.on for entry in evidence.journal if entry.kind == kind}))


def filled(rulebook: Rulebook, case: Case) -> tuple[Filled, ...]:
    """Return what the journal answers otherwise than the case does now.

    An answer that the journal cannot better stays, and is returned as ``kept``.
    """
    found: dict[str, Filled] = {}
    for kind in rulebook.journal.values():
        days = days_of(case.evidence, kind.id)
        for fill in kind.fills:
            if len(days) >= fill.since and fill.question not in case.evidence.mine:
                told = _told(case, fill, days)
                if told is not None:
                    found[fill.question] = told
    return tuple(found.values())


def _told(case: Case, fill: Fill, days: tuple[date, ...]) -> Filled | None:
    given = case.answers.get(fill.question)
    if not fill.day:
        assert fill.answer is not None  # noqa: S101 - the reader of the content asks for one
        if given == fill.answer:
            return None
        return Filled(fill.question, fill.answer, given not in (None, *fill.replaces))
    day = days[0] if fill.day == "first" else days[-1]
    if not isinstance(given, date):
        return Filled(fill.question, day)
    better = day < given if fill.day == "first" else day > given
    return Filled(fill.question, day) if better else None


def entries_for(rulebook: Rulebook, evidence: Evidence, finding: str) -> tuple[JournalEntry, ...]:
    """Return the entries that stand beside a finding, in order of date."""
    return tuple(
        entry
        for entry in in_order(evidence.journal)
        if entry.kind in rulebook.journal and finding in rulebook.journal[entry.kind].reasons
    )


def in_order(entries: Iterable[JournalEntry]) -> Iterator[JournalEntry]:
    """Yield entries by their day."""
    yield from sorted(entries, key=lambda entry: entry.on)
