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
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count
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
    magnitude,
)
from advisor.engine.stratum import Stratum, Truths
from advisor.errors import EngineError
from advisor.model import Between, Duration, Facts, Money, Truth

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


class Match(NamedTuple):
    """A comparison of one property of one fact with a constant."""

    letter: str
    fact: str
    operator: str
    constant: int | str


Branch = frozenset[Match]
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
                name: _properties(name, letters, facts) for name, letters in rules.letters.items()
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
        return _one(Match("x", name, "==", _YES)), _one(Match("x", name, "==", _NO))
    if isinstance(condition, IsKnown):
        state = "known" if condition.wanted else "unknown"
        name = condition.fact
        return _one(Match("s", name, "==", state)), _one(Match("s", name, "$neq", state))
    if isinstance(condition, Compare):
        return _comparison(condition)
    parts = [_forms(part) for part in condition.parts]
    if isinstance(condition, All):
        return _every(true for true, _ in parts), _some(false for _, false in parts)
    true, false = _some(true for true, _ in parts), _every(false for _, false in parts)
    return (true, false) if isinstance(condition, AnyOf) else (false, true)


def _one(*tests: Match) -> Branches:
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
_ENDS_OF = {
    "l": ("number", False),
    "h": ("number", True),
    "d": ("date", False),
    "g": ("date", True),
    "e": ("equal", False),
    "f": ("equal", True),
}


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
        _one(Match(ends[end], fact, how, constant)),
        _one(Match(ends[opposite_end].upper(), fact, opposite, constant)),
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
    equal = [_one(Match("e", fact, "==", n), Match("f", fact, "==", n)) for n in numbers]
    equal += [_one(Match("x", fact, "==", token)) for token in tokens]
    if not equal:
        return NEVER, _one(Match("s", fact, "$neq", "unknown"))
    # A count within limits is none of the numbers if it lies wholly between two.
    ordered = sorted(numbers)
    gaps = [
        Branch(
            [Match("E", fact, "$gt", n) for n in ordered[place - 1 : place]]
            + [Match("F", fact, "$lt", n) for n in ordered[place : place + 1]]
        )
        for place in range(len(ordered) + 1)
    ]
    unlike = Branch(Match("x", fact, "$neq", token) for token in tokens)
    return _some(equal), frozenset(gap | unlike for gap in gaps)


def _scaled(number: Any) -> int:
    if isinstance(number, Decimal):
        if not number.is_finite():
            raise _Refused("it is no finite number.")
        if number and not -5 < number.adjusted() < 20:  # a power of ten too long to write out
            raise _Refused("it has more than four decimals or is too large.")
    up, down = number.as_integer_ratio()  # exact, where Decimal arithmetic may round
    scaled, rest = divmod(up * SCALE, down)
    if rest:
        raise _Refused("it has more than four decimals.")
    if abs(scaled) >= BEYOND:
        raise _Refused("it is too large; the limit is 922,337,203,685,477.")
    return int(scaled)


def _token(value: object) -> str:
    """Return a value as a string: equal values get equal ones, and 5 is never "5"."""
    if isinstance(value, (bool, int, Decimal)):
        return f"n{_scaled(value)}"
    if isinstance(value, date):
        return f"d{value.toordinal()}"
    if not isinstance(value, str):
        return "o"  # Money, durations and lists equal nothing that a rule can name.
    try:
        size = len(json.dumps(value, ensure_ascii=False).encode())
    except UnicodeEncodeError:
        raise _Refused("its text holds half of a surrogate pair.") from None
    if size > LONGEST:
        raise _Refused(f"its text takes more than {LONGEST:,} bytes.")
    return f"s{value}"


_SENDABLE = {bool, int, Decimal, str, date, Money, Duration, tuple, Between}


def _properties(fact: str, letters: Iterable[str], facts: Facts) -> dict[str, int | str]:
    """Return what is sent of one fact, by letter."""
    value, known = facts.known.get(fact), fact in facts.known
    if not known and fact not in facts.not_applicable:
        return {"s": "unknown"}
    try:
        if known and type(value) not in _SENDABLE:
            raise _Refused(f"{type(value).__name__} is no kind of fact.")
        found = {letter: _property(letter, value, known) for letter in letters}
    except _Refused as error:
        raise EngineError(f"The fact {fact!r} cannot be given to the rules: {error}") from None
    return {letter: value for letter, value in found.items() if value is not None}


def _property(letter: str, value: object, known: bool) -> int | str | None:
    if letter == "s":
        return "known" if known else "absent"
    if isinstance(value, Between) and value.low == value.high:
        value = value.low
    if letter == "x":
        return None if isinstance(value, Between) else _token(value) if known else _DOES_NOT_APPLY
    ends, high = _ENDS_OF[letter.lower()]
    number = type(value) in (bool, int, Decimal, Between)
    if not known or (ends == "equal" and not number):
        return None if letter.islower() else -BEYOND if high else BEYOND
    if ends == "date":
        if type(value) is not date:
            raise _Refused(f"a rule compares it with a date, and it is {type(value).__name__}.")
        return value.toordinal()
    value = magnitude(value)
    if isinstance(value, Between):
        return _scaled(value.high if high else value.low)
    if type(value) not in (bool, int, Decimal):
        raise _Refused(f"a rule compares it with a number, and it is {type(value).__name__}.")
    return _scaled(value)


class _Host(host.Host):  # type: ignore[misc]
    def _run(self) -> None:
        """Start no threads: they walk over sessions that are gone, and crash."""


