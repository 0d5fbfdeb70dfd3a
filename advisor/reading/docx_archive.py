"""Open a Word document, after a look at how much it unpacks to."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document

MAX_UNPACKED = 64 * 1024 * 1024
"""Bytes of a document when it is unpacked."""
MAX_XML = 4_000_000
"""Bytes of its parts in XML, the text among them; a letter has some hundred thousand."""
MAX_ENTRIES = 2_000
"""Files in the archive."""


def is_too_large(data: bytes, most_xml: int = MAX_XML) -> bool:
    """Tell whether a document of Word holds more than a letter needs, before any is unpacked.

    Raises :class:`zipfile.BadZipFile`, :class:`OSError` or :class:`ValueError` where it is no
    archive.
    """
    # The archive ends with the number of its files.
    end = data.rfind(b"PK\5\6")
    if end >= 0 and int.from_bytes(data[end + 10 : end + 12], "little") > MAX_ENTRIES:
        return True
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        items = file.infolist()
    xml = (item.file_size for item in items if item.filename.lower().endswith((".xml", ".rels")))
    return (
        len(items) > MAX_ENTRIES
        or sum(xml) > most_xml
        or sum(item.file_size for item in items) > MAX_UNPACKED
    )


def docx_document(data: bytes) -> Document:
    """Open a document of Word. Call :func:`is_too_large` before."""
    import docx

    return docx.Document(io.BytesIO(data))
