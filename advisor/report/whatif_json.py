"""What would change the advice, and what changed answers changed, for programs."""

from __future__ import annotations

import json
from datetime import date

from advisor.knowledge.phrasebook import Phrasebook
from advisor.model import Answer
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.counterfactual import shown
from advisor.reasoning.outlook import Outlook
from advisor.report.whatif_comparison import Comparison

SCHEMA_VERSION = 1
"""Goes up when a key is removed or changes its meaning."""


def outlook_json(assessment: Assessment, ahead: Outlook) -> str:
    """Return what would change the advice as indented JSON. Dates are ISO 8601 strings."""
    whether, when = assessment.advice.whether, assessment.advice.when
    calm = ahead.without_negativity
    return _json(
        {
            "whatif_version": SCHEMA_VERSION,
            "as_of": assessment.as_of.isoformat(),
            "whether": whether,
            "when": when,
            "last_day": _iso(assessment.advice.last_day),
            "would_change": [
                {
                    "changes": dict(change.changes),
                    "whether": change.whether,
                    "when": change.when,
                    "by": change.by,
                    "spans": {
                        name: [_plain(end) for end in ends] for name, ends in change.spans.items()
                    },
                }
                for change in ahead.would_change
            ],
            "turning_dates": [
                {
                    "date": turn.date.isoformat(),
                    "whether": turn.whether,
                    "when": turn.when,
                    "last_day": _iso(turn.last_day),
                    "gates": [{"id": gate, "blocking": blocks} for gate, blocks in turn.gates],
                }
                for turn in ahead.turning_dates
            ],
            "without_negativity": {
                "whether": calm[0],
                "when": calm[1],
                "stands": calm == (whether, when),
            },
            "rules_version": assessment.rules_version,
            "answers_hash": assessment.answers_hash,
        }
    )


def comparison_json(phrases: Phrasebook, compared: Comparison) -> str:
    """Return both outcomes and what moved as indented JSON."""
    return _json(
        {
            "whatif_version": SCHEMA_VERSION,
            "as_of": compared.before.as_of.isoformat(),
            "changes": {
                name: {
                    "before": _plain(compared.before.case.answers.get(name)),
                    "after": _plain(compared.after.case.answers.get(name)),
                }
                for name in compared.names
            },
            "dropped": list(compared.dropped),
            "before": _outcome(compared.before.assessment),
            "after": _outcome(compared.after.assessment),
            "moved": [
                {
                    "rule": item.rule.id,
                    "stratum": item.stratum,
                    "fires": item.fires,
                    "title": phrases.rule(item.rule.id).title,
                }
                for item in compared.moved
            ],
        }
    )


def _outcome(assessment: Assessment) -> dict[str, object]:
    advice = assessment.advice
    return {
        "whether": advice.whether,
        "when": advice.when,
        "last_day": _iso(advice.last_day),
        "binding": advice.binding[0].rule if advice.binding else None,
        "gates": [{"id": gate.id, "blocking": gate.blocking} for gate in advice.gates],
        "review_on": _iso(advice.review_on),
        "answers_hash": assessment.answers_hash,
    }


def _json(found: dict[str, object]) -> str:
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _plain(answer: Answer | None) -> str | None:
    return None if answer is None else shown(answer)
