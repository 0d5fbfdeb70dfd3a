"""Tables of fields: how dataclasses of content are read from YAML.

A dataclass declares a kind of content once: the names, types and defaults of its fields,
and the docstrings of its attributes, which describe them to authors of rules too.
:func:`table` derives from it what the strict reader accepts (:func:`read`, :func:`build`)
and what an editor is told in the JSON Schema (:mod:`advisor.authoring.json_schema`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, fields, replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from advisor.conditions import Condition
from advisor.errors import Place
from advisor.knowledge import strict_yaml
from advisor.knowledge.anchor import Anchor
from advisor.knowledge.content import After
from advisor.knowledge.grammar import Scope, condition
from advisor.knowledge.strict_yaml import Fields, Node, Text, fail
from advisor.lazy_dataclass import dataclass

REQUIRED: Any = object()
"""The default of a field that must be given."""

T = TypeVar("T")


@dataclass(frozen=True)
class Field:
    """One field of a mapping in YAML."""

    name: str
    """The attribute that takes its value."""
    type: str
    """A key of :data:`READERS`, or another word where ``read`` is given."""
    default: Any = REQUIRED
    allowed: tuple[str, ...] = ()
    """The words that a ``choice`` or each of ``choices`` may be."""
    key: str = ""
    """Its key in YAML, where that is not the name."""
    read: Callable[[Node, Any], Any] | None = None
    """The reader of a type that only this kind of content has."""
    owner: Callable[..., object] | None = None
    """The dataclass that declares it."""


Table = tuple[Field, ...]


_TYPES: Mapping[Any, str] = {
    str: "text",
    int: "whole",
    bool: "yes_no",
    tuple[str, ...]: "texts",
    Condition: "condition",
    Anchor: "anchor",
    Anchor | None: "anchor",
    date: "date",
    date | None: "date",
    Decimal: "amount",
}


def table(kind: type, skip: Collection[str] = (), /, **changes: Mapping[str, Any]) -> Table:
    """Return the fields of a dataclass without its id, its place and those of ``skip``.

    ``changes`` holds, by the name of a field, attributes of :class:`Field` that do not
    follow from its declaration.
    """
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        replace(_field(kind, one, hints[one.name]), **changes.get(one.name, {}))
        for one in fields(kind)
        if one.name not in ("id", *skip) and hints[one.name] is not Place
    )


def _field(owner: type, declared: Any, hint: Any) -> Field:
    default = REQUIRED if declared.default is MISSING else declared.default
    if declared.default_factory is not MISSING:
        default = declared.default_factory()
    of, arguments = get_origin(hint), get_args(hint)
    allowed: tuple[str, ...] = ()
    if of is Annotated:
        type_ = arguments[1]
    elif of is Literal:
        type_, allowed = "choice", arguments
    elif of is tuple and get_origin(arguments[0]) is Literal:
        type_, allowed = "choices", get_args(arguments[0])
    else:
        type_ = _TYPES.get(hint, "")
    return Field(declared.name, type_, default, allowed, owner=owner)


def read(table: Table, fields: Fields, scope: Any = None) -> dict[str, Any]:
    """Return the value of each field by its attribute, and refuse other fields.

    Raises :class:`~advisor.errors.ContentError` with the place of the first fault.
    Without a scope a condition is returned as its node.
    """
    found: dict[str, Any] = {}
    for one in table:
        key = one.key or one.name
        node = fields.need(key) if one.default is REQUIRED else fields.get(key)
        found[one.name] = one.default if node is None else value(one, node, scope)
    fields.done()
    return found


def value(field: Field, node: Node, scope: Any = None) -> Any:
    """Return the value of one field."""
    return field.read(node, scope) if field.read else READERS[field.type](node, field, scope)


def build(kind: Callable[..., T], table: Table, node: Node, scope: Any = None, **more: Any) -> T:
    """Read a mapping into a dataclass; ``more`` are the attributes that it does not hold."""
    return kind(**read(table, Fields(node), scope), **more)


def take(kind: Callable[..., T], found: dict[str, Any]) -> T:
    """Take the fields of a dataclass out of what :func:`read` returned, and build it."""
    names = [one.name for one in fields(kind) if one.name in found]  # type: ignore[arg-type]
    return kind(**{name: found.pop(name) for name in names})


def named(kind: Callable[..., T], table: Table) -> Callable[[Node, Any], dict[str, T]]:
    """Return the reader of a mapping from ids to dataclasses with an id and a place."""
    return lambda node, scope: {
        name: build(kind, table, one, scope, id=name, place=one.place)
        for name, _, one in strict_yaml.pairs_of(node)
    }


def rows(kind: Callable[..., T], table: Table) -> Callable[[Node, Any], tuple[T, ...]]:
    """Return the reader of a list of dataclasses; a text alone is the last field of one."""

    def reader(node: Node, scope: Any) -> tuple[T, ...]:
        if isinstance(node, Text):
            return (kind(**{table[-1].name: value(table[-1], node, scope)}),)
        return tuple(build(kind, table, item, scope) for item in strict_yaml.items_of(node))

    return reader


def texts(node: Node) -> tuple[str, ...]:
    """Read a list of texts; one text alone counts as a list of one."""
    items = [node] if isinstance(node, Text) else strict_yaml.items_of(node)
    return tuple(map(strict_yaml.text_of, items))


def lists(node: Node) -> dict[str, tuple[str, ...]]:
    """Read names to lists of texts."""
    return {
        key: tuple(map(strict_yaml.text_of, strict_yaml.items_of(one)))
        for key, _, one in strict_yaml.pairs_of(node)
    }


def _choices(node: Node, field: Field, _scope: Any) -> tuple[str, ...]:
    """Read a list of words, each of them allowed."""
    items = [node] if isinstance(node, Text) else strict_yaml.items_of(node)
    return tuple(strict_yaml.choice_of(item, field.allowed) for item in items)


ANCHOR = table(Anchor, fact={"key": "from"})


def anchor(node: Node, scope: Scope) -> Anchor:
    """Read ``{from: a_date_fact, days: -7}``."""
    fields, found = Fields(node), build(Anchor, ANCHOR, node)
    place = fields.need("from").place
    kind = scope.lookup(found.fact, place)
    if kind.kind != "date":
        fail(place, f"{found.fact!r} is a {kind.kind}; a date fact is expected.")
    if abs(found.days) > 3660:
        fail(fields.place_of("days"), f"Found {found.days}; at most 3660 days either way.")
    return found


def anchors(node: Node, scope: Scope) -> tuple[Anchor, ...]:
    """Read a list of anchors; one anchor alone counts as a list of one."""
    items = [node] if isinstance(node, strict_yaml.Mapping) else strict_yaml.items_of(node)
    return tuple(anchor(item, scope) for item in items)


AFTER = table(After)


def after(node: Node) -> tuple[After, ...]:
    """Read ``[talk, {step: before/read-contract, business_days: 1}]``."""
    return tuple(
        After(item.text, item.place)
        if isinstance(item, Text)
        else build(After, AFTER, item, place=item.place)
        for item in strict_yaml.items_of(node)
    )


READERS: Mapping[str, Callable[[Node, Field, Any], Any]] = {
    "text": lambda node, _field, _scope: strict_yaml.text_of(node),
    "texts": lambda node, _field, _scope: texts(node),
    "sources": lambda node, _field, _scope: texts(node),
    "letter_kinds": lambda node, _field, _scope: texts(node),
    "lists": lambda node, _field, _scope: lists(node),
    "date": lambda node, _field, _scope: strict_yaml.date_of(node),
    "amount": lambda node, _field, _scope: Decimal(strict_yaml.number_of(node)),
    "whole": lambda node, _field, _scope: strict_yaml.whole_of(node),
    "yes_no": lambda node, _field, _scope: strict_yaml.yes_of(node),
    "choice": lambda node, field, _scope: strict_yaml.choice_of(node, field.allowed),
    "choices": _choices,
    "condition": lambda node, _, scope: node if scope is None else condition(node, scope),
    "anchor": lambda node, _field, scope: anchor(node, scope),
    "anchors": lambda node, _field, scope: anchors(node, scope),
    "after": lambda node, _field, _scope: after(node),
}
"""Reads the node of a field of each type."""
