"""Declarative tables of fields: one for each kind of content.

What the strict reader accepts (:func:`read`), what an editor is told in the JSON Schema
(:mod:`advisor.authoring.json_schema`) and which texts are translated all follow from them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from advisor.knowledge import strict_yaml
from advisor.knowledge.content import Anchor
from advisor.knowledge.grammar import Scope, condition
from advisor.knowledge.strict_yaml import Fields, Node, Text, fail

REQUIRED: Any = object()
"""The default of a field that must be given."""


@dataclass(frozen=True)
class Field:
    """One field of a mapping in YAML."""

    name: str
    type: str
    """A key of :data:`READERS`, or another word where ``read`` is given."""
    default: Any = REQUIRED
    allowed: tuple[str, ...] = ()
    """The words that a ``choice`` or each of ``choices`` may be."""
    attribute: str = ""
    """The attribute that takes the value, where it has another name than the field."""
    translated: bool = False
    """Whether the field holds text in the language of the file."""
    read: Callable[[Node, Scope | None], Any] | None = None
    """The reader of a type that only this kind of content has."""
    about: str = ""
    """For authors of rules."""


Table = tuple[Field, ...]


def read(table: Table, fields: Fields, scope: Scope | None = None) -> dict[str, Any]:
    """Return the value of each field by its attribute, and refuse other fields.

    Raises :class:`~advisor.errors.ContentError` with the place of the first fault.
    Without a scope a condition is returned as its node.
    """
    found: dict[str, Any] = {}
    for one in table:
        node = fields.need(one.name) if one.default is REQUIRED else fields.get(one.name)
        found[one.attribute or one.name] = one.default if node is None else value(one, node, scope)
    fields.done()
    return found


def split_texts(table: Table, found: dict[str, Any]) -> dict[str, Any]:
    """Take the translated texts out of what :func:`read` returned, and return them."""
    names = (one.attribute or one.name for one in table if one.translated)
    return {name: found.pop(name) for name in names}


def value(field: Field, node: Node, scope: Scope | None = None) -> Any:
    """Return the value of one field."""
    return field.read(node, scope) if field.read else READERS[field.type](node, field, scope)


def texts(node: Node) -> tuple[str, ...]:
    """Read a list of texts; one text alone counts as a list of one."""
    if isinstance(node, Text):
        return (strict_yaml.text_of(node),)
    return tuple(strict_yaml.text_of(item) for item in strict_yaml.items_of(node))


def _choices(node: Node, field: Field, _scope: Scope | None) -> tuple[str, ...]:
    """Read a list of words, each of them allowed."""
    items = [node] if isinstance(node, Text) else strict_yaml.items_of(node)
    return tuple(strict_yaml.choice_of(item, field.allowed) for item in items)


def _condition(node: Node, _field: Field, scope: Scope | None) -> Any:
    return node if scope is None else condition(node, scope)


ANCHOR: Table = (
    Field("from", "text", about="A fact that is a date."),
    Field("days", "whole", 0, about="Calendar days after it, negative for before."),
)


def anchor(node: Node, scope: Scope) -> Anchor:
    """Read ``{from: a_date_fact, days: -7}``."""
    fields = Fields(node)
    found = read(ANCHOR, fields)
    name, days = found["from"], found["days"]
    kind = scope.lookup(name, fields.need("from").place)
    if kind.kind != "date":
        fail(fields.need("from").place, f"{name!r} is a {kind.kind}; a date fact is expected.")
    if abs(days) > 3660:
        fail(fields.place_of("days"), f"Found {days}; at most 3660 days either way.")
    return Anchor(name, days)


READERS: Mapping[str, Callable[[Node, Field, Any], Any]] = {
    "text": lambda node, _field, _scope: strict_yaml.text_of(node),
    "texts": lambda node, _field, _scope: texts(node),
    "sources": lambda node, _field, _scope: texts(node),
    "whole": lambda node, _field, _scope: strict_yaml.whole_of(node),
    "yes_no": lambda node, _field, _scope: strict_yaml.yes_of(node),
    "choice": lambda node, field, _scope: strict_yaml.choice_of(node, field.allowed),
    "choices": _choices,
    "condition": _condition,
    "anchor": lambda node, _field, scope: anchor(node, scope),
}
"""Reads the node of a field of each type."""
