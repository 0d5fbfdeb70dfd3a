"""Read ``rules/balance.yaml``: the points of findings and the limits of the advice.

Each figure stands with its reason and its source, which are for authors of rules.
"""

from __future__ import annotations

from dataclasses import replace

from advisor.knowledge.content import Balance
from advisor.knowledge.field_table import Field, Table, build, read, table
from advisor.knowledge.strict_yaml import Fields, Node, fail
from advisor.model import STRENGTHS

FIGURE: Table = (Field("value", "whole"), Field("because", "text"), Field("source", "text"))
"""A figure with its reason and its source."""
STRENGTH: Table = (Field("value", "choice", allowed=STRENGTHS), *FIGURE[1:])


def _figure(node: Node, _: object) -> int:
    return read(FIGURE, Fields(node))["value"]  # type: ignore[no-any-return]


def _strength(node: Node, _: object) -> str:
    return read(STRENGTH, Fields(node))["value"]  # type: ignore[no-any-return]


POINTS: Table = tuple(Field(name, "figure", read=_figure) for name in STRENGTHS)
BALANCE: Table = tuple(
    replace(one, read=_figure) if one.type == "figure" else one
    for one in table(
        Balance,
        points={"read": lambda node, _: read(POINTS, Fields(node))},
        firm={"type": "strength", "read": _strength},
        talk={"type": "strength", "read": _strength},
    )
)


def read_balance(node: Node) -> Balance:
    """Read the balance. Raises :class:`~advisor.errors.ContentError` with the place."""
    found = build(Balance, BALANCE, node, place=node.place)
    fields = Fields(node)
    strengths = Fields(fields.need("points"))
    least = 1
    for name in STRENGTHS:
        _from(least, found.points[name], strengths, name)
        least = found.points[name] + 1
    _from(2, found.further, fields, "further")
    _from(found.points[STRENGTHS[-1]], found.topic_most, fields, "topic_most")
    _from(1, found.repair, fields, "repair")
    _from(found.repair, found.end, fields, "end")
    if found.keep >= 0:
        fail(fields.place_of("keep"), f"Found {found.keep}; a number below 0 is expected.")
    return found


def _from(least: int, value: int, fields: Fields, name: str) -> None:
    """Refuse a figure below the least that makes sense."""
    if value < least:
        text = f"Found {value}; a whole number from {least} on is expected."
        fail(fields.place_of(name), text)
