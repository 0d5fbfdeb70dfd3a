"""The last day: the latest of the constraints, or why no day can be promised yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from advisor.conditions import evaluate, open_names
from advisor.facts.calculation import DoesNotApply, Given, Lacking, Unknown
from advisor.facts.derive import CALCULATIONS
from advisor.knowledge.anchor import Anchor
from advisor.knowledge.content import DateRule, Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.model import Facts, Truth

BINDING_NORMS = ("law", "contract")
"""Norms of the constraints that keep the last day open while they are undecided."""


@dataclass(frozen=True)
class LastDay:
    """The day on which the relationship ends, as far as it can be known."""

    day: date | None
    """``None`` while a constraint of law or contract can still move it."""
    not_before: date | None
    """The latest day of the constraints that hold, where the last day is not known."""
    open: tuple[DateRule, ...] = ()
    """The constraints that can still move it."""
    setters: tuple[DateRule, ...] = ()
    """The constraints that set the day, or the one before which it cannot lie."""


def anchored(anchor: Anchor | None, facts: Facts) -> date | None:
    """Return the date of an anchor, or ``None`` when its fact is not known."""
    return day_of(anchor, facts.known.get)


def day_of(anchor: Anchor | None, get: Callable[[str], Any]) -> date | None:
    """Return the date of an anchor by the facts that ``get`` returns, as :func:`anchored`."""
    day = get(anchor.fact) if anchor else None
    return day + timedelta(days=anchor.days) if anchor and isinstance(day, date) else None


def last_day_of(
    rules: Iterable[DateRule], truths: Mapping[str, Truth], facts: Facts, as_of: date
) -> LastDay:
    """Return the last day that the constraints among some rules set.

    A constraint that holds and has no date yet counts with its ``earliest`` day. Without
    any constraint it is the day of the assessment.
    """
    constraints = [
        rule for rule in rules if rule.kind == "constraint" and truths[rule.id] is not False
    ]
    days = [
        (day, rule)
        for rule in constraints
        if truths[rule.id] and (day := anchored(rule.date, facts) or anchored(rule.earliest, facts))
    ]
    latest = max((day for day, _ in days), default=None)
    open_rules = tuple(
        rule
        for rule in constraints
        if rule.norm in BINDING_NORMS and can_move(rule, truths[rule.id], facts, latest)
    )
    setters = tuple(rule for day, rule in days if day == latest)
    if open_rules:
        return LastDay(None, latest, open_rules, setters)
    return LastDay(latest or as_of, None, (), setters)


def can_move(rule: DateRule, truth: Truth, facts: Facts, latest: date | None) -> bool:
    """Return whether a constraint could still apply or get its date, after a latest day."""
    day = anchored(rule.date, facts)
    if truth is False or (truth and (day or rule.date.fact in facts.not_applicable)):
        return False
    bound = day or anchored(rule.latest, facts)
    return latest is None or bound is None or bound > latest


def questions_needed(
    rulebook: Rulebook, rules: Iterable[DateRule], facts: Facts, as_of: date
) -> tuple[str, ...]:
    """Return the questions that some open constraints hang on, in the order of the interview.

    What cannot be asked yet is replaced by the questions that make it reachable.
    """
    given = Given(
        as_of, rulebook.values, rulebook.laws, {}, dict(facts.known), set(facts.not_applicable)
    )
    found: set[str] = set()
    seen: set[str] = set()
    todo = [name for rule in rules for name in [*open_names(rule.when, facts)] or [rule.date.fact]]
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            kind = rulebook.facts[name]
            if kind.origin == "finding":
                todo.extend(open_names(rulebook.by_id[name].when, facts))
            elif kind.origin == "derived":
                todo.extend(_missing(given, name))
            for question in kind.inputs if kind.origin == "question" else ():
                reached = rulebook.questions[question].when
                if evaluate(reached, facts) is None:
                    todo.extend(open_names(reached, facts))
                else:
                    found.add(question)
    return tuple(name for name in rulebook.questions if name in found)


def _missing(given: Given, name: str) -> Iterator[str]:
    """Yield the fact for lack of which a calculation has no result."""
    try:
        value = CALCULATIONS[name](given)
        if isinstance(value, Lacking) and value.applies:
            yield value.name
    except Unknown as missing:
        yield str(missing)
    except DoesNotApply:
        return
