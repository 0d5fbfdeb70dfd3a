"""The rule graph as Mermaid text."""

from __future__ import annotations

from itertools import groupby

from advisor.authoring.rule_graph import LAYERS, Links, Node
from advisor.knowledge.phrasebook import Phrasebook

MERMAID_EDGES = 500
"""Edges that Mermaid draws at most, unless the page that shows it sets maxEdges."""


def mermaid(phrases: Phrasebook, links: Links, chosen: str = "") -> str:
    """Return a graph as a Mermaid flowchart, grouped by section and topic."""
    numbers = {name: f"n{at}" for at, name in enumerate(links.nodes)}
    lines = ["flowchart LR"]
    groups = groupby(_in_groups(links), key=lambda node: (node.layer, node.group))
    for at, ((layer, group), nodes) in enumerate(groups):
        heading = phrases.ui[f"rules.graph.layer.{layer}"]
        label = f"{heading}: {group}" if group else heading
        lines.append(f'  subgraph g{at}["{_plain(label)}"]')
        for node in nodes:
            text = f"{node.id}: {node.title}" if node.title else node.id
            lines.append(f'    {numbers[node.id]}["{_plain(text)}"]')
        lines.append("  end")
    for edge in links.edges:
        arrow = "-.->" if edge.opens else "-->"
        lines.append(f"  {numbers[edge.source]} {arrow} {numbers[edge.target]}")
    if chosen in numbers:
        lines.append(f"  style {numbers[chosen]} stroke-width:4px")
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Escape a text for a quoted Mermaid label: unsafe characters by their code point."""
    return "".join(
        sign if sign.isalnum() or sign in " .,:;/?'()-_+%" else f"#{ord(sign)};" for sign in text
    )


def _in_groups(links: Links) -> list[Node]:
    """Return the nodes sorted by layer and group."""
    groups = list(dict.fromkeys((node.layer, node.group) for node in links.nodes.values()))
    places = {group: at for at, group in enumerate(groups)}
    return sorted(
        links.nodes.values(),
        key=lambda node: (LAYERS.index(node.layer), places[node.layer, node.group]),
    )
