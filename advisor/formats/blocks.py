"""Markdown parsed into blocks that every format can write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from advisor.lazy_dataclass import dataclass

if TYPE_CHECKING:
    from markdown_it.token import Token

BlockKind = Literal["paragraph", "heading", "list", "item", "table", "row", "rule"]


@dataclass(frozen=True)
class Run:
    """Text with one emphasis."""

    text: str
    strong: bool = False
    emphasis: bool = False


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading, a rule, or a list or table with the blocks inside it.

    The rows of a table hold one paragraph for each cell; the first row is its head.
    """

    kind: BlockKind
    lines: tuple[Line, ...] = ()
    children: tuple[Block, ...] = ()
    level: int = 0
    """Of a heading, from 1."""
    ordered: bool = False
    """Of a list."""

    @property
    def to_fill_in(self) -> bool:
        """Whether it is a table with empty cells, which are filled in by hand."""
        return self.kind == "table" and any(row.has_blank for row in self.children)

    @property
    def has_blank(self) -> bool:
        """Whether a cell of this row is empty."""
        return any(not cell.text for cell in self.children)

    @property
    def text(self) -> str:
        """Its own text without emphasis, lines separated by line feeds."""
        return "\n".join("".join(run.text for run in line) for line in self.lines)


def blocks_of(markdown: str) -> tuple[Block, ...]:
    """Parse Markdown. Links and HTML are not parsed; their characters are kept."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.disable(["link", "image", "autolink", "html_inline", "html_block", "reference"])
    return _blocks(reader.parse(markdown))


_KINDS: dict[str, BlockKind] = {
    "paragraph": "paragraph",
    "heading": "heading",
    "bullet_list": "list",
    "ordered_list": "list",
    "list_item": "item",
    "table": "table",
    "tr": "row",
    "th": "paragraph",
    "td": "paragraph",
}


def _blocks(tokens: Sequence[Token]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = _end(tokens, at) if token.nesting == 1 else at
        inside = tokens[at + 1 : end]
        kind = _KINDS.get(token.type.removesuffix("_open"))
        if token.type == "hr":
            blocks.append(Block("rule"))
        elif token.type in ("fence", "code_block"):
            blocks.append(Block("paragraph", ((Run(token.content.strip()),),)))
        elif kind is None:
            # Block quotes, table heads and table bodies are replaced by their content.
            blocks += _blocks(inside)
        elif inside and inside[0].type == "inline":
            level = int(token.tag[1:]) if kind == "heading" else 0
            blocks.append(Block(kind, _lines(inside[0].children or ()), level=level))
        else:
            ordered = token.type == "ordered_list_open"
            blocks.append(Block(kind, children=_blocks(inside), ordered=ordered))
        at = end + 1
    return tuple(blocks)


def _end(tokens: Sequence[Token], start: int) -> int:
    """Return the index of the token that closes the one at ``start``."""
    depth = 0
    for at in range(start, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at
    return len(tokens) - 1


def _lines(tokens: Sequence[Token]) -> tuple[Line, ...]:
    lines: list[list[Run]] = [[]]
    strong = emphasis = 0
    for token in tokens:
        if token.type.startswith("strong"):
            strong += token.nesting
        elif token.type.startswith("em_"):
            emphasis += token.nesting
        elif token.type == "hardbreak":
            lines.append([])
        else:
            text = " " if token.type == "softbreak" else token.content
            if text:
                lines[-1].append(Run(text, bool(strong), bool(emphasis)))
    return tuple(tuple(_joined(line)) for line in lines)


def _joined(line: list[Run]) -> list[Run]:
    """Merge neighbouring runs of the same emphasis."""
    merged: list[Run] = []
    for run in line:
        last = merged[-1] if merged else None
        if last and (last.strong, last.emphasis) == (run.strong, run.emphasis):
            merged[-1] = Run(last.text + run.text, run.strong, run.emphasis)
        else:
            merged.append(run)
    return merged
