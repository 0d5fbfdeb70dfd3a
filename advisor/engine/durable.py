"""Fire rules on durable_rules. No other module imports it.

durable_rules matches one flat fact against conjunctions of comparisons, knows
true but not undecided, and has many inputs on which it crashes, hangs or
answers wrongly. So a rule is compiled into two sets of conjunctions, one for
what makes it true and one for what makes it false, each conjunction a
durable rule of its own whose action does no more than note that it fired; and
only whole numbers and tagged strings ever reach it.

A fact is given as up to eleven properties, of which a comparison uses those
that suit it, so that absence needs no test of a missing property (``$nex``
never ends) and each comparison and its complement is one property against one
constant:

- ``s``: ``known``, ``absent`` (does not apply) or ``unknown``;
- ``x``: its value as a tagged string, ``-`` if it does not apply;
- ``l`` and ``h``: its lowest and highest value, ``d`` and ``g`` for a date, ``e``
  and ``f`` where the question is whether it equals a number;
- the same in capitals: for complements, which are also true of what does not
  apply; there they lie beyond every number.
"""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from threading import Lock
from typing import Any, NamedTuple, NoReturn

import durable_rules_engine  # type: ignore[import-not-found, import-untyped, unused-ignore]
from durable import engine as host  # type: ignore[import-not-found, import-untyped, unused-ignore]

from advisor.conditions import (
    All,
    Always,
    AnyOf,
    Compare,
    Condition,
    Holds,
    IsKnown,
    NoneOf,
    magnitude,
)
from advisor.engine.stratum import Stratum, Truths
from advisor.errors import EngineError
from advisor.model import Between, Facts, Truth

SCALE = 10_000
"""Numbers are sent as whole multiples of 1/SCALE: some floats cannot be read."""
BEYOND = 2**63 - 1
"""Greater than every number that is sent; durable_rules cuts off what lies above it."""
LONGEST = 60_000
"""Bytes of a string; from 65,536 on, durable_rules compares only a part of it."""
BRANCHES = 256
"""Conjunctions that one rule may need to be true, or to be false."""
TRUE_AT_ONCE = 60
"""Durable rules that may fire on one fact; 65 are an error, some 700 in a set never return."""
PROPERTIES = 250
"""Properties of one fact; 253 are an error."""
CACHED = 16
"""Strata kept compiled, the latest used; the others are freed (0.5 MB a set of rules)."""

_YES, _NO, _DOES_NOT_APPLY = f"n{SCALE}", "n0", "-"

# durable_rules logs what an action failed with, which may hold data of the case.
logging.getLogger("durable").disabled = True
# Its clock is local time by a deprecated call, and an action that seems to take
# over ten seconds, as when summer time begins, is dropped without a word.
host._unix_now = time.monotonic


class Test(NamedTuple):
    """A comparison of one property of one fact with a constant."""

    __test__ = False
    letter: str
    fact: str
    operator: str
    constant: int | str


Branch = frozenset[Test]
"""Comparisons that must all hold."""
Branches = frozenset[Branch]
"""Ways to be true, one of which must hold."""
NEVER: Branches = frozenset()
ALWAYS: Branches = frozenset([Branch()])


class Durable:
    """Fires the rules of a stratum on durable_rules. Safe to use from several threads."""

    name = "durable"

    def fire(self, stratum: Stratum, facts: Facts) -> Truths:
        """Return the truth of every rule of the stratum.

        Raises :class:`EngineError` for a rule that is too wide, for a fact that
        cannot be sent, and when durable_rules fails.
        """
        with _lock:
            rules = _compiled(stratum)
            sent = {
                name: dict(_properties(name, letters, facts))
                for name, letters in rules.letters.items()
            }
            try:
                fired = rules.fire(sent)
            except BaseException:
                # What state it is in is not known, so nothing of it is used again.
                _loaded.remove(rules)
                rules.free()
                raise
        truths: dict[str, Truth] = {rule: None for rule, _ in stratum.rules}
        for rule, truth in fired:
            if truths[rule] is not None and truths[rule] is not truth:
                raise EngineError(f"The rule {rule!r} came out both true and false.")
            truths[rule] = truth
        return truths


def branches(rule: str, condition: Condition) -> tuple[Branches, Branches]:
    """Return the ways in which a condition is true, and those in which it is false.

    Raises :class:`EngineError`, naming the rule, when there are more than
    :data:`BRANCHES` or when a comparison makes no sense.
    """
    try:
        return _forms(condition)
    except _Refused as error:
        raise EngineError(f"The rule {rule!r} cannot be fired: {error}") from None


class _Refused(Exception):
    """A value or a condition that durable_rules cannot be given."""


def _forms(condition: Condition) -> tuple[Branches, Branches]:
    if isinstance(condition, Always):
        return ALWAYS, NEVER
    if isinstance(condition, Holds):
        name = condition.finding
        return _one(Test("x", name, "==", _YES)), _one(Test("x", name, "==", _NO))
    if isinstance(condition, IsKnown):
        state = "known" if condition.wanted else "unknown"
        name = condition.fact
        return _one(Test("s", name, "==", state)), _one(Test("s", name, "$neq", state))
    if isinstance(condition, Compare):
        return _comparison(condition)
    parts = [_forms(part) for part in condition.parts]
    if isinstance(condition, All):
        return _every(true for true, _ in parts), _some(false for _, false in parts)
    true, false = _some(true for true, _ in parts), _every(false for _, false in parts)
    return (true, false) if isinstance(condition, AnyOf) else (false, true)


