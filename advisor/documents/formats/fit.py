"""How tightly a letter has to be set to stay on one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.documents.formats.blocks import Block
    from advisor.documents.formats.sheet import Piece

STEPS = (
    (10.5, 1.0),
    (10.5, 0.85),
    (10.0, 0.9),
    (10.0, 0.75),
    (9.5, 0.8),
    (9.5, 0.65),
    (9.0, 0.6),
)
"""Points of Arial and the share of the space between paragraphs, from roomy to tight."""

WIDTH, HEIGHT = 453.0, {"a4": 732.0, "us-letter": 685.0}
"""Points that the text may take on each paper."""

LETTER, LINE = 0.46, 1.24
"""Mean width of a letter and height of a line, in sizes of the type."""

AFTER: Mapping[str, float] = {
    "mark": 18,
    "letterhead": 18,
    "date": 12,
    "recipient": 12,
    "delivery": 12,
    "closing": 44,
    "signature": 10,
}
"""Points of space that come with a piece; every other paragraph has 8."""


def step(pieces: Iterable[Piece], paper: str) -> int:
    """Return the first step at which the pieces are estimated to fit, else the last."""
    found = tuple(pieces)
    for number, (size, space) in enumerate(STEPS):
        needed = sum(
            lines(piece.block, size) * size * LINE + AFTER.get(piece.role, 8) * space
            for piece in found
        )
        if needed <= HEIGHT[paper]:
            return number
    return len(STEPS) - 1


def lines(block: Block, size: float) -> float:
    """Return how many lines a block takes, those between the items of a list included."""
    per_line = WIDTH / (size * LETTER)
    own = sum(
        max(1, ceil(len("".join(run.text for run in line)) / per_line)) for line in block.lines
    )
    return own + sum(lines(child, size) for child in block.children)
