"""The parts of a page: what each block of a letter shows and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from advisor.formats.blocks import Block

Role = Literal[
    "mark",
    "letterhead",
    "date",
    "recipient",
    "delivery",
    "subject",
    "salutation",
    "body",
    "closing",
    "signature",
    "enclosures",
    "cc",
    "to_do",
    "missing",
    "notes",
    "frame",
]
"""What a block shows of a letter. ``frame`` are words of the frame itself."""

Where = Literal["start", "half", "end"]
"""At the left margin, from the middle of the sheet on, or against the right margin."""


@dataclass(frozen=True)
class Piece:
    """A block and what it shows of the letter."""

    role: Role
    block: Block
    where: Where = "start"
    level: int = 0
    """Its level among the headings, from 1 and without gaps; 0 for what is none."""
