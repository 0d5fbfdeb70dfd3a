"""The conditions of a stratum, compiled to one Python function.

The source of the function is generated. Each fact is looked up once and each distinct
comparison is made once; a condition then is an expression over their truths. Truth is
Kleene's, as two expressions: one for when a condition is false, one for when it is true.
"""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.util import MAGIC_NUMBER
from itertools import count
from pathlib import Path
from types import CodeType
from typing import Any

from advisor import cache_files
from advisor.conditions import (
    All,
    Always,
    AnyOf,
    Compare,
    Condition,
    Holds,
    IsKnown,
    NoneOf,
    evaluate,
    within,
)
from advisor.engine.stratum import Stratum, Truths
from advisor.model import Between, Facts, Money

SIGNS = {
    "below": "<",
    "before": "<",
    "at_most": "<=",
    "above": ">",
    "after": ">",
    "at_least": ">=",
}
"""Operators that order, as Python writes them."""

SCOPE = {"Between": Between, "Money": Money, "Decimal": Decimal, "date": date, "within": within}
"""What generated code may name."""


USES_BEFORE_COMPILING = 100
"""Evaluations of a stratum before it is compiled.

Compiling takes as long as some eighty evaluations one condition after the other. Rules that
have a store are compiled once for all processes.
"""


class Compiled:
    """Evaluates the conditions of a stratum by generated code, once it has been used often."""

    name = "pure"

    def fire(self, stratum: Stratum, facts: Facts) -> Truths:
        """Return the truth of every rule of the stratum."""
        if not stratum.store and next(_uses(stratum)) < USES_BEFORE_COMPILING:
            return {rule: evaluate(condition, facts) for rule, condition in stratum.rules}
        return evaluator(stratum)(facts.known, facts.not_applicable)  # type: ignore[no-any-return]


@lru_cache(maxsize=256)
def _uses(stratum: Stratum) -> Iterator[int]:
    """Return the counter of the evaluations of a stratum."""
    del stratum
    return count()


@lru_cache(maxsize=256)
def evaluator(stratum: Stratum) -> Callable[..., Any]:
    """Return the function of (known facts, names not applicable) to the truth of each rule."""
    return load(lambda: stratum_source(stratum.rules), stratum.store, __file__)


def stratum_source(rules: Iterable[tuple[str, Condition]]) -> str:
    """Return the source of a function that evaluates the conditions of some rules."""
    wanted = dict(rules)
    source = Source()
    body = ["get = known.get", *source.look_up(wanted.values()), *source.share(wanted.values())]
    truths = [f"    {source.truth(one)}," for one in wanted.values()]
    # A display of a dict this long would be put together from many small ones.
    source.constants[repr(tuple(wanted))] = "RULES"
    return source.function("known, absent", [*body, "return dict(zip(RULES, [", *truths, "]))"])


def load(source: Callable[[], str], store: str = "", writer: str = "") -> Callable[..., Any]:
    """Return the function of a generated source, compiled, from the cache where it is kept.

    ``store`` is the end of the name of its cache file, ``writer`` the file of the code that
    writes the source.
    """
    scope: dict[str, Any] = dict(SCOPE)
    exec(_code(source, store, writer), scope)  # noqa: S102 - constants are written by repr
    return scope["generated"]  # type: ignore[no-any-return]


def _code(source: Callable[[], str], store: str, writer: str) -> CodeType:
    if not store:
        return compile(source(), "<conditions>", "exec")
    states = [Path(file).stat().st_mtime_ns for file in (__file__, writer)]
    mark = f"{MAGIC_NUMBER.hex()} {states}\n"
    kept = cache_files.read(f"compiled-{store}")
    if kept and kept.startswith(mark):
        # The cache gives back only what this user wrote, whole.
        return marshal.loads(kept[len(mark) :].encode("latin-1"))  # type: ignore[no-any-return]  # noqa: S302
    code = compile(source(), "<conditions>", "exec")
    cache_files.write(f"compiled-{store}", mark + marshal.dumps(code).decode("latin-1"))
    return code


