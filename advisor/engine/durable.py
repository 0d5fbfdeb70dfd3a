"""Fire rules on durable_rules, which no other module imports.

durable_rules matches a flat fact against comparisons, knows true but not
undecided, and crashes, hangs or answers wrongly on many inputs. So each rule is
turned into the ways in which it is true and those in which it is false: plain
conjunctions, each a durable rule whose action only notes that it fired (``$or``
would fire once for every true part). Only whole numbers and tagged strings are
sent, under made-up names, because names such as ``id`` have a meaning of their own.

No test asks for a missing property, since ``$nex`` may never end. Instead each
fact is sent as those of these properties that the rules compare, so that a
comparison and its complement are each one property against one constant:

- ``s``: ``known``, ``absent`` (does not apply) or ``unknown``;
- ``x``: the value as a tagged string, ``-`` if it does not apply;
- ``l`` and ``h``: the lowest and the highest value it may have, ``d`` and ``g``
  for a date, ``e`` and ``f`` where it is asked whether it equals a number;
- the same in capitals for complements, which also hold of what does not apply:
  there they lie beyond every number.
"""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from itertools import count
from threading import Lock
from typing import Any, NamedTuple, NoReturn

import durable_rules_engine  # type: ignore[import-not-found, import-untyped, unused-ignore]
from durable import engine  # type: ignore[import-not-found, import-untyped, unused-ignore]

from advisor.conditions import All, Always, AnyOf, Compare, Condition, Holds, IsKnown, magnitude
from advisor.engine.stratum import Stratum, Truths
from advisor.errors import EngineError
from advisor.model import Between, Duration, Facts, Money, Truth

SCALE = 10_000
"""Numbers are sent as whole multiples of 1/SCALE: some floats cannot be read."""
BEYOND = 2**63 - 1
"""Greater than every number that is sent; durable_rules cuts off what lies above."""
LONGEST = 60_000
"""Bytes of a string; from 65,536 on only a part of it would be compared."""
BRANCHES = 256
"""Ways in which one rule may be true, or false."""
AT_ONCE = 60
"""Durable rules in a set: 65 that match one fact are an error, some 700 never return."""
PROPERTIES = 250
"""Properties of a fact as it is sent; 253 are an error."""
CACHED = 16
"""Strata kept loaded, the latest used. A set of rules takes 0.5 MB until it is freed."""

# What durable_rules logs of a failure may hold data of the case.
logging.getLogger("durable").disabled = True
# Its clock is local time, by a deprecated call; an action that seems to take over ten
# seconds, as when summer time begins, is dropped without a word.
engine._unix_now = time.monotonic  # noqa: SLF001 - no public way


class Durable:
    """Fires the rules of a stratum on durable_rules, also from several threads."""

    name = "durable"

    def fire(self, stratum: Stratum, facts: Facts) -> Truths:
        """Return the truth of every rule of the stratum, whatever their order.

        Raises :class:`EngineError` for a rule that is too wide, naming it, for a
        fact that cannot be sent, naming it, and when durable_rules fails.
        """
        with _lock:
            rules = _load(stratum)
            sent = {name: _properties(name, rules.letters[name], facts) for name in rules.letters}
            try:
                fired = rules.fire(sent)
            except BaseException:
                # What state it is in is not known: nothing of it is used again.
                _loaded.remove(rules)
                rules.free()
                raise
        truths: dict[str, Truth] = {rule: None for rule, _ in stratum.rules}
        for rule, truth in fired:
            if truths[rule] is not None:
                raise EngineError(f"The rule {rule!r} came out both true and false.")
            truths[rule] = truth
        return truths


class _Refused(Exception):
    """A value or a condition that durable_rules cannot be given."""


class _Match(NamedTuple):
    """A comparison of one property of one fact with a constant."""

    letter: str
    fact: str
    operator: str
    constant: int | str