def _one(*tests: Test) -> Branches:
    return frozenset([Branch(tests)])


def _some(parts: Iterable[Branches]) -> Branches:
    return _smallest({branch for part in parts for branch in part})


def _every(parts: Iterable[Branches]) -> Branches:
    result = ALWAYS
    for part in parts:
        result = _smallest({one | other for one in result for other in part})
    return result


def _smallest(found: set[Branch]) -> Branches:
    """Leave out what cannot be, and what asks for more than another branch does."""
    kept: list[Branch] = []
    for branch in sorted(filter(_possible, found), key=len):
        if not any(other <= branch for other in kept):
            kept.append(branch)
            if len(kept) > BRANCHES:
                raise _Refused(f"it has more than {BRANCHES} alternatives; split it.")
    return frozenset(kept)


def _possible(branch: Branch) -> bool:
    equal = {(test.letter, test.fact): test.constant for test in branch if test.operator == "=="}
    return all(
        (equal.get((test.letter, test.fact), test.constant) == test.constant)
        if test.operator == "=="
        else (test.operator != "$neq" or equal.get((test.letter, test.fact)) != test.constant)
        for test in branch
    )


_ORDERS: Mapping[str, tuple[str, str, str, str]] = {
    # Which end is compared and how, for true and then for false.
    "at_least": ("low", "$gte", "high", "$lt"),
    "above": ("low", "$gt", "high", "$lte"),
    "after": ("low", "$gt", "high", "$lte"),
    "at_most": ("high", "$lte", "low", "$gt"),
    "below": ("high", "$lt", "low", "$gte"),
    "before": ("high", "$lt", "low", "$gte"),
}
_ENDS = {"number": {"low": "l", "high": "h"}, "date": {"low": "d", "high": "g"}}


def _comparison(condition: Compare) -> tuple[Branches, Branches]:
    fact, operator, operand = condition.fact, condition.operator, condition.operand
    if operator not in _ORDERS:
        wanted = operand if operator == "in" else (operand,)
        same, other = _equality(fact, wanted)  # type: ignore[arg-type]
        return (other, same) if operator == "not" else (same, other)
    if type(operand) is date:
        ends, constant = _ENDS["date"], operand.toordinal()
    elif type(operand) in (int, Decimal):
        ends, constant = _ENDS["number"], _scaled(operand)
    else:
        raise _Refused(f"{fact!r} is ordered by {type(operand).__name__}, not number or date.")
    end, how, opposite_end, opposite = _ORDERS[operator]
    return (
        _one(Test(ends[end], fact, how, constant)),
        _one(Test(ends[opposite_end].upper(), fact, opposite, constant)),
    )


def _equality(fact: str, operands: Iterable[object]) -> tuple[Branches, Branches]:
    """Return when a fact is one of the operands, and when it is none of them."""
    numbers: set[int] = set()
    tokens: set[str] = set()
    for operand in operands:
        if type(operand) in (int, Decimal):
            numbers.add(_scaled(operand))
        elif isinstance(operand, (bool, str, date)):
            tokens.add(_token(operand))
        else:
            raise _Refused(f"{fact!r} is compared with {type(operand).__name__}.")
    equal = [_one(Test("e", fact, "==", n), Test("f", fact, "==", n)) for n in numbers]
    equal += [_one(Test("x", fact, "==", token)) for token in tokens]
    if not equal:
        return NEVER, _one(Test("s", fact, "$neq", "unknown"))
    # A count within limits is none of the numbers if it lies wholly between two.
    ordered = sorted(numbers)
    gaps = [
        Branch(
            [Test("E", fact, "$gt", n) for n in ordered[place - 1 : place] if place]
            + [Test("F", fact, "$lt", n) for n in ordered[place : place + 1]]
        )
        for place in range(len(ordered) + 1)
    ]
    unlike = Branch(Test("x", fact, "$neq", token) for token in tokens)
    return _some(equal), frozenset(gap | unlike for gap in gaps)


def _scaled(number: Any) -> int:
    if isinstance(number, Decimal) and not number.is_finite():
        raise _Refused(f"{number} is not a number.")
    # Exact whatever the decimal context in force: no rounding of long numbers.
    up, down = number.as_integer_ratio()
    scaled, rest = divmod(up * SCALE, down)
    if rest:
        raise _Refused(f"{number} has more than four decimals.")
    if abs(scaled) >= BEYOND:
        raise _Refused(f"{number} is too large; the limit is about 922 million million.")
    return int(scaled)


def _token(value: object) -> str:
    """Return a value as a string that is the same for equal values of any type."""
    if isinstance(value, (bool, int, Decimal)):
        return f"n{_scaled(value)}"
    if isinstance(value, date):
        return f"d{value.toordinal()}"
    if not isinstance(value, str):
        return "o"  # Money, durations and lists equal nothing that a rule can name.
    try:
        size = len(json.dumps(value, ensure_ascii=False).encode())
    except UnicodeEncodeError:
        raise _Refused("the text holds half of a surrogate pair.") from None
    if size > LONGEST:
        raise _Refused(f"the text is over {LONGEST:,} bytes long.")
    return f"s{value}"
