"""The report as plain text: for files, and for readers who want no layout.

Headings are words, every other line is a sentence or ``label: value``. There
are no boxes, no columns, no colour and no signs that a screen reader would spell.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from advisor.report.model import Entry, Report, Section
from advisor.report.summary import Summary

FILE_WIDTH = 78
"""Columns of a text file."""
WIDEST = 88
"""Columns at most on a terminal. Longer lines are hard to read."""


def report_text(report: Report, width: int = FILE_WIDTH) -> str:
    """Return the report as plain text, wrapped at ``width`` columns."""
    lines = [report.title, report.day, "", report.outcome, *report.facts]
    pieces = [*(_wrapped(line, width) for line in lines)]
    for section in report.sections:
        pieces += ["", *(_wrapped(line, width) for line in _section(section, report.colon))]
    return "\n".join(pieces) + "\n"


def _section(section: Section, colon: str) -> Iterator[str]:
    yield section.title.upper()
    if section.intro:
        yield section.intro
    if not section.entries and section.none:
        yield section.none
    for entry in section.entries:
        yield from _entry(entry, colon)
    if section.more:
        yield section.more


def _entry(entry: Entry, colon: str) -> Iterator[str]:
    tag = f" ({entry.tag})" if entry.tag else ""
    lead = f"{entry.lead}{colon}" if entry.lead else ""
    yield f"{lead}{entry.text}{tag}"
    for label, text in entry.notes:
        yield f"  {label}{colon}{text}" if label else f"  {text}"


def _wrapped(line: str, width: int) -> str:
    """Wrap a line, keeping its indent. Words longer than the line stay whole."""
    text = line.lstrip(" ")
    indent = line[: len(line) - len(text)]
    options = {"break_long_words": False, "break_on_hyphens": False}
    return "\n".join(wrap(text, width, initial_indent=indent, subsequent_indent=indent, **options))  # type: ignore[arg-type]


def summary_text(full: Summary, width: int = FILE_WIDTH) -> str:
    """Return the report on one screen as plain text: each line under its label in words."""
    lines = [full.title, full.day, full.verdict, *full.facts]
    for row in full.rows:
        for item in row.items:
            lead = f"{item.lead}{full.colon}" if item.lead else ""
            lines.append(f"{row.label}{full.colon}{lead}{item.text}")
    lines += full.closing
    return "\n".join(_wrapped(line, width) for line in lines) + "\n"