_Branch = frozenset[_Match]
"""Comparisons that must all hold."""
_Branches = frozenset[_Branch]
"""Ways to be true."""


def _forms(condition: Condition) -> tuple[_Branches, _Branches]:
    """Return the ways in which a condition is true, and those in which it is false."""
    if isinstance(condition, Always):
        return _one(), frozenset()
    if isinstance(condition, Holds):
        name = condition.finding
        return _one(("x", name, "==", _token(True))), _one(("x", name, "==", _token(False)))
    if isinstance(condition, IsKnown):
        name, state = condition.fact, "known" if condition.wanted else "unknown"
        return _one(("s", name, "==", state)), _one(("s", name, "$neq", state))
    if isinstance(condition, Compare):
        if condition.operator in _ORDERS:
            return _ordering(condition)
        operand: Any = condition.operand
        same, other = _equality(
            condition.fact, operand if condition.operator == "in" else [operand]
        )
        return (other, same) if condition.operator == "not" else (same, other)
    parts = [_forms(part) for part in condition.parts]
    if isinstance(condition, All):
        return _every(true for true, _ in parts), _some(false for _, false in parts)
    true, false = _some(true for true, _ in parts), _every(false for _, false in parts)
    return (true, false) if isinstance(condition, AnyOf) else (false, true)


def _one(*matches: tuple[str, str, str, int | str]) -> _Branches:
    return frozenset([frozenset(_Match(*match) for match in matches)])


def _some(parts: Iterable[_Branches]) -> _Branches:
    return _smallest({branch for part in parts for branch in part})


def _every(parts: Iterable[_Branches]) -> _Branches:
    result = _one()
    for part in parts:
        result = _smallest({one | other for one in result for other in part})
    return result


def _smallest(found: set[_Branch]) -> _Branches:
    """Leave out what cannot be, and what asks for more than another branch does."""
    kept: list[_Branch] = []
    for branch in sorted(filter(_possible, found), key=len):
        if not any(other <= branch for other in kept):
            kept.append(branch)
            if len(kept) > BRANCHES:
                raise _Refused(f"more than {BRANCHES} alternatives; split it.")
    return frozenset(kept)


