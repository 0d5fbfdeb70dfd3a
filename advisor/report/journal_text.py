"""What the journal of a case says of a finding, in words."""

from __future__ import annotations

from advisor.knowledge.phrasebook import Phrasebook
from advisor.reasoning.assessment import Finding
from advisor.reasoning.case_assessment import CaseAssessment

SHOWN = 3
"""How many entries are shown, the latest; the rest is counted."""


def noted_text(phrases: Phrasebook, assessed: CaseAssessment, finding: Finding) -> str:
    """Return the latest entries that bear a finding out, each with its day; empty for none."""
    evidence = assessed.case.evidence
    if not evidence.journal:
        return ""
    # Most cases have none.
    from advisor.evidence.journal import entries_for

    found = entries_for(assessed.rulebook, evidence, finding.id)
    shown = [f"{phrases.day(one.on)}, {one.text}" for one in found[-SHOWN:]]
    if len(found) > SHOWN:
        shown.append(phrases.counted("report.more.noted", len(found) - SHOWN))
    return "; ".join(shown)
