"""The condition grammar, and the three-valued truth of one condition.

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

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Union

from advisor.lazy_dataclass import dataclass
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
ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {
    "below": operator.lt,
    "above": operator.gt,
    "at_most": operator.le,
    "at_least": operator.ge,
    "before": operator.lt,
    "after": operator.gt,
}
"""The operators that need an order."""
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
    """Return the number by which a value is ordered: money by its amount."""
    return value.amount if isinstance(value, Money) else value


def within(operator: str, operand: Literal_, limits: Between) -> Truth:
    """Compare a count known within limits: undecided unless all it may be agree."""
    if operator in ("is", "not", "in"):
        allowed: tuple[object, ...] = operand if operator == "in" else (operand,)  # type: ignore[assignment]
        wanted = operator != "not"
        if limits.low == limits.high:
            return (limits.low in allowed) is wanted
        return None if _may_be(limits, allowed) else not wanted
    test = ORDERS[operator]
    low, high = test(limits.low, operand), test(limits.high, operand)
    return bool(low) if low == high else None


def _may_be(limits: Between, allowed: Iterable[object]) -> bool:
    """Return whether a count may be one of some numbers; undecided for other values."""
    return any(
        type(one) not in (int, Decimal) or limits.low <= one <= limits.high  # type: ignore[operator]
        for one in allowed
    )


def compare(condition: Compare, value: FactValue) -> Truth:
    """Compare a known value. A :class:`~advisor.model.Between` may leave it undecided."""
    operator, operand = condition.operator, condition.operand
    if isinstance(value, Between):
        return within(operator, operand, value)
    if operator == "in":
        return value in operand  # type: ignore[operator]
    if operator in ("is", "not"):
        return (value == operand) is (operator == "is")
    return bool(ORDERS[operator](magnitude(value), operand))


def evaluate(condition: Condition, facts: Facts) -> Truth:
    """Read one condition over the facts: true, false or undecided (``None``).

    For single conditions, as explanations and letters ask for them. Whole strata are
    compiled, see :mod:`advisor.engine.compiled`.
    """
    if isinstance(condition, Compare):
        value = facts.known.get(condition.fact)
        if value is not None:
            return compare(condition, value)
        # "not" is the complement of "is", so it is true of what does not apply.
        absent = condition.fact in facts.not_applicable
        return condition.operator == "not" if absent else None
    if isinstance(condition, (All, AnyOf, NoneOf)):
        return _joined(condition, facts)
    if isinstance(condition, Holds):
        return facts.known.get(condition.finding)  # type: ignore[return-value]
    if isinstance(condition, IsKnown):
        if condition.wanted or condition.fact in facts.known:
            return (condition.fact in facts.known) is condition.wanted
        return condition.fact not in facts.not_applicable
    return True


def _joined(condition: All | AnyOf | NoneOf, facts: Facts) -> Truth:
    """Read the parts of a condition, up to the one that decides it."""
    deciding = not isinstance(condition, All)
    result: Truth = not deciding
    for part in condition.parts:
        truth = evaluate(part, facts)
        if truth is deciding:
            result = deciding
            break
        if truth is None:
            result = None
    return opposite(result) if isinstance(condition, NoneOf) else result


def opposite(truth: Truth) -> Truth:
    """Return the negation of a three-valued truth."""
    return None if truth is None else not truth


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

    Parts that are decided are left out, and so is everything below an ``all``,
    ``any`` or ``none`` that is decided whatever the truth of its parts.
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
    """Return whether a condition tests that something is unknown."""
    if isinstance(condition, IsKnown):
        return not condition.wanted
    if isinstance(condition, (All, AnyOf, NoneOf)):
        return any(asks_for_absence(part) for part in condition.parts)
    return False
