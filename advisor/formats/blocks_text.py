"""Blocks as plain text."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.formats.blocks import Block


def text_of(blocks: Iterable[Block]) -> str:
    """Return blocks as plain text, an empty line between them."""
    return "\n\n".join(filter(None, map(_text, blocks)))


def _text(block: Block) -> str:
    if block.kind == "list":
        marks = (f"{n}." if block.ordered else "-" for n, _ in enumerate(block.children, start=1))
        items = zip(marks, block.children, strict=False)
        return "\n".join(f"{mark} " + _item(item).replace("\n", "\n  ") for mark, item in items)
    if block.kind == "table":
        return "\n".join(" | ".join(cell.text for cell in row.children) for row in block.children)
    return "-----" if block.kind == "rule" else block.text


def _item(item: Block) -> str:
    return "\n".join(map(_text, item.children))
