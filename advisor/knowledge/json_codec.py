"""Values of the rulebook and the phrasebooks as JSON, and back.

The JSON is a list of nodes, each after those that it refers to; the last is the value.
A node begins with a tag, ``tuple``, a word of :data:`_PLAIN` or the number of a dataclass in
:data:`CLASSES`, and goes on with its items: texts, truth values and ``None`` as they are,
all else as the number of its node. Equal values are one node. Only declared fields are
written, never what is attached to a value at run time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from advisor import conditions
from advisor.errors import Place
from advisor.knowledge import content, dated_value, law, letter_content, phrasebook
from advisor.model import Duration, FactType, Money
from advisor.wordlists import wordlist

CLASSES: tuple[type, ...] = (
    Place,
    FactType,
    Money,
    Duration,
    conditions.Compare,
    conditions.Holds,
    conditions.IsKnown,
    conditions.Always,
    conditions.All,
    conditions.AnyOf,
    conditions.NoneOf,
    content.Question,
    content.Anchor,
    content.FindingRule,
    content.WhetherRule,
    content.WhenRule,
    content.GateRule,
    content.DateRule,
    content.TaskRule,
    dated_value.DatedValue,
    content.Source,
    law.HolidayCalendar,
    law.NoticePeriod,
    law.NoticeRule,
    law.Law,
    content.Migration,
    content.Rulebook,
    letter_content.Paragraph,
    letter_content.Ranked,
    letter_content.Worded,
    letter_content.Sent,
    letter_content.LetterKind,
    letter_content.FramePart,
    letter_content.Frame,
    phrasebook.RuleText,
    phrasebook.QuestionText,
    phrasebook.ValueText,
    phrasebook.Phrasebook,
    wordlist.WordClass,
    wordlist.Element,
    wordlist.WordList,
)
"""The dataclasses that may be read back; their numbers are their places here."""

_NUMBER = {kind: number for number, kind in enumerate(CLASSES)}
_NAMES = tuple(tuple(one.name for one in fields(kind)) for kind in CLASSES)

_PLAIN: Mapping[str, Callable[..., object]] = {
    "int": int,
    "decimal": Decimal,
    "date": date.fromisoformat,
    "set": lambda *items: frozenset(items),
    "map": lambda *items: dict(zip(items[::2], items[1::2], strict=True)),
}


def dumps(value: object) -> str:
    """Return a value as JSON. Raises :class:`TypeError` for a type that has no form here."""
    nodes: dict[str, int] = {}

    def item(value: object) -> object:
        if value is None or isinstance(value, (str, bool)):
            return str(value) if isinstance(value, str) else value
        node = json.dumps(_node(value, item), ensure_ascii=False, separators=(",", ":"))
        return nodes.setdefault(node, len(nodes))

    item(value)
    return f"[{','.join(nodes)}]"


def _node(value: object, item: Callable[[object], object]) -> list[object]:
    number = _NUMBER.get(type(value))
    if number is not None:
        return [number, *(item(getattr(value, name)) for name in _NAMES[number])]
    if isinstance(value, Mapping):
        return ["map", *(item(one) for pair in value.items() for one in pair)]
    if isinstance(value, tuple):
        return ["tuple", *map(item, value)]
    if isinstance(value, frozenset):
        return ["set", *map(item, sorted(value))]
    if isinstance(value, int):
        return ["int", str(value)]
    if isinstance(value, Decimal):
        return ["decimal", str(value)]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def loads(text: str) -> Any:
    """Return the value that :func:`dumps` wrote.

    Raises :class:`ValueError`, :class:`TypeError`, :class:`LookupError`,
    :class:`ArithmeticError` or :class:`RecursionError` for anything else.
    """
    made: list[Any] = []
    for tag, *items in json.loads(text):
        values = [made[one] if type(one) is int else one for one in items]
        if tag == "tuple":
            made.append(tuple(values))
        elif type(tag) is int:
            names = _NAMES[tag]
            if len(names) != len(values):
                raise ValueError(CLASSES[tag])
            # A frozen dataclass sets its fields one by one, which takes twice as long.
            value: Any = object.__new__(CLASSES[tag])
            value.__dict__.update(zip(names, values))  # noqa: B905
            made.append(value)
        else:
            made.append(_PLAIN[tag](*values))
    return made[-1]
