"""What would change the advice: other answers, later days, a calmer mood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from advisor.conditions import All, AnyOf, Compare, Condition, NoneOf
from advisor.engine.stratum import Engine
from advisor.facts.derive import fact_names
from advisor.knowledge.content import Library, Question
from advisor.model import Answer, Case, Counterfactual, Money, TurningDate, When, Whether
from advisor.reasoning.decide import Decision, decide

HORIZON = 366
"""Days ahead that turning dates are looked for."""

SETTABLE = ("yes_no", "choice", "several", "count", "months", "percent", "ratio", "score", "money")
"""Kinds of answers that a counterfactual can change without inventing a date."""


def verdict(decision: Decision) -> tuple[Whether, When | None]:
    """Return whether and when."""
    return decision.row.whether, decision.timing.timing if decision.timing else None


def without_negativity(
    library: Library, case: Case, as_of: date, engine: Engine
) -> tuple[Whether, When | None]:
    """Return the advice without the answers about mood and feeling."""
    kept = {
        name: answer for name, answer in case.answers.items() if not library.questions[name].mood
    }
    return verdict(decide(library, replace(case, answers=kept), as_of, engine))


def turning_dates(
    library: Library, case: Case, as_of: date, engine: Engine
) -> tuple[TurningDate, ...]:
    """Return the days in the next year from which the advice is another by itself.

    Every day is assessed with the answers as they are, so none is missed. The
    last day moves along with the date of the notice and is no turn of its own.
    """
    turns = []
    before = verdict(decide(library, case, as_of, engine))
    for ahead in range(1, HORIZON + 1):
        day = as_of + timedelta(days=ahead)
        later = decide(library, case, day, engine)
        if verdict(later) != before:
            before = verdict(later)
            turns.append(TurningDate(day, *before, later.last_day))
    return tuple(turns)


def would_change(
    library: Library, case: Case, as_of: date, engine: Engine
) -> tuple[Counterfactual, ...]:
    """Return the changes of one answer that change whether or when.

    Tries every choice, and for numbers the values on and beside every limit that
    a rule sets on them. Changing an answer drops those it makes unreachable. For
    each outcome of a numeric question the nearest value is kept.
    """
    present = verdict(decide(library, case, as_of, engine))
    limits = thresholds(library)
    changes: list[Counterfactual] = []
    for question in library.questions.values():
        if question.purpose == "letter" or question.kind not in SETTABLE:
            continue
        seen = set()
        for answer in alternatives(question, case.answers.get(question.id), limits):
            changed = replace(case, answers={**case.answers, question.id: answer})
            decision = decide(library, changed, as_of, engine)
            if fact_names(question)[0] in decision.facts.not_applicable:
                break
            outcome = verdict(decision)
            if outcome != present and outcome not in seen:
                seen.add(outcome)
                changes.append(Counterfactual({question.id: shown(answer)}, *outcome))
    return tuple(changes)


def thresholds(library: Library) -> Mapping[str, tuple[Decimal, ...]]:
    """Return every number that a rule or a question compares each fact with."""
    found: dict[str, set[Decimal]] = {}

    def walk(condition: Condition) -> None:
        if isinstance(condition, (All, AnyOf, NoneOf)):
            for part in condition.parts:
                walk(part)
        elif isinstance(condition, Compare) and not isinstance(condition.operand, bool):
            operands = (
                condition.operand if isinstance(condition.operand, tuple) else (condition.operand,)
            )
            for operand in operands:
                if isinstance(operand, (int, Decimal)):
                    found.setdefault(condition.fact, set()).add(Decimal(operand))

    for rule in library.rules():
        walk(rule.when)
    for question in library.questions.values():
        walk(question.when)
    return {name: tuple(sorted(numbers)) for name, numbers in found.items()}


def alternatives(
    question: Question, present: Answer | None, limits: Mapping[str, tuple[Decimal, ...]]
) -> Iterator[Answer]:
    """Yield other answers to a question, the nearest numbers first."""
    if question.kind == "yes_no":
        yield from (answer for answer in (True, False) if answer is not present)
    elif question.kind == "choice":
        yield from (choice for choice in question.choices if choice != present)
    elif question.kind == "several":
        chosen: frozenset[str] = present if isinstance(present, frozenset) else frozenset()
        if present is None:
            yield frozenset()
        for choice in question.choices:
            yield chosen ^ {choice}
        if len(chosen) > 1:
            yield frozenset()
    else:
        yield from _numbers(question, present, limits.get(question.id, ()))


def _numbers(
    question: Question, present: Answer | None, limits: tuple[Decimal, ...]
) -> Iterator[Answer]:
    step = Decimal(1) if question.kind in ("count", "score", "percent") else Decimal("0.1")
    values = {value for limit in limits for value in (limit - step, limit, limit + step)}
    if question.kind == "money":
        currency = present.currency if isinstance(present, Money) else "EUR"
        for value in sorted(value for value in values if value >= 0):
            if Money(value, currency) != present:
                yield Money(value, currency)
        return
    base = Decimal(present) if isinstance(present, (int, Decimal)) else Decimal(0)
    for value in sorted(values, key=lambda value: (abs(value - base), value)):
        if value >= 0 and value != present:
            yield int(value) if value == int(value) else value


def shown(answer: Answer) -> str:
    """Write an answer as a case file does."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, frozenset):
        return "[" + ", ".join(sorted(answer)) + "]"
    return str(answer)
