"""Build the report on an assessed case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from advisor.knowledge.phrasebook import Phrasebook
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.outlook import Outlook
from advisor.report.decision_aid import decision_aid, written_for
from advisor.report.model import Command, Report
from advisor.report.overdue import owed
from advisor.report.payment_picture import payment_sections
from advisor.report.sections import SectionWriter

PARTS: Mapping[str, tuple[str, ...]] = {
    "steps": ("first", "owed"),
    "reasons": ("contradictions", "for", "against", "caution", "exposure"),
    "payments": ("payments",),
    "unknown": ("unknown",),
    "timeline": ("timeline",),
    "changes": ("change", "nothing"),
    "choices": ("options", "weigh", "living"),
}
"""Names of parts of the report to their sections, for readers who want one alone."""


def part_of(report: Report, part: str) -> Report:
    """Return a report with one of :data:`PARTS` below its outcome."""
    wanted = PARTS[part]
    sections = tuple(section for section in report.sections if section.id in wanted)
    return replace(report, facts=(), sections=sections)


def build_report(
    phrases: Phrasebook,
    assessed: CaseAssessment,
    ahead: Outlook,
    commands: tuple[Command, ...] = (),
) -> Report:
    """Return the report in the language of the phrases."""
    writer = SectionWriter(phrases, assessed)
    exposed = writer.exposure()
    # Exposure that blocks the letter is shown before the reasons for ending.
    blocked = any(entry.tone == "blocking" for entry in exposed.entries)
    return Report(
        title=writer.say("report.title", client=writer.client),
        day=writer.say("report.as_of", date=writer.weekday(assessed.as_of)),
        outcome=writer.outcome(),
        facts=writer.outcome_facts(),
        sections=(
            writer.first(),
            *writer.contradictions(),
            *owed(writer),
            *payment_sections(writer),
            *([exposed] if blocked else []),
            writer.findings("for"),
            writer.findings("against"),
            writer.findings("caution"),
            *([] if blocked else [exposed]),
            writer.unknowns(),
            writer.timeline(),
            writer.changes(ahead),
            *decision_aid(writer, ahead),
            writer.sources(),
            writer.about(written_for(writer)),
            *([writer.next(commands)] if commands else []),
        ),
        whether=assessed.advice.whether,
        colon=phrases.colon,
    )
