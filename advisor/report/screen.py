"""The report drawn with Rich: one panel, headings, two columns.

Every text is a :class:`rich.text.Text`, so that nothing in an answer is read as
markup. Colour only repeats what a word beside it says.
"""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from advisor.report.model import Entry, Report, Section, Tone
from advisor.report.plain_text import WIDEST

LEAD = 24
"""Columns of the first column: a date in full fits in every language."""

COLOURS: dict[Tone, str] = {
    "": "bold",
    "blocking": "bold red",
    "advisory": "bold yellow",
    "for": "bold magenta",
    "against": "bold green",
    "caution": "bold yellow",
    "binding": "bold cyan",
}


def print_report(report: Report, console: Console) -> None:
    """Print a report on a console, at most :data:`WIDEST` columns wide."""
    width = min(console.width, WIDEST)
    # Not cropped: a command longer than the line is for the terminal to wrap, so that
    # it is copied whole.
    console.print(drawn(report, width), width=width, crop=False)


def drawn(report: Report, width: int) -> RenderableType:
    """Return the report as something Rich can print."""
    outcome = Text(report.outcome, style="bold")
    for fact in report.facts:
        outcome.append("\n").append(fact, style="not bold")
    head = Text.assemble((report.title, "bold"), "  ", (report.day, "dim"))
    parts: list[RenderableType] = [head, Panel(outcome, padding=(0, 1))]
    for section in report.sections:
        parts += [Text(), Text(section.title, style="bold underline")]
        parts.append(_section(section, width, report.colon))
    return Group(*parts)


def _section(section: Section, width: int, colon: str) -> RenderableType:
    parts: list[RenderableType] = []
    if section.intro:
        parts.append(Text(section.intro, style="dim"))
    if not section.entries and section.none:
        parts.append(Text(section.none))
    leads = max((len(entry.lead) for entry in section.entries), default=0)
    if section.layout == "commands":
        parts += [_command(entry) for entry in section.entries]
    elif leads == 0:
        parts += [_below(entry, colon) for entry in section.entries]
    elif section.entries:
        parts.append(_columns(section, min(leads, LEAD if width >= 50 else 10), colon))
    if section.more:
        parts.append(Text(section.more, style="dim"))
    return Group(*parts)


def _columns(section: Section, lead: int, colon: str) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=lead, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    for entry in section.entries:
        table.add_row(Text(entry.lead, style=COLOURS[entry.tone]), _content(entry, colon))
    return table


def _content(entry: Entry, colon: str) -> Text:
    text = Text(entry.text)
    if entry.tag:
        text.append(f" ({entry.tag})", style="cyan" if entry.tone == "binding" else "dim")
    for label, note in entry.notes:
        text.append("\n").append(f"{label}{colon}" if label else "", style="dim italic")
        text.append(note, style="dim")
    return text


def _below(entry: Entry, colon: str) -> RenderableType:
    """Draw an entry without a lead: its notes indented below it."""
    notes = Text("\n").join(
        Text.assemble((f"{label}{colon}" if label else "", "dim italic"), (note, "dim"))
        for label, note in entry.notes
    )
    title = Text(entry.text)
    if entry.tag:
        title.append(f" ({entry.tag})", style="dim")
    return Group(title, Padding(notes, (0, 0, 0, 2))) if entry.notes else title


def _command(entry: Entry) -> RenderableType:
    """Draw a command on a line of its own, never broken, to be copied."""
    purpose = Text(entry.notes[0][1], style="dim")
    return Group(purpose, Text(f"  {entry.text}", style="bold", no_wrap=True, overflow="ignore"))
