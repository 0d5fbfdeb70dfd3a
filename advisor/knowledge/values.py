"""Read ``rules/values``: figures that hold from a date on, in general and by law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.errors import Problem, nearest, one_of
from advisor.knowledge import reader
from advisor.knowledge.content import DatedValue
from advisor.knowledge.reader import Fields, Node, fail

MEASURES = (
    "pay_days",
    "pay_days_most",
    "public_pay_days_most",
    "interest_margin",
    "interest_rate",
    "act_minimum",
)
"""What a law may set: the term of payment where none is agreed, the longest that
may be agreed (also with public bodies), the points over a reference rate or the
yearly rate of late interest, the least value that an act on freelancers covers."""

FIXED_SUM = "fixed_sum"
"""The sum for a late invoice, by the least amount of the debt that brings it."""


def read_values(node: Node, found: dict[str, DatedValue]) -> None:
    """Read a file of values: name to value. A name used twice is a problem."""
    for name, place, item in reader.pairs_of(node):
        if name in found:
            fail(place, f"The value {name!r} is given twice; rename one.")
        found[name] = read_value(name, item)


def read_law(law: str, node: Node, laws: tuple[str, ...], found: dict[str, DatedValue]) -> None:
    """Read what one governing law sets. The ids begin with the law: ``uk.pay_days``."""
    if law not in laws:
        hint = nearest(law, laws) or f" Allowed: {one_of(laws, 40)}."
        fail(node.place, f"{law!r} is no choice of the question 'governing_law'.{hint}")
    allowed = (*MEASURES, FIXED_SUM)
    for name, place, item in reader.pairs_of(node):
        if name not in allowed:
            hint = nearest(name, allowed)
            fail(place, f"Found {name!r}; allowed: {one_of(allowed)}.{hint}")
        if name != FIXED_SUM:
            found[f"{law}.{name}"] = read_value(f"{law}.{name}", item, "")
            continue
        for least, where, tier in reader.pairs_of(item):
            amount = reader.number_of(reader.Text(where, least))
            identity = f"{law}.{name}.{amount}"
            found[identity] = read_value(identity, tier, "")


def read_value(name: str, node: Node, description: str | None = None) -> DatedValue:
    """Read one value and its figures, each from the day it holds.

    Without a ``description`` to fall back on it must have its own.
    """
    fields = Fields(node)
    figures = {}
    for start, place, figure in reader.pairs_of(fields.need("values")):
        day = reader.date_of(reader.Text(place, start))
        ended = isinstance(figure, reader.Text) and figure.text == "none"
        figures[day] = None if ended else reader.number_of(figure)
    if not figures:
        fail(fields.place_of("values"), "There is no figure; write none if it has ended.")
    value = DatedValue(
        id=name,
        description=fields.text("description", description),
        unit=fields.text("unit"),
        verified=reader.yes_of(fields.need("verified")),
        source=fields.text("source"),
        values=dict(sorted(figures.items())),
        place=fields.place,
        note=fields.text("note", ""),
        over=fields.text("over", ""),
        follows=fields.yes("follows", True),
    )
    fields.done()
    return value


def unknown_bases(found: Mapping[str, DatedValue]) -> Iterator[Problem]:
    """Yield the values that are added to a value that there is not."""
    for value in found.values():
        if value.over and value.over not in found:
            text = f"{value.id} is added to {value.over!r}, which is not among the values."
            yield Problem(value.place, text + nearest(value.over, list(found)))
