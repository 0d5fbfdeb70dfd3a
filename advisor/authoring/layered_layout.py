"""Place boxes in columns, so that the lines between them are short and cross little.

Some columns keep their order. In the others the groups, and the boxes in each group,
stand where the mean of their neighbours is; a few sweeps from left to right and back
settle that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SWEEPS = 4
BOX_WIDTH, LINE, PAD = 250, 14, 7
GAP, GROUP_GAP, HEAD = 6, 18, 20
COLUMN_GAP, MARGIN, TOP = 110, 20, 70
LOOP = 70
"""Room at the right for lines between boxes of the last column."""


@dataclass(frozen=True)
class Item:
    """A box to place: its column, its group in that column, its lines of text."""

    id: str
    column: int
    group: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Box:
    """A box in its place, in pixels from the top left corner."""

    item: Item
    x: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        """The height at which lines meet the box."""
        return self.y + self.height // 2


@dataclass(frozen=True)
class Heading:
    """The name of a group above its boxes."""

    text: str
    x: int
    y: int


@dataclass(frozen=True)
class Layout:
    """Everything in its place."""

    boxes: Mapping[str, Box]
    headings: tuple[Heading, ...]
    columns: Mapping[int, int]
    """The left edge of each column that is used."""
    width: int
    height: int


def layout(
    items: Sequence[Item], edges: Sequence[tuple[str, str]], fixed: frozenset[int] = frozenset()
) -> Layout:
    """Place all items; the ``fixed`` columns keep their order.

    The same items and edges give the same places.
    """
    columns: dict[int, list[Item]] = {}
    for item in items:
        columns.setdefault(item.column, []).append(item)
    used = sorted(columns)
    into: dict[str, list[str]] = {}
    out: dict[str, list[str]] = {}
    for source, target in edges:
        into.setdefault(target, []).append(source)
        out.setdefault(source, []).append(target)
    for number in used:
        columns[number] = _grouped(columns[number])
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        beside = into if forward else out
        for number in used if forward else reversed(used):
            if number in fixed:
                continue
            heights = _heights(columns)
            columns[number] = _sorted(columns[number], beside, heights)
    return _placed(columns)


def _grouped(items: Sequence[Item]) -> list[Item]:
    """Bring the items of each group together, in the order in which groups first come."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.group, []).append(item)
    return [item for group in groups.values() for item in group]


def _heights(columns: Mapping[int, Sequence[Item]]) -> dict[str, float]:
    """Return how far down its column each item stands, from 0 to 1."""
    return {
        item.id: (at + 0.5) / len(items)
        for items in columns.values()
        for at, item in enumerate(items)
    }


def _sorted(
    items: Sequence[Item], beside: Mapping[str, Sequence[str]], heights: Mapping[str, float]
) -> list[Item]:
    def mean(values: Sequence[float], otherwise: float) -> float:
        return sum(values) / len(values) if values else otherwise

    wish = {
        item.id: mean([heights[other] for other in beside.get(item.id, ())], heights[item.id])
        for item in items
    }
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.group, []).append(item)
    ordered = sorted(groups.values(), key=lambda group: mean([wish[one.id] for one in group], 0))
    return [item for group in ordered for item in sorted(group, key=lambda one: wish[one.id])]


def _placed(columns: Mapping[int, Sequence[Item]]) -> Layout:
    boxes: dict[str, Box] = {}
    headings: list[Heading] = []
    lefts: dict[int, int] = {}
    totals = {number: _height(items) for number, items in columns.items()}
    tallest = max(totals.values(), default=0)
    for place, number in enumerate(sorted(columns)):
        x = MARGIN + place * (BOX_WIDTH + COLUMN_GAP)
        lefts[number] = x
        y = TOP + (tallest - totals[number]) // 2
        group = ""
        for item in columns[number]:
            if item.group != group:
                group = item.group
                y += GROUP_GAP
                headings.append(Heading(group, x, y + LINE))
                y += HEAD
            height = _box_height(item)
            boxes[item.id] = Box(item, x, y, height)
            y += height + GAP
    width = 2 * MARGIN + len(columns) * (BOX_WIDTH + COLUMN_GAP) - COLUMN_GAP + LOOP
    return Layout(boxes, tuple(headings), lefts, width, TOP + tallest + MARGIN)


def _box_height(item: Item) -> int:
    return len(item.lines) * LINE + 2 * PAD


def _height(items: Sequence[Item]) -> int:
    groups = len({item.group for item in items if item.group})
    return sum(_box_height(item) + GAP for item in items) + groups * (GROUP_GAP + HEAD)
