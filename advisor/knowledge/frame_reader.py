"""Read the frames of letters: ``templates/<language>/letter/frame-*.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast, get_args

from advisor.knowledge import strict_yaml
from advisor.knowledge.letter_content import (
    Alignment,
    Frame,
    FramePart,
    FrameRole,
    FrameStyle,
    Paper,
)
from advisor.knowledge.strict_yaml import Fields, Node, fail


def frame_of(node: Node) -> Frame:
    """Read a frame. Raises :class:`~advisor.errors.ContentError` with the place.

    Every part is shown once, and the body is one of them.
    """
    fields = Fields(node)
    paper = cast("Paper", fields.choice("paper", get_args(Paper), "a4"))
    parts: list[FramePart] = []
    for item in strict_yaml.items_of(fields.need("parts")):
        part = _part(Fields(item))
        if part.role in (other.role for other in parts):
            fail(item.place, f"The part {part.role} is shown twice.")
        parts.append(part)
    if "body" not in (part.role for part in parts):
        fail(fields.place_of("parts"), "The part body is missing.")
    fields.done()
    return Frame(tuple(parts), paper)


def _part(fields: Fields) -> FramePart:
    role = cast("FrameRole", fields.choice("part", get_args(FrameRole)))
    one, other = _words(fields, role)
    part = FramePart(
        role,
        place=cast("Alignment", fields.choice("place", get_args(Alignment), "start")),
        style=cast("FrameStyle", fields.choice("style", get_args(FrameStyle), "plain")),
        one=one,
        other=other,
        between=fields.text("between", "; "),
    )
    fields.done()
    return part


def _words(fields: Fields, role: FrameRole) -> Iterator[str]:
    """Yield the words around one value and around several, both empty where there are none."""
    node = fields.get("text")
    if node is None:
        yield from ("", "")
        return
    if role == "body":
        fail(fields.place_of("text"), "The body has no words around it.")
    if isinstance(node, strict_yaml.Mapping):
        rows = Fields(node)
        found = {name: rows.text(name) for name in ("one", "other")}
        rows.done()
    else:
        found = dict.fromkeys(("one", "other"), strict_yaml.text_of(node))
    for words in found.values():
        if words.count(f"{{{role}}}") != 1:
            fail(node.place, f"text: {words!r} has to hold {{{role}}} once.")
        yield words
