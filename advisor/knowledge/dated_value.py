"""A figure of a law or of prudence that holds from a date on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from advisor.errors import Place


@dataclass(frozen=True)
class DatedValue:
    """A figure that holds from a date on. Its texts are in the phrasebooks.

    ``values`` maps the first day a figure holds to the figure; ``None`` ends it.
    """

    id: str
    unit: str
    verified: bool
    values: Mapping[date, int | Decimal | None]
    place: Place
    over: str = ""
    """The dated value that this figure is added to."""
    follows: bool = True
    """Whether a change of that other value changes what is running already."""
    unverified: frozenset[date] = frozenset()
    """First days of the figures that are not verified, in a value that otherwise is."""
    currency: str = ""
    """The only currency of debts that it applies to; empty for all."""

    def verified_on(self, start: date) -> bool:
        """Return whether the figure that begins on a day is verified."""
        return self.verified and start not in self.unverified
