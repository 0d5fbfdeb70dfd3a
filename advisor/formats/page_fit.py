"""How tightly a letter has to be set to stay on one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil

from advisor.formats.blocks import Block
from advisor.formats.page_model import Piece

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

SHARES = (1.0, 0.85, 0.7, 0.55, 0.4)
"""The shares there are where the size of the type is not ours to choose."""

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
    """Return the first step at which the pieces are estimated to fit on one page.

    What does not fit at all may as well be roomy.
    """
    found = tuple(pieces)
    for number, (size, space) in enumerate(STEPS):
        if height(found, size, space) <= HEIGHT[paper]:
            return number
    return 0


def share(pieces: Iterable[Piece], size: float, width: float, most: float) -> float:
    """Return the share of the space between paragraphs at which pieces fit, else all of it.

    The type has a size of its own, and the page a width and a height, all in points.
    """
    found = tuple(pieces)
    for space in SHARES:
        if height(found, size, space, width) <= most:
            return space
    return SHARES[0]


def height(pieces: Iterable[Piece], size: float, space: float, width: float = WIDTH) -> float:
    """Estimate how high the pieces are, in points."""
    return sum(
        lines(piece.block, size, width) * size * LINE + AFTER.get(piece.role, 8) * space
        for piece in pieces
    )


def lines(block: Block, size: float, width: float = WIDTH) -> int:
    """Estimate how many lines a block takes, with everything inside it."""
    per_line = width / (size * LETTER)
    own = sum(
        max(1, ceil(len("".join(run.text for run in line)) / per_line)) for line in block.lines
    )
    return own + sum(lines(child, size, width) for child in block.children)
