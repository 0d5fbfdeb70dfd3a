"""What the proofreader has to say about one place of a letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Remark:
    """Something in a letter that had better be changed, or that it lacks."""

    at: int
    """Where it begins in the text, in characters from 0."""
    kind: str
    """Its class, such as ``blame`` or ``missing``."""
    blocking: bool
    """The letter must not be sent with it."""
    found: str = ""
    """The words found, as they stand in the letter."""
    key: str = ""
    """What is said about it: a text below ``proofread.says``; otherwise that of its class."""
    values: Mapping[str, object] = field(default_factory=dict)
    """What that text shows: texts, dates, sums."""
    sources: tuple[str, ...] = ()
    """The items of advice behind it."""
