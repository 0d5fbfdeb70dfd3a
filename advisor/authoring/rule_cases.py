"""The cases that test each rule: where it fires, stays silent, is undecided.

A case gives facts directly and looks at one rule's condition alone::

    fires:
      six of eight: {late_share: 75, invoices_settled: 8}
    silent:
      two invoices only: {late_share: 100, invoices_settled: 2}
    undecided:
      share not known: {invoices_settled: 8}

What the rule concludes once it fires stands below them; see
:mod:`advisor.authoring.conclusions`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from pathlib import Path

from advisor.authoring.conclusions import (
    Conclusion,
    OrderCase,
    decides,
    not_asserted,
    read_conclusion,
    wrong,
)
from advisor.conditions import All, Always, Compare, Condition, Holds, IsKnown, evaluate
from advisor.errors import Place, Problem, nearest
from advisor.knowledge import strict_yaml
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import AnyRule, Rulebook
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.grammar import operand
from advisor.lazy_dataclass import dataclass
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
class Cases:
    """Everything that the cases assert."""

    conditions: tuple[RuleCase, ...] = ()
    """Where each rule fires, stays silent, is undecided."""
    conclusions: Mapping[str, Conclusion] = field(default_factory=dict)
    """What each rule concludes, by its id."""
    order: tuple[OrderCase, ...] = ()
    """Which row decides where several hold."""


def case_file(rule: AnyRule) -> str:
    """Return the path of a rule's cases below ``tests/rules/``."""
    return f"findings/{rule.id}.yaml" if room_of(rule) == "findings" else f"{rule.id}.yaml"


def room_of(rule: AnyRule) -> str:
    """Return the kind of a rule by its id: one of :data:`ROOMS`, or the findings."""
    first = rule.id.split("/")[0]
    return first if first in ROOMS else "findings"


ROOMS = ("whether", "when", "gates", "dates", "checklist")
CASES = "tests/rules"
"""The folder of the cases, as messages name it."""
ANSWER_CASES = {"events": "events.yaml", "contradictions": "contradictions.yaml"}
"""The files with cases of whole answers, see :mod:`advisor.authoring.answer_cases`."""
ORDER = ("order/whether.yaml", "order/when.yaml")
"""The files with the cases of the order of rows."""


def read_cases(rulebook: Rulebook, folder: Path) -> Cases:
    """Read the cases of every rule.

    Raises :class:`~advisor.errors.ContentError` with every problem.
    """
    keep = Collector(Roots(folder, folder))
    conditions: list[RuleCase] = []
    conclusions: dict[str, Conclusion] = {}
    order: list[OrderCase] = []
    known_files = {case_file(rule): rule for rule in rulebook.rules()}

    def read(path: Path) -> None:
        name = path.relative_to(folder).as_posix()
        label = f"{CASES}/{name}"
        if name not in known_files and name not in ORDER:
            strict_yaml.fail(Place(label, 1, 1), "There is no rule for these cases.")
        node = strict_yaml.read_file(path, label)
        if name in ORDER:
            order.extend(_order(node, rulebook))
            return
        rule, fields = known_files[name], strict_yaml.Fields(node)
        conditions.extend(_cases(fields, rule, rulebook))
        if concludes := fields.get("concludes"):
            conclusions[rule.id] = read_conclusion(concludes, rule)
        fields.done()

    apart = {folder / name for name in ANSWER_CASES.values()}
    keep.each(sorted({*folder.glob("**/*.yaml")} - apart), read)
    keep.stop_if_any()
    return Cases(tuple(conditions), conclusions, tuple(order))


def _cases(fields: strict_yaml.Fields, rule: AnyRule, rulebook: Rulebook) -> Iterator[RuleCase]:
    for outcome, expected in OUTCOMES.items():
        if group := fields.get(outcome):
            for name, place, facts in strict_yaml.pairs_of(group):
                yield RuleCase(rule.id, name, read_facts(facts, rulebook), expected, place)


