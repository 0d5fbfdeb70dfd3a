"""The remarks of the proofreader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from advisor.lazy_dataclass import dataclass


@dataclass(frozen=True)
class Remark:
    """A fault or an omission in a letter."""

    at: int
    """Its start in the text, in characters from 0."""
    kind: str
    """Its class, such as ``blame`` or ``missing``."""
    blocking: bool
    """The letter must not be sent with it."""
    found: str = ""
    """The words found, as in the letter."""
    key: str = ""
    """The text about it below ``proofread.says``; by default that of its class."""
    values: Mapping[str, object] = field(default_factory=dict)
    """The values in that text: texts, dates, sums."""
    sources: tuple[str, ...] = ()
    """The items of advice behind it."""
