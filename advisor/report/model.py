"""The report as a value, before it is shown on a screen or written to a file.

Every form of the report (terminal, page, Markdown, plain text) is drawn from one
:class:`Report`, so that they have the same content. The JSON form holds the same
conclusions under fixed keys, see :mod:`advisor.report.json_report`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from advisor.knowledge.phrasebook import Phrasebook
from advisor.lazy_dataclass import dataclass
from advisor.model import Whether

Tone = Literal["", "blocking", "advisory", "for", "against", "caution", "binding"]
"""What an entry is, for its colour. Its words express the same without colour."""

Layout = Literal["list", "prose", "commands", "bars"]
"""How the entries of a section are laid out: items, paragraphs, lines to type, or a picture."""


@dataclass(frozen=True)
class Entry:
    """One line of a section: a date, a strength or a name, and what it is about."""

    lead: str
    text: str
    tag: str = ""
    """A short qualification, shown in brackets after the text."""
    notes: tuple[tuple[str, str], ...] = ()
    """Label and text of the notes below the entry."""
    tone: Tone = ""
    bar: int | None = None
    """The length of its bar in a picture, below 0 to the other side; ``None`` for no bar."""


@dataclass(frozen=True)
class Section:
    """A part of the report under one heading."""

    id: str
    title: str
    entries: tuple[Entry, ...] = ()
    intro: str = ""
    more: str = ""
    """Shown after the entries when some were left out."""
    none: str = ""
    """Shown in place of the entries when there is none."""
    layout: Layout = "list"
    columns: tuple[str, ...] = ()
    """The headings of lead, text and tag, for a section that is drawn as a table."""


def section_of(
    phrases: Phrasebook,
    product: str,
    name: str,
    entries: Iterable[Entry],
    more: str = "",
    layout: Layout = "list",
) -> Section:
    """Return a section with its heading, introduction and text for no entries.

    ``product`` (``report``, ``whatif`` or ``diff``) begins the keys of these texts.
    """
    return Section(
        name,
        phrases.say(f"{product}.section.{name}"),
        tuple(entries),
        phrases.say_if(f"{product}.intro.{name}"),
        more,
        phrases.say_if(f"{product}.none.{name}"),
        layout,
    )


@dataclass(frozen=True)
class Report:
    """The content of a report, in order."""

    title: str
    day: str
    outcome: str
    """The advice in one sentence."""
    facts: tuple[str, ...]
    """What belongs to the outcome: last day, what sets it, why."""
    sections: tuple[Section, ...]
    whether: Whether
    colon: str = ": "
    """The text between a label and its value."""


@dataclass(frozen=True)
class Command:
    """A command the reader may want next, ready to be typed."""

    line: str
    does: str
    """The key of its purpose below ``report.next`` in the texts."""
    title: str = ""
    """What it makes, where the purpose alone does not say it."""
