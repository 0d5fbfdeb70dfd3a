"""The report and what-if for programs: objects with fixed keys in a fixed order.

Dates become ISO 8601 strings, sums of money strings such as ``EUR 12.00``, see
:func:`advisor.files.json_text`.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from advisor.casefile.answers import to_plain
from advisor.facts.standing import standing_of
from advisor.files import json_text
from advisor.knowledge.phrasebook import Phrasebook
from advisor.knowledge.rule_text import RuleTexts
from advisor.model import Answer, Case, Counterfactual, TurningDate
from advisor.reasoning.assessment import Assessment, Finding, GateStates, PlanDate, Unknown
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.events import Happened
from advisor.reasoning.exposure import exposure
from advisor.reasoning.outlook import Outlook
from advisor.report.advice_change import of_event
from advisor.report.answer_text import answers_text
from advisor.report.date_working_text import interest_steps, refusal_text, working_text
from advisor.report.unknowns_text import affected_titles, assumptions

if TYPE_CHECKING:
    from advisor.report.whatif_text import Comparison

SCHEMA_VERSION = 1
"""Goes up when a key is removed or changes its meaning; new keys do not change it."""

WHATIF_VERSION = 1
"""The same for what-if."""


def report_json(phrases: Phrasebook, assessed: CaseAssessment, ahead: Outlook) -> str:
    """Return the conclusions as JSON.

    ``answers`` and ``dont_know`` hold the case in the words of a case file, so that a
    saved report can be assessed again and compared, see :mod:`advisor.report.saved_assessment`.
    """
    assessment, advice, rulebook = assessed.assessment, assessed.advice, assessed.rulebook
    texts = RuleTexts(phrases, rulebook, assessed.facts)
    return json_text(
        {
            "schema_version": SCHEMA_VERSION,
            "as_of": assessment.as_of,
            "standing": standing_of(assessed.facts),
            "whether": advice.whether,
            "when": advice.when,
            "last_day": advice.last_day,
            "not_before": advice.not_before,
            "needs": advice.needs,
            "binding": _date(texts, advice.binding[0]) if advice.binding else None,
            "gates": [
                {
                    "id": gate.id,
                    "blocking": gate.blocking,
                    "holds": gate.holds,
                    "because": " ".join(map(texts.because, gate.rules)),
                }
                for gate in advice.gates
            ],
            "balance": {
                "for": _points(assessment.balance.grounds, assessment.balance.unit),
                "against": _points(assessment.balance.against, assessment.balance.unit),
                "margin": _points(assessment.balance.margin, assessment.balance.unit),
            },
            "findings": [
                {
                    "id": finding.id,
                    "direction": finding.direction,
                    "strength": finding.strength,
                    "because": texts.because(finding.id),
                    "sources": finding.sources,
                    **_invoices(assessed, finding),
                }
                for finding in assessment.findings
            ],
            "exposure": [
                {
                    "finding": item.finding.id,
                    "blocking": item.blocking,
                    "gates": item.gates,
                    "because": texts.because(item.finding.id),
                }
                for item in exposure(assessed)
            ],
            "dates": [
                {**_date(texts, item), "working": working_text(texts, item)}
                for item in assessment.dates
            ],
            "owed": [
                {
                    "invoice": item.invoice,
                    "principal": item.principal,
                    "due": item.due,
                    "days": item.days,
                    "interest": item.amount,
                    "verified": item.verified,
                    "fixed_sum": item.fixed_sum,
                    "working": interest_steps(phrases, item),
                    "refused": refusal_text(phrases, item.refusal),
                }
                for item in assessment.owed
            ],
            "payments": _payments(assessed),
            "unknowns": [_unknown(phrases, assessed, item) for item in assessment.unknowns],
            "contradictions": [
                {
                    "id": item.id,
                    "text": phrases.contradictions[item.id],
                    "questions": item.questions,
                    "answers": {
                        name: to_plain(rulebook.questions[name], assessed.case.answers[name])
                        for name in item.questions
                    },
                    "set_aside": item.set_aside,
                }
                for item in assessment.contradictions
            ],
            "completeness": {
                "state": "settled" if assessment.settled else "resting_on_assumptions",
                "assumptions": assumptions(phrases, assessment),
            },
            "then": [_event(phrases, item) for item in ahead.then],
            "would_change": [_event(phrases, item) for item in ahead.would_change],
            "turning_dates": [_turn(turn) for turn in ahead.turning_dates],
            "without_negativity": _verdict(ahead.without_negativity),
            "engine": assessment.engine,
            "rules_version": assessment.rules_version,
            "answers_hash": assessment.answers_hash,
            "answers": {
                name: to_plain(rulebook.questions[name], answer)
                for name, answer in assessed.case.answers.items()
            },
            "dont_know": [name for name in rulebook.questions if name in assessed.case.dont_know],
            **_evidence(assessed.case),
        }
    )


def _date(texts: RuleTexts, item: PlanDate) -> dict[str, object]:
    what = texts.because(item.rule)
    return {"date": item.date, "what": what, "norm": item.norm, "rule": item.rule}


def _unknown(phrases: Phrasebook, assessed: CaseAssessment, item: Unknown) -> dict[str, object]:
    """Return an open question. ``last_day_to`` is null where the answers have no end."""
    question = phrases.question(item.question)
    return {
        "question": item.question,
        "matters": affected_titles(phrases, item),
        "where_to_find": question.where,
        "affects": item.affects,
        "assumed": question.assumed,
        "splits": [
            {
                "answers": answers_text(phrases, assessed.rulebook, item.question, split.answers),
                **_verdict((split.whether, split.when)),
                "last_day": split.last_day,
                "last_day_to": split.last_day_to,
                "gates": _gates(split.gates),
                "same": split.same,
            }
            for split in item.splits
        ],
    }


def outlook_json(
    phrases: Phrasebook,
    assessment: Assessment,
    ahead: Outlook,
    changes: tuple[Counterfactual, ...],
) -> str:
    """Return what would change the advice as JSON."""
    advice, without_mood = assessment.advice, ahead.without_negativity
    return json_text(
        {
            "whatif_version": WHATIF_VERSION,
            "as_of": assessment.as_of,
            "whether": advice.whether,
            "when": advice.when,
            "last_day": advice.last_day,
            "events": [_event(phrases, item) for item in ahead.would_change],
            "would_change": [
                {
                    **_change(change),
                    "spans": {change.question: [*map(_answer, change.span)]} if change.span else {},
                }
                for change in changes
            ],
            "turning_dates": [_turn(turn) for turn in ahead.turning_dates],
            "without_negativity": {
                **_verdict(without_mood),
                "stands": without_mood == advice.verdict,
            },
            "rules_version": assessment.rules_version,
            "answers_hash": assessment.answers_hash,
        }
    )


def comparison_json(phrases: Phrasebook, compared: Comparison) -> str:
    """Return the advice with and without changed answers, and what moved, as JSON."""
    before, after = compared.before, compared.after
    return json_text(
        {
            "whatif_version": WHATIF_VERSION,
            "as_of": before.as_of,
            "changes": {
                name: {
                    "before": _answer(before.case.answers.get(name)),
                    "after": _answer(after.case.answers.get(name)),
                }
                for name in compared.names
            },
            "dropped": compared.dropped,
            "before": _advice(before.assessment),
            "after": _advice(after.assessment),
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


def _payments(assessed: CaseAssessment) -> dict[str, object]:
    """Return the usual days to pay and the invoices that have fallen due."""
    invoices = assessed.case.evidence.invoices
    if not invoices:
        return {"terms_days": None, "invoices": []}
    # Most cases hold none.
    from advisor.report.payment_picture import payments, terms_of

    found = [asdict(one) for one in payments(invoices, assessed.as_of)]
    return {"terms_days": terms_of(invoices), "invoices": found}


def _invoices(assessed: CaseAssessment, finding: Finding) -> dict[str, object]:
    """Return the numbers of the invoices behind a finding, where there are any."""
    if not assessed.case.evidence.filled:
        return {}
    from advisor.report.invoices_behind import invoices_of

    numbers = [one.number for one in invoices_of(assessed, finding)]
    return {"invoices": numbers} if numbers else {}


def _evidence(case: Case) -> dict[str, object]:
    """Return the evidence in a case, of a case without any nothing."""
    if not case.evidence:
        return {}
    from advisor.casefile.evidence_records import plain_evidence

    return {"evidence": plain_evidence(case.evidence)}


def _advice(assessment: Assessment) -> dict[str, object]:
    advice = assessment.advice
    return {
        "whether": advice.whether,
        "when": advice.when,
        "last_day": advice.last_day,
        "not_before": advice.not_before,
        "needs": advice.needs,
        "binding": advice.binding[0].rule if advice.binding else None,
        "gates": _gates(advice.gate_states),
        "review_on": advice.review_on,
        "answers_hash": assessment.answers_hash,
    }


def _event(phrases: Phrasebook, happened: Happened) -> dict[str, object]:
    """Return an event and what follows. A question without an answer any more is null."""
    outcome = of_event(happened)
    return {
        "event": happened.event.id,
        "if": phrases.event(happened.event.id, happened.day),
        "day": happened.day,
        "changes": {name: _answer(answer) for name, answer in happened.changes.items()},
        **_verdict((outcome.whether, outcome.when)),
        "last_day": outcome.last_day,
        "not_before": happened.decision.end.not_before,
        "gates": _gates(outcome.gates),
    }


def _change(change: Counterfactual) -> dict[str, object]:
    verdict = _verdict((change.whether, change.when))
    changes = {change.question: _shown(change.answer)}
    return {"changes": changes, **verdict, "by": change.by}


def _turn(turn: TurningDate) -> dict[str, object]:
    verdict = _verdict((turn.whether, turn.when))
    gates = _gates(turn.gates)
    return {"date": turn.date, **verdict, "last_day": turn.last_day, "gates": gates}


def _verdict(verdict: tuple[str, str | None]) -> dict[str, object]:
    return {"whether": verdict[0], "when": verdict[1]}


def _points(units: int, unit: int) -> float:
    """Return points as a number; parts of a point are rounded to hundredths."""
    return units // unit if units % unit == 0 else round(units / unit, 2)


def _gates(gates: GateStates) -> list[dict[str, object]]:
    return [{"id": gate, "blocking": blocking} for gate, blocking in gates]


def _answer(answer: Answer | None) -> str | None:
    return None if answer is None else _shown(answer)


def _shown(answer: Answer) -> str:
    """Write an answer as a case file does."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, frozenset):
        return "[" + ", ".join(sorted(answer)) + "]"
    return str(answer)
