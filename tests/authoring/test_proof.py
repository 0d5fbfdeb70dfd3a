"""What is decided about conditions agrees with the engine and with brute force."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.authoring.proof.circuit import TRUE, Circuit
from advisor.authoring.proof.encoding import Encoding
from advisor.authoring.representative_answers import case_of, representatives
from advisor.authoring.required_values import known_without_answers
from advisor.conditions import (
    ALWAYS,
    All,
    AnyOf,
    Compare,
    Condition,
    Holds,
    IsKnown,
    NoneOf,
    evaluate,
)
from advisor.engine.compiled import Compiled
from advisor.facts.answer_plan import fact_names
from advisor.facts.derive import derive
from advisor.knowledge import roles
from advisor.knowledge.content import Library
from advisor.knowledge.partitions import comparisons, conditions
from advisor.model import STRENGTHS, Answer, Case, Facts
from advisor.reasoning.balance import levels
from advisor.reasoning.decide import decide, decide_facts, decided
from tests.random_cases import TODAY, examples, grown


@pytest.fixture(scope="module")
def encoding(library: Library) -> Encoding:
    """The shipped conditions as a circuit."""
    return Encoding(library, known_without_answers(library, TODAY))


def states(encoding: Encoding, facts: Facts) -> list[int]:
    """Return the literals of the states that facts are in."""
    return [
        encoding.states[name][partition.region_of(name, facts)]
        for name, partition in encoding.partitions.items()
    ]


@settings(max_examples=examples(60))
@given(seed=st.integers(0, 2**63))
def test_a_literal_is_true_where_the_engine_fires(
    seed: int, library: Library, encoding: Encoding
) -> None:
    """Of a real case all requirements hold, and every literal says what the engine says."""
    decision = decide(library, grown(library, seed), TODAY, Compiled())
    fired = [rule for rule in library.rules() if rule.id in decision.truths]
    truths = {rule.id: encoding.truth(rule.when) for rule in fired}
    wins = {row.id: encoding.wins(library.whether, row) for row in library.whether}
    timed = {row.id: encoding.wins(library.timing, row) for row in library.timing}
    model = encoding.circuit.model(*states(encoding, decision.facts))
    assert model is not None
    for rule in fired:
        held = decision.truths[rule.id]
        assert (truths[rule.id].true in model) is (held is True), rule.id
        assert (truths[rule.id].false in model) is (held is False), rule.id
    assert [name for name, literal in wins.items() if literal in model] == [decision.row.id]
    if decision.timing:
        assert [name for name, won in timed.items() if won in model] == [decision.timing.id]


SMALL = ("payment_habit", "invoices_settled", "abuse", "abuse_warned")
"""Questions that depend on each other in every way, few enough to try all answers."""


@pytest.fixture(scope="module")
def every_case(library: Library) -> list[Facts]:
    """The facts of every case with representative answers to these questions."""
    questions = [library.questions[name] for name in SMALL]
    answers = representatives(library, questions, TODAY)
    picks: list[list[Answer | None]] = [[None, *answers[name]] for name in SMALL]
    found = {}
    for picked in product(*picks):
        named = zip(SMALL, picked, strict=True)
        case = Case({name: answer for name, answer in named if answer is not None})
        facts = derive(library, case, TODAY)
        names = [name for item in questions for name in fact_names(item)]
        found[tuple((facts.known.get(n), n in facts.not_applicable) for n in names)] = facts
    return list(found.values())


@pytest.fixture(scope="module")
def leaves(library: Library) -> list[Condition]:
    """Every comparison of the library with the facts of these questions, and more."""
    names = {name for question in SMALL for name in fact_names(library.questions[question])}
    found: dict[Condition, None] = {
        test: None
        for item in conditions(library)
        for test in comparisons(item)
        if test.fact in names
    }
    known = [IsKnown(name, wanted) for name in sorted(names) for wanted in (True, False)]
    return [*found, *known]


def condition(rng: Random, leaves: list[Condition], depth: int) -> Condition:
    """Return a random condition."""
    if depth == 0 or rng.random() < 0.2:
        return rng.choice(leaves)
    parts = tuple(condition(rng, leaves, depth - 1) for _ in range(rng.randint(1, 3)))
    return rng.choice((All, All, AnyOf, NoneOf))(parts)


def test_conditions_can_be_true_exactly_where_some_case_makes_them_true(
    encoding: Encoding, every_case: list[Facts], leaves: list[Condition]
) -> None:
    """On all answers to four questions the solver and brute force never differ."""
    rng = Random(9)
    possible = 0
    for _ in range(300):
        picked = All(tuple(condition(rng, leaves, 2) for _ in range(rng.randint(1, 4))))
        brute = any(evaluate(picked, facts) is True for facts in every_case)
        assert encoding.can_be(encoding.true(picked)) is brute, picked
        possible += brute
    assert 60 < possible < 260


def rulebook(library: Library, rng: Random, leaves: list[Condition]) -> Library:
    """Return a library with a few random findings and rows over them and their balance."""
    findings = tuple(
        replace(
            rule,
            when=condition(rng, leaves, 1),
            direction=rng.choice(("for", "against")),
            strength=rng.choice(STRENGTHS),
            topic=rng.choice("abc"),
            untried=rng.choice(("", library.findings[0].id, library.findings[1].id)),
        )
        for rule in library.findings[:6]
    )
    counts: list[Condition] = [
        Compare(name, operator, True) for name in roles.BALANCE for operator in ("is", "not")
    ]
    balance = replace(
        library.balance,
        further=rng.randint(2, 5),
        topic_most=rng.randint(12, 16),
        end=rng.randint(3, 9),
        keep=-rng.randint(1, 6),
    )
    above: list[Condition] = [*leaves, *(Holds(rule.id) for rule in findings), *counts]
    rows = tuple(
        replace(row, when=ALWAYS if row is library.whether[-1] else condition(rng, above, 2))
        for row in library.whether[-5:]
    )
    changed = {rule.id: rule for rule in (*findings, *rows)}
    return library.changed(
        balance=balance,
        findings=findings,
        whether=rows,
        timing=(),
        gates=(),
        dates=(),
        tasks=(),
        by_id={**library.by_id, **changed},
    )


def test_rows_win_exactly_where_some_case_decides_for_them(
    library: Library, every_case: list[Facts], leaves: list[Condition]
) -> None:
    """In small random rulebooks, a row can decide if and only if it does in some case."""
    outcomes = []
    for seed in range(12):
        small = rulebook(library, Random(seed), leaves)
        encoding = Encoding(small)
        won = set()
        for facts in every_case:
            truths = {rule.id: evaluate(rule.when, facts) for rule in small.findings}
            seen = facts.with_({**decided(truths), **levels(small, truths)})
            won.add(next(row.id for row in small.whether if evaluate(row.when, seen)))
        for row in small.whether:
            assert encoding.can_be(encoding.wins(small.whether, row)) is (row.id in won), row.id
            outcomes.append(row.id in won)
    assert 10 < sum(outcomes) < len(outcomes) - 5


def test_examples_are_minimal_and_true(library: Library, encoding: Encoding) -> None:
    """The example for a finding fires it, and no answer in it can be left out."""
    for rule in library.findings[:40]:
        found = encoding.example(encoding.true(rule.when))
        assert found is not None
        assert decide_facts(library, found, TODAY, Compiled()).truths[rule.id] is True, rule.id
        held = set(states(encoding, found))
        empty = {name: literal for name, literal in encoding.empty.items() if literal in held}
        for name in found.known:
            if name in encoding.empty:
                more = (*empty.values(), encoding.empty[name])
                assert not encoding.can_be(encoding.true(rule.when), *more), (rule.id, name)


def test_two_rules_of_which_no_case_has_both(library: Library, encoding: Encoding) -> None:
    """A pair of rules gets a case with both, answered as a user would, or none."""
    fires = {rule.id: encoding.true(rule.when) for rule in library.rules()}
    assert encoding.example(fires["payment/mostly-late"], fires["payment/often-late"]) is None
    names = ("relationship/improving", "conduct/threats")
    found = encoding.example(*(fires[name] for name in names))
    assert found is not None
    case = case_of(library, found, TODAY)
    assert len(case.answers) == 2
    decision = decide(library, case, TODAY, Compiled())
    assert all(decision.truths[name] for name in names)


def test_a_core_is_minimal() -> None:
    """Only the assumptions that collide are named, the earlier ones left out first."""
    circuit = Circuit()
    a, b, c, d = (circuit.variable() for _ in range(4))
    circuit.require(-a, -b)
    circuit.require(-c, -b)
    assert circuit.core((a, b, c, d)) == (b, c)
    assert circuit.core((a, d), (b,)) == (a,)
    assert circuit.core((d, -TRUE)) == (-TRUE,)


def test_gates_are_what_they_say() -> None:
    """Every gate has the value of its inputs, in all models of four variables."""
    circuit = Circuit()
    inputs = [circuit.variable() for _ in range(4)]
    least = [circuit.least(number, inputs) for number in range(6)]
    every, some = circuit.every(inputs), circuit.some(inputs)
    for values in product((1, -1), repeat=4):
        model = circuit.model(*(value * one for value, one in zip(values, inputs, strict=True)))
        assert model is not None
        count = values.count(1)
        for number, literal in enumerate(least):
            assert (literal in model) is (count >= number)
        assert (every in model) is (count == 4)
        assert (some in model) is (count > 0)
    assert circuit.every((inputs[0], -inputs[0])) == -TRUE


def test_the_same_goals_give_the_same_example(library: Library) -> None:
    """Two encodings of one library find the same example."""
    row = library.whether[-1]
    once, again = Encoding(library), Encoding(library)
    assert once.example(once.wins(library.whether, row)) == again.example(
        again.wins(library.whether, row)
    )


def test_a_count_has_no_region_between_neighbours(library: Library) -> None:
    """Between two consecutive whole numbers there is nothing for a count to be."""
    rule = library.findings[0]

    def between(fact: str) -> bool:
        tight = All((Compare(fact, "above", 7), Compare(fact, "below", 8)))
        changed = (replace(rule, when=tight), *library.findings[1:])
        encoding = Encoding(library.changed(findings=changed))
        return encoding.can_be(encoding.true(tight))

    assert not between("silence_weeks")
    assert between("income_share")