def _order(node: strict_yaml.Node, rulebook: Rulebook) -> Iterator[OrderCase]:
    rows = {row.id for row in (*rulebook.whether, *rulebook.timing)}
    for name, place, value in strict_yaml.pairs_of(node):
        fields = strict_yaml.Fields(value)
        row = fields.text("decides")
        if row not in rows:
            strict_yaml.fail(fields.place_of("decides"), f"There is no row {row!r}.")
        yield OrderCase(name, row, read_facts(fields.need("facts"), rulebook), place)
        fields.done()


def read_facts(node: strict_yaml.Node, rulebook: Rulebook) -> Facts:
    """Read facts given directly, ``n/a`` for one that does not apply."""
    known: dict[str, FactValue] = {}
    absent: set[str] = set()
    for name, place, value in strict_yaml.pairs_of(node):
        kind = rulebook.facts.get(name)
        if kind is None:
            hint = nearest(name, list(rulebook.facts))
            strict_yaml.fail(place, f"There is no fact or finding {name!r}.{hint}")
        if isinstance(value, strict_yaml.Text) and value.text == "n/a":
            absent.add(name)
        else:
            known[name] = _value(value, name, kind)
    return Facts(known, frozenset(absent))


def _value(node: strict_yaml.Node, name: str, kind: FactType) -> FactValue:
    if kind.kind in ("text", "list", "duration"):
        return strict_yaml.text_of(node)
    if kind.kind == "money":
        word = strict_yaml.text_of(node).split()[-1]
        return Money(Decimal(strict_yaml.number_of(strict_yaml.Text(node.place, word))), "EUR")
    return operand(node, name, kind)


def failed(rulebook: Rulebook, cases: Cases) -> tuple[Problem, ...]:
    """Return the cases that do not hold, one problem each."""
    found = []
    for case in cases.conditions:
        truth = evaluate(rulebook.by_id[case.rule].when, case.facts)
        if truth is not case.expected:
            names = {expected: name for name, expected in OUTCOMES.items()}
            text = f"expected {names[case.expected]}, found {names[truth]}."
            found.append(Problem(case.place, f"{case.rule}, {case.name!r}: {text}"))
    for conclusion in cases.conclusions.values():
        faults = "; ".join(wrong(rulebook.by_id[conclusion.rule], conclusion))
        if faults:
            found.append(Problem(conclusion.place, f"{conclusion.rule} concludes {faults}."))
    for order in cases.order:
        rows = rulebook.whether if order.decides.startswith("whether/") else rulebook.timing
        row = decides(rows, order.facts)
        if row != order.decides:
            text = f"{order.name!r}: expected {order.decides} to decide, found {row or 'none'}."
            found.append(Problem(order.place, text))
    return tuple(found)


def lacking(rulebook: Rulebook, cases: Cases) -> Iterator[tuple[AnyRule, str]]:
    """Yield each rule that lacks a case which it needs, and which one.

    A rule needs a case that fires, one silent and one undecided, and its conclusion. What
    cannot be needs none: ``always`` is never silent, and a condition on known facts
    alone is never undecided.
    """
    outcomes: dict[str, set[Truth]] = {}
    for case in cases.conditions:
        outcomes.setdefault(case.rule, set()).add(case.expected)
    for rule in rulebook.rules():
        for name in sorted(needed(rule.when)):
            if OUTCOMES[name] not in outcomes.get(rule.id, ()):
                yield rule, f"no case where it {_VERB[name]}"
        fields = not_asserted(rule, cases.conclusions.get(rule.id))
        if fields:
            yield rule, f"no conclusion with its {', '.join(fields)}"


_VERB = {"fires": "fires", "silent": "stays silent", "undecided": "is undecided"}


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
        return not name.startswith(("advice.", "gate.", "held."))
    if isinstance(condition, (Always, IsKnown)):
        return False
    parts = condition.parts
    if isinstance(condition, All):
        # What is compared only where it is known is never undecided.
        guarded = {part.fact for part in parts if isinstance(part, IsKnown) and part.wanted}
        parts = tuple(
            part for part in parts if not (isinstance(part, Compare) and part.fact in guarded)
        )
    return any(can_be_open(part) for part in parts)
