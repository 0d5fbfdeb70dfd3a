"""Put an assessment into the sections of a report."""

from __future__ import annotations

from advisor.knowledge.content import Library
from advisor.knowledge.phrasebook import colon_of
from advisor.model import Case
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.outlook import Outlook
from advisor.report.model import Command, Report
from advisor.report.overdue import owed
from advisor.report.sections import Writer


def build_report(
    library: Library,
    case: Case,
    assessment: Assessment,
    ahead: Outlook,
    commands: tuple[Command, ...] = (),
) -> Report:
    """Put an assessment into the words and the order of a report."""
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
