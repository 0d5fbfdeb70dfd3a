"""The nodes of a YAML file: text, lists and mappings, each with its place."""

from __future__ import annotations

from dataclasses import field
from typing import NoReturn, Union

from advisor.errors import ContentError, FileProblems, Message, Place, Problem
from advisor.lazy_dataclass import dataclass


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


def fail(place: Place, message: str, kind: type[FileProblems] = ContentError) -> NoReturn:
    """Raise one problem at a place."""
    raise kind([Problem(place, message)])


def control_character(sign: str) -> Message:
    """Return the message for a control character in a file."""
    return Message("Found the control character {code}; remove it.", code=f"U+{ord(sign):04X}")


def describe(node: Node) -> str:
    """Say what a node is, for a message."""
    if isinstance(node, Text):
        return repr(node.text) if node.text or node.quoted else Message("nothing")
    return Message("a list") if isinstance(node, Sequence) else Message("a mapping")
