"""The report for programs: one object with fixed keys in a fixed order."""

from __future__ import annotations

import json
from datetime import date

from advisor.casefile.answers import to_plain
from advisor.knowledge.content import Library
from advisor.knowledge.rule_text import RuleTexts
from advisor.model import Case, When, Whether
from advisor.reasoning.assessment import Assessment, Split
from advisor.reasoning.exposure import exposure
from advisor.reasoning.outlook import Outlook
from advisor.report.answer_text import answers_text
from advisor.report.date_working_text import interest_steps, refusal_text, working_text
from advisor.report.unknowns_text import assumptions, matters_of

SCHEMA_VERSION = 1
"""Goes up when a key is removed or changes its meaning; new keys do not change it."""


def report_object(
    library: Library, case: Case, assessment: Assessment, ahead: Outlook
) -> dict[str, object]:
    """Return the conclusions as plain values. Dates are ISO 8601 strings.

    ``answers`` and ``dont_know`` hold the case in the words of a case file, so that a
    saved report can be assessed again and compared, see :mod:`advisor.report.saved_assessment`.
    """
    advice, facts = assessment.advice, assessment.facts
    texts = RuleTexts(library, facts)
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
            for item in exposure(library, assessment)
        ],
        "dates": [
            {
                "date": item.date.isoformat(),
                "what": texts.because(item.rule),
                "norm": item.norm,
                "rule": item.rule,
                "working": working_text(library, item, facts),
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
                "working": list(interest_steps(library, item)),
                "refused": refusal_text(library, item.refusal),
            }
            for item in assessment.owed
        ],
        "unknowns": [
            {
                "question": item.question,
                "matters": list(matters_of(library, item)),
                "where_to_find": library.questions[item.question].where,
                "affects": list(item.affects),
                "assumed": library.questions[item.question].assumed,
                "splits": [_split(library, item.question, split) for split in item.splits],
            }
            for item in assessment.unknowns
        ],
        "completeness": {
            "state": "settled" if assessment.settled else "resting_on_assumptions",
            "assumptions": list(assumptions(library, assessment)),
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
            name: to_plain(library.questions[name], answer) for name, answer in case.answers.items()
        },
        "dont_know": [name for name in library.questions if name in case.dont_know],
    }


def report_json(library: Library, case: Case, assessment: Assessment, ahead: Outlook) -> str:
    """Return the object as indented JSON that ends with a line break."""
    found = report_object(library, case, assessment, ahead)
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _split(library: Library, question: str, split: Split) -> dict[str, object]:
    """Return the advice with some answers. ``last_day_to`` is null where it has no end."""
    return {
        "answers": answers_text(library, question, split.answers),
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
