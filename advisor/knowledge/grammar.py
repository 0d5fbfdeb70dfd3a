"""Read conditions and anchors from YAML, checked against the facts there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from advisor.conditions import (
    ALWAYS,
    OPERATORS,
    All,
    AnyOf,
    Compare,
    Condition,
    Holds,
    IsKnown,
    NoneOf,
)
from advisor.errors import Place, nearest, one_of
from advisor.knowledge import strict_yaml
from advisor.knowledge.strict_yaml import Node, fail
from advisor.model import FactType

GROUPS: Mapping[str, Callable[[tuple[Condition, ...]], Condition]] = {
    "all": All,
    "any": AnyOf,
    "none": NoneOf,
}

OPERATORS_OF: Mapping[str, tuple[str, ...]] = {
    "yes_no": ("is", "not"),
    "choice": ("is", "not", "in"),
    "number": ("is", "not", "in", "below", "above", "at_most", "at_least"),
    "percent": ("is", "not", "in", "below", "above", "at_most", "at_least"),
    "money": ("below", "above", "at_most", "at_least"),
    "date": ("is", "not", "before", "after"),
    "duration": (),
    "text": (),
    "list": (),
}
"""The comparisons that make sense for each kind of fact."""


class Scope:
    """The facts and findings a rule of some stratum may look at."""

    def __init__(self, facts: Mapping[str, FactType], origins: Iterable[str]) -> None:
        allowed = frozenset(origins)
        self.facts = {name: kind for name, kind in facts.items() if kind.origin in allowed}
        self.everywhere = facts

    def lookup(self, name: str, place: Place) -> FactType:
        """Return the type of a fact; an unknown name is a problem."""
        found = self.facts.get(name)
        if found is not None:
            return found
        if name in self.everywhere:
            text = f"{name!r} is not known yet where this is read; it comes later."
        else:
            text = f"There is no fact or finding {name!r}.{nearest(name, list(self.facts))}"
        return fail(place, text)


def condition(node: Node, scope: Scope) -> Condition:
    """Read a condition.

    Raises :class:`~advisor.errors.ContentError` with the place and what is allowed.
    """
    if isinstance(node, strict_yaml.Text):
        if node.text == "always":
            return ALWAYS
        kind = scope.lookup(strict_yaml.text_of(node), node.place)
        if kind.origin != "finding":
            fail(node.place, f"{node.text!r} is a fact, not a finding; compare it with something.")
        return Holds(node.text)
    if isinstance(node, strict_yaml.Sequence):
        fail(node.place, "Found a list; begin with all, any or none.")
    if len(node.items) != 1:
        found = one_of(list(node.items)) or "nothing"
        fail(node.place, f"Found {found}; a condition has one key. Use all, any or none for more.")
    ((key, place, value),) = strict_yaml.pairs_of(node)
    if key in GROUPS:
        items = strict_yaml.items_of(value)
        if not items:
            fail(value.place, f"The list below {key!r} is empty.")
        return GROUPS[key](tuple(condition(item, scope) for item in items))
    if key in ("known", "unknown"):
        name = strict_yaml.text_of(value)
        if scope.lookup(name, value.place).origin not in ("question", "derived", "turning"):
            fail(value.place, f"{key!r} asks for an answer or a derived fact, not {name!r}.")
        return IsKnown(name, key == "known")
    kind = scope.lookup(key, place)
    if kind.origin == "finding":
        fail(place, f"{key!r} is a finding; name it alone, without a comparison.")
    return _comparisons(key, kind, value)


def _comparisons(name: str, kind: FactType, node: Node) -> Condition:
    """Read ``fact: value`` or ``fact: {operator: operand, ...}``."""
    allowed = OPERATORS_OF[kind.kind]
    if not allowed:
        fail(node.place, f"{name!r} is a {kind.kind}; only known: and unknown: can test it.")
    if isinstance(node, strict_yaml.Text):
        return Compare(name, "is", operand(node, name, kind))
    parts: list[Condition] = []
    for word, place, value in strict_yaml.pairs_of(node):
        if word not in allowed:
            why = "" if word in OPERATORS else f" There is no {word!r}."
            fail(place, f"{name!r} is a {kind.kind}; allowed: {one_of(allowed)}.{why}")
        if word == "in":
            items = tuple(operand(item, name, kind) for item in strict_yaml.items_of(value))
            if not items:
                fail(value.place, "The list below 'in' is empty.")
            parts.append(Compare(name, "in", items))
        else:
            parts.append(Compare(name, word, operand(value, name, kind)))
    if not parts:
        fail(node.place, f"Nothing to compare {name!r} with.")
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def operand(node: Node, name: str, kind: FactType) -> bool | int | str | date:
    """Read the literal a fact is compared with."""
    if kind.kind == "yes_no":
        return strict_yaml.yes_of(node)
    if kind.kind == "choice":
        word = strict_yaml.text_of(node)
        if word not in kind.choices:
            hint = nearest(word, kind.choices)
            fail(
                node.place,
                f"{name!r} cannot be {word!r}; allowed: {one_of(kind.choices, 40)}.{hint}",
            )
        return word
    if kind.kind == "date":
        return strict_yaml.date_of(node)
    return strict_yaml.number_of(node)  # type: ignore[return-value]
