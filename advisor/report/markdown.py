"""The report as Markdown. What the user typed never becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisor.locale.markdown import escape
from advisor.report.model import Entry, Report, Section


def report_markdown(report: Report) -> str:
    """Return the report as Markdown (CommonMark)."""
    lines = [f"# {escape(report.title)}", "", escape(report.day), ""]
    lines += [f"**{escape(report.outcome)}**", ""]
    for fact in report.facts:
        lines += [escape(fact), ""]
    for section in report.sections:
        lines += _section(section, report.colon)
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(section: Section, colon: str) -> Iterator[str]:
    yield f"## {escape(section.title)}"
    yield ""
    if section.intro:
        yield escape(section.intro)
        yield ""
    if not section.entries and section.none:
        yield escape(section.none)
        yield ""
    for entry in section.entries:
        if section.layout == "prose":
            yield escape(entry.text)
            yield ""
        else:
            yield from _entry(entry, colon, code=section.layout == "commands")
    if section.entries and section.layout != "prose":
        yield ""
    if section.more:
        yield escape(section.more)
        yield ""


def _entry(entry: Entry, colon: str, *, code: bool) -> Iterator[str]:
    lead = f"**{escape(entry.lead)}{colon.rstrip()}** " if entry.lead else ""
    tag = f" ({escape(entry.tag)})" if entry.tag else ""
    text = _code(entry.text) if code else escape(entry.text)
    yield f"- {lead}{text}{tag}"
    for label, note in entry.notes:
        line = f"{escape(label)}{colon}{escape(note)}" if label else escape(note)
        yield f"  - {line}"


def _code(text: str) -> str:
    """Return a code span, with a fence longer than any run of backticks inside."""
    fence = "`" * (1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"
