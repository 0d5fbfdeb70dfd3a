"""Change keys of a YAML file in place: every byte that is not part of a change stays.

PyYAML gives the position of each node. An edit replaces, inserts or removes the text
between two positions; comments inside a removed part are kept on lines of their own.
Only block mappings can be edited, see :class:`NotEditable`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from difflib import SequenceMatcher
from typing import cast

import yaml

from advisor.lazy_dataclass import dataclass

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BREAK = re.compile(r"\r\n|\n|\r")
_COMMENT = re.compile(r"#[^\r\n]*")


class NotEditable(Exception):
    """The file is written in a way that has no place for the change, such as ``{a: b}``."""


@dataclass(frozen=True)
class Value:
    """A value to write."""

    scalars: tuple[str, ...]
    """Its scalars as YAML: one, or the items of a list."""
    listed: bool = False
    block: bool = False
    """Write a new list with one item on each line."""

    def lines(self, key: str, indent: str) -> list[str]:
        """Return the lines of a new entry."""
        if self.listed and self.block:
            return [f"{indent}{key}:", *(f"{indent}  - {item}" for item in self.scalars)]
        return [f"{indent}{key}: {self.inline}"]

    @property
    def inline(self) -> str:
        """The value on one line."""
        return f"[{', '.join(self.scalars)}]" if self.listed else self.scalars[0]


def compose(text: str) -> yaml.Node:
    """Return the nodes of a YAML text, which is not empty, with their positions in characters."""
    return cast("yaml.Node", yaml.compose(text, Loader=_Loader))


@dataclass
class Edits:
    """Changes to one text, applied together by :meth:`result`."""

    text: str
    changes: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def newline(self) -> str:
        """The line break that the text uses."""
        found = _BREAK.search(self.text)
        return found[0] if found else "\n"

    def result(self) -> str:
        """Return the changed text. Insertions at one place keep their order."""
        parts, at = [], 0
        for start, end, new in sorted(self.changes, key=lambda change: change[:2]):
            parts += [self.text[at:start], new]
            at = end
        return "".join([*parts, self.text[at:]])

    # Positions.

    def line_start(self, at: int) -> int:
        """Return where the line of a position begins."""
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1

    def next_line(self, at: int) -> int:
        """Return where the line after a position begins, or the end of the text."""
        found = _BREAK.search(self.text, at)
        return found.end() if found else len(self.text)

    def lines_from(self, at: int) -> Iterator[tuple[int, str]]:
        """Yield each line from a line's start on, with its start and without its break."""
        while at < len(self.text):
            after = self.next_line(at)
            yield at, self.text[at:after].rstrip("\r\n")
            at = after

    def extent(self, node: yaml.Node) -> tuple[int, int]:
        """Return where the content of a node begins and ends, without what follows it."""
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            last = node.value[-1]
            return start, self.extent(last[1] if isinstance(last, tuple) else last)[1]
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            return start, start + len(self.text[start:end].rstrip())
        return start, end

    # Changes.

    def insert(self, at: int, lines: Sequence[str]) -> None:
        """Put lines before the one that begins at a position."""
        text = "".join(line + self.newline for line in lines)
        if at == len(self.text) and at and self.text[-1] not in "\r\n":
            # The last line has no break: it gets one, and the new last line has none.
            text = self.newline + text[: -len(self.newline)]
        if lines:
            self.changes.append((at, at, text))

    def remove(self, first: yaml.Node, last: yaml.Node, more: Sequence[str] = ()) -> None:
        """Replace the lines from one node to another by the comments in them and by ``more``."""
        start, end = self.line_start(first.start_mark.index), self.extent(last)[1]
        before = self.text[start : first.start_mark.index]
        if before.strip(" -"):
            raise NotEditable
        after = self.next_line(end)
        indent = " " * (len(before) - len(before.lstrip(" ")))
        leaves = [*_leaves(first), *(_leaves(last) if last is not first else ())]
        kept = [indent + comment for comment in self._comments(start, after, leaves)]
        text = "".join(line + self.newline for line in [*kept, *more])
        if text and after == len(self.text) and self.text[-1] not in "\r\n":
            text = text[: -len(self.newline)]
        self.changes.append((start, after, text))

    def replace(self, key: yaml.Node, name: str, old: yaml.Node, new: Value) -> None:
        """Write another value, and the key anew where its name changes."""
        start, end = self.extent(old)
        flow = isinstance(old, yaml.CollectionNode) and old.flow_style
        plain = isinstance(old, yaml.ScalarNode) and old.style not in ("|", ">")
        if (plain and not (new.listed and new.block)) or (flow and not self._commented(old)):
            space = "" if self.text[start - 1].isspace() else " "
            self.changes.append((start, end, space + new.inline))
            self.rename(key, name)
        else:
            indent = " " * key.start_mark.column
            self.remove(key, old, new.lines(name, indent))

    def rename(self, key: yaml.Node, name: str) -> None:
        """Write another key."""
        if key.value != name:
            self.changes.append((*self.extent(key), name))

    def update_list(
        self,
        node: yaml.SequenceNode,
        old: Sequence[str],
        new: Sequence[str],
        written: Sequence[str],
    ) -> None:
        """Change the items of a block list in which ``old`` and ``new`` differ.

        ``written`` holds the items of ``new`` as YAML.
        """
        column = " " * node.start_mark.column
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        for kind, from_old, to_old, from_new, to_new in matcher.get_opcodes():
            if kind == "equal":
                continue
            if from_old:
                at = self.next_line(self.extent(node.value[from_old - 1])[1])
            else:
                at = self.line_start(node.start_mark.index)
            self.insert(at, [f"{column}- {item}" for item in written[from_new:to_new]])
            for item in node.value[from_old:to_old]:
                self.remove(item, item)

    # Comments.

    def comments(self, node: yaml.Node) -> list[str]:
        """Return the comments of the text that ``node`` is the root of."""
        return list(self._comments(0, len(self.text), _leaves(node)))

    def _comments(self, start: int, end: int, scalars: Sequence[yaml.ScalarNode]) -> Iterator[str]:
        """Yield the comments between two positions, which lie outside all scalars."""
        at = start
        for leaf in scalars:
            begin, after = self.extent(leaf)
            if leaf.style in ("|", ">"):
                # A comment may follow the sign of a block scalar.
                begin = min(after, self.next_line(begin))
            yield from self._found(at, begin)
            at = after
        yield from self._found(at, end)

    def _found(self, start: int, end: int) -> Iterator[str]:
        for found in _COMMENT.finditer(self.text, start, max(start, end)):
            yield found[0].rstrip()

    def _commented(self, node: yaml.Node) -> bool:
        return any(self._comments(*self.extent(node), _leaves(node)))


def _leaves(node: yaml.Node) -> list[yaml.ScalarNode]:
    """Return the scalars of a node in their order."""
    if isinstance(node, yaml.ScalarNode):
        return [node]
    flat: list[yaml.Node] = []
    for item in node.value:
        flat.extend(item if isinstance(item, tuple) else [item])
    return [leaf for item in flat for leaf in _leaves(item)]
