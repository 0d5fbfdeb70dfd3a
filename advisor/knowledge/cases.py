"""The cases that test each rule: where it fires, stays silent, is undecided.

A case gives facts directly and looks at one rule's condition alone::

    fires:
      six of eight: {late_share: 75, invoices_settled: 8}
    silent:
      two invoices only: {late_share: 100, invoices_settled: 2}
    undecided:
      share not known: {invoices_settled: 8}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from advisor.conditions import Always, Compare, Condition, Holds, IsKnown, evaluate
from advisor.errors import ContentError, Place, Problem
from advisor.knowledge import reader
from advisor.knowledge.content import AnyRule, Library
from advisor.knowledge.grammar import operand
from advisor.model import Facts, FactType, FactValue, Money, Truth

OUTCOMES: dict[str, Truth] = {"fires": True, "silent": False, "undecided": None}


@dataclass(frozen=True)
class RuleCase:
    """One case of one rule."""

    rule: str
    name: str
    facts: Facts
    expected: Truth
    place: Place


@dataclass(frozen=True)
class CaseReport:
    """What running the cases gave."""

    passed: int
    failures: tuple[Problem, ...]
    without_cases: tuple[str, ...]
    """Rules that lack a case which they need."""


def case_file(rule: AnyRule) -> str:
    """Return the path of a rule's cases below ``tests/rules/``."""
    room = rule.id.split("/")[0]
    return f"{rule.id}.yaml" if room in ROOMS else f"findings/{rule.id}.yaml"


ROOMS = ("whether", "when", "gates", "dates", "checklist")


def read_cases(library: Library, folder: Path) -> tuple[RuleCase, ...]:
    """Read the cases of every rule. Raises :class:`ContentError` with every problem."""
    problems: list[Problem] = []
    found: list[RuleCase] = []
    known_files = {case_file(rule): rule for rule in library.rules()}
    for path in sorted(folder.glob("**/*.yaml")):
        name = path.relative_to(folder).as_posix()
        label = f"tests/rules/{name}"
        if name not in known_files:
            problems.append(Problem(Place(label, 1, 1), "There is no rule for these cases."))
            continue
        try:
            node = reader.read_file(path, label)
            found.extend(_cases(node, known_files[name], library))
        except ContentError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    return tuple(found)


def _cases(node: reader.Node, rule: AnyRule, library: Library) -> Iterator[RuleCase]:
    fields = reader.Fields(node)
    for outcome, expected in OUTCOMES.items():
        group = fields.get(outcome)
        if group is None:
            continue
        for name, place, facts in reader.pairs_of(group):
            yield RuleCase(rule.id, name, read_facts(facts, library), expected, place)
    fields.done()


def read_facts(node: reader.Node, library: Library) -> Facts:
    """Read facts given directly, ``n/a`` for one that does not apply."""
    known: dict[str, FactValue] = {}
    absent: set[str] = set()
    for name, place, value in reader.pairs_of(node):
        kind = library.facts.get(name)
        if kind is None:
            from advisor.errors import nearest

            hint = nearest(name, list(library.facts))
            reader.fail(place, f"There is no fact or finding {name!r}.{hint}")
        if isinstance(value, reader.Text) and value.text == "n/a":
            absent.add(name)
        else:
            known[name] = _value(value, name, kind)
    return Facts(known, frozenset(absent))


def _value(node: reader.Node, name: str, kind: FactType) -> FactValue:
    if kind.kind in ("text", "list", "duration"):
        return reader.text_of(node)
    if kind.kind == "money":
        word = reader.text_of(node).split()[-1]
        return Money(Decimal(reader.number_of(reader.Text(node.place, word))), "EUR")
    return operand(node, name, kind)


def run_cases(library: Library, folder: Path) -> CaseReport:
    """Run every case. A rule needs one that fires, one silent and one undecided.

    What cannot be needs no case: ``always`` is never silent, and a condition on
    known facts alone is never undecided.
    """
    cases = read_cases(library, folder)
    failures = []
    for case in cases:
        truth = evaluate(library.by_id[case.rule].when, case.facts)
        if truth is not case.expected:
            text = f"{case.rule}, {case.name!r}: {_told(truth, case)}"
            failures.append(Problem(case.place, text))
    lacking = []
    for rule in library.rules():
        outcomes = {case.expected for case in cases if case.rule == rule.id}
        for name in sorted(needed(rule.when)):
            if OUTCOMES[name] not in outcomes:
                lacking.append(f"{rule.id}: no case where it {_VERB[name]}")
    return CaseReport(len(cases) - len(failures), tuple(failures), tuple(lacking))


_VERB = {"fires": "fires", "silent": "stays silent", "undecided": "is undecided"}


def _told(truth: Truth, case: RuleCase) -> str:
    names = {True: "fires", False: "silent", None: "undecided"}
    return f"expected {names[case.expected]}, found {names[truth]}."


def needed(condition: Condition) -> set[str]:
    """Return the outcomes that a condition can have and so needs a case of."""
    if isinstance(condition, Always):
        return {"fires"}
    return {"fires", "silent", "undecided"} if can_be_open(condition) else {"fires", "silent"}


def can_be_open(condition: Condition) -> bool:
    """Tell whether a condition can be undecided."""
    if isinstance(condition, (Compare, Holds)):
        # The advice and the gates are always known once they are asked for.
        name = condition.fact if isinstance(condition, Compare) else condition.finding
        return not name.startswith(("advice.", "gate."))
    if isinstance(condition, (Always, IsKnown)):
        return False
    return any(can_be_open(part) for part in condition.parts)
