"""The columns of a table that the user has named, as a file that reads the next one.

The file has the form of a known export in ``rules/exports``, beside the table it was made for.
It holds headings and no invoice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from advisor.errors import ContentError, Place
from advisor.evidence.headings import Header, folded
from advisor.files import read_whole
from advisor.knowledge import strict_yaml
from advisor.knowledge.export_formats import EXPORT, DateOrder, ExportFormat, export_of
from advisor.locale.control_characters import spaced
from advisor.reading.rows import Row

SUFFIX = ".columns.yaml"
LARGEST = 100_000


def beside(path: Path) -> list[ExportFormat]:
    """Return what the folder of a table says of columns: its own file first.

    Raises :class:`~advisor.errors.ContentError` for one that is damaged.
    """
    own = columns_path(path)
    found = sorted(path.parent.glob(f"*{SUFFIX}"), key=lambda one: (one != own, one.name))
    return [
        export_of(strict_yaml.parse(read_whole(one, LARGEST, str(one), ContentError), str(one)), "")
        for one in found
    ]


def columns_path(path: Path) -> Path:
    """Return the file that keeps the columns of a table."""
    return path.with_name(f"{path.stem}{SUFFIX}")


def examples(row: Row, rows: list[Row], count: int) -> Iterator[tuple[str, list[str]]]:
    """Yield each heading of a table with some of its values."""
    for place, heading in enumerate(row.cells):
        values = (str(one.cells[place]) for one in rows if place < len(one.cells))
        filled = [value for value in values if value.strip()]
        if isinstance(heading, str) and heading.strip():
            yield heading, list(dict.fromkeys(filled))[:count]


def renamed(header: Header, named: Mapping[str, str]) -> Header | str:
    """Return the headings with columns named by the user, or a heading that is not there."""
    places = {folded(cell): place for place, cell in enumerate(header.row.cells)}
    columns = dict(header.columns)
    for name, heading in named.items():
        if not heading:
            columns.pop(name, None)
            continue
        place = places.get(folded(heading))
        if place is None:
            return heading
        columns = {one: at for one, at in columns.items() if at != place}
        columns[name] = place
    return replace(header, columns=columns)


def kept(header: Header, product: str, order: DateOrder, terms_days: int) -> ExportFormat:
    """Return what is known of a table after the user was asked, to read the next one by."""
    if header.format is not None:
        return replace(header.format, date_order=order, terms_days=terms_days)
    columns = {name: (spaced(str(header.row.cells[at])),) for name, at in header.columns.items()}
    return ExportFormat(
        id="",
        place=Place(""),
        product=spaced(product),
        columns=columns,
        told_by=tuple(heading for (heading,) in columns.values()),
        rows="lines",
        date_order=order,
        terms_days=terms_days,
    )


def columns_text(known: ExportFormat) -> str:
    """Return a known export as the file that it is read from."""
    lines = ["# Columns of a table of invoices, read by: advisor invoices CASE FILE"]
    for one in EXPORT:
        value = getattr(known, one.name)
        if value == one.default or (not value and one.name != "product"):
            continue
        if isinstance(value, Mapping):
            lines.append(f"{one.name}:")
            lines += [f"  {key}: {_listed(words)}" for key, words in value.items()]
        else:
            lines.append(
                f"{one.name}: {_listed(value) if isinstance(value, tuple) else _text(value)}"
            )
    return "\n".join(lines) + "\n"


def _listed(words: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_text, words))}]"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)
