"""A case as the proofreader needs it: its facts, and what the program itself would write."""

from __future__ import annotations

from advisor.errors import AdvisorError
from advisor.knowledge.content import Library
from advisor.knowledge.rule_text import RuleTexts
from advisor.letters.letter import letter
from advisor.letters.letter_facts import letter_facts
from advisor.model import Case
from advisor.proofreader.case_background import Background, Constraint, background
from advisor.reasoning.assessment import Assessment


def of_case(library: Library, assessment: Assessment, case: Case, kind: str) -> Background:
    """Gather what a case knows for a letter of some kind, in the library's language.

    Where the language has no such letter of ours, there is nothing to compare with.
    """
    wanted = library.kinds[kind]
    facts = letter_facts(library, assessment, case, wanted)
    try:
        ours = letter(library, assessment, case, kind, anyway=True).body
    except AdvisorError:
        ours = ""
    texts = RuleTexts(library, assessment.facts)
    return background(
        facts,
        assessment,
        library.language,
        ours,
        constraints=tuple(
            Constraint(item.date, texts.because(item.rule), item.norm, item.sources)
            for item in assessment.dates
            if item.kind == "constraint"
        ),
        own="own_sentence" in wanted.checks,
        telling="facts" in wanted.checks,
    )
