"""Properties of the decision over random cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.conditions import All, AnyOf, Compare, Condition, Holds, IsKnown, NoneOf, evaluate
from advisor.engine.compiled import Compiled
from advisor.errors import AdvisorError
from advisor.facts.answer_plan import fact_names
from advisor.facts.derive import derive
from advisor.knowledge import roles
from advisor.knowledge.content import Library
from advisor.knowledge.rule_text import RuleTexts
from advisor.model import Case, Facts
from advisor.reasoning.assess import assess
from advisor.reasoning.balance import open_levels, weighed
from advisor.reasoning.decide import Decision, decide, first
from tests.random_cases import TODAY, cases, examples
from tests.shipped import shipped

LIBRARY = shipped()
ROUGHLY = {
    roles.RELATIONSHIP_STARTED: roles.RELATIONSHIP_LENGTH,
    roles.INCOME_SHARE: roles.CLIENT_SIZE,
    roles.AFTER_HOURS: roles.WEEKEND_WORK,
}
"""The question that asks for a size roughly, by the one whose answer is exact."""


@settings(max_examples=examples(40))
@given(cases(LIBRARY))
def test_every_case_gets_one_advice_with_its_dates(case: Case) -> None:
    """Only an ending has a when, and a last day that is set or open; what has ended its own."""
    found = assess(LIBRARY, case, TODAY, Compiled())
    advice = found.advice
    assert advice.rules
    if advice.whether == "end":
        assert advice.when is not None
        assert (advice.last_day is None) == bool(advice.needs)
        assert advice.last_day is None or advice.not_before is None
        constraints = [item.date for item in found.dates if item.kind == "constraint"]
        latest = max(constraints, default=None)
        assert (latest or advice.last_day) in (advice.last_day or advice.not_before, TODAY)
        assert {item.date for item in advice.binding} == ({latest} if latest else set())
    else:
        named = found.facts.known.get("standing_last_day") if advice.whether == "settle" else None
        assert (advice.when, advice.last_day) == (None, named)
        assert [item.date for item in advice.binding] == ([named] if named else [])
        assert (advice.not_before, advice.needs) == (None, ())
    if advice.whether in ("wait", "repair", "pause"):
        assert advice.review_on is not None
        assert advice.review_on > TODAY
    assert all(task.due >= TODAY for task in found.tasks if task.due)


@settings(max_examples=examples(40))
@given(cases(LIBRARY))
def test_no_text_of_an_assessment_shows_a_gap(case: Case) -> None:
    """No sentence says "not known" or shows a brace where a fact should stand."""
    found = assess(LIBRARY, case, TODAY, Compiled())
    texts_of = RuleTexts(LIBRARY.phrases, LIBRARY, found.facts)
    gates = (rule for gate in found.advice.gates for rule in gate.rules)
    tasks = [task.id for task in found.tasks]
    others = (*(item.id for item in found.findings), *(item.rule for item in found.dates))
    rules = (*found.advice.rules, *gates, *others, *tasks)
    texts = [*map(texts_of.because, rules), *map(texts_of.title, tasks)]
    for text in texts:
        assert "not known" not in text or "{" not in text
        assert "{" not in text
        assert "None" not in text


def asked_about(condition: Condition) -> Iterator[str]:
    """Yield every fact whose being known or unknown a condition tests, also in findings."""
    if isinstance(condition, IsKnown):
        yield condition.fact
    elif isinstance(condition, (All, AnyOf, NoneOf)):
        for part in condition.parts:
            yield from asked_about(part)
    elif isinstance(condition, Holds):
        yield from asked_about(LIBRARY.by_id[condition.finding].when)
    elif isinstance(condition, Compare) and LIBRARY.facts[condition.fact].origin == "balance":
        for rule in weighed(LIBRARY):
            yield from asked_about(LIBRARY.by_id[rule].when)


@cache
def named(rule: str) -> frozenset[str]:
    """Return the questions whose being answered or not a rule tests by name."""
    facts = asked_about(LIBRARY.by_id[rule].when)
    return frozenset(name for fact in facts for name in LIBRARY.facts[fact].inputs)


def consistent(case: Case) -> Case:
    """Return a case without answers that the others bar, or that a more exact one replaces."""
    answers = dict(case.answers)
    for exact, rough in ROUGHLY.items():
        if exact in answers:
            answers.pop(rough, None)
    # What is not due has no due date in the past; without one it is taken as not overdue.
    if answers.get("open_invoices") == "not_due":
        answers.pop("oldest_due_date", None)
    if not answers.keys().isdisjoint(("oldest_due_date", "overdue_invoices")):
        for name in ("oldest_invoice_date", "oldest_invoice_received_on"):
            answers.pop(name, None)
    if "overdue_invoices" in answers:
        for name in ("oldest_due_date", "overdue_amount", "overdue_count"):
            answers.pop(name, None)
    while True:
        facts = derive(LIBRARY, replace(case, answers=answers), TODAY)
        barred = [n for n in answers if fact_names(LIBRARY.questions[n])[0] not in facts.known]
        if not barred:
            return replace(case, answers=answers)
        answers = {name: answer for name, answer in answers.items() if name not in barred}


def with_advice(facts: Facts, other: Facts) -> Facts:
    """Return facts with the advice, its gates and its last day as they are in others."""

    def is_advice(name: str) -> bool:
        return LIBRARY.facts[name].origin in ("whether", "timing", "gate", "plan")

    known = {name: value for name, value in facts.known.items() if not is_advice(name)}
    known.update((name, value) for name, value in other.known.items() if is_advice(name))
    absent = {name for name in facts.not_applicable if not is_advice(name)}
    return Facts(known, frozenset(absent | set(filter(is_advice, other.not_applicable))))


def over_all_answers(decision: Decision) -> Facts:
    """Return the facts of a decision with the balance as far as no further answer moves it."""
    found = decision.facts
    known = {name: value for name, value in found.known.items() if name not in roles.BALANCE}
    return Facts({**known, **open_levels(LIBRARY, decision.truths)}, found.not_applicable)


@settings(max_examples=examples(80))
@given(cases(LIBRARY), st.randoms(use_true_random=False))
def test_an_answer_less_makes_nothing_certain(case: Case, rng: Random) -> None:
    """Without one answer no rule is decided that was open or otherwise, but by its name."""
    # Gates and dates are read under the advice as it was: with fewer answers a lower
    # row may advise, and it has gates and dates of its own.
    case = consistent(case)
    before = decide(LIBRARY, case, TODAY, Compiled())
    for name in rng.sample(sorted(case.answers), min(5, len(case.answers))):
        fewer = replace(case, answers={k: v for k, v in case.answers.items() if k != name})
        after = decide(LIBRARY, fewer, TODAY, Compiled())
        facts = with_advice(over_all_answers(after), before.facts)
        for rule, old in before.truths.items():
            new = evaluate(LIBRARY.by_id[rule].when, facts)
            assert new is None or new is old or name in named(rule), (rule, name)


def test_an_answer_less_is_looked_at_in_every_part_of_the_advice() -> None:
    """The property above covers findings, both tables of rows, gates and dates."""
    truths = decide(LIBRARY, Case({"abuse": frozenset({"threats"})}), TODAY, Compiled()).truths
    rooms = {rule.split("/")[0] for rule in truths}
    assert {"whether", "when", "gates", "dates", "conduct", "payment"} <= rooms
    assert "break_right" in named("dates/customary-notice")
    assert "notice_period" not in named("gates/lawyer-threats")


def test_the_same_case_gives_the_same_assessment(library: Library, today: date) -> None:
    """Assessing twice, or a case with its answers in another order, changes no byte."""
    answers = {"payment_habit": "often_late", "talked": "once", "invoices_settled": 8}
    turned = dict(reversed(list(answers.items())))
    one = assess(library, Case(answers), today, Compiled())
    assert one == assess(library, Case(answers), today, Compiled())
    assert one.answers_hash == assess(library, Case(turned), today, Compiled()).answers_hash
    other = assess(library, Case({**answers, "talked": "more"}), today, Compiled())
    assert other.answers_hash != one.answers_hash


def test_the_hash_tells_an_answer_from_not_knowing_it(library: Library, today: date) -> None:
    """A question answered "I don't know" is told apart from one never asked."""
    open_case = assess(library, Case(), today, Compiled())
    unsure = assess(library, Case(dont_know=frozenset({"talked"})), today, Compiled())
    assert open_case.answers_hash != unsure.answers_hash
    assert open_case.advice == unsure.advice


def test_a_decision_without_a_row_that_holds_is_refused(library: Library) -> None:
    """A library without a last row says what it lacks instead of guessing."""
    with pytest.raises(AdvisorError, match="No row of the advice holds"):
        first(library.whether, dict.fromkeys((row.id for row in library.whether), None))


def test_a_later_day_is_passed_down(library: Library, today: date) -> None:
    """The day is given once: 29 days overdue is no pause without silence, 30 days is."""
    case = Case(
        {
            "open_invoices": "overdue",
            "oldest_due_date": today - timedelta(days=29),
            "overdue_response": "not_asked",
        }
    )
    assert decide(library, case, today, Compiled()).row.whether != "pause"
    assert decide(library, case, today + timedelta(days=1), Compiled()).row.whether == "pause"
