"""Findings, balance and the rows of whether and when, compiled to one Python function.

For many variants of a case. The truths of the findings are local variables, the sums of the
balance are written out, and rows are evaluated only as far as the first that holds.
:func:`advisor.reasoning.decide.conclude` decides the same step by step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import count

from advisor.cache_files import named
from advisor.engine.compiled import USES_BEFORE_COMPILING, Compiled, Source, load
from advisor.knowledge import roles
from advisor.knowledge.content import Rulebook
from advisor.model import Facts, FactValue, Truth
from advisor.reasoning.balance import Topic, weights
from advisor.reasoning.decide import Verdict, conclude

Function = Callable[
    [Mapping[str, FactValue], AbstractSet[str]], "tuple[tuple[Truth, ...], Verdict]"
]
"""Known facts and names that do not apply, to the truth of each finding, and the verdict."""


def verdict(rulebook: Rulebook, facts: Facts) -> Verdict:
    """Return whether and when. Raises as :func:`~advisor.reasoning.decide.conclude`."""
    if not rulebook.cache_key and next(_uses(rulebook)) < USES_BEFORE_COMPILING:
        return conclude(rulebook, facts, Compiled()).verdict
    found = function(rulebook)(facts.known, facts.not_applicable)[1]
    if not found[0] or (found[0] == "end" and not found[1]):
        return conclude(rulebook, facts, Compiled()).verdict  # raises: no row holds
    return found


@lru_cache(maxsize=16)
def _uses(rulebook: Rulebook) -> Iterator[int]:
    """Return the counter of the verdicts of a rulebook."""
    del rulebook
    return count()


@lru_cache(maxsize=16)
def function(rulebook: Rulebook) -> Function:
    """Return the function that decides a case by a rulebook.

    Where no row holds, it returns a false value in place of the row's.
    """
    return load(lambda: _source(rulebook), named("verdict", rulebook.cache_key), __file__)


def _source(rulebook: Rulebook) -> str:
    found = {rule.id: f"f{number}" for number, rule in enumerate(rulebook.findings)}
    source = Source({**found, **_LEVELS, roles.ADVICE_WHETHER: "'end'"})
    findings = [rule.when for rule in rulebook.findings]
    body = ["get = known.get", *source.look_up(findings), *source.share(findings)]
    body += [f"{found[rule.id]} = {source.truth(rule.when)}" for rule in rulebook.findings]
    truths = f"({''.join(f'{name}, ' for name in found.values())})"
    body += [*_balance(rulebook, found), *source.look_up(row.when for row in rulebook.whether)]
    rows = ((source.when(row.when, wanted=True), row.whether) for row in rulebook.whether)
    body += [
        f"row = {_first(rows)}",
        "if row != 'end':",
        f"    return {truths}, (row, None)",
        *source.look_up(row.when for row in rulebook.timing),
    ]
    times = ((source.when(row.when, wanted=True), row.timing) for row in rulebook.timing)
    body += [f"return {truths}, (row, {_first(times)})"]
    return source.function("known, absent", body)


def _first(rows: Iterable[tuple[str, str]]) -> str:
    """Return an expression of the value of the first row whose condition holds."""
    return " or ".join(f"{condition} and {value!r}" for condition, value in rows)


_LEVELS = {
    roles.BALANCE_END: "end",
    roles.BALANCE_REPAIR: "repair",
    roles.BALANCE_KEEP: "keep",
    roles.BALANCE_FIRM: "firm",
    roles.BALANCE_TALK: "talk",
    roles.BALANCE_UNTRIED: "untried",
}
"""The fact of each level to its variable."""


def _balance(rulebook: Rulebook, found: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines that weigh the findings, as :func:`advisor.reasoning.balance.levels`."""
    given, balance = weights(rulebook), rulebook.balance
    margin = balance.end * given.unit
    waits = {found[ground]: f"{found[ground]} and {found[wait]}" for ground, wait in given.untried}
    yield f"untried = bool({' or '.join(waits.values()) or False})"
    yield f"firm = bool({' or '.join(found[rule] for rule in sorted(given.firm)) or False})"
    yield f"talk = bool({' or '.join(found[rule] for rule in sorted(given.talk)) or False})"
    yield "against = 0"
    for topic in given.against:
        yield from _sum(topic, given.unit, given.most, found, "against")
    yield "net = later = -against"
    for topic in given.grounds:
        yield from _sum(topic, given.unit, given.most, found, "net")
    yield "if untried:"
    ripe = {
        rule: f"{name} and not ({waits[name]})" if name in waits else name
        for rule, name in found.items()
    }
    for topic in given.grounds:
        yield from (f"    {line}" for line in _sum(topic, given.unit, given.most, ripe, "later"))
    yield "else:"
    yield "    later = net"
    yield f"end = later >= {margin}"
    yield f"repair = net >= {balance.repair * given.unit}"
    yield f"keep = net <= {balance.keep * given.unit}"


def _sum(topic: Topic, unit: int, most: int, held: Mapping[str, str], total: str) -> Iterator[str]:
    """Yield the lines that add the units of one topic to a total."""
    first, *further = topic
    yield f"u = {first[1] * unit} if {held[first[0]]} else 0"
    for rule, points in further:
        yield f"if {held[rule]}:"
        yield f"    u += {points} if u else {points * unit}"
    yield f"{total} += u if u < {most} else {most}"
