"""The type size and spacing at which a letter is estimated to fit on one page."""

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
"""Type size in points and share of the spacing, from loose to tight, in a Word document."""

PDF_STEPS = (
    (11.0, 1.0),
    (11.0, 0.85),
    (10.5, 0.9),
    (10.5, 0.75),
    (10.0, 0.8),
    (10.0, 0.65),
    (9.5, 0.7),
    (9.0, 0.6),
)
"""The same for a PDF, whose pages are counted and not estimated."""

SHARES = (1.0, 0.85, 0.7, 0.55, 0.4)
"""Shares of the spacing where a letterhead sets the type size."""

WIDTH, HEIGHT = 453.0, {"a4": 732.0, "us-letter": 685.0}
"""Width and height of the text on each paper, in points."""

CHARACTER, LINE = 0.46, 1.24
"""Mean width of a character and height of a line, relative to the type size."""

PARAGRAPH = 8.0
"""Points of space around a paragraph."""

AFTER: Mapping[str, float] = {
    "mark": 18,
    "letterhead": 18,
    "date": 12,
    "recipient": 12,
    "delivery": 12,
    "closing": 44,
    "signature": 10,
}
"""Points of space around a piece; every other paragraph has :data:`PARAGRAPH`."""


def step(pieces: Iterable[Piece], paper: str) -> int:
    """Return the first step at which the pieces are estimated to fit on one page.

    If no step fits, use step 0.
    """
    every = tuple(pieces)
    for number, (size, space) in enumerate(STEPS):
        if height(every, size, space) <= HEIGHT[paper]:
            return number
    return 0


def share(pieces: Iterable[Piece], size: float, width: float, most: float) -> float:
    """Return the largest share of the spacing at which pieces fit, 1 if none fits.

    The type size, the width and the height ``most`` of the text are in points.
    """
    every = tuple(pieces)
    for space in SHARES:
        if height(every, size, space, width) <= most:
            return space
    return SHARES[0]


def height(pieces: Iterable[Piece], size: float, space: float, width: float = WIDTH) -> float:
    """Estimate the height of pieces in points."""
    return sum(
        lines(piece.block, size, width) * size * LINE + AFTER.get(piece.role, PARAGRAPH) * space
        for piece in pieces
    )


def lines(block: Block, size: float, width: float = WIDTH) -> int:
    """Estimate the number of lines of a block with its children."""
    per_line = width / (size * CHARACTER)
    own = sum(
        max(1, ceil(len("".join(run.text for run in line)) / per_line)) for line in block.lines
    )
    return own + sum(lines(child, size, width) for child in block.children)
