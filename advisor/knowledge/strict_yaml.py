"""Strict YAML: every scalar is text with a position, and surprises are refused.

YAML 1.1 would turn ``no`` into false, ``1:30`` into 90 and ``0123`` into 83.
Here the field that reads a scalar decides what it is. Duplicate keys, anchors,
tags and deep nesting are refused, each with file, line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from advisor.errors import ContentError, FileProblems, Message, Place, nearest, one_of
from advisor.files import read_whole
from advisor.knowledge import plain_yaml
from advisor.knowledge.content_paths import LARGEST
from advisor.knowledge.yaml_nodes import (
    Mapping,
    Node,
    Sequence,
    Text,
    control_character,
    describe,
    fail,
)
from advisor.locale.control_characters import hidden_in

__all__ = ["LARGEST", "Mapping", "Node", "Sequence", "Text", "describe", "fail"]

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def read_file(path: Path, name: str | None = None, kind: type[FileProblems] = ContentError) -> Node:
    """Read one YAML file.

    ``name`` is the file's name in messages. Raises ``kind`` with a position.
    """
    name = name or str(path)
    return parse(read_whole(path, LARGEST, name, kind), name, kind)


def parse(data: bytes, name: str, kind: type[FileProblems] = ContentError) -> Node:
    """Read YAML from bytes. Raises ``kind`` with a position."""
    text = decoded(data, name, kind)
    plain = plain_yaml.parse(text, name)
    if plain is not None:
        return plain
    # Importing YAML takes longer than reading a case.
    from advisor.knowledge.yaml_parser import parse as parse_yaml

    return parse_yaml(text, name, kind)


def decoded(data: bytes, name: str, kind: type[FileProblems] = ContentError) -> str:
    """Return the text of a file.

    Raises ``kind`` with the place of a byte that is not UTF-8, and of a control character.
    """
    start = Place(name, 1, 1)
    if len(data) > LARGEST:
        told = Message("The file has more than {count} bytes; it must be smaller.", count=LARGEST)
        fail(start, told, kind)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        found = f"0x{data[error.start]:02x}"
        told = Message("Found byte {code}; the file must be UTF-8 text.", code=found)
        fail(Place(name, line, column), told, kind)
    at = hidden_in(text)
    if at is not None:
        line, column = text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1
        fail(Place(name, line, column), control_character(text[at]), kind)
    return text


class Fields:
    """Reads the fields of a mapping, each once, and refuses the rest."""

    def __init__(self, node: Node, kind: type[FileProblems] = ContentError) -> None:
        self.kind = kind
        if not isinstance(node, Mapping):
            fail(node.place, unlike(node, Message("a mapping is expected")), kind)
        self.node = node
        self._asked: list[str] = []

    @property
    def place(self) -> Place:
        """Where the mapping begins."""
        return self.node.place

    def place_of(self, name: str) -> Place:
        """Where a field stands, or where the mapping begins."""
        return self.node.keys.get(name, self.node.place)

    def get(self, name: str) -> Node | None:
        """Return a field's node, or ``None`` when it is not there."""
        self._asked.append(name)
        return self.node.items.get(name)

    def need(self, name: str) -> Node:
        """Return a field's node; a missing one is a problem."""
        node = self.get(name)
        if node is None:
            text = Message("The field {field} is missing.", field=repr(name))
            fail(self.place, text, self.kind)
        return node

    def text(self, name: str, default: str | None = None) -> str:
        """Return a field's text. Without a default it must be there."""
        node = self.need(name) if default is None else self.get(name)
        return default or "" if node is None else text_of(node, self.kind)

    def choice(self, name: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """Return a field's text, which must be one of ``allowed``."""
        node = self.need(name) if default is None else self.get(name)
        return default or "" if node is None else choice_of(node, allowed, self.kind)

    def whole(self, name: str, default: int | None = None) -> int:
        """Return a whole number."""
        node = self.need(name) if default is None else self.get(name)
        return default or 0 if node is None else whole_of(node, self.kind)

    def done(self) -> None:
        """Refuse any field that nobody asked for."""
        for name, place in self.node.keys.items():
            if name not in self._asked:
                allowed = sorted(set(self._asked))
                hint = nearest(name, allowed)
                hint = hint or Message(" Allowed: {allowed}.", allowed=one_of(allowed, 40))
                parts = {"field": repr(name), "hint": hint}
                fail(place, Message("There is no field {field} here.{hint}", **parts), self.kind)


def unlike(node: Node, expected: Message) -> Message:
    """Say what was found in place of what is expected."""
    return Message("Found {found}; {expected}.", found=describe(node), expected=expected)


def text_of(node: Node, kind: type[FileProblems] = ContentError) -> str:
    """Read a node as text that is not empty."""
    if not isinstance(node, Text) or not node.text.strip():
        fail(node.place, unlike(node, Message("a text is expected")), kind)
    return node.text


def items_of(node: Node, kind: type[FileProblems] = ContentError) -> list[Node]:
    """Read a node as a list."""
    if not isinstance(node, Sequence):
        fail(node.place, unlike(node, Message("a list is expected")), kind)
    return node.items


def pairs_of(
    node: Node, kind: type[FileProblems] = ContentError
) -> Iterator[tuple[str, Place, Node]]:
    """Read a node as a mapping: each key, its place and its value."""
    if not isinstance(node, Mapping):
        fail(node.place, unlike(node, Message("a mapping is expected")), kind)
    for key, value in node.items.items():
        yield key, node.keys[key], value


def choice_of(node: Node, allowed: tuple[str, ...], kind: type[FileProblems] = ContentError) -> str:
    """Read a node as one of some words."""
    word = text_of(node, kind)
    if word not in allowed:
        parts = {"allowed": one_of(allowed, 40), "hint": nearest(word, allowed)}
        text = Message("Found {found}; allowed: {allowed}.{hint}", found=repr(word), **parts)
        fail(node.place, text, kind)
    return word


def yes_of(node: Node, kind: type[FileProblems] = ContentError) -> bool:
    """Read a node as yes or no."""
    word = node.text.lower() if isinstance(node, Text) else ""
    if word not in ("yes", "no", "true", "false"):
        fail(node.place, unlike(node, Message("allowed: yes or no")), kind)
    return word in ("yes", "true")


def whole_of(node: Node, kind: type[FileProblems] = ContentError) -> int:
    """Read a node as a whole number."""
    number = number_of(node, kind)
    if number != int(number):
        fail(node.place, unlike(node, Message("a whole number is expected")), kind)
    return int(number)


def number_of(node: Node, kind: type[FileProblems] = ContentError) -> int | Decimal:
    """Read a node as a plain number such as 30, -7 or 2.5."""
    word = node.text if isinstance(node, Text) else ""
    try:
        if not word.isascii() or not word.lstrip("-").replace(".", "", 1).isdigit():
            raise InvalidOperation
        if len(word) > 18:
            text = Message("Found {found}; the number is too long.", found=f"{word[:18]}...")
            fail(node.place, text, kind)
        number = Decimal(word)
    except InvalidOperation:
        fail(node.place, unlike(node, Message("a number such as 30 or 2.5 is expected")), kind)
    return int(number) if number == int(number) else number


def date_of(node: Node, kind: type[FileProblems] = ContentError) -> date:
    """Read a node as a date written YYYY-MM-DD."""
    word = node.text if isinstance(node, Text) else ""
    try:
        # fromisoformat also reads weeks such as 2026-W47-1 from Python 3.11 on.
        if not _DATE.match(word):
            raise ValueError
        return date.fromisoformat(word)
    except ValueError:
        fail(node.place, unlike(node, Message("a date such as 2026-11-30 is expected")), kind)
