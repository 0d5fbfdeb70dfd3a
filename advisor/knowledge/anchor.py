"""A day that is counted from a date fact."""

from __future__ import annotations

from advisor.lazy_dataclass import dataclass


@dataclass(frozen=True)
class Anchor:
    """A date fact and an offset."""

    fact: str
    """A fact that is a date."""
    days: int = 0
    """Calendar days after it, negative for before."""
