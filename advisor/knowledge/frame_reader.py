"""Read the frames of letters: ``templates/<language>/letter/frame-*.yaml``."""

from __future__ import annotations

from typing import Any

from advisor.knowledge import strict_yaml
from advisor.knowledge.field_table import Field, build, read, table
from advisor.knowledge.letter_content import Frame, FramePart
from advisor.knowledge.strict_yaml import Fields, Node, fail


def frame_of(node: Node) -> Frame:
    """Read a frame. Raises :class:`~advisor.errors.ContentError` with the place.

    Every part is shown once, and the body is one of them.
    """
    found = build(Frame, FRAME, node)
    if "body" not in found.roles:
        fail(Fields(node).place_of("parts"), "The part body is missing.")
    return found


def _parts(node: Node, _scope: object) -> tuple[FramePart, ...]:
    parts: dict[str, FramePart] = {}
    for item in strict_yaml.items_of(node):
        part = _part(Fields(item))
        if part.role in parts:
            fail(item.place, f"The part {part.role} is shown twice.")
        parts[part.role] = part
    return tuple(parts.values())


def _part(fields: Fields) -> FramePart:
    found = read(PART, fields)
    node = found.pop("text")
    if node and found["role"] == "body":
        fail(fields.place_of("text"), "The body has no words around it.")
    return FramePart(**found, **(_words(node, found["role"]) if node else {}))


def _words(node: Node, role: str) -> dict[str, Any]:
    """Return the words around one value and around several."""
    if isinstance(node, strict_yaml.Mapping):
        found = read(WORDS, Fields(node))
    else:
        found = dict.fromkeys(("one", "other"), strict_yaml.text_of(node))
    for words in found.values():
        if words.count(f"{{{role}}}") != 1:
            fail(node.place, f"text: {words!r} has to hold {{{role}}} once.")
    return found


WORDS = (Field("one", "text"), Field("other", "text"))
PART = (
    *table(FramePart, ("one", "other"), role={"key": "part"}),
    Field("text", "words", None, read=lambda node, _: node),
)
FRAME = table(Frame, parts={"read": _parts})
