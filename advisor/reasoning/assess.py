"""The whole assessment of one case: advice, reasons, plan and what is open."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date

from advisor.conditions import deciding
from advisor.engine.stratum import Engine
from advisor.facts.derive import derive
from advisor.knowledge.content import AnyRule, Library
from advisor.model import (
    DIRECTIONS,
    GATES,
    NORMS,
    STRENGTHS,
    Advice,
    Assessment,
    Case,
    Deliverable,
    Facts,
    Finding,
    Gate,
    PlanDate,
    Task,
)
from advisor.reasoning.decide import Decision, anchored, decide_facts
from advisor.reasoning.strata import stratum
from advisor.reasoning.unknowns import completeness, unknowns
from advisor.report.date_working_text import owed, working_of
from advisor.report.rule_text import speaker

Say = Callable[[tuple[str, ...]], str]


def assess(library: Library, case: Case, as_of: date, engine: Engine) -> Assessment:
    """Assess a case on a day. The same case, day and rules give the same result."""
    decision = decide_facts(library, derive(library, case, as_of), as_of, engine)
    facts = decision.facts
    say = speaker(library, facts)
    dates = tuple(
        PlanDate(
            day,
            say(rule.because),
            rule.norm,
            rule.id,
            rule.kind,
            rule.sources,
            working_of(library, rule.date, facts, as_of),
        )
        for day, rule in decision.dates
    )
    open_now = unknowns(library, decision)
    return Assessment(
        as_of=as_of,
        facts=facts,
        advice=_advice(decision, dates, say),
        findings=tuple(_findings(library, decision, say)),
        dates=dates,
        tasks=tuple(_tasks(library, decision, engine, say)),
        unknowns=open_now,
        engine=engine.name,
        rules_version=library.version,
        answers_hash=answers_hash(case),
        completeness=completeness(library, open_now),
        owed=owed(library, facts, as_of),
    )


def answers_hash(case: Case) -> str:
    """Return 12 hexadecimal digits that change with any answer."""
    answers = {name: plain(answer) for name, answer in case.answers.items()}
    content = json.dumps([answers, sorted(case.dont_know)], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def plain(answer: object) -> object:
    """Return an answer as JSON can hold it, the same for equal answers."""
    if isinstance(answer, frozenset):
        return sorted(answer)
    if isinstance(answer, tuple):
        return [plain(item) for item in answer]
    if isinstance(answer, Deliverable):
        return [answer.what, str(answer.by)]
    return answer if isinstance(answer, (bool, int)) else str(answer)


def causes(library: Library, rule: AnyRule, facts: Facts) -> tuple[str, ...]:
    """Return the questions whose answers make a rule fire, down to the answers."""
    found: dict[str, None] = {}
    todo = list(deciding(rule.when, facts))
    while todo:
        name = todo.pop(0)
        kind = library.facts[name]
        if kind.origin == "finding":
            todo.extend(deciding(library.by_id[name].when, facts))
        for question in kind.inputs:
            found[question] = None
    return tuple(name for name in library.questions if name in found)


def _advice(decision: Decision, dates: tuple[PlanDate, ...], say: Say) -> Advice:
    timing = decision.timing
    rows = [decision.row, *([timing] if timing else [])]
    binding = [
        item for item in dates if item.kind == "constraint" and item.date == decision.last_day
    ]
    reviews = [item.date for item in dates if item.kind == "review"]
    return Advice(
        whether=decision.row.whether,
        when=timing.timing if timing else None,
        because=" ".join(say(row.because) for row in rows),
        rules=tuple(row.id for row in rows),
        gates=tuple(_gates(decision, say)),
        last_day=decision.last_day,
        binding=tuple(sorted(binding, key=lambda item: (NORMS.index(item.norm), item.rule))),
        review_on=min(reviews, default=None),
    )


def _gates(decision: Decision, say: Say) -> Iterator[Gate]:
    for name in GATES:
        rules = [rule for rule in decision.gates if rule.gate == name]
        if rules:
            rules.sort(key=lambda rule: (not rule.blocking, NORMS.index(rule.norm), rule.id))
            yield Gate(
                id=name,
                blocking=rules[0].blocking,
                rules=tuple(rule.id for rule in rules),
                because=tuple(say(rule.because) for rule in rules),
                clears=tuple(dict.fromkeys(rule.clears for rule in rules)),
                norm=rules[0].norm,
            )


def _findings(library: Library, decision: Decision, say: Say) -> list[Finding]:
    found = [
        Finding(
            id=rule.id,
            title=rule.title,
            direction=rule.direction,
            strength=rule.strength,
            norm=rule.norm,
            because=say(rule.because),
            causes=causes(library, rule, decision.facts),
            sources=rule.sources,
            advice=rule.advice,
            exceptions=rule.exceptions,
        )
        for rule in library.findings
        if decision.truths[rule.id]
    ]

    def weight(item: Finding) -> tuple[int, int, str]:
        return DIRECTIONS.index(item.direction), -STRENGTHS.index(item.strength), item.id

    return sorted(found, key=weight)


def _tasks(library: Library, decision: Decision, engine: Engine, say: Say) -> Iterator[Task]:
    fired = engine.fire(stratum(library, "tasks"), decision.facts)
    for rule in library.tasks:
        if fired[rule.id]:
            due = anchored(rule.due, decision.facts) or decision.as_of
            yield Task(
                id=rule.id,
                title=say((rule.title,)),
                phase=rule.phase,
                due=max(due, decision.as_of),
                who=rule.who,
                why=say(rule.because),
                norm=rule.norm,
                sources=rule.sources,
            )
