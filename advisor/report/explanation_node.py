"""The reasoning as a tree of plain sentences, and its short form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from advisor.lazy_dataclass import dataclass

Kind = Literal[
    "advice", "row", "passed", "finding", "gate", "date", "task", "paragraph",
    "all", "any", "none", "balance", "fact", "answer", "always", "note", "list",
]  # fmt: skip
Mark = Literal["", "fails", "open"]
"""Empty for what is true."""

SOURCES_SHOWN = 2
GROUPS: tuple[Kind, ...] = ("all", "any")


@dataclass(frozen=True)
class Node:
    """One sentence, and the sentences that justify it."""

    text: str
    kind: Kind
    mark: Mark = ""
    brief: str = ""
    """The same in few words, for a line that lists several."""
    claim: str = ""
    """What a condition requires, for texts that list requirements in place of facts."""
    ref: str = ""
    """The id of the rule, the question or the fact."""
    norm: str = ""
    """How binding it is: one of :data:`advisor.model.NORMS`, or nothing."""
    sources: tuple[tuple[str, str], ...] = ()
    """Id and title of each source."""
    reason: str = ""
    """The reason, in the words of the rule."""
    children: tuple[Node, ...] = ()
    full_only: bool = False
    """Left out of the short form."""
    cut: int = 0
    """How many sources the short form leaves out."""
    again: bool = False
    """Shown in full further up."""


def short(node: Node) -> Node:
    """Return a tree fit for reading.

    Nodes of the full form are left out. A group of one is replaced by its part, and the
    parts of an ``all`` are placed directly below what requires them. A fact calculated from
    one answer has that answer in its line. A repeated finding or fact is not expanded again.
    """
    return _once(_pruned(node), set())


def _pruned(node: Node) -> Node:
    kept: list[Node] = []
    for child in node.children:
        if child.full_only:
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
            return replace(node, reason="", sources=(), cut=0, norm="", children=(), again=True)
        seen.add(node.ref)
    return replace(node, children=tuple(_once(child, seen) for child in node.children))


def ends(node: Node) -> Iterator[Node]:
    """Yield the findings, the balance, facts and answers at the ends of a condition."""
    if node.kind in ("all", "any", "none") and node.children:
        for child in node.children:
            yield from ends(child)
    else:
        yield node


def one_balance(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Keep, of several parts on the balance, each true, the one with the most findings."""
    shown = [node for node in nodes if node.kind == "balance" and not node.full_only]
    most = max(shown, key=lambda node: len(node.children), default=None)
    return tuple(
        replace(node, full_only=True) if node in shown and node is not most else node
        for node in nodes
    )
