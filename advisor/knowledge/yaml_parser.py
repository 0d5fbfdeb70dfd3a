"""Any YAML as nodes, by the events of PyYAML's parser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from advisor.errors import FileProblems, Message, Place
from advisor.knowledge.yaml_faults import fault
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

DEEPEST = 32
"""Levels of nesting, far more than any file of ours needs."""

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(text: str, name: str, kind: type[FileProblems]) -> Node:
    """Read YAML. Raises ``kind`` with a position in the file ``name``."""
    try:
        return _build(text, name, kind)
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        fail(Place(name, line, column), control_character(text[error.position]), kind)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, *((mark.line + 1, mark.column + 1) if mark else (1, 1)))
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
            at = hidden_in(event.value)
            if at is not None:
                fail(place, control_character(event.value[at]), self.kind)
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
