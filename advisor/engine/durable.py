"""Fire rules on durable_rules, which no other module imports.

durable_rules matches a flat fact against comparisons, knows true only, and crashes,
hangs or answers wrongly on many inputs. So each rule is sent as the ways in which it is
true: plain conjunctions, each a durable rule whose action only notes that it fired
(``$or`` would fire once for every true part). Only whole numbers and tagged strings are
sent, under made-up names, because names such as ``id`` have a meaning of their own.
:mod:`advisor.engine.durable_encoding` makes them.

durable_rules decides which rules are true. Of the rules that did not fire,
:mod:`advisor.engine.compiled` decides which are false and which undecided.
"""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any, NoReturn

import durable_rules_engine  # type: ignore[import-not-found, import-untyped, unused-ignore]
from durable import engine  # type: ignore[import-not-found, import-untyped, unused-ignore]

from advisor import cache_files
from advisor.engine import durable_encoding
from advisor.engine.compiled import Compiled
from advisor.engine.durable_encoding import Branch, Refused, branches, properties
from advisor.engine.stratum import Stratum, Truths
from advisor.errors import EngineError, Message
from advisor.model import Facts, Truth

AT_ONCE = 60
"""Durable rules in a set: 65 that match one fact are an error, some 700 never return."""
PROPERTIES = 250
"""Properties of a fact as it is sent; 253 are an error."""
CACHED = 16
"""Strata kept loaded, the latest used. A set of rules takes 0.5 MB until it is freed."""

# What durable_rules logs of a failure may hold data of the case.
logging.getLogger("durable").disabled = True
# Its clock is local time, by a deprecated call; an action that seems to take over ten
# seconds, as when summer time begins, is dropped silently.
engine._unix_now = time.monotonic  # noqa: SLF001 - no public way


class Durable:
    """Fires the rules of a stratum on durable_rules, also from several threads."""

    name = "durable"

    def fire(self, stratum: Stratum, facts: Facts) -> Truths:
        """Return the truth of every rule of the stratum, whatever their order.

        True where durable_rules fired the rule; else false or undecided, as the compiled
        conditions find. Raises :class:`EngineError` as :func:`fired`, and for a rule that
        only one of the two finds true.
        """
        true = fired(stratum, facts)
        evaluated = Compiled().fire(stratum, facts)
        truths: dict[str, Truth] = {}
        for rule, truth in evaluated.items():
            if (rule in true) is not (truth is True):
                raise EngineError(
                    Message(
                        "durable_rules and the compiled conditions disagree on the rule {rule}.",
                        rule=repr(rule),
                    )
                )
            truths[rule] = True if rule in true else truth
        return truths


def fired(stratum: Stratum, facts: Facts) -> set[str]:
    """Return the rules of the stratum that fire.

    Raises :class:`EngineError` for a rule that is too wide, naming it, for a
    fact that cannot be sent, naming it, and when durable_rules fails.
    """
    with _lock:
        rules = _load(stratum)
        known, absent = facts.known, facts.not_applicable
        sent = {
            name: properties(name, letters, facts)
            if name in known
            else rules.without_value[name in absent][name]
            for name, letters in rules.letters.items()
        }
        try:
            return rules.fire(sent)
        except BaseException:
            # What state it is in is not known: nothing of it is used again.
            _loaded.remove(rules)
            rules.free()
            raise


class _Host(engine.Host):  # type: ignore[misc, unused-ignore]
    def _run(self) -> None:
        """Start no threads: they walk over sessions that are gone, and crash."""


class _Ruleset(engine.Ruleset):  # type: ignore[misc, unused-ignore]
    """A set of rules from its JSON, with actions that are made once a rule fires."""

    def __init__(self, name: str, host: Any, text: str, actions: Mapping[str, Any]) -> None:
        self._name, self._host, self._actions = name, host, actions
        self._handle = durable_rules_engine.create_ruleset(name, text)


class _Actions(dict[str, Any]):
    """The action of each rule of a set, made when it is asked for."""

    def __init__(self, make: Callable[[str], Callable[[object], None]]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, name: str) -> Any:
        made = self[name] = engine.Promise(self.make(name))
        return made