_Noted = tuple[str, bool]


@dataclass(eq=False)
class _Rules:
    """A stratum loaded into durable_rules, as one set of rules for each part of it."""

    stratum: Stratum
    host: Any = field(default_factory=_Host)
    parts: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    """For each set of rules: property to the fact and the letter it is made from."""
    letters: dict[str, set[str]] = field(default_factory=dict)
    fired: set[_Noted] = field(default_factory=set)
    failures: list[BaseException] = field(default_factory=list)
    finished: bool = False

    def __post_init__(self) -> None:
        for part in _parts(self.stratum):
            self._load(f"part{len(self.parts)}", part)

    def _load(self, name: str, part: list[tuple[_Noted, Branch]]) -> None:
        tests = sorted({(test.fact, test.letter) for _, branch in part for test in branch})
        # Short made-up names: those of facts may hold dots or be reserved, such as id.
        names = {slot: f"{slot[1]}{number}" for number, slot in enumerate(tests)}
        for fact, letter in tests:
            self.letters.setdefault(fact, set()).add(letter)
        self.parts[name] = {property_: slot for slot, property_ in names.items()}
        # Built anew for every loading, as durable_rules empties what it is given.
        rules: dict[str, Any] = {
            f"b{number}": {"all": [{"m": _pattern(branch, names)}], "run": self._action(noted)}
            for number, (noted, branch) in enumerate(part)
        }
        # Matches always, as a fact without a match is an error, and comes last of all.
        rules["end"] = {"all": [{"m": {"go": 1}}], "pri": 65_535, "run": self._action(None)}
        self.host.set_rulesets({name: rules})

    def _action(self, noted: _Noted | None) -> Callable[[object], None]:
        def run(_: object) -> None:
            try:
                self._note(noted)
            except BaseException as error:  # durable_rules would go on as if nothing happened
                self.failures.append(error)

        return run

    def _note(self, noted: _Noted | None) -> None:
        if noted is None:
            self.finished = True
        else:
            self.fired.add(noted)

    def fire(self, sent: Mapping[str, Mapping[str, int | str]]) -> set[_Noted]:
        """Return which rules came out true and which false."""
        self.fired, self.failures = set(), []
        for name, slots in self.parts.items():
            fact = {
                property_: sent[fact][letter]
                for property_, (fact, letter) in slots.items()
                if letter in sent[fact]
            }
            self._assert(name, fact)
        return self.fired

    def _assert(self, name: str, fact: dict[str, int | str]) -> None:
        # Sessions with the same id, or the same hash of it, share their facts: a new
        # one for every fact, of which one at a time is alive.
        session = str(next(_sessions))
        self.finished = False
        try:
            try:
                state = self.host.assert_fact(name, {**fact, "go": 1, "sid": session})
            finally:
                self.host.delete_state(name, session)
        except Exception as error:
            self._fail(error)
        for failure in self.failures:
            self._fail(failure)
        if not self.finished or not isinstance(state, dict) or "exception" in state:
            self._fail(None)

    def _fail(self, error: BaseException | None) -> NoReturn:
        if error is not None and not isinstance(error, Exception):
            raise error  # the user pressed Ctrl-C
        # Of its message only the code is shown: the rest may hold data of the case.
        code = re.search(r"error code: \d+", str(error))
        what = type(error).__name__ if error else "it did not finish"
        raise EngineError(
            f"durable_rules failed on the {self.stratum.name!r} rules: {what}"
            + (f", {code.group()}." if code else ".")
        ) from None

    def free(self) -> None:
        """Give back the memory: a host that is only forgotten keeps it for ever."""
        for ruleset in self.host._ruleset_list:
            durable_rules_engine.delete_ruleset(ruleset._handle)
        self.host._ruleset_list.clear()


def _parts(stratum: Stratum) -> Iterator[list[tuple[_Noted, Branch]]]:
    """Cut a stratum so that no fact is too wide or matches too much at once."""
    part: list[tuple[_Noted, Branch]] = []
    slots: set[tuple[str, str]] = set()
    for rule, condition in stratum.rules:
        true, false = branches(rule, condition)
        for truth, ways in ((True, true), (False, false)):
            for branch in sorted(ways, key=sorted):
                needed = {(test.letter, test.fact) for test in branch}
                if len(needed) > PROPERTIES - 2:
                    raise EngineError(f"The rule {rule!r} looks at too much at once; split it.")
                if len(part) == TRUE_AT_ONCE - 1 or len(slots | needed) > PROPERTIES - 2:
                    yield part
                    part, slots = [], set()
                part.append(((rule, truth), branch))
                slots |= needed
    if part:
        yield part


def _pattern(branch: Branch, names: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    patterns: list[dict[str, Any]] = []
    for test in sorted(branch):
        match = {names[test.fact, test.letter]: test.constant}
        patterns.append(match if test.operator == "==" else {test.operator: match})
    if len(patterns) > 1:
        return {"$and": patterns}
    return patterns[0] if patterns else {"go": 1}


_lock = Lock()
_sessions = count(1)
_loaded: list[_Rules] = []
"""The latest used comes first."""


def _compiled(stratum: Stratum) -> _Rules:
    for place, rules in enumerate(_loaded):
        if rules.stratum is stratum or rules.stratum == stratum:
            _loaded.insert(0, _loaded.pop(place))
            return rules
    rules = _Rules(stratum)
    _loaded.insert(0, rules)
    while len(_loaded) > CACHED:
        _loaded.pop().free()
    return rules
