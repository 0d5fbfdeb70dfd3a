"""What is decided about conditions agrees with what the engine and brute force find."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.authoring.proof.encoding import Meaning
from advisor.authoring.proof.formulas import Atom, Formula, read
from advisor.authoring.proof.regions import Domain, comparisons, conditions
from advisor.authoring.proof.solver import GaveUp, solve
from advisor.authoring.representative_answers import forks
from advisor.conditions import All, AnyOf, Compare, Condition, IsKnown, NoneOf, evaluate
from advisor.engine.pure import Pure
from advisor.facts.derive import derive
from advisor.knowledge.content import Library
from advisor.model import Answer, Case, Facts, FactType, FactValue, Truth
from advisor.reasoning.decide import decide
from tests.random_cases import TODAY, examples, grown


@pytest.fixture(scope="module")
def meaning(library: Library) -> Meaning:
    """The shipped conditions as formulas."""
    return Meaning(library)


def reader(meaning: Meaning, facts: Facts) -> Callable[[Formula], Truth]:
    """Return the reading of formulas over the facts of a case."""
    seen: dict[int, Truth] = {}

    def mask_of(atom: Atom) -> int:
        domain = meaning.domains[atom.fact]
        if atom.fact in facts.known:
            return domain.bit_of(facts.known[atom.fact])
        return domain.absent if atom.fact in facts.not_applicable else domain.unknown

    return lambda formula: read(formula, mask_of, seen)


@settings(max_examples=examples(60))
@given(seed=st.integers(0, 2**63))
def test_a_formula_is_true_where_the_engine_fires(
    seed: int, library: Library, meaning: Meaning
) -> None:
    """Every rule's formulas say what the engine says, and what is taken for granted holds."""
    decision = decide(library, grown(library, seed), TODAY, Pure())
    holds = reader(meaning, decision.facts)
    for rule in library.rules():
        if rule.id in decision.truths:
            truth = decision.truths[rule.id]
            assert holds(meaning.true(rule.when)) is (truth is True), rule.id
            assert holds(meaning.false(rule.when)) is (truth is False), rule.id
    for name in meaning.domains:
        assert holds(meaning.coupling(name)) is True, name
    for row in library.whether:
        assert holds(meaning.wins(library.whether, row)) is (row == decision.row)
    for timing in library.timing if decision.timing else ():
        assert holds(meaning.wins(library.timing, timing)) is (timing == decision.timing)


SMALL = ("payment_habit", "invoices_settled", "abuse", "abuse_warned")
"""Questions that hang on each other in every way, few enough to try all answers."""


@pytest.fixture(scope="module")
def everything(library: Library, meaning: Meaning) -> list[Facts]:
    """The facts of every case with answers to these questions, one for each region."""
    questions = [library.questions[name] for name in SMALL]
    answers: list[list[Answer | None]] = [
        [None, *forks(library, meaning.domains, question, TODAY)] for question in questions
    ]
    found = {}
    for picked in product(*answers):
        given_ = dict(zip(SMALL, picked, strict=True))
        case = Case({name: answer for name, answer in given_.items() if answer is not None})
        facts = derive(library, case, TODAY)
        names = [name for item in questions for name in meaning.facts_of(item.id)]
        key = tuple((facts.known.get(n), n in facts.not_applicable) for n in names)
        found[key] = facts
    return list(found.values())


def condition(rng: Random, leaves: list[Condition], depth: int) -> Condition:
    """Return a random condition."""
    if depth == 0 or rng.random() < 0.2:
        return rng.choice(leaves)
    parts = tuple(condition(rng, leaves, depth - 1) for _ in range(rng.randint(1, 3)))
    return rng.choice((All, All, AnyOf, NoneOf))(parts)


