"""Read ``rules/values``: figures that hold from a date on, in general and by law."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from advisor.errors import Place, Problem, nearest, one_of
from advisor.knowledge import strict_yaml
from advisor.knowledge.dated_value import DatedValue
from advisor.knowledge.field_table import read, table, take
from advisor.knowledge.phrasebook import ValueText
from advisor.knowledge.strict_yaml import Fields, Node, fail

INTEREST = "interest"
INTERESTS = ("interest_margin", "interest_rate")
"""The two ways in which a law sets interest; ``interest`` alone says that it sets none."""

FIXED_SUM = "fixed_sum"
"""The sum for a late invoice, by the least amount of the debt that brings it."""

REQUIRED = ("pay_days", "pay_days_most", INTEREST, FIXED_SUM)
"""What every law defines."""

NOTHING = ("unknown", "none")
"""In place of a figure: none is known here, or the law has none."""

UNITS = (
    "days",
    "business_days",
    "weeks",
    "months",
    "years",
    "times",
    "percent",
    "percent a year",
    "percentage points",
)
"""Units of a figure. A sum of money stands in its currency, such as EUR."""

CURRENCY = re.compile(r"[A-Z]{3}\Z")

UNITS_OF: Mapping[str, tuple[str, ...]] = {
    "pay_days": ("days",),
    "pay_days_most": ("days",),
    "public_pay_days_most": ("days",),
    "interest_margin": ("percentage points",),
    "public_interest_margin": ("percentage points",),
    "interest_rate": ("percent a year",),
}
"""The units of what a law sets; all else is a sum of money."""

MEASURES = (*UNITS_OF, "act_minimum")
"""What a law may set: the term of payment where none is agreed, the longest that
may be agreed (also with public bodies), the points over a reference rate (also against
public bodies) or the yearly rate of late interest, the least value that an act on
freelancers covers."""

LONGEST = {"days": 3660, "business_days": 2600, "weeks": 522, "months": 120}
"""Ten years in each unit."""


Dated = tuple[DatedValue, ValueText]
"""A value and its texts in English."""


def read_values(node: Node, found: dict[str, Dated], prefix: str = "") -> None:
    """Read a file of values: name to value. A name used twice is a problem."""
    for name, place, item in strict_yaml.pairs_of(node):
        if prefix + name in found:
            fail(place, f"The value {name!r} is given twice; rename one.")
        found[prefix + name] = read_value(prefix + name, item)


def read_payment(law: str, node: Node, found: dict[str, Dated], *, act: bool = False) -> None:
    """Read what a law sets for payment between businesses, as ``<law>.<measure>``.

    Each measure in :data:`REQUIRED` is given, or said to be ``unknown`` or ``none``; also the
    least value of an ``act`` on freelancers where the law has one.
    """
    allowed = (*MEASURES, INTEREST, FIXED_SUM)
    required = (*REQUIRED, "act_minimum") if act else REQUIRED
    pairs = list(strict_yaml.pairs_of(node))
    there = {INTEREST if name in INTERESTS else name for name, _, _ in pairs}
    lacking = [name for name in required if name not in there]
    if lacking:
        fail(node.place, f"The law {law!r} does not define {one_of(lacking)}.")
    for name, place, item in pairs:
        if name not in allowed:
            hint = nearest(name, allowed)
            fail(place, f"Found {name!r}; allowed: {one_of(allowed)}.{hint}")
        if isinstance(item, strict_yaml.Text) and item.text in NOTHING and name not in INTERESTS:
            continue
        if name == INTEREST:
            fail(place, f"interest takes {one_of(NOTHING)}; a rate is one of {one_of(INTERESTS)}.")
        if name == FIXED_SUM:
            _read_fixed_sums(law, item, found)
            continue
        value = read_value(f"{law}.{name}", item, "", UNITS_OF.get(name, ()))
        if name.endswith("interest_margin") is not bool(value[0].over):
            word = "needs" if name.endswith("interest_margin") else "takes no"
            fail(place, f"{name} {word} 'over', the reference rate it is added to.")
        found[value[0].id] = value


def _read_fixed_sums(law: str, node: Node, found: dict[str, Dated]) -> None:
    for least, where, tier in strict_yaml.pairs_of(node):
        amount = strict_yaml.number_of(strict_yaml.Text(where, least))
        if amount < 0:
            fail(where, f"Found {least!r}; a debt of 0 or more is expected.")
        identity = f"{law}.{FIXED_SUM}.{amount}"
        if identity in found:
            fail(where, f"The sum from {least} on is given twice; keep one.")
        found[identity] = read_value(identity, tier, "", ())


def _days(node: Node, _scope: object) -> tuple[tuple[date, Place], ...]:
    items = strict_yaml.items_of(node)
    return tuple((strict_yaml.date_of(item), item.place) for item in items)


_FIELDS = table(
    DatedValue,
    values={"read": lambda node, _: tuple(strict_yaml.pairs_of(node))},
    unverified={"read": _days},
)
VALUE = (*_FIELDS, *table(ValueText))
LAW_VALUE = (*_FIELDS, *table(ValueText, description={"default": ""}))
"""What a law sets is described by its name."""


def read_value(
    name: str,
    node: Node,
    description: str | None = None,
    units: tuple[str, ...] | None = None,
) -> Dated:
    """Read one value and its figures, each from the day it holds.

    Without a ``description`` as default it must have its own. ``units`` are those that it
    may have, none of them for a sum of money.
    """
    fields = Fields(node)
    found = read(VALUE if description is None else LAW_VALUE, fields)
    unit = _unit(fields, found["unit"], units)
    figures: dict[date, int | Decimal | None] = {}
    for start, place, figure in found["values"]:
        day = strict_yaml.date_of(strict_yaml.Text(place, start))
        ended = isinstance(figure, strict_yaml.Text) and figure.text == "none"
        figures[day] = None if ended else _figure(figure, unit)
    if not figures:
        fail(fields.place_of("values"), "There is no figure; write none if it has ended.")
    for day, place in found["unverified"]:
        if day not in figures:
            fail(place, f"No figure begins on {day}.")
    found["description"] = found["description"] or description
    found["values"] = dict(sorted(figures.items()))
    found["unverified"] = frozenset(day for day, _ in found["unverified"])
    texts = take(ValueText, found)
    return DatedValue(id=name, place=fields.place, **found), texts


def _unit(fields: Fields, unit: str, units: tuple[str, ...] | None) -> str:
    """Check the unit: one of ``units``, or a currency where there are none or any will do."""
    if unit in (UNITS if units is None else units) or (not units and CURRENCY.match(unit)):
        return unit
    allowed = one_of([*(UNITS if units is None else units), *([] if units else ["a currency"])])
    return fail(fields.place_of("unit"), f"Found {unit!r}; allowed: {allowed}.")


def _figure(node: Node, unit: str) -> int | Decimal:
    """Read a figure. Only a rate may be below zero, and only rates and sums have decimals."""
    figure = strict_yaml.number_of(node)
    if figure < 0 and unit != "percent a year":
        fail(node.place, f"Found {figure}; 0 or more is expected.")
    longest = LONGEST.get(unit)
    if longest is not None and not (isinstance(figure, int) and figure <= longest):
        fail(node.place, f"Found {figure}; a whole number of {unit} up to {longest} is expected.")
    return figure


def unknown_bases(found: Mapping[str, DatedValue]) -> Iterator[Problem]:
    """Yield the values that are added to a value that there is not, or that is no rate.

    A rate that others are added to has a line for each half-year, and so no other days.
    """
    for name in sorted({value.over for value in found.values()} & found.keys()):
        base = found[name]
        if base.unit != "percent a year":
            text = f"Others are added to {name}, so its unit must be 'percent a year'."
            yield Problem(base.place, text)
        for day, figure in base.values.items():
            if figure is not None and (day.month, day.day) not in ((1, 1), (7, 1)):
                text = f"{name} has a figure from {day}; each begins on 1 January or 1 July."
                yield Problem(base.place, text)
    for value in found.values():
        if value.over and value.over not in found:
            text = f"{value.id} is added to {value.over!r}, which is not among the values."
            yield Problem(value.place, text + nearest(value.over, list(found)))
