"""Three-valued conditions written as pairs of two-valued expressions.

Other rule engines know true and false only. Each condition becomes two expressions:
when it is certainly true and when it is certainly false; where neither holds it is
undecided. The facts of a case become flat properties that both compare with constants:

===========  ==================================================================
``name``     the value as text, ``?`` while unknown, ``-`` where it does not apply
``name.s``   ``known``, ``unknown`` or ``absent``
``name.a``   the least number it may be; does not apply: below every number
``name.b``   the greatest number it may be; does not apply: below every number
``name.c``   the least number it may be; does not apply: above every number
``name.d``   the greatest number it may be; does not apply: above every number
===========  ==================================================================
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Union

from advisor.conditions import All, Always, Compare, Condition, Holds, IsKnown, NoneOf
from advisor.model import Between, Facts, Money

FAR = 10**12
"""Beyond every number that a rule compares."""


@dataclass(frozen=True)
class Comparison:
    """``name`` compared with a constant by ``==``, ``!=``, ``<``, ``<=``, ``>`` or ``>=``."""

    name: str
    operator: str
    constant: int | float | str


@dataclass(frozen=True)
class Junction:
    """``and`` or ``or`` of expressions."""

    word: str
    parts: tuple[Expression, ...]


Expression = Union[Comparison, Junction, bool]

_ENDS = {
    # The end and the operator for certainly true, and for certainly false.
    "at_least": (("a", ">="), ("b", "<")),
    "above": (("a", ">"), ("b", "<=")),
    "after": (("a", ">"), ("b", "<=")),
    "at_most": (("d", "<="), ("c", ">")),
    "below": (("d", "<"), ("c", ">=")),
    "before": (("d", "<"), ("c", ">=")),
}
_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def pair(condition: Condition) -> tuple[Expression, Expression]:
    """Return the expressions of a condition being true and of its being false."""
    if isinstance(condition, Always):
        return True, False
    if isinstance(condition, Holds):
        return Comparison(condition.finding, "==", "true"), Comparison(
            condition.finding, "==", "false"
        )
    if isinstance(condition, IsKnown):
        state = "known" if condition.wanted else "unknown"
        name = f"{condition.fact}.s"
        return Comparison(name, "==", state), Comparison(name, "!=", state)
    if isinstance(condition, Compare):
        return _comparison(condition)
    parts = [pair(part) for part in condition.parts]
    if isinstance(condition, All):
        return _join("and", (true for true, _ in parts)), _join("or", (f for _, f in parts))
    true = _join("or", (true for true, _ in parts))
    false = _join("and", (false for _, false in parts))
    return (false, true) if isinstance(condition, NoneOf) else (true, false)


def _join(word: str, parts: Iterable[Expression]) -> Expression:
    """Join expressions, leaving out constants and nested junctions of the same word."""
    neutral = word == "and"
    kept: list[Expression] = []
    for part in parts:
        if part is (not neutral):
            return part
        if part is not neutral:
            same = isinstance(part, Junction) and part.word == word
            kept.extend(part.parts if same else (part,))  # type: ignore[union-attr]
    if len(kept) < 2:
        return kept[0] if kept else neutral
    return Junction(word, tuple(dict.fromkeys(kept)))


def _comparison(condition: Compare) -> tuple[Expression, Expression]:
    fact, operand = condition.fact, condition.operand
    if condition.operator in _ENDS:
        (true_end, true), (false_end, false) = _ENDS[condition.operator]
        constant = number_of(operand)
        return (
            Comparison(f"{fact}.{true_end}", true, constant),
            Comparison(f"{fact}.{false_end}", false, constant),
        )
    operands = operand if condition.operator == "in" else (operand,)
    same, other = _equality(fact, operands)  # type: ignore[arg-type]
    return (other, same) if condition.operator == "not" else (same, other)


def _equality(fact: str, operands: Iterable[object]) -> tuple[Expression, Expression]:
    """Return when a fact is one of some constants and when it is none of them."""
    numbers = sorted(number_of(one) for one in operands if type(one) in (int, Decimal))
    texts = [text_of(one) for one in operands if type(one) not in (int, Decimal)]
    same: list[Expression] = [Comparison(fact, "==", text) for text in texts]
    unlike: list[Expression] = [Comparison(fact, "!=", text) for text in texts]
    for one in numbers:
        same.append(
            _join("and", (Comparison(f"{fact}.a", "==", one), Comparison(f"{fact}.d", "==", one)))
        )
        unlike.append(
            _join("or", (Comparison(f"{fact}.b", "<", one), Comparison(f"{fact}.c", ">", one)))
        )
    if texts or not numbers:
        unlike.append(Comparison(fact, "!=", "?"))
    return _join("or", same), _join("and", unlike)


def number_of(value: Any) -> int | float:
    """Return a number, or the ordinal of a day, as a plain number."""
    if isinstance(value, date):
        return value.toordinal()
    return int(value) if value == int(value) else float(value)


def text_of(value: object) -> str:
    """Return a value without an order as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"day {value.toordinal()}" if isinstance(value, date) else str(value)


def comparisons_in(expression: Expression) -> Iterable[Comparison]:
    """Yield every comparison of an expression."""
    if isinstance(expression, Comparison):
        yield expression
    elif isinstance(expression, Junction):
        for part in expression.parts:
            yield from comparisons_in(part)


def properties(names: Iterable[str], facts: Facts) -> dict[str, int | float | str]:
    """Return the properties of some names for the facts of a case."""
    return {name: _property(name, facts) for name in names}


def _property(name: str, facts: Facts) -> int | float | str:
    fact, _, end = name.rpartition(".") if name[-2:-1] == "." else (name, "", "")
    value, known = facts.known.get(fact), fact in facts.known
    absent = fact in facts.not_applicable
    if end == "s":
        return "known" if known else "absent" if absent else "unknown"
    if not end:
        if not known or isinstance(value, Between):
            return "-" if absent else "?"
        return text_of(value)
    if known:
        if isinstance(value, Between):
            return value.low if end in "ac" else value.high
        return number_of(value.amount if isinstance(value, Money) else value)
    if absent:
        return -FAR if end in "ab" else FAR
    return -FAR if end in "ac" else FAR


def evaluate(expression: Expression, found: Mapping[str, int | float | str]) -> bool:
    """Evaluate an expression: the reference that peers are compared with."""
    if isinstance(expression, bool):
        return expression
    if isinstance(expression, Junction):
        parts = (evaluate(part, found) for part in expression.parts)
        return all(parts) if expression.word == "and" else any(parts)
    return _OPERATORS[expression.operator](found[expression.name], expression.constant)
