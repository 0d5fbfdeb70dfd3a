"""Reference implementation of the conditions: one closure for each node of the tree.

Short enough to be seen right, and slow; generated code and durable_rules are compared
with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from advisor.conditions import (
    All,
    Always,
    AnyOf,
    Compare,
    Condition,
    Holds,
    IsKnown,
    Literal_,
    magnitude,
)
from advisor.engine.stratum import Stratum, Truths
from advisor.model import Between, Facts, FactValue, Truth


class Reference:
    """Fires a stratum by the reference implementation."""

    name = "reference"

    def fire(self, stratum: Stratum, facts: Facts) -> Truths:
        """Return the truth of every rule of the stratum."""
        return {rule: truth_of(condition, facts) for rule, condition in stratum.rules}


def truth_of(condition: Condition, facts: Facts) -> Truth:
    """Read a condition over the facts."""
    return compiled(condition)(facts.known, facts.not_applicable)


def _compare(operator: str, operand: Literal_) -> Callable[[object], Truth]:
    """Return the test of a known value. A :class:`Between` may leave it open."""
    if operator in ("is", "not", "in"):
        allowed = operand if operator == "in" else (operand,)
        return _equality(frozenset(allowed), operator != "not")  # type: ignore[arg-type]
    plain: Callable[[object], bool] = {
        "below": lambda value: value < operand,
        "above": lambda value: value > operand,
        "at_most": lambda value: value <= operand,
        "at_least": lambda value: value >= operand,
        "before": lambda value: value < operand,
        "after": lambda value: value > operand,
    }[operator]

    def test(value: object) -> Truth:
        if isinstance(value, Between):
            low, high = plain(value.low), plain(value.high)
            return low if low == high else None
        return plain(magnitude(value))

    return test


def _equality(allowed: frozenset[object], wanted: bool) -> Callable[[object], Truth]:
    """Return the test of a known value being one of some, or none of them."""

    def test(value: object) -> Truth:
        if not isinstance(value, Between):
            return (value in allowed) is wanted
        if value.low == value.high:
            return (value.low in allowed) is wanted
        return None if _may_be(value, allowed) else not wanted

    return test


def _may_be(limits: Between, allowed: frozenset[object]) -> bool:
    """Tell whether a count may be one of some numbers; what is no number leaves it open."""
    return any(
        type(one) not in (int, Decimal) or limits.low <= one <= limits.high  # type: ignore[operator]
        for one in allowed
    )


Reader = Callable[[Mapping[str, FactValue], "frozenset[str]"], Truth]


def compiled(condition: Condition) -> Reader:
    """Turn a condition into a function of (known facts, names not applicable)."""
    if isinstance(condition, Always):
        return _always
    if isinstance(condition, Holds):
        return _holds(condition.finding)
    if isinstance(condition, IsKnown):
        fact = condition.fact
        if condition.wanted:
            return lambda known, _: fact in known
        return lambda known, absent: fact not in known and fact not in absent
    if isinstance(condition, Compare):
        return _comparison(condition)
    parts = tuple(compiled(part) for part in condition.parts)
    if isinstance(condition, All):
        return _all(parts)
    if isinstance(condition, AnyOf):
        return _any(parts)
    inner = _any(parts)

    def none(known: Mapping[str, FactValue], absent: frozenset[str]) -> Truth:
        truth = inner(known, absent)
        return None if truth is None else not truth

    return none


def _always(_known: Mapping[str, FactValue], _absent: frozenset[str]) -> Truth:
    return True


def _holds(finding: str) -> Reader:
    def holds(known: Mapping[str, FactValue], _absent: frozenset[str]) -> Truth:
        return known.get(finding)  # type: ignore[return-value]

    return holds


def _comparison(condition: Compare) -> Reader:
    fact, test = condition.fact, _compare(condition.operator, condition.operand)
    # "not" is the complement of "is", so it is true of what does not apply.
    when_absent = condition.operator == "not"

    def compare(known: Mapping[str, FactValue], absent: frozenset[str]) -> Truth:
        value = known.get(fact)
        if value is None:
            return when_absent if fact in absent else None
        return test(value)

    return compare


def _all(parts: tuple[Reader, ...]) -> Reader:
    def every(known: Mapping[str, FactValue], absent: frozenset[str]) -> Truth:
        result: Truth = True
        for part in parts:
            truth = part(known, absent)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return every


def _any(parts: tuple[Reader, ...]) -> Reader:
    def some(known: Mapping[str, FactValue], absent: frozenset[str]) -> Truth:
        result: Truth = False
        for part in parts:
            truth = part(known, absent)
            if truth is True:
                return True
            if truth is None:
                result = None
        return result

    return some