def test_the_search_finds_facts_exactly_where_some_case_has_them(
    library: Library, meaning: Meaning, everything: list[Facts]
) -> None:
    """On all answers to four questions the search and brute force never differ."""
    names = {name for question in SMALL for name in meaning.facts_of(question)}
    leaves: list[Condition] = [
        test for item in conditions(library) for test in comparisons(item) if test.fact in names
    ]
    leaves += [IsKnown(name, wanted) for name in sorted(names) for wanted in (True, False)]
    rng = Random(9)
    possible = 0
    for _ in range(300):
        picked = All(tuple(condition(rng, leaves, 2) for _ in range(rng.randint(1, 4))))
        brute = any(evaluate(picked, facts) is True for facts in everything)
        found = solve(meaning, meaning.true(picked))
        assert (found is not None) is brute, picked
        possible += brute
    assert 60 < possible < 260


def test_what_the_search_finds_makes_the_condition_true(library: Library, meaning: Meaning) -> None:
    """The example given for a rule really fires it, read as facts given directly."""
    for rule in library.findings:
        found = solve(meaning, meaning.fires(rule))
        assert found is not None
        facts = Facts(found.known, frozenset(found.absent))
        inner = [item.id for item in library.findings]
        truths: dict[str, FactValue] = {}
        for name in inner:
            truth = evaluate(library.by_id[name].when, facts.with_(truths))
            if truth is not None:
                truths[name] = truth
        assert evaluate(rule.when, facts.with_(truths)) is True, rule.id


def test_the_same_goals_give_the_same_example(meaning: Meaning, library: Library) -> None:
    """The search holds to an order of its own."""
    row = library.whether[-1]
    once = solve(meaning, meaning.wins(library.whether, row))
    assert once == solve(meaning, meaning.wins(library.whether, row))


def test_a_search_that_takes_too_long_gives_up(
    meaning: Meaning, monkeypatch: pytest.MonkeyPatch, library: Library
) -> None:
    """Without steps nothing is claimed either way."""
    monkeypatch.setattr("advisor.authoring.proof.solver.TRIALS", (0,))
    with pytest.raises(GaveUp):
        solve(meaning, meaning.advised("end"))


def bits(domain: Domain, *values: FactValue) -> list[int]:
    """Return the bit of each value."""
    return [domain.bit_of(value) for value in values]


def test_a_number_is_cut_at_its_limits(meaning: Meaning) -> None:
    """Below, on, between and above the limits are regions, and nothing else is."""
    domain = meaning.domains["income_share"]
    cuts = sorted(int(cut) for cut in domain.cuts)  # type: ignore[call-overload]
    assert len(domain.samples) == 2 * len(cuts) + 1
    low, on, above = bits(domain, cuts[0] - 1, cuts[0], cuts[0] + 1)
    assert (low, on, above) == (1, 2, 4)
    assert domain.bit_of(999) == 1 << 2 * len(cuts)


def test_a_count_has_no_region_between_neighbours(library: Library) -> None:
    """Between two whole numbers side by side there is nothing for a count to be."""
    from dataclasses import replace

    rule = library.findings[0]
    tight = All((Compare("silence_weeks", "above", 7), Compare("silence_weeks", "below", 8)))
    changed = library.changed(findings=(replace(rule, when=tight), *library.findings[1:]))
    meaning = Meaning(changed)
    assert solve(meaning, meaning.true(tight)) is None
    loose = All((Compare("income_share", "above", 7), Compare("income_share", "below", 8)))
    changed = library.changed(findings=(replace(rule, when=loose), *library.findings[1:]))
    meaning = Meaning(changed)
    assert solve(meaning, meaning.true(loose)) is not None


def test_the_kind_of_a_fact_decides_its_regions(meaning: Meaning, library: Library) -> None:
    """Yes and no, every choice, or one region for what only can be known."""
    sizes = {name: len(domain.samples) for name, domain in meaning.domains.items()}
    kinds: dict[str, FactType] = dict(library.facts)
    for name, size in sizes.items():
        if kinds[name].kind == "yes_no":
            assert size == 2
        elif kinds[name].kind == "choice":
            assert size == len(kinds[name].choices)
        elif kinds[name].kind in ("text", "list", "duration"):
            assert size == 1
