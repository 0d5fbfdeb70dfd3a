"""The pure reader and durable_rules give the same truths, whatever the rules and facts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from types import ModuleType

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.conditions import All, Always, AnyOf, Compare, Condition, Holds, IsKnown, NoneOf
from advisor.engine.pure import Pure
from advisor.engine.stratum import Stratum
from advisor.model import Between, Deliverable, Duration, Facts, FactValue, Money

# Few values, so that facts and literals often meet or lie side by side.
WHOLE = st.integers(-2, 6)
NUMBER = WHOLE | st.sampled_from([Decimal(n) for n in ("0.0001", "2.5", "3.0000", "-1.75")])
LIMITS = st.tuples(WHOLE, WHOLE).map(lambda pair: Between(min(pair), max(pair)))
DAY = st.integers(0, 4).map(lambda days: date(2024, 2, 28) + timedelta(days))
WORD = st.sampled_from(["a", "b", "a b", "5", "n50000", "-", "known", "", "ä\n\"'\x00🙂"])
MONEY = st.builds(Money, WHOLE.map(Decimal), st.sampled_from(["EUR", "USD"]))
LENGTH = st.builds(Duration, st.integers(1, 3), st.sampled_from(["days", "months"]))
ANYTHING = st.booleans() | NUMBER | WORD | DAY

FACTS: dict[str, st.SearchStrategy[FactValue]] = {
    "own_share.work": st.booleans(),
    "id": st.booleans(),
    "$s": WORD,
    "habit": WORD,
    "count": WHOLE | LIMITS,
    "sid": NUMBER | LIMITS,
    "share": NUMBER,
    "fee": MONEY,
    "term_end": DAY,
    "as_of": DAY,
    "notice_period": LENGTH,
    "note": WORD,
    "work": st.just((Deliverable("a"),)),
    "mixed": ANYTHING | MONEY | LENGTH,
}
FINDINGS = ("payment/late", "contract/bound")

EQUAL = st.sampled_from(["is", "not"])
NUMERIC = st.sampled_from(["is", "not", "below", "above", "at_most", "at_least"])
DATED = st.sampled_from(["is", "not", "before", "after"])


def several(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    """Draw what an ``in`` compares with."""
    return st.lists(values, max_size=4).map(tuple)


LEAVES: st.SearchStrategy[Condition] = st.one_of(
    st.just(Always()),
    st.builds(Holds, st.sampled_from(FINDINGS)),
    st.builds(IsKnown, st.sampled_from(sorted(FACTS)), st.booleans()),
    st.builds(Compare, st.sampled_from(["own_share.work", "id"]), EQUAL, st.booleans()),
    st.builds(Compare, st.sampled_from(["habit", "$s", "count"]), EQUAL, WORD),
    st.builds(Compare, st.sampled_from(["habit", "$s"]), st.just("in"), several(WORD)),
    st.builds(Compare, st.sampled_from(["count", "share", "sid", "fee"]), NUMERIC, NUMBER),
    st.builds(Compare, st.sampled_from(["count", "share", "sid"]), st.just("in"), several(NUMBER)),
    st.builds(Compare, st.just("count"), st.just("in"), several(NUMBER | WORD | DAY)),
    st.builds(Compare, st.sampled_from(["term_end", "as_of"]), DATED, DAY),
    st.builds(Compare, st.just("mixed"), EQUAL, ANYTHING),
    st.builds(Compare, st.just("mixed"), st.just("in"), several(ANYTHING)),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda node, parts: node(tuple(parts)),
        st.sampled_from([All, AnyOf, NoneOf]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=10,
)


@st.composite
def strata(draw: st.DrawFn) -> Stratum:
    """Draw a few rules."""
    found = draw(st.lists(CONDITIONS, min_size=1, max_size=6))
    return Stratum("drawn", tuple((f"rule/{place}", one) for place, one in enumerate(found)))


@st.composite
def cases(draw: st.DrawFn) -> Facts:
    """Draw facts with gaps: each is known, does not apply, or is unknown."""
    known: dict[str, FactValue] = {}
    absent = set()
    for name, values in FACTS.items():
        state = draw(st.sampled_from(["known", "known", "known", "absent", "unknown"]))
        if state == "known":
            known[name] = draw(values)
        elif state == "absent":
            absent.add(name)
    for name in FINDINGS:
        holds = draw(st.sampled_from([True, False, None]))
        if holds is not None:
            known[name] = holds
    return Facts(known, frozenset(absent))


SETTINGS = settings(
    max_examples=2_000,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@SETTINGS
@given(stratum=strata(), facts=cases())
def test_both_readers_agree(durable: ModuleType, stratum: Stratum, facts: Facts) -> None:
    """On random rules and facts with random gaps both readers find the same truths."""
    assert durable.Durable().fire(stratum, facts) == Pure().fire(stratum, facts)


@settings(SETTINGS, max_examples=200)
@given(stratum=strata(), facts=cases(), data=st.data())
def test_order_does_not_matter(
    durable: ModuleType, stratum: Stratum, facts: Facts, data: st.DataObject
) -> None:
    """Rules and facts in another order give the same truths in both readers."""
    rules = data.draw(st.permutations(stratum.rules))
    known = dict(data.draw(st.permutations(list(facts.known.items()))))
    shuffled = Stratum("shuffled", tuple(rules)), Facts(known, facts.not_applicable)
    truths = Pure().fire(stratum, facts)
    assert Pure().fire(*shuffled) == truths
    assert durable.Durable().fire(*shuffled) == truths
