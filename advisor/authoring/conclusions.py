"""What a rule concludes once it fires, and which row wins where several hold.

Besides its cases, a rule's file asserts the constants of the rule, and its date for one
example::

    concludes:
      direction: for
      strength: strong
      ground: payment
      norm: prudence

    concludes:
      kind: deadline
      norm: contract
      date: {notice_end_date: 2027-01-15, falls_on: 2027-01-08}

The order of the rows is asserted in ``order/whether.yaml`` and ``order/when.yaml``::

    a threat counts before a settled end:
      decides: whether/end-danger
      facts: {conduct/threats: yes, project/settled: yes}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from advisor.conditions import evaluate
from advisor.errors import Place, one_of
from advisor.knowledge import strict_yaml
from advisor.knowledge.content import (
    Anchor,
    AnyRule,
    DateRule,
    FindingRule,
    GateRule,
    TaskRule,
    WhenRule,
    WhetherRule,
)
from advisor.lazy_dataclass import dataclass
from advisor.model import Facts

CONSTANTS: Mapping[type, tuple[str, ...]] = {
    FindingRule: ("direction", "strength", "ground", "norm"),
    WhetherRule: ("whether", "norm"),
    WhenRule: ("timing", "norm"),
    GateRule: ("gate", "blocking", "holds", "norm"),
    DateRule: ("kind", "norm", "date"),
    TaskRule: ("phase", "who", "norm", "due"),
}
"""The fields of each kind of rule that its cases have to assert."""

Row = WhetherRule | WhenRule


@dataclass(frozen=True)
class DateExample:
    """The date of a rule when the fact it counts from is ``given``."""

    fact: str
    given: date
    falls_on: date


@dataclass(frozen=True)
class Conclusion:
    """What a rule is expected to conclude."""

    rule: str
    fields: Mapping[str, str | DateExample]
    place: Place


@dataclass(frozen=True)
class OrderCase:
    """Facts for which several rows hold, and the row that decides."""

    name: str
    decides: str
    facts: Facts
    place: Place


def read_conclusion(node: strict_yaml.Node, rule: AnyRule) -> Conclusion:
    """Read what a rule concludes. Raises :class:`~advisor.errors.ContentError`."""
    allowed = CONSTANTS[type(rule)]
    fields: dict[str, str | DateExample] = {}
    for name, place, value in strict_yaml.pairs_of(node):
        if name not in allowed:
            strict_yaml.fail(place, f"Found {name!r}; {rule.id} concludes {one_of(allowed)}.")
        anchored = isinstance(getattr(rule, name), Anchor)
        fields[name] = _date_example(value) if anchored else strict_yaml.text_of(value)
    return Conclusion(rule.id, fields, node.place)


def _date_example(node: strict_yaml.Node) -> DateExample:
    days = {name: strict_yaml.date_of(value) for name, _, value in strict_yaml.pairs_of(node)}
    falls_on = days.pop("falls_on", None)
    if falls_on is None or len(days) != 1:
        strict_yaml.fail(
            node.place, "Give the date it counts from, and falls_on: the date it gives."
        )
    ((fact, given),) = days.items()
    return DateExample(fact, given, falls_on)


def wrong(rule: AnyRule, conclusion: Conclusion) -> Iterator[str]:
    """Yield each field in which a rule concludes something else than expected."""
    for name, expected in conclusion.fields.items():
        value = getattr(rule, name)
        if isinstance(expected, DateExample):
            found = _falls(value, expected)
            if found != expected.falls_on:
                other = found or f"nothing, it counts from {value.fact}"
                yield f"{name}: expected {expected.falls_on}, found {other}"
        elif shown(value) != expected:
            yield f"{name}: expected {expected}, found {shown(value)}"


def _falls(anchor: Anchor, example: DateExample) -> date | None:
    """Return the date an anchor gives, or nothing when it counts from another fact."""
    return example.given + timedelta(days=anchor.days) if anchor.fact == example.fact else None


def shown(value: object) -> str:
    """Write a field as a rule file does."""
    if isinstance(value, tuple):
        return ", ".join(value)
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)


def not_asserted(rule: AnyRule, conclusion: Conclusion | None) -> tuple[str, ...]:
    """Return the fields of a rule that its cases do not assert."""
    fields = conclusion.fields if conclusion else {}
    return tuple(name for name in CONSTANTS[type(rule)] if name not in fields)


def decides(rows: Sequence[Row], facts: Facts) -> str:
    """Return the first row that holds, or nothing."""
    return next((row.id for row in rows if evaluate(row.when, facts)), "")
