"""The blocks of a page: what each shows of a letter and where it is placed."""

from __future__ import annotations

from typing import Literal, Union

from advisor.formats.blocks import Block
from advisor.knowledge.letter_content import Alignment, FrameRole
from advisor.lazy_dataclass import dataclass

Role = Union[FrameRole, Literal["mark", "to_do", "missing", "notes"]]
"""What a block shows of a letter."""


@dataclass(frozen=True)
class Piece:
    """A block and what it shows of the letter."""

    role: Role
    block: Block
    where: Alignment = "start"
    level: int = 0
    """Its level among the headings, from 1 and without gaps; 0 for other blocks."""
    keep: bool = False
    """It stays on the page of the next piece."""