class _Rules:
    """A stratum loaded into durable_rules, as one set of rules for each part of it."""

    def __init__(self, stratum: Stratum) -> None:
        self.stratum = stratum
        self.letters: dict[str, set[str]] = {}
        """What is sent of each fact."""
        self.parts: dict[str, dict[str, tuple[str, str]]] = {}
        """Name of a set to its properties, and the letter and fact each is made from."""
        self.fired: set[str] = set()
        self.failures: list[BaseException] = []
        self.finished = False
        self.host: Any = _Host()
        for number, part in enumerate(_encoded(stratum)):
            self._add(f"part{number}", *part)
        gaps = Facts({}), Facts({}, frozenset(self.letters))
        self.without_value = [
            {name: properties(name, letters, gap) for name, letters in self.letters.items()}
            for gap in gaps
        ]
        """What is sent of each fact that is unknown, and of each that does not apply."""

    def _add(self, name: str, slots: list[tuple[str, str]], rules: list[str], text: str) -> None:
        for letter, fact in slots:
            self.letters.setdefault(fact, set()).add(letter)
        self.parts[name] = {_name(number, slot): slot for number, slot in enumerate(slots)}

        def action(number: str) -> Callable[[object], None]:
            return self._action(None if number == END else rules[int(number)])

        try:
            made = _Ruleset(name, self.host, text, _Actions(action))
        except Exception as error:  # noqa: BLE001 - it raises plain Exception
            self._fail(error)
        # As its method does for rules that it has to take apart first.
        self.host._ruleset_directory[name] = made  # noqa: SLF001 - no public way
        self.host._ruleset_list.append(made)  # noqa: SLF001 - no public way

    def _action(self, rule: str | None) -> Callable[[object], None]:
        def run(_: object) -> None:
            try:
                self._note(rule)
            except BaseException as error:  # noqa: BLE001 - durable_rules would swallow it
                self.failures.append(error)

        return run

    def _note(self, rule: str | None) -> None:
        if rule is None:
            self.finished = True
        else:
            self.fired.add(rule)

    def fire(self, sent: Mapping[str, Mapping[str, int | str]]) -> set[str]:
        """Return the rules that fire."""
        self.fired, self.failures = set(), []
        for part, names in self.parts.items():
            self._assert(
                part,
                {
                    name: sent[fact][letter]
                    for name, (letter, fact) in names.items()
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
        parts = {"part": self.stratum.name, "what": what.strip()}
        text = Message("durable_rules failed on the {part} rules ({what}).", **parts)
        raise EngineError(text) from None

    def free(self) -> None:
        """Give back the memory, which durable_rules keeps when a host is only dropped."""
        loaded = self.host._ruleset_list  # noqa: SLF001 - no public way
        while loaded:
            durable_rules_engine.delete_ruleset(loaded.pop()._handle)  # noqa: SLF001


Part = tuple[list[tuple[str, str]], list[str], str]
"""The letters and facts that are compared, the rules by their numbers, and what durable_rules
is given: for each number one of the ways in which its rule is true."""

END = "end"
"""Stands for the number of the rule that ends a set."""


def _encoded(stratum: Stratum) -> list[Part]:
    """Return what durable_rules is given of a stratum, from the cache where it is kept."""
    sources = (__file__, durable_encoding.__file__)
    mark = f"{[Path(source).stat().st_mtime_ns for source in sources]}\n"
    store = stratum.store and f"durable-{stratum.store}"
    kept = store and cache_files.read(store)
    if kept and kept.startswith(mark):
        return [tuple(part) for part in json.loads(kept[len(mark) :])]
    found = list(map(_encode, list(_parts(stratum))))
    if store:
        cache_files.write(store, mark + json.dumps(found))
    return found


def _encode(part: list[tuple[str, Branch]]) -> Part:
    slots = sorted({match[:2] for _, branch in part for match in branch})
    names = {slot: _name(number, slot) for number, slot in enumerate(slots)}
    rules: dict[str, Any] = {
        str(number): {"all": [{"m": _pattern(branch, names)}]}
        for number, (_, branch) in enumerate(part)
    }
    # Matches always, as a fact without a match is an error, and is the last to fire.
    rules[END] = {"all": [{"m": {"go": 1}}], "pri": 65_535}
    return slots, [rule for rule, _ in part], json.dumps(rules, ensure_ascii=False)


def _name(number: int, slot: tuple[str, str]) -> str:
    """Return the name of the property that a fact is sent as."""
    return f"{slot[0][0]}{number}"


def _parts(stratum: Stratum) -> Iterator[list[tuple[str, Branch]]]:
    """Cut a stratum so that no fact is too wide or matches too much at once."""
    part: list[tuple[str, Branch]] = []
    slots: set[tuple[str, ...]] = set()
    for rule, condition in dict(stratum.rules).items():  # of two with one id the last counts
        try:
            ways = branches(condition)
            wide = any(len({match[:2] for match in branch}) > PROPERTIES - 2 for branch in ways)
            if wide:
                raise Refused(Message("too many facts looked at together; split it."))
        except Refused as error:
            parts = {"rule": repr(rule), "reason": error.reason}
            text = Message("The rule {rule} cannot be fired: {reason}", **parts)
            raise EngineError(text) from None
        for branch in sorted(ways, key=sorted):
            needed = {match[:2] for match in branch}
            if len(part) == AT_ONCE - 1 or len(slots | needed) > PROPERTIES - 2:
                yield part
                part, slots = [], set()
            part.append((rule, branch))
            slots |= needed
    if part:
        yield part


def _pattern(branch: Branch, names: Mapping[tuple[str, str], str]) -> dict[str, Any]:
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
