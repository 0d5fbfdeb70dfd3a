"""A figure of a law or of prudence that holds from a date on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated

from advisor.errors import Place
from advisor.lazy_dataclass import dataclass


@dataclass(frozen=True)
class DatedValue:
    """A figure that holds from a date on. Its texts are in the phrasebooks.

    ``values`` maps the first day a figure holds to the figure; ``None`` ends it.
    """

    id: str
    unit: str
    """days, weeks, months, a kind of percent, or a currency."""
    values: Annotated[Mapping[date, int | Decimal | None], "figures"]
    verified: bool
    """Whether somebody checked the figures at their source."""
    place: Place
    over: str = ""
    """The dated value that the figure is added to."""
    follows: bool = True
    """Whether a change of that value changes it at once."""
    unverified: Annotated[frozenset[date], "dates"] = frozenset()
    """First days of figures not verified."""
    currency: str = ""
    """The only currency of debts that it applies to."""

    def verified_on(self, start: date) -> bool:
        """Return whether the figure that begins on a day is verified."""
        return self.verified and start not in self.unverified
