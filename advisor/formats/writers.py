"""Documents: the report, the checklist, the letters, and the formats they come in.

A format is a suffix and a function from values to bytes. A new one is one more
line in :data:`LETTER_FORMATS` or :data:`CHECKLIST_FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from advisor.errors import AdvisorError, Message, one_of

if TYPE_CHECKING:
    from advisor.knowledge.content import Library
    from advisor.letters.letter import Letter
    from advisor.model import Case
    from advisor.reasoning.assessment import Assessment

Writer = TypeVar("Writer")


def _letter_markdown(letter: Letter) -> bytes:
    from advisor.letters.letter import render_markdown

    return render_markdown(letter).encode()


def _letter_text(letter: Letter) -> bytes:
    from advisor.letters.letter import render_markdown
    from advisor.locale.markdown import unmark

    return unmark(render_markdown(letter)).encode()


def _letter_html(letter: Letter) -> bytes:
    from advisor.formats.html_page import letter_html

    return letter_html(letter)


def _letter_docx(letter: Letter, letterhead: bytes | None = None) -> bytes:
    from advisor.formats.docx import letter_docx

    return letter_docx(letter, letterhead)


def _letter_pdf(letter: Letter) -> bytes:
    from advisor.formats.pdf import letter_pdf

    return letter_pdf(letter)


def _letter_eml(letter: Letter) -> bytes:
    from advisor.formats.eml import letter_eml

    return letter_eml(letter)


def _checklist_markdown(library: Library, assessment: Assessment, case: Case) -> bytes:
    from advisor.letters.checklist import checklist_markdown

    return checklist_markdown(library, assessment, case).encode()


def _checklist_text(library: Library, assessment: Assessment, case: Case) -> bytes:
    from advisor.letters.checklist import checklist_markdown
    from advisor.locale.markdown import unmark

    return unmark(checklist_markdown(library, assessment, case)).encode()


def _checklist_html(library: Library, assessment: Assessment, case: Case) -> bytes:
    from advisor.formats.html_page import checklist_html
    from advisor.letters.checklist import checklist

    return checklist_html(checklist(library, assessment, case))


def _checklist_docx(library: Library, assessment: Assessment, case: Case) -> bytes:
    from advisor.formats.docx import checklist_docx
    from advisor.letters.checklist import checklist

    return checklist_docx(checklist(library, assessment, case))


def _checklist_csv(library: Library, assessment: Assessment, case: Case) -> bytes:
    from advisor.formats.csv_table import checklist_csv
    from advisor.letters.checklist import checklist

    return checklist_csv(checklist(library, assessment, case))


def _checklist_json(library: Library, assessment: Assessment, case: Case) -> bytes:
    from advisor.formats.json_object import checklist_json
    from advisor.letters.checklist import checklist

    return checklist_json(checklist(library, assessment, case))


def _checklist_ics(library: Library, assessment: Assessment, case: Case) -> bytes:
    from advisor.formats.ics import checklist_ics
    from advisor.letters.checklist import checklist

    return checklist_ics(checklist(library, assessment, case))


LETTER_FORMATS: Mapping[str, Callable[[Letter], bytes]] = {
    ".md": _letter_markdown,
    ".txt": _letter_text,
    ".html": _letter_html,
    ".docx": _letter_docx,
    ".pdf": _letter_pdf,
    ".eml": _letter_eml,
}
"""File suffix to the writer of a letter. What is text is UTF-8."""

LETTERHEAD_FORMATS: Mapping[str, Callable[[Letter, bytes | None], bytes]] = {
    ".docx": _letter_docx,
}
"""The writers that can put a letter on the user's own letterhead, a file of that format."""

CHECKLIST_FORMATS: Mapping[str, Callable[[Library, Assessment, Case], bytes]] = {
    ".md": _checklist_markdown,
    ".txt": _checklist_text,
    ".html": _checklist_html,
    ".csv": _checklist_csv,
    ".json": _checklist_json,
    ".ics": _checklist_ics,
    ".docx": _checklist_docx,
}
"""File suffix to the writer of a checklist. What is text is UTF-8."""


def writer_for(formats: Mapping[str, Writer], suffix: str) -> Writer:
    """Return the writer for a file suffix such as ``.md``.

    Raises :class:`AdvisorError` for a suffix there is no format for.
    """
    writer = formats.get(suffix.lower())
    if writer is None:
        raise AdvisorError(
            Message(
                "A file ending in {suffix} cannot be written; allowed: {allowed}.",
                suffix=repr(suffix or "nothing"),
                allowed=one_of(sorted(formats)),
            )
        )
    return writer
