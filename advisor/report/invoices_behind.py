"""The invoices behind a finding, and answers that they contradict, in words.

Most cases hold no invoices: what reads them is imported when one does.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from advisor.casefile.answers import show_in_line
from advisor.evidence_model import BilledInvoice
from advisor.knowledge.content import Rulebook
from advisor.knowledge.phrasebook import Phrasebook
from advisor.reasoning.assessment import Finding
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.report.model import Entry

if TYPE_CHECKING:
    from advisor.evidence.answers import Differing

NAMED = 6
"""Invoices that a line names."""


def named(phrases: Phrasebook, invoices: Iterable[BilledInvoice], most: int = NAMED) -> str:
    """Return the numbers of some invoices in one line, the number of the rest at its end."""
    numbers = [one.number for one in invoices]
    shown = numbers[:most]
    if len(numbers) > most:
        shown.append(phrases.say("invoices.more", count=len(numbers) - most))
    return ", ".join(shown)


def invoices_of(assessed: CaseAssessment, finding: Finding) -> tuple[BilledInvoice, ...]:
    """Return the invoices behind the answers that caused a finding, each once, oldest first."""
    case = assessed.case
    if not case.evidence.filled:
        return ()
    from advisor.evidence.answers import behind

    found = behind(case, assessed.as_of)
    every = {one.number: one for name in finding.causes for one in found(name)}
    return tuple(sorted(every.values(), key=lambda one: (one.due or date.max, one.number)))


def invoices_text(phrases: Phrasebook, assessed: CaseAssessment, finding: Finding) -> str:
    """Name the invoices behind a finding; empty where there are none."""
    return named(phrases, invoices_of(assessed, finding))


def differing_lines(phrases: Phrasebook, rulebook: Rulebook, one: Differing) -> tuple[str, ...]:
    """Show a typed answer beside what the invoices say: the question, and both."""
    question = rulebook.questions[one.question]
    typed, found = (
        show_in_line(phrases, question, answer) for answer in (one.typed, one.found.answer)
    )
    return (
        phrases.say("invoices.differs", ask=phrases.question(one.question).ask),
        phrases.say("invoices.typed", answer=typed),
        phrases.say("invoices.found", answer=found, invoices=named(phrases, one.found.invoices)),
    )


def differing_now(assessed: CaseAssessment) -> tuple[Differing, ...]:
    """Return the typed answers that the invoices of a case contradict on the day."""
    if not assessed.case.evidence.invoices:
        return ()
    from advisor.evidence.answers import differing

    return differing(assessed.case, assessed.as_of)


def differing_entries(phrases: Phrasebook, assessed: CaseAssessment) -> tuple[Entry, ...]:
    """Return the typed answers that the invoices of a case contradict, both side by side."""
    entries = []
    for one in differing_now(assessed):
        text, *both = differing_lines(phrases, assessed.rulebook, one)
        notes = tuple(("", line.strip()) for line in both)
        entries.append(Entry("", text, "", notes))
    return tuple(entries)
