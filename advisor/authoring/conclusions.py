"""What a rule concludes once it fires, and which row wins where several hold.

Besides its cases, a rule's file asserts the constants of the rule, and its date for one
example::

    concludes:
      direction: for
      strength: strong
      topic: payment
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
from dataclasses import fields
from datetime import date, timedelta

from advisor.conditions import evaluate
from advisor.errors import Place, one_of
from advisor.knowledge import strict_yaml
from advisor.knowledge.anchor import Anchor
from advisor.knowledge.content import (
    After,
    AnyRule,
    DateRule,
    FindingRule,
    GateRule,
    TaskRule,
    WhenRule,
    WhetherRule,
)
from advisor.knowledge.field_table import after
from advisor.lazy_dataclass import dataclass
from advisor.model import Facts

CONSTANTS: Mapping[type, tuple[str, ...]] = {
    FindingRule: ("direction", "strength", "topic", "norm"),
    WhetherRule: ("whether", "norm"),
    WhenRule: ("timing", "norm"),
    GateRule: ("gate", "blocking", "holds", "norm"),
    DateRule: ("kind", "norm", "date"),
    TaskRule: (
        *("phase", "who", "norm", "step", "after", "day", "by", "takes", "any_day"),
        *("instead_of", "acts", "clears_gate", "sends"),
    ),
}
"""The fields of each kind of rule that its cases have to assert, where they are given."""

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
    found: dict[str, str | DateExample] = {}
    for name, place, value in strict_yaml.pairs_of(node):
        if name not in allowed:
            strict_yaml.fail(place, f"Found {name!r}; {rule.id} concludes {one_of(allowed)}.")
        if isinstance(getattr(rule, name), Anchor):
            found[name] = _date_example(value)
        elif name in ("after", "instead_of"):
            found[name] = shown(after(value))
        elif isinstance(value, strict_yaml.Sequence):
            found[name] = ", ".join(map(strict_yaml.text_of, strict_yaml.items_of(value)))
        else:
            found[name] = strict_yaml.text_of(value)
    return Conclusion(rule.id, found, node.place)


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
    """Write a field as a rule file does; a list as its items with commas."""
    if isinstance(value, tuple):
        return ", ".join(map(shown, value))
    if isinstance(value, After):
        delay = f" +{value.days} days" if value.days else ""
        return (
            value.step
            + delay
            + (f" +{value.business_days} business days" if value.business_days else "")
        )
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)


def not_asserted(rule: AnyRule, conclusion: Conclusion | None) -> tuple[str, ...]:
    """Return the fields that a rule is given and its cases do not assert."""
    asserted = conclusion.fields if conclusion else {}
    defaults = {one.name: one.default for one in fields(rule)}
    return tuple(
        name
        for name in CONSTANTS[type(rule)]
        if name not in asserted and getattr(rule, name) != defaults[name]
    )


def decides(rows: Sequence[Row], facts: Facts) -> str:
    """Return the first row that holds, or nothing."""
    return next((row.id for row in rows if evaluate(row.when, facts)), "")
