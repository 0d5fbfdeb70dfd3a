"""The index of a bundle, in order of date, and its journal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from advisor.casefile.answers import show
from advisor.evidence.journal import in_order
from advisor.knowledge import roles
from advisor.knowledge.letter_content import LetterKind, Sent
from advisor.knowledge.phrasebook import Phrasebook
from advisor.lazy_dataclass import dataclass
from advisor.locale.formatting import inside, weekday_date
from advisor.model import Day
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.report.model import Entry, Report, Section

INDEX, JOURNAL = "index.txt", "journal.txt"
"""The files that are written for the bundle."""


@dataclass(frozen=True)
class Piece:
    """One thing that happened or is in the bundle."""

    day: Day | None
    what: str
    file: str = ""
    """Its path in the bundle; empty for what has no file of its own."""


def index(
    phrases: Phrasebook,
    assessed: CaseAssessment,
    pieces: Iterable[Piece],
    files: Mapping[str, bytes],
) -> Report:
    """Return the index: what happened and what is there by date, and each file with its digest."""
    dated = [
        Piece(entry.on, _entry(phrases, entry.kind, entry.text), JOURNAL)
        for entry in assessed.case.evidence.journal
    ]
    every = [*dated, *pieces]
    by_day = sorted(
        (one for one in every if one.day is not None), key=lambda one: (str(one.day), one.file)
    )
    sections = (
        _section(phrases, "dated", by_day),
        _section(phrases, "undated", [one for one in every if one.day is None]),
        Section(
            "files",
            phrases.say("bundle.section.files"),
            tuple(
                Entry("", name, hashlib.sha256(data).hexdigest()) for name, data in files.items()
            ),
        ),
    )
    found = _report(phrases, assessed, phrases.say("bundle.intro"))
    return replace(found, sections=tuple(one for one in sections if one.entries))


def journal(phrases: Phrasebook, assessed: CaseAssessment) -> Report:
    """Return the journal in order of date."""
    entries = (
        Piece(entry.on, _entry(phrases, entry.kind, entry.text))
        for entry in in_order(assessed.case.evidence.journal)
    )
    found = _report(phrases, assessed, phrases.say("bundle.journal"))
    return replace(found, sections=(_section(phrases, "dated", [*entries]),))


def sent_letters(
    phrases: Phrasebook, assessed: CaseAssessment, copies: Mapping[str, str]
) -> Iterator[Piece]:
    """Yield each letter that is recorded as sent. ``copies`` are files by the kind of letter."""
    told: set[str] = set()
    # Kinds of one effect are recorded in one question: that of which there is a copy goes first.
    for kind in sorted(phrases.kinds.values(), key=lambda kind: kind.id not in copies):
        day = assessed.case.answers.get(kind.sent.on) if kind.sent else None
        if kind.sent and isinstance(day, Day) and kind.sent.on not in told:
            told.add(kind.sent.on)
            yield Piece(day, _dispatch(phrases, assessed, kind, kind.sent), copies.get(kind.id, ""))


def _dispatch(phrases: Phrasebook, assessed: CaseAssessment, kind: LetterKind, sent: Sent) -> str:
    """Return how a letter was sent, and when it was received."""
    answers, questions = assessed.case.answers, assessed.rulebook.questions
    way, received = answers.get(sent.by), answers.get(sent.received)
    how = inside(show(phrases, questions[sent.by], way), phrases.language) if way else "-"
    told = phrases.say("bundle.sent", name=kind.title, how=how)
    if isinstance(received, Day):
        told = f"{told} {phrases.say('bundle.received', date=received)}"
    return told


def _entry(phrases: Phrasebook, kind: str, text: str) -> str:
    return f"{phrases.journal.get(kind, kind)}{phrases.colon}{text}"


def _section(phrases: Phrasebook, name: str, pieces: Sequence[Piece]) -> Section:
    entries = (Entry(phrases.day(one.day) if one.day else "", one.what, one.file) for one in pieces)
    return Section(name, phrases.say(f"bundle.section.{name}"), tuple(entries))


def _report(phrases: Phrasebook, assessed: CaseAssessment, intro: str) -> Report:
    name = assessed.case.answers.get(roles.CLIENT_NAME)
    client = name if isinstance(name, str) else phrases.say("report.client")
    return Report(
        title=phrases.say("bundle.title", client=client),
        day=weekday_date(assessed.as_of, phrases.language),
        outcome=intro,
        facts=(),
        sections=(),
        whether=assessed.advice.whether,
        colon=phrases.colon,
    )