def _possible(branch: _Branch) -> bool:
    equal = {match[:2]: match.constant for match in branch if match.operator == "=="}
    return not any(
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


def _ordering(condition: Compare) -> tuple[_Branches, _Branches]:
    fact, operand = condition.fact, condition.operand
    if type(operand) is date:
        ends, constant = "dg", operand.toordinal()
    elif type(operand) in (int, Decimal):
        ends, constant = "lh", _scaled(operand)
    else:
        raise _Refused(f"{fact!r} is ordered by neither a number nor a date.")
    end, operator, other_end, opposite = _ORDERS[condition.operator]
    return (
        _one((ends[end], fact, operator, constant)),
        _one((ends[other_end].upper(), fact, opposite, constant)),
    )


def _equality(fact: str, operands: Iterable[object]) -> tuple[_Branches, _Branches]:
    """Return when a fact is one of the operands, and when it is none of them."""
    numbers: set[int] = set()
    tokens: set[str] = set()
    for operand in operands:
        if type(operand) not in (bool, int, Decimal, str, date):
            raise _Refused(f"{fact!r} is compared with {type(operand).__name__}.")
        if type(operand) in (int, Decimal):
            numbers.add(_scaled(operand))
        else:
            tokens.add(_token(operand))
    same = [_one(("e", fact, "==", number), ("f", fact, "==", number)) for number in numbers]
    same += [_one(("x", fact, "==", token)) for token in tokens]
    if not same:
        return frozenset(), _one(("s", fact, "$neq", "unknown"))
    unlike = [("x", fact, "$neq", token) for token in tokens]
    if not numbers:
        return _some(same), _one(*unlike)
    # A count within limits is none of the numbers if it lies below, between or above them.
    ordered = sorted(numbers)
    above = [[], *([("E", fact, "$gt", number)] for number in ordered)]
    below = [*([("F", fact, "$lt", number)] for number in ordered), []]
    gaps = (_one(*low, *high, *unlike) for low, high in zip(above, below, strict=True))
    return _some(same), _some(gaps)


def _scaled(number: Any) -> int:
    if isinstance(number, Decimal):
        if not number.is_finite():
            raise _Refused("a number that is not finite.")
        if number and not -5 < number.adjusted() < 20:  # too long to write out
            raise _Refused("a number that is too large or has more than four decimals.")
    up, down = number.as_integer_ratio()  # exact, where Decimal arithmetic may round
    scaled, rest = divmod(up * SCALE, down)
    if rest:
        raise _Refused("a number with more than four decimals.")
    if abs(scaled) >= BEYOND:
        raise _Refused(f"a number that is too large; the limit is {BEYOND // SCALE:,}.")
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
        raise _Refused("text with half of a surrogate pair.") from None
    if size > LONGEST:
        raise _Refused(f"text of more than {LONGEST:,} bytes.")
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
        if isinstance(value, Between) and value.low == value.high:
            value = value.low
        found = {letter: _property(letter, value, known) for letter in letters}
    except _Refused as error:
        raise EngineError(f"The fact {fact!r} cannot be given to the rules: {error}") from None
    return {letter: content for letter, content in found.items() if content is not None}


def _property(letter: str, value: object, known: bool) -> int | str | None:
    if letter == "s":
        return "known" if known else "absent"
    if letter == "x":
        return None if isinstance(value, Between) else _token(value) if known else "-"
    end, high = letter.lower(), letter.lower() in "hgf"
    numeric = isinstance(value, (bool, int, Decimal, Between))
    if not known or (end in "ef" and not numeric):
        return None if letter == end else -BEYOND if high else BEYOND
    if end in "dg":
        if type(value) is not date:
            raise _Refused("a rule compares it with a date, which it is not.")
        return value.toordinal()
    if isinstance(value, Between):
        return _scaled(value.high if high else value.low)
    if not numeric and not isinstance(value, Money):
        raise _Refused("a rule compares it with a number, which it is not.")
    return _scaled(magnitude(value))


class _Host(engine.Host):  # type: ignore[misc, unused-ignore]
    def _run(self) -> None:
        """Start no threads: they walk over sessions that are gone, and crash."""


_Noted = tuple[str, bool]


class _Rules:
    """A stratum loaded into durable_rules, as one set of rules for each part of it."""

    def __init__(self, stratum: Stratum) -> None:
        self.stratum = stratum
        self.letters: dict[str, set[str]] = {}
        """What is sent of each fact."""
        self.parts: dict[str, dict[str, tuple[str, str]]] = {}
        """Name of a set to its properties, and the letter and fact each is made from."""
        self.fired: set[_Noted] = set()
        self.failures: list[BaseException] = []
        self.finished = False
        self.host: Any = _Host()
        for number, part in enumerate(list(_parts(stratum))):
            self._add(f"part{number}", part)

    def _add(self, name: str, part: list[tuple[_Noted, _Branch]]) -> None:
        slots = sorted({match[:2] for _, branch in part for match in branch})
        names = {slot: f"{slot[0]}{number}" for number, slot in enumerate(slots)}
        for letter, fact in slots:
            self.letters.setdefault(fact, set()).add(letter)
        self.parts[name] = {names[slot]: slot for slot in slots}
        # Built anew for every loading, as durable_rules takes it apart.
        rules: dict[str, Any] = {
            f"rule{number}": {"all": [{"m": _pattern(branch, names)}], "run": self._action(noted)}
            for number, (noted, branch) in enumerate(part)
        }
        # Matches always, as a fact without a match is an error, and is the last to fire.
        rules["end"] = {"all": [{"m": {"go": 1}}], "pri": 65_535, "run": self._action(None)}
        try:
            self.host.set_rulesets({name: rules})
        except Exception as error:  # noqa: BLE001 - it raises plain Exception
            self._fail(error)

    def _action(self, noted: _Noted | None) -> Callable[[object], None]:
        def run(_: object) -> None:
            try:
                self._note(noted)
            except BaseException as error:  # noqa: BLE001 - durable_rules would swallow it
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
        for part, properties in self.parts.items():
            self._assert(
                part,
                {
                    name: sent[fact][letter]
                    for name, (letter, fact) in properties.items()
                    if letter in sent[fact]
                },
            )
        return self.fired

    def _assert(self, part: str, fact: dict[str, int | str]) -> None:
        # Sessions whose ids have the same hash share their facts: each fact gets a
        # session of its own, and one at a time is alive.
        session = str(next(_sessions))
        self.finished = False
        try:
            state = self.host.assert_fact(part, {**fact, "go": 1, "sid": session})
        except Exception as error:  # noqa: BLE001 - it raises plain Exception
            self._fail(error)
        finally:
            with suppress(Exception):
                self.host.delete_state(part, session)
        for failure in self.failures:
            self._fail(failure)
        if not self.finished or not isinstance(state, dict) or "exception" in state:
            self._fail(None)

    def _fail(self, error: BaseException | None) -> NoReturn:
        if error is not None and not isinstance(error, Exception):
            raise error  # the user pressed Ctrl-C
        # Only the code of its message is shown: the rest may hold data of the case.
        code = re.search(r"error code: \d+", str(error))
        what = f"{type(error).__name__} {code.group() if code else ''}" if error else "unfinished"
        raise EngineError(
            f"durable_rules failed on the {self.stratum.name} rules ({what.strip()})."
        ) from None

    def free(self) -> None:
        """Give back the memory, which durable_rules keeps when a host is only dropped."""
        loaded = self.host._ruleset_list  # noqa: SLF001 - no public way
        while loaded:
            durable_rules_engine.delete_ruleset(loaded.pop()._handle)  # noqa: SLF001


def _parts(stratum: Stratum) -> Iterator[list[tuple[_Noted, _Branch]]]:
    """Cut a stratum so that no fact is too wide or matches too much at once."""
    part: list[tuple[_Noted, _Branch]] = []
    slots: set[tuple[str, ...]] = set()
    for rule, condition in dict(stratum.rules).items():  # of two with one id the last counts
        try:
            true, false = _forms(condition)
            wide = any(
                len({match[:2] for match in branch}) > PROPERTIES - 2 for branch in true | false
            )
            if wide:
                raise _Refused("too many facts looked at together; split it.")
        except _Refused as error:
            raise EngineError(f"The rule {rule!r} cannot be fired: {error}") from None
        for truth, ways in ((True, true), (False, false)):
            for branch in sorted(ways, key=sorted):
                needed = {match[:2] for match in branch}
                if len(part) == AT_ONCE - 1 or len(slots | needed) > PROPERTIES - 2:
                    yield part
                    part, slots = [], set()
                part.append(((rule, truth), branch))
                slots |= needed
    if part:
        yield part


def _pattern(branch: _Branch, names: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    patterns: list[dict[str, Any]] = []
    for match in sorted(branch):
        test = {names[match[:2]]: match.constant}
        patterns.append(test if match.operator == "==" else {match.operator: test})
    if len(patterns) > 1:
        return {"$and": patterns}
    return patterns[0] if patterns else {"go": 1}


_lock = Lock()
_sessions = count(1)
_loaded: list[_Rules] = []
"""The latest used comes first."""


def _load(stratum: Stratum) -> _Rules:
    for place, rules in enumerate(_loaded):
        if rules.stratum is stratum:
            _loaded.insert(0, _loaded.pop(place))
            return rules
    rules = _Rules(stratum)
    _loaded.insert(0, rules)
    while len(_loaded) > CACHED:
        _loaded.pop().free()
    return rules
