"""The formats of documents: file suffix to a function from a document to bytes.

A new format is one more line in :data:`LETTER_FORMATS` or :data:`CHECKLIST_FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from advisor.formats.csv_table import checklist_csv
from advisor.formats.document_model import Checklist, Letter
from advisor.formats.docx import checklist_docx, letter_docx
from advisor.formats.eml import letter_eml
from advisor.formats.html_page import checklist_html, letter_html
from advisor.formats.ics import checklist_ics
from advisor.formats.json_object import checklist_json
from advisor.formats.markdown_text import (
    checklist_markdown,
    checklist_text,
    letter_markdown,
    letter_text,
)
from advisor.formats.pdf import letter_pdf

Document = TypeVar("Document", Letter, Checklist)


def _utf8(write: Callable[[Document], str]) -> Callable[[Document], bytes]:
    return lambda document: write(document).encode()


LETTER_FORMATS: Mapping[str, Callable[[Letter], bytes]] = {
    ".md": _utf8(letter_markdown),
    ".txt": _utf8(letter_text),
    ".html": letter_html,
    ".docx": letter_docx,
    ".pdf": letter_pdf,
    ".eml": letter_eml,
}
"""File suffix to the writer of a letter."""

LETTERHEAD_FORMATS: Mapping[str, Callable[[Letter, bytes | None], bytes]] = {
    ".docx": letter_docx,
}
"""The writers that can use the user's own letterhead, a file of that format."""

CHECKLIST_FORMATS: Mapping[str, Callable[[Checklist], bytes]] = {
    ".md": _utf8(checklist_markdown),
    ".txt": _utf8(checklist_text),
    ".html": checklist_html,
    ".csv": checklist_csv,
    ".json": checklist_json,
    ".ics": checklist_ics,
    ".docx": checklist_docx,
}
"""File suffix to the writer of a checklist."""
