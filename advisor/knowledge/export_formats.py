"""Exports of accounting programs as content: ``rules/exports`` and ``rules/columns.yaml``.

A known export says by which headings it is told, and what its columns mean. Any other table
is read by the headings that ``rules/columns.yaml`` lists for each column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Any, Literal

from advisor.errors import Place, nearest, one_of
from advisor.knowledge import strict_yaml
from advisor.knowledge.collector import Collector
from advisor.knowledge.content_paths import Roots, files
from advisor.knowledge.field_table import build, lists, table
from advisor.knowledge.strict_yaml import Node
from advisor.lazy_dataclass import dataclass

COLUMNS = (
    *("number", "client", "issued", "due", "terms", "total", "paid", "open", "status"),
    *("paid_on", "currency", "kind", "line_total", "line_tax", "withheld", "written_off"),
    *("entry", "booked"),
)
"""What a column can mean; an entry is a booking of an invoice or of a payment."""
WORDS = (
    *("credit_note", "skip", "draft", "void", "paid", "unpaid", "written_off"),
    *("billing", "payment"),
)
"""Groups of words that stand in the columns ``kind``, ``status`` and ``entry``."""


DateOrder = Literal["", "day_first", "month_first"]


def _named(allowed: tuple[str, ...]) -> Any:
    def reader(node: Node, _scope: Any) -> dict[str, tuple[str, ...]]:
        for key, place, _ in strict_yaml.pairs_of(node):
            if key not in allowed:
                hint = nearest(key, allowed) or f" Allowed: {one_of(allowed, 40)}."
                strict_yaml.fail(place, f"There is no column or word {key!r} here.{hint}")
        return lists(node)

    return reader


@dataclass(frozen=True)
class ExportFormat:
    """An export of a product: its columns and the words in them."""

    id: str
    place: Place
    product: str
    """The product and the name of the export in it."""
    columns: Annotated[Mapping[str, tuple[str, ...]], "lists"]
    """What a column means, to its headings; the first that a file has is taken."""
    told_by: tuple[str, ...] = ()
    """Headings that a file of this kind has, and that tell it from others."""
    rows: Literal["invoices", "lines", "entries"] = "invoices"
    """Whether a row is an invoice, one line of an invoice, or a booking."""
    holds: Literal["all", "open", "billed"] = "all"
    """``open``: only what is unpaid. ``billed``: what was billed, and nothing of payment."""
    paid_on_is: Literal["last", "first"] = "last"
    unit: Literal["units", "cents"] = "units"
    """What sums are counted in."""
    times: Literal["written", "epoch"] = "written"
    """Dates as text, or as seconds since 1970 in UTC."""
    date_order: DateOrder = ""
    """How dates of numbers are meant, where that is known."""
    terms_days: int = 0
    """Days from the invoice to its due date, where the file holds none."""
    words: Annotated[Mapping[str, tuple[str, ...]], "lists"] = field(default_factory=dict)
    """Words in the columns ``kind``, ``status`` and ``entry``, beside the common ones."""
    traps: tuple[str, ...] = ()
    """What readers of this export get wrong."""
    sources: tuple[str, ...] = ()
    """Where its shape was seen."""


@dataclass(frozen=True)
class CommonColumns:
    """Headings and words that many programs use."""

    columns: Annotated[Mapping[str, tuple[str, ...]], "lists"]
    words: Annotated[Mapping[str, tuple[str, ...]], "lists"]
    totals: tuple[str, ...]
    """What the first cell of a row of totals begins with."""


_TYPED: Mapping[str, Any] = {"read": _named(COLUMNS)}
_WORDED: Mapping[str, Any] = {"read": _named(WORDS)}
EXPORT = table(ExportFormat, columns=_TYPED, words=_WORDED)
COMMON = table(CommonColumns, columns=_TYPED, words=_WORDED)


def export_of(node: Node, id_: str) -> ExportFormat:
    """Read one export. Raises :class:`~advisor.errors.ContentError` with the place."""
    return build(ExportFormat, EXPORT, node, id=id_, place=node.place)


def read_exports(roots: Roots) -> tuple[CommonColumns, tuple[ExportFormat, ...]]:
    """Read the common columns and every known export; rules without any have none.

    Raises :class:`~advisor.errors.ContentError` with every fault.
    """
    keep = Collector(roots)
    common = keep.files(
        files(roots.rules, "columns.yaml"), lambda _, node: build(CommonColumns, COMMON, node)
    )
    found = keep.files(
        files(roots.rules / "exports", "*.yaml"), lambda path, node: export_of(node, path.stem)
    )
    keep.stop_if_any()
    return common[0] if common else CommonColumns({}, {}, ()), tuple(found)
