"""Conditions as plain conjunctions, and facts as the properties that they compare.

No test asks for a missing property, since ``$nex`` may never end. Instead each
fact is sent as those of these properties that the rules compare, so that a
comparison and its complement are each one property against one constant:

- ``s``: ``known``, ``absent`` (does not apply) or ``unknown``;
- ``x``: the value as a tagged string, ``-`` if it does not apply;
- ``m`` and some tagged strings: 1 if the value is one of them, else 0;
- ``l`` and ``h``: the lowest and the highest value it may have, ``d`` and ``g``
  for a date, ``e`` and ``f`` where it is asked whether it equals a number;
- the same in capitals for complements, which also hold of what does not apply:
  there they lie beyond every number.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from advisor.conditions import All, Always, Compare, Condition, Holds, IsKnown, NoneOf, magnitude
from advisor.errors import EngineError, Message
from advisor.model import Between, Duration, Facts, Money

SCALE = 10_000
"""Numbers are sent as whole multiples of 1/SCALE: some floats cannot be read."""
BEYOND = 2**63 - 1
"""Greater than every number that is sent; durable_rules cuts off what lies above."""
LONGEST = 60_000
"""Bytes of a string; from 65,536 on only a part of it would be compared."""
BRANCHES = 256
"""Ways in which one rule may be true."""


class Refused(Exception):
    """A value or a condition that durable_rules cannot be given."""

    @property
    def reason(self) -> str:
        """Return why, as it was said."""
        return self.args[0]  # type: ignore[no-any-return]


class Match(NamedTuple):
    """A comparison of one property of one fact with a constant."""

    letter: str
    """The kind of property, for ``m`` with the strings as JSON."""
    fact: str
    operator: str
    constant: int | str


Branch = frozenset[Match]
"""Comparisons that must all hold."""
Branches = frozenset[Branch]
"""Alternatives."""


def branches(condition: Condition, *, wanted: bool = True) -> Branches:
    """Return the ways in which a condition is true, or those in which it is false.

    Raises :class:`Refused` for a condition that durable_rules cannot be given.
    """
    if isinstance(condition, Always):
        return _one() if wanted else frozenset()
    if isinstance(condition, Holds):
        return _one(("x", condition.finding, "==", _token(wanted)))
    if isinstance(condition, IsKnown):
        state = "known" if condition.wanted else "unknown"
        return _one(("s", condition.fact, "==" if wanted else "$neq", state))
    if isinstance(condition, Compare):
        if condition.operator in _ORDERS:
            return _ordering(condition, wanted=wanted)
        operand: Any = condition.operand
        operands = operand if condition.operator == "in" else [operand]
        return _equality(condition.fact, operands, wanted=wanted is (condition.operator != "not"))
    inner = wanted is not isinstance(condition, NoneOf)
    parts = (branches(part, wanted=inner) for part in condition.parts)
    return _every(parts) if isinstance(condition, All) is inner else _some(parts)


def _one(*matches: tuple[str, str, str, int | str]) -> Branches:
    return frozenset([frozenset(Match(*match) for match in matches)])


def _some(parts: Iterable[Branches]) -> Branches:
    return _smallest({branch for part in parts for branch in part})


def _every(parts: Iterable[Branches]) -> Branches:
    found = list(parts)
    # What has one alternative only belongs to every branch.
    always = frozenset().union(*(branch for part in found if len(part) == 1 for branch in part))
    result: Collection[Branch] = [always]
    for part in found:
        if len(part) != 1:
            result = _smallest({one | other for one in result for other in part})
    return result if isinstance(result, frozenset) else _smallest(result)


def _smallest(found: Collection[Branch]) -> Branches:
    """Leave out what cannot be, and what asks for more than another branch does."""
    kept: list[Branch] = []
    for branch in sorted(filter(_possible, found), key=len):
        if not any(other <= branch for other in kept):
            kept.append(branch)
            if len(kept) > BRANCHES:
                raise Refused(Message("more than {count} alternatives; split it.", count=BRANCHES))
    return frozenset(kept)


def _possible(branch: Branch) -> bool:
    equal = {match[:2]: match.constant for match in branch if match.operator == "=="}
    return not equal or not any(
        match[:2] in equal and (equal[match[:2]] == match.constant) is (match.operator == "$neq")
        for match in branch
        if match.operator in ("==", "$neq")
    )


_ORDERS = {
    # Which end is compared and how: for true, and for false.
    "at_least": (0, "$gte", 1, "$lt"),
    "above": (0, "$gt", 1, "$lte"),
    "after": (0, "$gt", 1, "$lte"),
    "at_most": (1, "$lte", 0, "$gt"),
    "below": (1, "$lt", 0, "$gte"),
    "before": (1, "$lt", 0, "$gte"),
}


def _ordering(condition: Compare, *, wanted: bool) -> Branches:
    fact, operand = condition.fact, condition.operand
    if type(operand) is date:
        ends, constant = "dg", operand.toordinal()
    elif type(operand) in (int, Decimal):
        ends, constant = "lh", _scaled(operand)
    else:
        text = Message("{fact} is ordered by neither a number nor a date.", fact=repr(fact))
        raise Refused(text)
    end, operator, other_end, opposite = _ORDERS[condition.operator]
    if wanted:
        return _one((ends[end], fact, operator, constant))
    return _one((ends[other_end].upper(), fact, opposite, constant))


def _equality(fact: str, operands: Iterable[object], *, wanted: bool) -> Branches:
    """Return when a fact is one of the operands, or when it is none of them."""
    numbers: set[int] = set()
    tokens: set[str] = set()
    for operand in operands:
        if type(operand) not in (bool, int, Decimal, str, date):
            parts = {"fact": repr(fact), "kind": type(operand).__name__}
            raise Refused(Message("{fact} is compared with {kind}.", **parts))
        if type(operand) in (int, Decimal):
            numbers.add(_scaled(operand))
        else:
            tokens.add(_token(operand))
    if wanted:
        same = [_one(("e", fact, "==", number), ("f", fact, "==", number)) for number in numbers]
        if len(tokens) > 1:
            # One way to be true in place of one for each string.
            same.append(_one((f"m{json.dumps(sorted(tokens))}", fact, "==", 1)))
        else:
            same += [_one(("x", fact, "==", token)) for token in tokens]
        return frozenset().union(*same)
    if not numbers and not tokens:
        return _one(("s", fact, "$neq", "unknown"))
    unlike = [("x", fact, "$neq", token) for token in tokens]
    if not numbers:
        return _one(*unlike)
    # A count within limits is none of the numbers if it lies below, between or above them.
    ordered = sorted(numbers)
    above = [[], *([("E", fact, "$gt", number)] for number in ordered)]
    below = [*([("F", fact, "$lt", number)] for number in ordered), []]
    return _some(_one(*low, *high, *unlike) for low, high in zip(above, below, strict=True))


def _scaled(number: Any) -> int:
    if isinstance(number, Decimal):
        if not number.is_finite():
            raise Refused(Message("a number that is not finite."))
        if number and not -5 < number.adjusted() < 20:  # too long to write out
            text = Message("a number that is too large or has more than four decimals.")
            raise Refused(text)
    up, down = number.as_integer_ratio()  # exact, where Decimal arithmetic may round
    scaled, rest = divmod(up * SCALE, down)
    if rest:
        raise Refused(Message("a number with more than four decimals."))
    if abs(scaled) >= BEYOND:
        limit = f"{BEYOND // SCALE:,}"
        raise Refused(Message("a number that is too large; the limit is {limit}.", limit=limit))
    return int(scaled)


def _token(value: object) -> str:
    """Return a value as a string: equal values get equal ones, and 5 is never "5"."""
    if isinstance(value, bool):
        return f"n{SCALE if value else 0}"
    if isinstance(value, (int, Decimal)):
        return f"n{_scaled(value)}"
    if isinstance(value, date):
        return f"d{value.toordinal()}"
    if not isinstance(value, str):
        return "o"  # Money, durations and lists equal nothing that a rule can name.
    if value.isascii() and len(value) < LONGEST // 6:  # what JSON makes of a sign at most
        return f"s{value}"
    try:
        size = len(json.dumps(value, ensure_ascii=False).encode())
    except UnicodeEncodeError:
        raise Refused(Message("text with half of a surrogate pair.")) from None
    if size > LONGEST:
        raise Refused(Message("text of more than {count} bytes.", count=f"{LONGEST:,}"))
    return f"s{value}"


_SENDABLE = {bool, int, Decimal, str, date, Money, Duration, tuple, Between}


def properties(fact: str, letters: Iterable[str], facts: Facts) -> dict[str, int | str]:
    """Return what is sent of one fact, by letter."""
    value, known = facts.known.get(fact), fact in facts.known
    if not known and fact not in facts.not_applicable:
        return {"s": "unknown"}
    try:
        if known and type(value) not in _SENDABLE:
            raise Refused(Message("{kind} is no kind of fact.", kind=type(value).__name__))
        if isinstance(value, Between) and value.low == value.high:
            value = value.low
        found = {letter: _property(letter, value, known) for letter in letters}
    except Refused as error:
        parts = {"fact": repr(fact), "reason": error.reason}
        text = Message("The fact {fact} cannot be given to the rules: {reason}", **parts)
        raise EngineError(text) from None
    return {letter: content for letter, content in found.items() if content is not None}


@lru_cache(maxsize=4096)
def _strings(letter: str) -> frozenset[str]:
    """Return the strings of an ``m``."""
    return frozenset(json.loads(letter[1:]))


def _property(letter: str, value: object, known: bool) -> int | str | None:
    if letter == "s":
        return "known" if known else "absent"
    if letter == "x":
        return None if isinstance(value, Between) else _token(value) if known else "-"
    if letter[0] == "m":
        return int(known and not isinstance(value, Between) and _token(value) in _strings(letter))
    end, high = letter.lower(), letter.lower() in "hgf"
    numeric = isinstance(value, (bool, int, Decimal, Between))
    if not known or (end in "ef" and not numeric):
        return None if letter == end else -BEYOND if high else BEYOND
    if end in "dg":
        if type(value) is not date:
            raise Refused(Message("a rule compares it with a date, which it is not."))
        return value.toordinal()
    if isinstance(value, Between):
        return _scaled(value.high if high else value.low)
    if not numeric and not isinstance(value, Money):
        raise Refused(Message("a rule compares it with a number, which it is not."))
    return _scaled(magnitude(value))
