"""Strict YAML: every scalar is text with a position, and surprises are refused.

YAML 1.1 would turn ``no`` into false, ``1:30`` into 90 and ``0123`` into 83.
Here the field that reads a scalar decides what it is. Duplicate keys, anchors,
tags and deep nesting are refused, each with file, line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NoReturn, TypeVar, Union

import yaml

from advisor.errors import ContentError, FileProblems, Message, Place, Problem, nearest, one_of
from advisor.files import read_whole
from advisor.knowledge.yaml_faults import fault
from advisor.lazy_dataclass import dataclass

DEEPEST = 32
"""Levels of nesting, far more than any file of ours needs."""
LARGEST = 4_000_000
"""Bytes of one file."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Text:
    """A scalar."""

    place: Place
    text: str
    quoted: bool = False


@dataclass
class Sequence:
    """A list."""

    place: Place
    items: list[Node] = field(default_factory=list)


@dataclass
class Mapping:
    """A mapping, with the place of each key."""

    place: Place
    items: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)


Node = Union[Text, Sequence, Mapping]
T = TypeVar("T")


def fail(place: Place, message: str, kind: type[FileProblems] = ContentError) -> NoReturn:
    """Raise one problem at a place."""
    raise kind([Problem(place, message)])


def describe(node: Node) -> str:
    """Say what a node is, for a message."""
    if isinstance(node, Text):
        return repr(node.text) if node.text or node.quoted else Message("nothing")
    return Message("a list") if isinstance(node, Sequence) else Message("a mapping")


def read_file(path: Path, name: str | None = None, kind: type[FileProblems] = ContentError) -> Node:
    """Read one YAML file.

    ``name`` is the file's name in messages. Raises ``kind`` with a position.
    """
    name = name or str(path)
    return parse(read_whole(path, LARGEST, name, kind), name, kind)


def parse(data: bytes, name: str, kind: type[FileProblems] = ContentError) -> Node:
    """Read YAML from bytes. Raises ``kind`` with a position."""
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
    try:
        return _build(text, name, kind)
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        fail(Place(name, line, column), Message("Found a control character; remove it."), kind)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else start
        fail(place, Message("This is not valid YAML: {fault}.", fault=fault(error)), kind)


def _events(text: str) -> Iterator[Any]:
    """Yield the parser's events; its stubs leave out the fields of most of them."""
    yield from yaml.parse(text, Loader=_Loader)


class _Builder:
    """Builds nodes from the parser's events, without recursion."""

    def __init__(self, name: str, kind: type[FileProblems]) -> None:
        self.name, self.kind = name, kind
        self.root: Node | None = None
        self.stack: list[Sequence | Mapping] = []
        self.pending: list[Text | None] = []
        """For each open collection the key that waits for its value."""

    def event(self, event: Any) -> None:
        """Take in one event."""
        place = Place(self.name, event.start_mark.line + 1, event.start_mark.column + 1)
        if getattr(event, "anchor", None):
            name = repr(event.anchor)
            text = Message("Found the anchor or alias {name}; write it out.", name=name)
            fail(place, text, self.kind)
        if getattr(event, "tag", None) not in (None, "!"):
            text = Message("Found the tag {tag}; tags are not allowed.", tag=repr(event.tag))
            fail(place, text, self.kind)
        if isinstance(event, yaml.ScalarEvent):
            self.add(Text(place, event.value, event.style in ("'", '"')))
        elif isinstance(event, yaml.SequenceStartEvent):
            self.open(Sequence(place))
        elif isinstance(event, yaml.MappingStartEvent):
            self.open(Mapping(place))
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
            self.pending.pop()

    def open(self, node: Sequence | Mapping) -> None:
        """Begin a list or a mapping."""
        self.add(node)
        self.stack.append(node)
        self.pending.append(None)
        if len(self.stack) > DEEPEST:
            text = Message("Nested deeper than {count} levels.", count=DEEPEST)
            fail(node.place, text, self.kind)

    def add(self, node: Node) -> None:
        """Put a node where it belongs: at the top, into a list, as key or as value."""
        if not self.stack:
            if self.root is not None:
                text = Message("Found a second document; a file holds one.")
                fail(node.place, text, self.kind)
            self.root = node
        elif isinstance(top := self.stack[-1], Sequence):
            top.items.append(node)
        elif (key := self.pending[-1]) is None:
            self.pending[-1] = self.key(node, top)
        else:
            top.items[key.text], top.keys[key.text] = node, key.place
            self.pending[-1] = None

    def key(self, node: Node, mapping: Mapping) -> Text:
        """Return a key, which is a word that the mapping does not have yet."""
        if not isinstance(node, Text):
            text = Message("Found {found} as a key; a key is a word.", found=describe(node))
            fail(node.place, text, self.kind)
        if node.text in mapping.items:
            first = mapping.keys[node.text].line
            parts = {"key": repr(node.text), "line": first}
            text = Message("The key {key} stands here and in line {line}; keep one.", **parts)
            fail(node.place, text, self.kind)
        return node


def _build(text: str, name: str, kind: type[FileProblems]) -> Node:
    builder = _Builder(name, kind)
    for event in _events(text):
        builder.event(event)
    return builder.root if builder.root is not None else Mapping(Place(name, 1, 1))


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
