"""The reasoning as indented words, as a tree on a terminal, and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from advisor.files import json_text
from advisor.knowledge.phrasebook import Phrasebook
from advisor.report.explanation_node import Node

if TYPE_CHECKING:
    from rich.tree import Tree

INDENT = "  "
DEEPEST = 12
"""Columns of indent that deeper parts do not exceed."""


def heading(phrases: Phrasebook, node: Node) -> str:
    """Return a node's sentence, with a word before it where it is not true."""
    text = phrases.say("explain.again", text=node.text) if node.again else node.text
    return phrases.say(f"explain.mark.{node.mark}", text=text) if node.mark else text


def notes(phrases: Phrasebook, node: Node) -> tuple[str, ...]:
    """Return the lines below a node's sentence: its reason, its norm and its sources."""
    norm = phrases.say(f"norm.{node.norm}") if node.norm else ""
    sources = phrases.listed(
        phrases.say("explain.source", title=title, id=name) if title else name
        for name, title in node.sources
    )
    if node.cut:
        sources = phrases.say("explain.more_sources", sources=sources, n=str(node.cut))
    key = "rests" if norm and sources else "rests_norm" if norm else "rests_sources"
    rests = phrases.say(f"explain.{key}", norm=norm, sources=sources) if norm or sources else ""
    found = tuple(filter(None, (node.reason, rests)))
    return (" ".join(found),) if node.kind == "passed" else found


def explain_text(phrases: Phrasebook, tree: Node, width: int = 78) -> str:
    """Return a tree as plain text, indented by depth and wrapped at ``width`` columns."""
    return "\n".join(_lines(phrases, tree, 0, width)) + "\n"


def _lines(phrases: Phrasebook, node: Node, depth: int, width: int) -> Iterator[str]:
    indent = INDENT * depth if len(INDENT) * depth <= DEEPEST else " " * DEEPEST
    ref = f" [{node.ref}]" if node.ref else ""
    yield from _wrapped(heading(phrases, node) + ref, indent, width)
    for note in notes(phrases, node):
        yield from _wrapped(note, indent + INDENT, width)
    for child in node.children:
        yield from _lines(phrases, child, depth + 1, width)


def _wrapped(text: str, indent: str, width: int) -> list[str]:
    return wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent + INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )


def explain_tree(phrases: Phrasebook, tree: Node) -> Tree:
    """Return a tree as Rich draws it. No text is read as markup."""
    from rich.text import Text
    from rich.tree import Tree as Drawn

    def label(node: Node) -> Text:
        style = {"fails": "red", "open": "yellow"}.get(node.mark, "")
        if node.kind in ("advice", "row", "list", "finding", "gate", "date", "paragraph"):
            style = f"{style} bold".strip()
        text = Text(heading(phrases, node), style=style)
        if node.ref:
            text.append(f" [{node.ref}]", style="not bold dim")
        for note in notes(phrases, node):
            text.append("\n").append(note, style="not bold dim")
        return text

    def grow(branch: Drawn, node: Node) -> None:
        for child in node.children:
            grow(branch.add(label(child)), child)

    root = Drawn(label(tree), guide_style="dim")
    grow(root, tree)
    return root


def _plain(node: Node) -> dict[str, object]:
    return {
        "text": node.text,
        "kind": node.kind,
        "id": node.ref,
        "state": node.mark or "holds",
        "norm": node.norm or None,
        "because": node.reason,
        "sources": [{"id": name, "title": title} for name, title in node.sources],
        "children": [_plain(child) for child in node.children],
    }


def explain_json(tree: Node) -> str:
    """Return a tree as JSON, its keys in a fixed order."""
    return json_text(_plain(tree))
