"""The process that reads a PDF: bytes on standard input, JSON on standard output."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator

from advisor.reading.child_process import SECONDS, limit

MOST_TEXT = 5_000_000
"""Characters of all pages."""
LETTERS_A_PAGE = 20
"""Fewer on average than so many are the stamps of a scan."""


LEAST_SECONDS = 4
"""Seconds of computing that any file has."""
BYTES_A_SECOND = 20_000
"""Bytes of a file that give it a second more; reading the text of most files is faster."""


def main(most: str) -> None:
    """Write the texts of the pages, or one word for why there are none."""
    data = sys.stdin.buffer.read()
    limit(seconds=min(SECONDS, LEAST_SECONDS + len(data) // BYTES_A_SECOND))
    logging.disable(logging.CRITICAL)
    json.dump(read_or_why(data, int(most)), sys.stdout)


def read_or_why(data: bytes, most: int) -> list[str] | str:
    """Return :func:`read`, and ``damaged`` for whatever a damaged file brings about."""
    try:
        return read(data, most)
    except Exception:  # noqa: BLE001 - the library raises errors of many kinds
        return "damaged"


def read(data: bytes, most: int) -> list[str] | str:
    """Return the texts of the pages, or why there are none."""
    from pypdf import PdfReader

    if b"%PDF-" not in data[:1024]:
        return "damaged"
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        try:
            opened = reader.decrypt("")
        except Exception:  # noqa: BLE001 - also that a library for the cipher is missing
            return "encrypted"
        if not opened:
            return "encrypted"
    if len(reader.pages) > most:
        return "pages"
    pages = list(_pages(reader))
    letters = sum(sum(map(str.isalpha, page)) for page in pages)
    return pages if letters >= LETTERS_A_PAGE * max(len(pages), 1) else "no_text"


def _pages(reader: object) -> Iterator[str]:
    left = MOST_TEXT
    for page in reader.pages:  # type: ignore[attr-defined]
        text = page.extract_text()[:left]
        left -= len(text)
        yield text
