"""The report for programs: one object with fixed keys in a fixed order."""

from __future__ import annotations

import json
from datetime import date

from advisor.casefile.answers import to_plain
from advisor.knowledge.phrasebook import Phrasebook
from advisor.knowledge.rule_text import RuleTexts
from advisor.model import When, Whether
from advisor.reasoning.assessment import Split
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.exposure import exposure
from advisor.reasoning.outlook import Outlook
from advisor.report.answer_text import answers_text
from advisor.report.date_working_text import interest_steps, refusal_text, working_text
from advisor.report.unknowns_text import affected_titles, assumptions

SCHEMA_VERSION = 1
"""Goes up when a key is removed or changes its meaning; new keys do not change it."""


def report_object(
    phrases: Phrasebook, assessed: CaseAssessment, ahead: Outlook
) -> dict[str, object]:
    """Return the conclusions as plain values. Dates are ISO 8601 strings.

    ``answers`` and ``dont_know`` hold the case in the words of a case file, so that a
    saved report can be assessed again and compared, see :mod:`advisor.report.saved_assessment`.
    """
    assessment, advice, rulebook = assessed.assessment, assessed.advice, assessed.rulebook
    texts = RuleTexts(phrases, rulebook, assessed.facts)
    binding = advice.binding[0] if advice.binding else None
    return {
        "schema_version": SCHEMA_VERSION,
        "as_of": assessment.as_of.isoformat(),
        "whether": advice.whether,
        "when": advice.when,
        "last_day": _iso(advice.last_day),
        "binding": binding
        and {
            "date": binding.date.isoformat(),
            "what": texts.because(binding.rule),
            "norm": binding.norm,
            "rule": binding.rule,
        },
        "gates": [
            {
                "id": gate.id,
                "blocking": gate.blocking,
                "because": " ".join(map(texts.because, gate.rules)),
            }
            for gate in advice.gates
        ],
        "findings": [
            {
                "id": finding.id,
                "direction": finding.direction,
                "strength": finding.strength,
                "because": texts.because(finding.id),
                "sources": list(finding.sources),
            }
            for finding in assessment.findings
        ],
        "exposure": [
            {
                "finding": item.finding.id,
                "blocking": item.blocking,
                "gates": list(item.gates),
                "because": texts.because(item.finding.id),
            }
            for item in exposure(assessed)
        ],
        "dates": [
            {
                "date": item.date.isoformat(),
                "what": texts.because(item.rule),
                "norm": item.norm,
                "rule": item.rule,
                "working": working_text(texts, item),
            }
            for item in assessment.dates
        ],
        "owed": [
            {
                "invoice": item.invoice,
                "principal": str(item.principal),
                "due": _iso(item.due),
                "days": item.days,
                "interest": item.amount and str(item.amount),
                "verified": item.amount is not None,
                "fixed_sum": item.fixed_sum and str(item.fixed_sum),
                "working": list(interest_steps(phrases, item)),
                "refused": refusal_text(phrases, item.refusal),
            }
            for item in assessment.owed
        ],
        "unknowns": [
            {
                "question": item.question,
                "matters": list(affected_titles(phrases, item)),
                "where_to_find": phrases.question(item.question).where,
                "affects": list(item.affects),
                "assumed": phrases.question(item.question).assumed,
                "splits": [
                    _split(answers_text(phrases, rulebook, item.question, split.answers), split)
                    for split in item.splits
                ],
            }
            for item in assessment.unknowns
        ],
        "completeness": {
            "state": "settled" if assessment.settled else "resting_on_assumptions",
            "assumptions": list(assumptions(phrases, assessment)),
        },
        "would_change": [
            {
                "changes": dict(item.changes),
                **_verdict(item.whether, item.when),
                "by": item.by,
            }
            for item in ahead.would_change
        ],
        "turning_dates": [
            {
                "date": item.date.isoformat(),
                **_verdict(item.whether, item.when),
                "last_day": _iso(item.last_day),
                "gates": [{"id": gate, "blocking": blocks} for gate, blocks in item.gates],
            }
            for item in ahead.turning_dates
        ],
        "without_negativity": _verdict(*ahead.without_negativity),
        "engine": assessment.engine,
        "rules_version": assessment.rules_version,
        "answers_hash": assessment.answers_hash,
        "answers": {
            name: to_plain(rulebook.questions[name], answer)
            for name, answer in assessed.case.answers.items()
        },
        "dont_know": [name for name in rulebook.questions if name in assessed.case.dont_know],
    }


def report_json(phrases: Phrasebook, assessed: CaseAssessment, ahead: Outlook) -> str:
    """Return the object as indented JSON that ends with a line break."""
    found = report_object(phrases, assessed, ahead)
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _split(answers: str, split: Split) -> dict[str, object]:
    """Return the advice with some answers. ``last_day_to`` is null where it has no end."""
    return {
        "answers": answers,
        **_verdict(split.whether, split.when),
        "last_day": _iso(split.last_day),
        "last_day_to": _iso(split.last_day_to),
        "gates": [{"id": gate, "blocking": blocking} for gate, blocking in split.gates],
        "same": split.same,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _verdict(whether: Whether, when: When | None) -> dict[str, object]:
    return {"whether": whether, "when": when}
