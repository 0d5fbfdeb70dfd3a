"""Read a letter from a file."""

from __future__ import annotations

from advisor.reading.document import Limits, read_document
from advisor.reading.written import Written

READERS = (".docx", ".eml", ".md", ".txt")
"""The suffixes of letters that are read."""
MAX_TEXT_BYTES = 100_000
"""Bytes of a text; a letter of one page has about 3,000."""
LETTER = Limits(MAX_TEXT_BYTES)


def read_letter(data: bytes, name: str, suffix: str | None = None) -> Written:
    """Read a letter in the format that its file name says, or ``suffix``.

    Raises :class:`~advisor.errors.AdvisorError` as
    :func:`advisor.reading.document.read_document` does.
    """
    return read_document(data, name, suffix, LETTER, READERS)
