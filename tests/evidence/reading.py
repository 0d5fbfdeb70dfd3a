"""Read a table of invoices the way the command does, with what it would ask given."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from advisor.evidence.headings import SEARCHED, Header, find_header
from advisor.evidence.invoice_reading import Manner, Read, manner_of, read_invoices
from advisor.evidence.invoice_rows import gather
from advisor.knowledge.content_paths import Roots
from advisor.knowledge.export_formats import CommonColumns, ExportFormat, read_exports
from advisor.reading.table import read_table
from tests.shipped import shipped

_EXPORTS: list[tuple[CommonColumns, tuple[ExportFormat, ...]]] = []


def exports() -> tuple[CommonColumns, tuple[ExportFormat, ...]]:
    """Return the common columns and the known exports, read once."""
    if not _EXPORTS:
        _EXPORTS.append(read_exports(Roots.default()))
    return _EXPORTS[0]


def read(path: Path, **more: object) -> tuple[Header, Manner, Read]:
    """Return the headings, the manner and the invoices of a file; ``more`` is of the manner."""
    common, formats = exports()
    table = read_table(path)
    head = list(islice(table.rows, SEARCHED))
    header = find_header(head, common, formats)
    assert header is not None
    assert not header.missing
    raw = gather(str(path), chain(head, table.rows), header, common)
    manner = replace(manner_of(raw, str(path)), **more)
    languages = (shipped().phrases.language,)
    return header, manner, read_invoices(raw, str(path), manner, common, languages)