class Source:
    """Writes Python for conditions.

    The generated lines take it that ``get``, ``known`` and ``absent`` are bound.
    """

    def __init__(
        self, made: Mapping[str, str] | None = None, exact: Container[str] = frozenset()
    ) -> None:
        self.made = made or {}
        """Fact that an earlier line makes, to the expression of its value."""
        self.exact = exact
        """Facts that are never known within limits only."""
        self.constants: dict[str, str] = {}
        """Expression that is evaluated once, to the name of its value."""
        self.variables: dict[Condition, str] = {}
        """Condition whose truth is calculated by an earlier line, to its variable."""

    def function(self, parameters: str, body: Sequence[str]) -> str:
        """Return the source of a function called ``generated``, with its constants."""
        constants = [f"{name} = {text}" for text, name in self.constants.items()]
        lines = [*constants, f"def generated({parameters}):", *(f"    {line}" for line in body)]
        return "\n".join([*lines, ""])

    def look_up(self, conditions: Iterable[Condition]) -> Iterator[str]:
        """Yield lines that look up the facts that conditions name, and compare them."""
        leaves: dict[str, list[Condition]] = {}
        for node in dict.fromkeys(node for one in conditions for node in nodes(one)):
            if node not in self.variables and isinstance(node, (Compare, IsKnown, Holds)):
                name = node.finding if isinstance(node, Holds) else node.fact
                leaves.setdefault(name, []).append(node)
                self.variables[node] = f"c{len(self.variables)}"
        for name, found in leaves.items():
            yield from self._fact(name, found)

    def share(self, conditions: Iterable[Condition]) -> Iterator[str]:
        """Yield lines that work out the composed conditions that occur more than once."""
        counted = Counter(node for one in conditions for node in nodes(one))
        often = [
            node
            for node, times in counted.items()
            if times > 1 and isinstance(node, (All, AnyOf, NoneOf))
        ]
        for node in sorted(often, key=lambda one: sum(1 for _ in nodes(one))):
            line = f"c{len(self.variables)} = {self.truth(node)}"
            self.variables[node] = f"c{len(self.variables)}"
            yield line

    def truth(self, condition: Condition) -> str:
        """Return an expression of the three-valued truth of a condition."""
        if isinstance(condition, Always):
            return "True"
        if condition in self.variables:
            return self.variables[condition]
        false, true = self.when(condition, wanted=False), self.when(condition, wanted=True)
        return f"False if {false} else True if {true} else None"

    def when(self, condition: Condition, *, wanted: bool) -> str:
        """Return an expression that holds where a condition is true, or where it is false."""
        if isinstance(condition, Always):
            return str(wanted)
        if condition in self.variables or not isinstance(condition, (All, AnyOf, NoneOf)):
            variable = self.variables[condition]
            return variable if wanted else f"{variable} is False"
        inner = wanted is not isinstance(condition, NoneOf)
        parts = [self.when(part, wanted=inner) for part in condition.parts]
        # That all are true, or all false, takes every part; the opposite takes one.
        every = isinstance(condition, All) is inner
        return f"({(' and ' if every else ' or ').join(parts)})" if parts else str(every)

    def _fact(self, name: str, leaves: list[Condition]) -> Iterator[str]:
        """Yield the lines that look up one fact and compare it."""
        variables = [self.variables[node] for node in leaves]
        value = self.made.get(name, f"get({name!r})")
        if all(isinstance(node, Holds) for node in leaves):
            yield f"{variables[0]} = {value}"
            return
        yield f"v = {value}"
        yield "if v is None:"
        yield f"    a = {name!r} in absent"
        gaps: dict[str, list[str]] = {}
        for node, variable in zip(leaves, variables, strict=True):
            gaps.setdefault(_without_value(node), []).append(variable)
        yield from (f"    {' = '.join(some)} = {text}" for text, some in gaps.items())
        compared = [node for node in leaves if isinstance(node, Compare)]
        if compared and name not in self.exact:
            yield "elif v.__class__ is Between:"
            for node, variable in zip(leaves, variables, strict=True):
                yield f"    {variable} = {self._limits(node)}"
        yield "else:"
        ordered = [node for node in compared if node.operator in SIGNS]
        for node, variable in zip(leaves, variables, strict=True):
            if node not in ordered:
                yield f"    {variable} = {self._value(node)}"
        if ordered:
            yield "    if v.__class__ is Money:"
            yield "        v = v.amount"
        for node in ordered:
            sign, operand = SIGNS[node.operator], self._constant(node.operand)
            yield f"    {self.variables[node]} = v {sign} {operand}"

    def _limits(self, node: Condition) -> str:
        """Return the truth of a condition on a count ``v`` that is known within limits."""
        if isinstance(node, Compare):
            return f"within({node.operator!r}, {self._constant(node.operand)}, v)"
        return self._value(node)

    def _value(self, node: Condition) -> str:
        """Return the truth of a condition on a value ``v``, no order being asked for."""
        if isinstance(node, IsKnown):
            return str(node.wanted)
        if not isinstance(node, Compare):
            return "v"
        if node.operator == "in":
            return f"v in {self._constant(node.operand)}"
        return f"v {'==' if node.operator == 'is' else '!='} {self._constant(node.operand)}"

    def _constant(self, value: object) -> str:
        text = _written(value)
        if type(value) in (bool, int, str):
            return text
        return self.constant(text)

    def constant(self, text: str) -> str:
        """Return the name of the value of an expression that is evaluated once."""
        return self.constants.setdefault(text, f"K{len(self.constants)}")


def nodes(condition: Condition) -> Iterator[Condition]:
    """Yield a condition and all that it is composed of."""
    yield condition
    if isinstance(condition, (All, AnyOf, NoneOf)):
        for part in condition.parts:
            yield from nodes(part)


def _without_value(node: Condition) -> str:
    """Return the truth of a condition on a fact without a value; ``a``: it does not apply."""
    if isinstance(node, IsKnown):
        return "False" if node.wanted else "not a"
    if isinstance(node, Compare):
        # "not" is the complement of "is", so it is true of what does not apply.
        return "True if a else None" if node.operator == "not" else "False if a else None"
    return "None"


def _written(value: object) -> str:
    """Return the source of a constant."""
    if isinstance(value, date):
        return f"date({value.year}, {value.month}, {value.day})"
    if isinstance(value, tuple):
        return f"({''.join(f'{_written(one)}, ' for one in value)})"
    return repr(value)
