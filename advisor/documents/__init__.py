"""Documents: the report, the checklist, the letters, and the formats they come in.

A format is a suffix and a function from values to bytes. A new one is one more
line in :data:`LETTER_FORMATS` or :data:`CHECKLIST_FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from advisor.errors import AdvisorError, one_of

if TYPE_CHECKING:
    from advisor.documents.letter import Letter
    from advisor.knowledge.content import Library
    from advisor.model import Assessment, Case

Writer = TypeVar("Writer")


def _letter_markdown(letter: Letter) -> bytes:
    from advisor.documents.letter import render_markdown

    return render_markdown(letter).encode()


def _letter_text(letter: Letter) -> bytes:
    from advisor.documents.formats.markdown import unmark
    from advisor.documents.letter import render_markdown

    return unmark(render_markdown(letter)).encode()


def _checklist_markdown(library: Library, assessment: Assessment, case: Case) -> bytes:
    from advisor.documents.checklist import checklist_markdown

    return checklist_markdown(library, assessment, case).encode()


def _checklist_text(library: Library, assessment: Assessment, case: Case) -> bytes:
    from advisor.documents.checklist import checklist_markdown
    from advisor.documents.formats.markdown import unmark

    return unmark(checklist_markdown(library, assessment, case)).encode()


LETTER_FORMATS: Mapping[str, Callable[[Letter], bytes]] = {
    ".md": _letter_markdown,
    ".txt": _letter_text,
}
"""File suffix to the writer of a letter, as UTF-8."""

CHECKLIST_FORMATS: Mapping[str, Callable[[Library, Assessment, Case], bytes]] = {
    ".md": _checklist_markdown,
    ".txt": _checklist_text,
}
"""File suffix to the writer of a checklist, as UTF-8."""


def writer_for(formats: Mapping[str, Writer], suffix: str) -> Writer:
    """Return the writer for a file suffix such as ``.md``.

    Raises :class:`AdvisorError` for a suffix there is no format for.
    """
    writer = formats.get(suffix.lower())
    if writer is None:
        raise AdvisorError(
            f"A file ending in {suffix or 'nothing'!r} cannot be written; "
            f"allowed: {one_of(sorted(formats))}."
        )
    return writer
