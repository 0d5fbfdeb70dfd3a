"""The condition grammar and its three-valued reader.

A condition is a comparison of one fact with literals, a test of absence, the
name of an earlier finding, or ``all``, ``any`` and ``none`` of conditions::

    all:
      - late_share: {at_least: 50}
      - payment_habit: often_late
      - none: [payment/good-faith-overdue]
      - known: notice_period

Truth is Kleene's: a comparison with an unknown fact is undecided, with a fact
that does not apply it is false. ``known`` and ``unknown`` alone ask for absence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, Union

from advisor.model import Between, Facts, FactValue, Money, Truth

Operator = Literal["is", "not", "in", "below", "above", "at_most", "at_least", "before", "after"]
OPERATORS: tuple[Operator, ...] = (
    "is",
    "not",
    "in",
    "below",
    "above",
    "at_most",
    "at_least",
    "before",
    "after",
)
Literal_ = Union[bool, int, Decimal, str, date, tuple[object, ...]]


@dataclass(frozen=True)
class Compare:
    """``fact: {operator: operand}``."""

    fact: str
    operator: str
    operand: Literal_


@dataclass(frozen=True)
class Holds:
    """The earlier finding ``finding`` holds."""

    finding: str


@dataclass(frozen=True)
class IsKnown:
    """The fact is known (``wanted``) or unknown although it applies."""

    fact: str
    wanted: bool


@dataclass(frozen=True)
class Always:
    """True whatever is known."""


@dataclass(frozen=True)
class All:
    """Every part is true."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one part is true."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class NoneOf:
    """No part is true."""

    parts: tuple[Condition, ...]


Condition = Union[Compare, Holds, IsKnown, Always, All, AnyOf, NoneOf]
ALWAYS = Always()


def magnitude(value: object) -> object:
    """Give the number by which a value is ordered: money by its amount."""
    return value.amount if isinstance(value, Money) else value


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
    """Turn a condition into a function of (known facts, names not applicable).

    The function is kept with the condition, which is immutable.
    """
    found: Reader | None = condition.__dict__.get("_reader")
    if found is None:
        found = _compile(condition)
        object.__setattr__(condition, "_reader", found)
    return found


def _compile(condition: Condition) -> Reader:
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


def evaluate(condition: Condition, facts: Facts) -> Truth:
    """Read a condition over the facts: true, false or undecided (``None``)."""
    return compiled(condition)(facts.known, facts.not_applicable)


def names(condition: Condition) -> Iterator[str]:
    """Yield every fact and finding that a condition names, in reading order."""
    if isinstance(condition, (Compare, IsKnown)):
        yield condition.fact
    elif isinstance(condition, Holds):
        yield condition.finding
    elif isinstance(condition, (All, AnyOf, NoneOf)):
        for part in condition.parts:
            yield from names(part)


def open_names(condition: Condition, facts: Facts) -> Iterator[str]:
    """Yield the names that keep a condition undecided.

    Parts that are decided are passed over, and so is everything below an
    ``all``, ``any`` or ``none`` that is decided whatever its parts turn out to be.
    """
    if evaluate(condition, facts) is not None:
        return
    if isinstance(condition, (All, AnyOf, NoneOf)):
        for part in condition.parts:
            yield from open_names(part, facts)
    else:
        yield from names(condition)


def deciding(condition: Condition, facts: Facts) -> Iterator[str]:
    """Yield the names that make a true condition true."""
    if evaluate(condition, facts) is not True:
        return
    if isinstance(condition, (All, AnyOf)):
        for part in condition.parts:
            yield from deciding(part, facts)
    else:
        yield from names(condition)


def asks_for_absence(condition: Condition) -> bool:
    """Tell whether a condition tests that something is unknown."""
    if isinstance(condition, IsKnown):
        return not condition.wanted
    if isinstance(condition, (All, AnyOf, NoneOf)):
        return any(asks_for_absence(part) for part in condition.parts)
    return False
