"""Draw which question, finding and row looks at which: as Mermaid or as SVG.

The SVG is drawn here, without another program. It holds no script and nothing that
is fetched, and every text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from textwrap import shorten, wrap

from advisor.authoring.layered_layout import BOX_WIDTH, LINE, PAD, Box, Item, Layout, layout
from advisor.authoring.rule_graph import LAYERS, Edge, Links, Node
from advisor.knowledge.content import Library
from advisor.knowledge.phrasebook import say

CHARACTERS = 38
"""Characters on one line of a box."""
MOST_LINES = 3
MERMAID_EDGES = 500
"""Lines that Mermaid draws at most, unless the page that shows it allows more."""

STYLE = """\
text{font:11px system-ui,sans-serif;fill:#1c2733}
.head{font-size:15px;font-weight:600}
.column{font-size:13px;font-weight:600;fill:#44525f}
.group{font-weight:600;fill:#44525f}
.id{font-weight:600}
rect{fill:#f4f6f8;stroke:#8a97a3}
.questions rect{fill:#eef4fb;stroke:#5b86b3}
.derived rect{fill:#f3f0fa;stroke:#7d6bad}
.findings rect{fill:#fdf6e9;stroke:#b98a2f}
.tally rect{fill:#f4f6f8;stroke:#8a97a3}
.whether rect,.when rect{fill:#eaf6ee;stroke:#3f8a5b}
.gates rect{fill:#fceeed;stroke:#b3564d}
.plan rect{fill:#f4f6f8;stroke:#8a97a3}
.chosen rect{stroke-width:3}
path{fill:none;stroke:#5c6b78;stroke-opacity:.35}
path.opens{stroke-dasharray:4 3}
path:hover{stroke:#b3261e;stroke-opacity:1;stroke-width:2}
.page{fill:#fff;stroke:none}
"""


def mermaid(library: Library, links: Links, chosen: str = "") -> str:
    """Draw a graph as a Mermaid flowchart, grouped by section and topic."""
    numbers = {name: f"n{at}" for at, name in enumerate(links.nodes)}
    lines = ["flowchart LR"]
    groups = groupby(_in_groups(links), key=lambda node: (node.layer, node.group))
    for at, ((layer, group), nodes) in enumerate(groups):
        heading = library.texts[f"rules.graph.layer.{layer}"]
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
    """Return a text as Mermaid takes it in quotation marks, without any markup."""
    # What is no letter, digit or harmless sign is written by its number.
    return "".join(
        sign if sign.isalnum() or sign in " .,:;/?'()-_+%" else f"#{ord(sign)};" for sign in text
    )


def _in_groups(links: Links) -> list[Node]:
    """Return the nodes layer by layer, those of a group together."""
    groups = list(dict.fromkeys((node.layer, node.group) for node in links.nodes.values()))
    places = {group: at for at, group in enumerate(groups)}
    return sorted(
        links.nodes.values(),
        key=lambda node: (LAYERS.index(node.layer), places[node.layer, node.group]),
    )


def svg(library: Library, links: Links, chosen: str = "") -> str:
    """Draw a graph as one SVG picture, from the questions on the left to the advice."""
    items = [
        Item(node.id, LAYERS.index(node.layer), node.group, tuple(_lines(node)))
        for node in _in_groups(links)
    ]
    # Questions stand in the order of the interview, rows in that of their priority.
    fixed = frozenset(map(LAYERS.index, ("questions", "whether", "when")))
    placed = layout(items, [(edge.source, edge.target) for edge in links.edges], fixed)
    title = library.texts["rules.graph.title"]
    if chosen:
        title = say(library, "rules.graph.of", rule=chosen)
    counts = {"nodes": str(len(links.nodes)), "edges": str(len(links.edges))}
    about = say(library, "rules.graph.about", **counts)
    size = f'width="{placed.width}" height="{placed.height}"'
    frame = f'viewBox="0 0 {placed.width} {placed.height}" {size} role="img"'
    names = f'aria-labelledby="title about" lang="{escape(library.language)}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {frame} {names}>',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="about">{escape(about)}</desc>',
        f"<style>\n{STYLE}</style>",
        f'<rect class="page" {size}/>',
        f'<text class="head" x="20" y="26">{escape(title)}</text>',
        *_columns(library, placed),
        *(_path(placed, edge) for edge in links.edges),
        *(_box(placed.boxes[node.id], node, chosen) for node in _in_groups(links)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _lines(node: Node) -> Iterator[str]:
    """Yield the lines of a box: the id, and below it the title."""
    yield node.id if len(node.id) <= CHARACTERS else f"{node.id[: CHARACTERS - 3]}..."
    found = wrap(node.title, CHARACTERS)
    if len(found) > MOST_LINES:
        found = [*found[: MOST_LINES - 1], _cut(" ".join(found[MOST_LINES - 1 :]))]
    yield from found


def _cut(text: str) -> str:
    return shorten(text, CHARACTERS, placeholder="...")


def _columns(library: Library, placed: Layout) -> Iterator[str]:
    for number, x in sorted(placed.columns.items()):
        label = library.texts[f"rules.graph.layer.{LAYERS[number]}"]
        yield f'<text class="column" x="{x}" y="52">{escape(label)}</text>'
    for heading in placed.headings:
        text = escape(heading.text)
        yield f'<text class="group" x="{heading.x}" y="{heading.y}">{text}</text>'


def _path(placed: Layout, edge: Edge) -> str:
    """Draw a line from the right of one box to the left of the other, or around it."""
    source, target = placed.boxes[edge.source], placed.boxes[edge.target]
    x1, y1, x2, y2 = source.x + BOX_WIDTH, source.middle, target.x, target.middle
    if x2 > x1:
        bend = (x2 - x1) // 2
        curve = f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
    else:
        x2 += BOX_WIDTH
        out = x1 + 30 + abs(y2 - y1) // 12
        curve = f"M{x1} {y1}C{out} {y1} {out} {y2} {x2} {y2}"
    kind = ' class="opens"' if edge.opens else ""
    label = escape(f"{edge.source}: {edge.target}")
    return f'<path{kind} d="{curve}"><title>{label}</title></path>'


def _box(box: Box, node: Node, chosen: str) -> str:
    kind = f"{node.layer} chosen" if node.id == chosen else node.layer
    texts = []
    for at, line in enumerate(box.item.lines):
        y = box.y + PAD + LINE * (at + 1) - 3
        mark = "" if at else ' class="id"'
        texts.append(f'<text{mark} x="{box.x + 8}" y="{y}">{escape(line)}</text>')
    rect = f'<rect x="{box.x}" y="{box.y}" width="{BOX_WIDTH}" height="{box.height}" rx="4"/>'
    label = escape(f"{node.id}: {node.title}" if node.title else node.id)
    return f'<g class="{kind}"><title>{label}</title>{rect}{"".join(texts)}</g>'
