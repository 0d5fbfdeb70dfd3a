"""Values of the rulebook and the phrasebooks as JSON, and back.

The JSON holds a list of literals (texts, whole numbers, truth values, ``None``) and a list
of nodes. A node begins with a tag: ``tuple``, a word of :data:`_PLAIN`
or the number of a dataclass in :data:`CLASSES`. It goes on with its items, each the index
of a literal or of an earlier node, counted through both lists; the last node is the value.
Equal values are one node. Only declared fields are written, never what is attached to a
value at run time.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from advisor import conditions
from advisor.errors import Place
from advisor.knowledge import (
    anchor,
    coherence,
    content,
    dated_value,
    event_content,
    interview_content,
    law,
    letter_content,
    phrasebook,
)
from advisor.lazy_dataclass import field_names
from advisor.locale import conventions as locale_conventions
from advisor.locale import language
from advisor.model import Duration, FactType, Money
from advisor.wordlists import wordlist

CLASSES: tuple[type, ...] = (
    *(Place, FactType, Money, Duration),
    *(
        kind
        for module in (
            *(conditions, anchor, coherence, content, dated_value),
            *(event_content, interview_content, law, letter_content),
            *(phrasebook, locale_conventions, language, wordlist),
        )
        for kind in vars(module).values()
        if kind.__class__ is type
        and "__dataclass_fields__" in vars(kind)
        and kind.__module__ == module.__name__
    ),
)
"""The dataclasses that may be read back; their numbers are their places here."""

_NUMBER = {kind: number for number, kind in enumerate(CLASSES)}
_NAMES = tuple(map(field_names, CLASSES))

SHAPE = f"{zlib.crc32(repr((CLASSES, _NAMES)).encode()):08x}"
"""Changes with every class and field: what was written with others cannot be read."""

_PLAIN: Mapping[str, Callable[..., object]] = {
    "decimal": Decimal,
    "date": date.fromisoformat,
    "set": lambda *items: frozenset(items),
    "map": lambda *items: dict(zip(items[::2], items[1::2], strict=True)),
}


def dumps(value: object) -> str:
    """Return a value as JSON. Raises :class:`TypeError` for a type that has no form here."""
    literals: dict[tuple[type, object], int] = {}
    nodes: dict[tuple[object, ...], int] = {}

    def item(value: object) -> int:
        if value is None or isinstance(value, (str, int)):
            return -1 - literals.setdefault((type(value), value), len(literals))
        node = tuple(_node(value, item))
        return nodes.setdefault(node, len(nodes))

    item(value)
    first = len(literals)
    rows = [[tag, *(_index(one, first) for one in items)] for tag, *items in nodes]
    texts = [
        str(value) if kind is not int and kind is not bool and value is not None else value
        for kind, value in literals
    ]
    return json.dumps([texts, rows], ensure_ascii=False, separators=(",", ":"))


def _index(item: Any, first: int) -> int:
    """Return the index of an item where the literals come first, ``first`` of them."""
    index: int = -1 - item if item < 0 else first + item
    return index


def _node(value: object, item: Callable[[object], int]) -> list[object]:
    number = _NUMBER.get(type(value))
    if number is not None:
        return [number, *(item(getattr(value, name)) for name in _NAMES[number])]
    if isinstance(value, Mapping):
        return ["map", *(item(one) for pair in value.items() for one in pair)]
    if isinstance(value, tuple):
        return ["tuple", *map(item, value)]
    if isinstance(value, frozenset):
        return ["set", *map(item, sorted(value))]
    if isinstance(value, Decimal):
        return ["decimal", item(str(value))]
    if isinstance(value, date):
        return ["date", item(value.isoformat())]
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def loads(text: str) -> Any:
    """Return the value that :func:`dumps` wrote.

    Raises :class:`ValueError`, :class:`TypeError`, :class:`LookupError`,
    :class:`ArithmeticError` or :class:`RecursionError` for anything else.
    """
    made, nodes = json.loads(text)
    item = made.__getitem__
    for tag, *items in nodes:
        if tag == "tuple":
            made.append(tuple(map(item, items)))
        elif type(tag) is int:
            names = _NAMES[tag]
            if len(names) != len(items):
                raise ValueError(CLASSES[tag])
            # A frozen dataclass sets its fields one by one, which takes twice as long.
            value: Any = object.__new__(CLASSES[tag])
            value.__dict__.update(zip(names, map(item, items)))  # noqa: B905
            made.append(value)
        else:
            made.append(_PLAIN[tag](*map(item, items)))
    return made[-1]
