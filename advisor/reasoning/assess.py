"""Assess one case: advice, findings, plan and what is open."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import astuple
from datetime import date
from decimal import Decimal
from typing import Any

from advisor.engine.stratum import Engine
from advisor.facts.calculation import DoesNotApply, Unknown
from advisor.facts.contradictions import believed, contradicted
from advisor.facts.counted_date import CountedDate
from advisor.facts.counted_dates import COUNTED_DATES
from advisor.facts.derive import given_again
from advisor.facts.interest import claims
from advisor.knowledge.content import Rulebook, TaskRule
from advisor.model import (
    ACTS,
    DIRECTIONS,
    GATES,
    NORMS,
    STRENGTHS,
    Case,
    Deliverable,
    Facts,
    TurningDate,
)
from advisor.reasoning.assessment import (
    Advice,
    Assessment,
    Finding,
    Gate,
    PlanDate,
    Task,
    Undated,
)
from advisor.reasoning.balance import weigh
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.decide import Decision
from advisor.reasoning.dispatch_days import days_of
from advisor.reasoning.last_day import questions_needed
from advisor.reasoning.relevance import causes
from advisor.reasoning.review_day import decide_with_review, review_of
from advisor.reasoning.schedule import complete
from advisor.reasoning.stances import advised
from advisor.reasoning.unknowns import unknowns


def assess(rulebook: Rulebook, case: Case, as_of: date, engine: Engine) -> Assessment:
    """Assess a case on a day. The same case, day and rules give the same result."""
    contradictions = contradicted(rulebook, case, as_of)
    given = believed(case, contradictions)
    decision, turn = decide_with_review(rulebook, given, as_of, engine)
    facts, sending = decision.facts, decision.dispatches.sending
    dates = tuple(
        PlanDate(
            date=day,
            rule=rule.id,
            norm=rule.norm,
            kind=rule.kind,
            sources=rule.sources,
            working=working_of(rulebook, facts, as_of, rule.date.fact, sending),
            offset=rule.date.days,
        )
        for day, rule in decision.dates
    )
    tasks = tuple(_tasks(rulebook, decision))
    open_now = tuple(
        item for item in unknowns(rulebook, decision) if item.question not in case.answers
    )
    return Assessment(
        as_of=as_of,
        facts=facts,
        advice=_advice(rulebook, decision, dates, turn),
        findings=tuple(_findings(rulebook, decision, tasks)),
        dates=dates,
        tasks=tasks,
        unknowns=open_now,
        sending=sending,
        engine=engine.name,
        rules_version=rulebook.version,
        answers_hash=answers_hash(case),
        assumptions=tuple(item.question for item in open_now),
        balance=weigh(rulebook, decision.truths),
        owed=claims(facts.known.get, as_of, rulebook.values),
        contradictions=contradictions,
    )


def assess_case(rulebook: Rulebook, case: Case, as_of: date, engine: Engine) -> CaseAssessment:
    """Assess a case on a day and keep it together with the assessment."""
    return CaseAssessment(rulebook, case, assess(rulebook, case, as_of, engine), engine)


def answers_hash(case: Case) -> str:
    """Return 12 hexadecimal digits that change with any answer and any evidence."""
    answers = {name: plain(answer) for name, answer in case.answers.items()}
    said: list[object] = [answers, sorted(case.dont_know)]
    if case.evidence:
        said.append(astuple(case.evidence))
    content = json.dumps(said, sort_keys=True, ensure_ascii=True, default=_as_json)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def _as_json(value: object) -> str:
    """Return a date or a number as JSON can hold it, the same for equal numbers."""
    return str(value.normalize() if isinstance(value, Decimal) else value)


def plain(answer: object) -> object:
    """Return an answer as JSON can hold it, the same for equal answers."""
    if isinstance(answer, frozenset):
        return sorted(answer)
    if isinstance(answer, tuple):
        return [plain(item) for item in answer]
    if isinstance(answer, Deliverable):
        return [answer.what, str(answer.by)]
    return answer if isinstance(answer, (bool, int)) else str(answer)


def working_of(
    rulebook: Rulebook, facts: Facts, as_of: date, fact: str, sending: Mapping[str, date]
) -> CountedDate | None:
    """Return how a date fact was counted.

    ``None`` where the user gave it, or the day on which the advice changes took its place.
    """
    if fact not in COUNTED_DATES:
        return None
    given = given_again(rulebook, facts, as_of, sending)
    try:
        counted = COUNTED_DATES[fact](given)
    except (Unknown, DoesNotApply):
        return None
    return counted if facts.known.get(fact, counted.end) == counted.end else None


def _advice(
    rulebook: Rulebook, decision: Decision, dates: tuple[PlanDate, ...], turn: TurningDate | None
) -> Advice:
    timing = decision.timing
    rows = [decision.row, *([timing] if timing else [])]
    end = decision.end
    setters = {rule.id for rule in end.setters}
    binding = [item for item in dates if item.rule in setters]
    return Advice(
        whether=decision.row.whether,
        when=timing.timing if timing else None,
        rules=tuple(row.id for row in rows),
        gates=tuple(_gates(decision)),
        last_day=end.day,
        not_before=end.not_before,
        needs=questions_needed(rulebook, end.open, decision.facts, decision.as_of),
        binding=tuple(sorted(binding, key=lambda item: (NORMS.index(item.norm), item.rule))),
        review_on=review_of(decision),
        turns_to=(turn.whether, turn.when) if turn else None,
    )


def _gates(decision: Decision) -> Iterator[Gate]:
    for name in GATES:
        rules = [rule for rule in decision.gates if rule.gate == name]
        if rules:
            rules.sort(key=lambda rule: (not rule.blocking, NORMS.index(rule.norm), rule.id))
            held = {
                act for rule in rules if rule.blocking is rules[0].blocking for act in rule.holds
            }
            yield Gate(
                id=name,
                blocking=rules[0].blocking,
                rules=tuple(rule.id for rule in rules),
                norm=rules[0].norm,
                holds=tuple(act for act in ACTS if act in held),
            )


def _findings(rulebook: Rulebook, decision: Decision, tasks: tuple[Task, ...]) -> list[Finding]:
    fired = [rule for rule in rulebook.findings if decision.truths[rule.id]]
    shown = advised(rulebook, fired, (*decision.asked, *(rulebook.by_id[one.id] for one in tasks)))
    found = [
        Finding(
            id=rule.id,
            direction=rule.direction,
            strength=rule.strength,
            norm=rule.norm,
            causes=causes(rulebook, rule, decision.facts),
            sources=rule.sources,
            advised=rule.id in shown,
        )
        for rule in fired
    ]

    def weight(item: Finding) -> tuple[int, int, str]:
        return DIRECTIONS.index(item.direction), -STRENGTHS.index(item.strength), item.id

    return sorted(found, key=weight)


def _tasks(rulebook: Rulebook, decision: Decision) -> Iterator[Task]:
    """Yield the steps of the checklist: those with a day in its order, then the others."""
    sent = decision.dispatches
    days = days_of(rulebook, decision.facts.known.get, decision.as_of)
    for step in complete(sent.graph, days, sent.placed):
        held, late = step.held_by, step.late_for
        yield _task(step.rule, step.day, step.undated, step.after, held, late)
    for rule in sent.graph.undated:
        yield _task(rule, None, "manner" if rule.step == "manner" else "throughout")


def _task(rule: TaskRule, due: date | None, undated: Undated, *reasons: Any) -> Task:
    return Task(rule.id, rule.phase, due, rule.who, rule.norm, rule.sources, undated, *reasons)
