"""A governing law as content: its properties, public holidays, notice and routes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache
from typing import Literal

from advisor.errors import Place
from advisor.lazy_dataclass import dataclass

PROPERTIES = (
    "at_will",
    "breach_reasons",
    "common_law",
    "contract_interest_only",
    "double_damages",
    "eu_late_payment",
    "freelance_act",
    "leave_without_reason",
    "public_contract",
    "public_register",
    "reasonable_notice",
    "suspension_defence",
)
"""What rules may ask of a law. Each law answers every one with yes or no, and each is a
fact, such as ``law_common_law``."""

Route = Literal["any", "burofax", "certified", "courier", "registered", "registered_or_electronic"]
"""How a paper is sent where proof matters; ``any`` where no route is customary."""

NextStep = Literal[
    "unknown",
    "county_court",
    "payment_order",
    "agreement_attempt",
    "commercial_trial",
    "small_claim",
]
"""The next step where a demand for payment fails."""

NO_REGION = "none"
"""A choice of region that has no public holidays of its own."""


@dataclass(frozen=True)
class HolidayCalendar:
    """Whose public holidays count, in codes of the package ``holidays``."""

    country: str
    region: str = ""
    """Empty where only national holidays count."""
    law: str = field(default="", compare=False)
    """Id of the law that names it, for messages."""


@dataclass(frozen=True)
class NoticePeriod:
    """How long a notice runs from its receipt: a figure, or a cutoff within a calendar period."""

    figure: str = ""
    """Id of the dated value that is counted; empty for a cutoff."""
    to: Literal["", "month", "quarter"] = ""
    """``month`` or ``quarter``: the notice then runs on to its end."""
    weekday: int = 0
    """A notice received by this weekday (Monday is 1) ends the contract in that week."""
    last_weekday: int = 0
    """The weekday on which it then ends."""
    month_day: int = 0
    """A notice received by this day of the month ends the contract with that month."""
    verified: bool = True
    """Whether the cutoff is verified; a figure says so itself."""


@dataclass(frozen=True)
class NoticeRule:
    """When a law sets a period of notice, and which."""

    needs: Mapping[str, str | bool]
    """Facts without which it sets none; an unknown one leaves the end unknown."""
    unless: Mapping[str, str | bool]
    """Facts with which it sets none; an unknown one is ignored."""
    by: str
    """The fact that selects the period; empty where there is one period only."""
    periods: Mapping[str, NoticePeriod]
    """By the choice, or by the least number, of that fact; under ``""`` where there is one."""


@dataclass(frozen=True)
class Law:
    """A governing law. Its dated figures are among the values, as ``<law>.<name>``."""

    id: str
    properties: Mapping[str, bool | None]
    """``None`` where it is not known, as of a country whose states differ."""
    holidays: HolidayCalendar | None
    """``None`` where the law leaves the country open."""
    notice: NoticeRule | None
    """``None`` where the law sets no period."""
    route: Route
    next_rung: NextStep
    """The next step where a demand for payment fails."""
    place: Place
    currency: str = ""
    """The currency that an amount without one is taken to be in; empty where that is open."""
    called: tuple[str, ...] = ()
    """Other names that are typed for it, in any language: of the country or of its parts."""

    def calendar(self, region: str = "") -> HolidayCalendar | None:
        """Return whose public holidays count, with the user's region in place of the law's."""
        if self.holidays is None or not region:
            return self.holidays
        return _in_region(self.holidays, "" if region == NO_REGION else region)


@lru_cache(maxsize=256)
def _in_region(calendar: HolidayCalendar, region: str) -> HolidayCalendar:
    return HolidayCalendar(calendar.country, region, calendar.law)
