"""The report for programs: one object with fixed keys in a fixed order."""

from __future__ import annotations

import json
from datetime import date

from advisor.documents.report import Outlook
from advisor.model import Assessment, When, Whether

SCHEMA_VERSION = 1
"""Goes up when a key is removed or changes its meaning; new keys do not change it."""


def report_object(assessment: Assessment, ahead: Outlook) -> dict[str, object]:
    """Return the conclusions as plain values. Dates are ISO 8601 strings."""
    advice = assessment.advice
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
            "what": binding.what,
            "norm": binding.norm,
            "rule": binding.rule,
        },
        "gates": [
            {"id": gate.id, "blocking": gate.blocking, "because": " ".join(gate.because)}
            for gate in advice.gates
        ],
        "findings": [
            {
                "id": finding.id,
                "direction": finding.direction,
                "strength": finding.strength,
                "because": finding.because,
                "sources": list(finding.sources),
            }
            for finding in assessment.findings
        ],
        "dates": [
            {
                "date": item.date.isoformat(),
                "what": item.what,
                "norm": item.norm,
                "rule": item.rule,
            }
            for item in assessment.dates
        ],
        "unknowns": [
            {
                "question": item.question,
                "matters": list(item.matters),
                "where_to_find": item.where_to_find,
            }
            for item in assessment.unknowns
        ],
        "would_change": [
            {"changes": dict(item.changes), **_verdict(item.whether, item.when)}
            for item in ahead.would_change
        ],
        "turning_dates": [
            {
                "date": item.date.isoformat(),
                **_verdict(item.whether, item.when),
                "last_day": _iso(item.last_day),
            }
            for item in ahead.turning_dates
        ],
        "without_negativity": _verdict(*ahead.without_negativity),
        "engine": assessment.engine,
        "rules_version": assessment.rules_version,
        "answers_hash": assessment.answers_hash,
    }


def report_json(assessment: Assessment, ahead: Outlook) -> str:
    """Return the object as indented JSON that ends with a line break."""
    return json.dumps(report_object(assessment, ahead), indent=2, ensure_ascii=False) + "\n"


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _verdict(whether: Whether, when: When | None) -> dict[str, object]:
    return {"whether": whether, "when": when}
