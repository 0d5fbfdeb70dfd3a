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
SMALL = 1_000
"""Bytes of a part that is counted without a look at it."""
MAX_ELEMENTS = 1_000_000
"""Signs that begin or end an element, in all parts in XML."""
_EBCDIC = b"Lo\xa7\x94"
_XML = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0", _EBCDIC)
"""How XML begins, in UTF-8, UTF-16, UTF-32 or EBCDIC."""


def is_too_large(data: bytes, most_xml: int = MAX_XML) -> bool:
    """Tell whether a document of Word holds more than a letter needs, before any is held.

    Raises :class:`zipfile.BadZipFile`, :class:`OSError` or :class:`ValueError` where it is no
    archive.
    """
    # The archive ends with the number of its files.
    end = data.rfind(b"PK\5\6")
    if end >= 0 and int.from_bytes(data[end + 10 : end + 12], "little") > MAX_ENTRIES:
        return True
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        items = file.infolist()
        if len(items) > MAX_ENTRIES or sum(item.file_size for item in items) > MAX_UNPACKED:
            return True
        parts = [item for item in items if _is_xml(file, item)]
        xml = sum(item.file_size for item in parts)
        # An element takes some hundred bytes of memory, and at least four of a file.
        return xml > most_xml or (
            xml > 4 * MAX_ELEMENTS and sum(_elements(file, item) for item in parts) > MAX_ELEMENTS
        )


def _elements(file: zipfile.ZipFile, item: zipfile.ZipInfo) -> int:
    """Count the signs that begin or end an element, or all bytes in EBCDIC."""
    with file.open(item) as part:
        pieces = iter(lambda: part.read(1 << 18), b"")
        start = next(pieces, b"")
        if start.startswith(_EBCDIC):
            return item.file_size
        return start.count(b"<") + sum(piece.count(b"<") for piece in pieces)


def _is_xml(file: zipfile.ZipFile, item: zipfile.ZipInfo) -> bool:
    """Tell whether a part may be read as XML, which its name does not decide."""
    if item.file_size < SMALL or item.filename.lower().endswith((".xml", ".rels")):
        return True
    with file.open(item) as part:
        start = part.read(64)
    return not start.strip() or start.lstrip().startswith(_XML)


def docx_document(data: bytes) -> Document:
    """Open a document of Word. Call :func:`is_too_large` before."""
    import docx

    return docx.Document(io.BytesIO(data))
