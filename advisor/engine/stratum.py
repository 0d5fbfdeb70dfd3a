"""What an engine is given and what it returns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from advisor.conditions import Condition
from advisor.lazy_dataclass import dataclass
from advisor.model import Facts, Truth

Truths = Mapping[str, Truth]
"""Rule id to: fires (true), cannot fire (false), undecided (``None``)."""


@dataclass(frozen=True, eq=False)
class Stratum:
    """Rules that look only at facts that are all there before any of them fires.

    Compared by identity, so that an engine can keep what it made of one.
    """

    name: str
    rules: tuple[tuple[str, Condition], ...]
    """Id and condition of each rule."""
    store: str = ""
    """The end of the name of the cache file for what an engine makes of the rules; empty where
    they may change."""


class Engine(Protocol):
    """Decides which rules of a stratum fire."""

    name: str

    def fire(self, stratum: Stratum, facts: Facts) -> Truths:
        """Return the truth of every rule of the stratum, whatever their order."""
        ...
