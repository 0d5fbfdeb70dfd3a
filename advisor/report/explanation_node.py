"""The reasoning as a tree of plain sentences, and its short form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal[
    "advice", "row", "passed", "finding", "gate", "date", "task", "paragraph",
    "all", "any", "none", "tally", "fact", "answer", "always", "note", "list",
]  # fmt: skip
Mark = Literal["", "fails", "open"]
"""Nothing for what holds."""

SOURCES_SHOWN = 2
GROUPS: tuple[Kind, ...] = ("all", "any")


@dataclass(frozen=True)
class Node:
    """One sentence, and what it rests on."""

    text: str
    kind: Kind
    mark: Mark = ""
    brief: str = ""
    """The same in few words, for a line that names several."""
    claim: str = ""
    """What a condition asks for, where that is said in place of what is so."""
    ref: str = ""
    """The id of the rule, the question or the fact."""
    norm: str = ""
    """How binding it is: one of :data:`advisor.model.NORMS`, or nothing."""
    sources: tuple[tuple[str, str], ...] = ()
    """Id and title of each source."""
    says: str = ""
    """The reason, in the words of the rule."""
    children: tuple[Node, ...] = ()
    spare: bool = False
    """Left out of the short form."""
    cut: int = 0
    """How many sources the short form leaves out."""
    again: bool = False
    """It stands in full further up."""


def short(node: Node) -> Node:
    """Return a tree fit for reading.

    Spare nodes are left out. A group of one is replaced by its one part, and parts of
    which all are needed stand directly below what needs them. A fact that rests on one
    answer takes that answer into its line. What was said in full is not said again.
    """
    return _once(_pruned(node), set())


def _pruned(node: Node) -> Node:
    kept: list[Node] = []
    for child in node.children:
        if child.spare:
            continue
        part = _pruned(child)
        if part.kind in GROUPS and not part.children:
            continue
        inside = part.kind == "all" and node.kind not in ("any", "none")
        if inside or (part.kind in GROUPS and len(part.children) == 1):
            kept.extend(part.children)
        else:
            kept.append(part)
    cut = max(len(node.sources) - SOURCES_SHOWN, 0)
    node = replace(node, sources=node.sources[:SOURCES_SHOWN], cut=cut)
    if node.kind == "fact" and len(kept) == 1 and kept[0].kind == "answer":
        return replace(node, text=f"{node.text} {kept[0].text}", children=())
    if node.kind == "passed":
        return replace(node, sources=(), cut=0, children=())
    return replace(node, children=tuple(kept))


def _once(node: Node, seen: set[str]) -> Node:
    if node.kind in ("finding", "fact") and node.children:
        if node.ref in seen:
            return replace(node, says="", sources=(), cut=0, norm="", children=(), again=True)
        seen.add(node.ref)
    return replace(node, children=tuple(_once(child, seen) for child in node.children))


def ends(node: Node) -> Iterator[Node]:
    """Yield the findings, tallies, facts and answers at the ends of a condition."""
    if node.kind in ("all", "any", "none") and node.children:
        for child in node.children:
            yield from ends(child)
    else:
        yield node


def one_tally(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Keep of several tallies that are each enough the one that counts the most."""
    shown = [node for node in nodes if node.kind == "tally" and not node.spare]
    most = max(shown, key=lambda node: len(node.children), default=None)
    return tuple(
        replace(node, spare=True) if node in shown and node is not most else node for node in nodes
    )
