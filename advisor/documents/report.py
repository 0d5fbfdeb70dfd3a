"""The report as a value, before it is shown on a screen or written to a file.

Every form of the report (terminal, Markdown, plain text) is drawn from one
:class:`Report`, so that they say the same. The JSON form holds the same
conclusions under fixed keys, see :mod:`advisor.documents.report_json`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from advisor.documents.words import colon_of
from advisor.engine.stratum import Engine
from advisor.knowledge.content import Library
from advisor.model import Assessment, Case, Counterfactual, TurningDate, When, Whether
from advisor.reasoning import whatif

Tone = Literal["", "blocking", "advisory", "for", "against", "caution", "binding"]
"""What an entry is, for colour. The words say it too: colour never says it alone."""

Layout = Literal["list", "prose", "commands"]
"""How the entries of a section stand: as items, as paragraphs, as lines to type."""


@dataclass(frozen=True)
class Entry:
    """One line of a section: a date, a strength or a name, and what it is about."""

    lead: str
    text: str
    tag: str = ""
    """A short qualification, shown in brackets after the text."""
    notes: tuple[tuple[str, str], ...] = ()
    """Label and text of what is said below the entry."""
    tone: Tone = ""


@dataclass(frozen=True)
class Section:
    """A part of the report under one heading."""

    id: str
    title: str
    entries: tuple[Entry, ...] = ()
    intro: str = ""
    more: str = ""
    """Said after the entries when some were left out."""
    none: str = ""
    """Said in place of the entries when there is none."""
    layout: Layout = "list"


@dataclass(frozen=True)
class Report:
    """Everything a report says, in order."""

    title: str
    day: str
    outcome: str
    """The advice in one sentence."""
    facts: tuple[str, ...]
    """What belongs to the outcome: last day, what sets it, why."""
    sections: tuple[Section, ...]
    whether: Whether
    colon: str = ": "
    """What stands between a label and its text."""


@dataclass(frozen=True)
class Outlook:
    """What would make the advice another."""

    would_change: tuple[Counterfactual, ...]
    turning_dates: tuple[TurningDate, ...]
    without_negativity: tuple[Whether, When | None]


@dataclass(frozen=True)
class Command:
    """A command the reader may want next, ready to be typed."""

    line: str
    does: str
    """The key of its purpose below ``report.next`` in the texts."""
    title: str = ""
    """What it makes, where the purpose alone does not say it."""


def outlook(library: Library, case: Case, as_of: date, engine: Engine) -> Outlook:
    """Look for what would change the advice: answers, days, a calmer view.

    Looks at some hundred answers and at every day of a year.
    """
    return Outlook(
        whatif.would_change(library, case, as_of),
        whatif.turning_dates(library, case, as_of, engine),
        whatif.without_negativity(library, case, as_of, engine),
    )


def build_report(
    library: Library,
    case: Case,
    assessment: Assessment,
    ahead: Outlook,
    commands: tuple[Command, ...] = (),
) -> Report:
    """Put an assessment into the words and the order of a report."""
    from advisor.documents.report_owed import owed
    from advisor.documents.report_sections import Writer

    writer = Writer(library, case, assessment)
    exposed = writer.exposure()
    # What holds the letter back has to be read before any reason for it.
    blocked = any(entry.tone == "blocking" for entry in exposed.entries)
    return Report(
        title=writer.say("title", client=writer.client),
        day=writer.say("as_of", date=writer.weekday(assessment.as_of)),
        outcome=writer.outcome(),
        facts=writer.outcome_facts(),
        sections=(
            writer.first(),
            *owed(writer),
            *([exposed] if blocked else []),
            writer.findings("for"),
            writer.findings("against"),
            writer.findings("caution"),
            *([] if blocked else [exposed]),
            writer.unknowns(),
            writer.timeline(),
            writer.changes(ahead),
            writer.sources(),
            writer.about(),
            *([writer.next(commands)] if commands else []),
        ),
        whether=assessment.advice.whether,
        colon=colon_of(library),
    )
