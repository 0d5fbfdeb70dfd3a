"""Generated code, durable_rules and the reference agree, whatever the rules and facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations
from types import ModuleType

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.conditions import (
    All,
    Always,
    AnyOf,
    Compare,
    Condition,
    Holds,
    IsKnown,
    NoneOf,
    evaluate,
)
from advisor.engine.compiled import Compiled, load, stratum_source
from advisor.engine.stratum import Stratum, Truths
from advisor.model import Between, Deliverable, Duration, Facts, FactValue, Money
from tests.engine.reference import Reference
from tests.random_cases import examples

# Few values, so that facts and literals often meet or lie side by side. Each fact and
# each comparison is one draw from a list: drawing their parts takes far longer.
YES_NO = (True, False)
WHOLE = (-1, 0, 1, 2, 3, 4)
NUMBERS = (*WHOLE, Decimal("0.0001"), Decimal("2.5"), Decimal("3.0000"), Decimal("-1.75"))
LIMITS = tuple(Between(low, high) for low in WHOLE for high in WHOLE if low <= high)
DAYS = (date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(1, 1, 1), date(9999, 12, 31))
WORDS = ("a", "b", "a b", "5", "n30000", "-", "known", "", "ä\n\"'\x00🙂")
SUMS = (Money(Decimal(0), "EUR"), Money(Decimal("2.5"), "EUR"), Money(Decimal(3), "USD"))
LENGTHS = (Duration(1, "days"), Duration(3, "months"))
MIXED = (*YES_NO, *NUMBERS, *WORDS, *DAYS)

FACTS: dict[str, Sequence[FactValue]] = {
    "own_share.work": YES_NO,
    "id": YES_NO,
    "$s": WORDS,
    "habit": WORDS,
    "count": (*WHOLE, *LIMITS),
    "sid": (*NUMBERS, *LIMITS),
    "share": NUMBERS,
    "fee": SUMS,
    "term_end": DAYS,
    "as_of": DAYS,
    "notice_period": LENGTHS,
    "note": WORDS,
    "work": ((Deliverable("a"),),),
    "mixed": (*MIXED, *SUMS, *LENGTHS),
}
FINDINGS = ("payment/late", "contract/bound")
DOES_NOT_APPLY, UNKNOWN = object(), object()


def comparisons() -> Iterator[Condition]:
    """Yield every comparison that is tried."""
    same = ("is", "not")
    ordered = (*same, "below", "above", "at_most", "at_least")
    yield from (
        Compare(name, how, x) for name in ("own_share.work", "id") for how in same for x in YES_NO
    )
    yield from (Compare(name, how, x) for name in ("habit", "$s") for how in same for x in WORDS)
    yield from (
        Compare(name, how, x)
        for name in ("count", "share", "sid", "fee")
        for how in ordered
        for x in NUMBERS
    )
    yield from (
        Compare(name, how, x)
        for name in ("term_end", "as_of")
        for how in (*same, "before", "after")
        for x in DAYS
    )
    yield from (Compare("mixed", how, x) for how in same for x in MIXED)
    yield from (Compare("count", how, x) for how in same for x in (*WORDS, *DAYS))
    for size in range(4):
        yield from (Compare("habit", "in", some) for some in combinations(WORDS[:4], size))
        yield from (Compare("count", "in", some) for some in combinations(WHOLE[:5], size))
        yield from (Compare("sid", "in", some) for some in combinations(NUMBERS[3:8], size))
        yield from (Compare("mixed", "in", some) for some in combinations(MIXED[::5], size))
        yield from (
            Compare("count", "in", some) for some in combinations((1, 3, "a", DAYS[0]), size)
        )


LEAVES: st.SearchStrategy[Condition] = st.one_of(
    st.sampled_from(
        [
            Always(),
            *(Holds(name) for name in FINDINGS),
            *(IsKnown(name, wanted) for name in FACTS for wanted in YES_NO),
        ]
    ),
    st.sampled_from(list(comparisons())),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda node, parts: node(tuple(parts)),
        st.sampled_from([All, AnyOf, NoneOf]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=8,
)


def facts_of(drawn: dict[str, object]) -> Facts:
    """Return the facts that were drawn: known, not applicable or left out."""
    absent = frozenset(name for name, value in drawn.items() if value is DOES_NOT_APPLY)
    known = {
        name: value
        for name, value in drawn.items()
        if value is not DOES_NOT_APPLY and value is not UNKNOWN
    }
    return Facts(known, absent)  # type: ignore[arg-type]


def stratum_of(conditions: Sequence[Condition]) -> Stratum:
    """Return the conditions as the rules of a stratum."""
    return Stratum("drawn", tuple((f"rule/{place}", one) for place, one in enumerate(conditions)))


STRATA = st.lists(CONDITIONS, min_size=1, max_size=5).map(stratum_of)
CASES = st.fixed_dictionaries(
    {
        **{
            name: st.sampled_from([DOES_NOT_APPLY, UNKNOWN])
            | st.sampled_from(values)
            | st.sampled_from(values)
            for name, values in FACTS.items()
        },
        **{name: st.sampled_from([True, False, UNKNOWN]) for name in FINDINGS},
    }
).map(facts_of)


@settings(max_examples=examples(250), database=None)
@given(stratum=STRATA, facts=CASES)
def test_generated_code_agrees_with_the_reference(stratum: Stratum, facts: Facts) -> None:
    """Generated code and the reading of single conditions find the truths of the reference."""
    expected = Reference().fire(stratum, facts)
    assert Compiled().fire(stratum, facts) == expected
    assert (
        load(lambda: stratum_source(stratum.rules))(facts.known, facts.not_applicable) == expected
    )
    for rule, condition in stratum.rules:
        assert evaluate(condition, facts) is expected[rule]
        assert generated(stratum.rules, facts) == expected
    for rule, condition in stratum.rules:
        assert evaluate(condition, facts) is expected[rule]
        assert generated([("rule", condition)], facts) == {"rule": expected[rule]}


def generated(rules: Iterable[tuple[str, Condition]], facts: Facts) -> Truths:
    """Evaluate rules by code made for them."""
    function = load(lambda: stratum_source(rules))
    return function(facts.known, facts.not_applicable)  # type: ignore[no-any-return]


@settings(max_examples=examples(250), database=None)
@given(stratum=STRATA, facts=CASES)
def test_durable_rules_fires_what_is_true(
    durable: ModuleType, stratum: Stratum, facts: Facts
) -> None:
    """On random rules and facts with random gaps durable_rules fires the rules that are true."""
    expected = Reference().fire(stratum, facts)
    true = {rule for rule, truth in expected.items() if truth}
    assert durable.fired(stratum, facts) == true
    assert durable.Durable().fire(stratum, facts) == expected


@settings(max_examples=examples(100), database=None)
@given(stratum=STRATA, facts=CASES, data=st.data())
def test_order_does_not_matter(
    durable: ModuleType, stratum: Stratum, facts: Facts, data: st.DataObject
) -> None:
    """Rules and facts in another order give the same truths in both engines."""
    rules = data.draw(st.permutations(stratum.rules))
    known = dict(data.draw(st.permutations(list(facts.known.items()))))
    shuffled = Stratum("shuffled", tuple(rules)), Facts(known, facts.not_applicable)
    truths = Reference().fire(stratum, facts)
    assert Compiled().fire(*shuffled) == truths
    assert durable.Durable().fire(*shuffled) == truths
