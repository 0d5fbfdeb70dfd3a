"""The report drawn with Rich: one panel, headings, two columns.

Every text is a :class:`rich.text.Text`, so that nothing in an answer is read as
markup. Colour only repeats what a word beside it says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from textwrap import wrap

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from advisor.report.model import Entry, Report, Section, Tone
from advisor.report.plain_text import WIDEST
from advisor.report.summary import Row, Summary

ACCENT = "bold cyan"
"""The one colour of the report on one screen: that of the verdict."""
NARROW = 60
"""Columns up to which a label stands above its entries and nothing gives way."""

BAR, LINE, GAP = "\u2588", "\u2502", 2
"""What bars are drawn of, the line that they begin at, and the columns between two texts."""
_BESIDE = ("lead", "text", "tag")

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
    elif section.layout == "bars" and width > NARROW:
        parts.append(_bars(section, width))
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


def _bars(section: Section, width: int) -> RenderableType:
    """Draw each entry as a bar from one line, to the right above 0 and to the left below."""
    columns = [[cell_len(getattr(one, name)) for one in section.entries] for name in _BESIDE]
    room = max(width - sum(map(max, columns)) - 4 * GAP - 1, 8)
    bars = [one.bar or 0 for one in section.entries]
    most, least = max(0, *bars), max(0, *(-bar for bar in bars))
    right = round(room * most / (most + least)) if most + least else room
    table = Table.grid(padding=(0, GAP, 0, 0))
    for entry in section.entries:
        length = round((entry.bar or 0) * room / (most + least)) if most + least else 0
        if entry.bar and not length:
            length = 1 if entry.bar > 0 else -1
        before = BAR * min(-min(length, 0), room - right)
        after = BAR * min(max(length, 0), right)
        bar = Text.assemble(
            (before.rjust(room - right), COLOURS["against"]),
            LINE,
            (after, COLOURS["for"]),
        )
        table.add_row(Text(entry.lead), Text(entry.text), bar, Text(entry.tag))
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


def print_summary(summary: Summary, console: Console, width: int) -> None:
    """Print the report on one screen."""
    head, box, rest = _summary(summary, width)
    for line in head:
        console.print(line, width=width)
    console.print(Panel(Text("\n").join(box), padding=(0, 1)), width=width)
    for line in rest:
        # A command longer than the line is for the terminal to wrap.
        console.print(line, crop=False, no_wrap=True, overflow="ignore")


def summary_height(summary: Summary, width: int) -> int:
    """Return how many lines the report on one screen takes."""
    lines = chain(*_summary(summary, width))
    return sum(max(1, -(-line.cell_len // width)) for line in lines) + 2


def _summary(summary: Summary, width: int) -> tuple[list[Text], list[Text], list[Text]]:
    """Return the lines above the box, in it and below it."""
    gap = width - cell_len(summary.title) - cell_len(summary.day)
    title, day = Text(summary.title, style="bold"), Text(summary.day)
    if gap >= 2:
        head = [Text.assemble(title, " " * gap, day)]
    else:
        head = [*_broken(title, width), *_broken(day, width)]
    inner = width - 4
    facts = [Text(line) for line in _flowed(summary.facts, inner)]
    verdict = Text(summary.verdict, style=ACCENT)
    box = [line for text in (verdict, *facts) for line in _broken(text, inner)]
    indent = 0 if width <= NARROW else max(cell_len(row.label) for row in summary.rows) + 2
    rest = [line for row in summary.rows for line in _row(row, indent, width)]
    legal, *command = summary.closing
    return head, box, [*rest, *_broken(Text(legal), width), *map(Text, command)]


def _flowed(facts: Sequence[str], width: int) -> Iterator[str]:
    """Yield facts side by side as far as two have room."""
    line = ""
    for fact in facts:
        joined = f"{line}   {fact}" if line else fact
        if line and cell_len(joined) > width:
            yield line
            joined = fact
        line = joined
    if line:
        yield line


def _row(row: Row, indent: int, width: int) -> Iterator[Text]:
    """Yield the lines of a row: its label in the margin, or above where there is no room."""
    if not indent:
        yield Text(row.label, style="bold")
    leads = max(cell_len(item.lead) for item in row.items)
    leads += 2 if leads else 0
    label = row.label if indent else ""
    for item in row.items:
        lead = item.lead
        for line in _broken(Text(item.text), width - indent - leads):
            margin = label + " " * (indent - cell_len(label))
            yield Text.assemble((margin, "bold"), lead + " " * (leads - cell_len(lead)), line)
            label = lead = ""


def _broken(text: Text, width: int) -> list[Text]:
    """Break a text into lines of a width, at spaces that may break."""
    # Not collapsed: three spaces part two facts.
    lines = wrap(text.plain, width, break_on_hyphens=False)
    return [Text(line, style=text.style) for line in lines]
