"""The report as Markdown. What the user typed never becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisor.documents.report import Entry, Report, Section

# An underscore inside a word is no emphasis and stays readable.
_SIGNS = re.compile(r"([\\`*\[\]<>#|~&]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9]))")
_OPENING = re.compile(r"^(\s*)([-+]|\d+(?=[.)])|=)")


def escaped(text: str) -> str:
    """Return a text whose signs Markdown shows as they are."""
    text = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    match = _OPENING.match(text)
    if match is None:
        return text
    if match[2].isdigit():
        return f"{text[: match.end()]}\\{text[match.end() :]}"
    return f"{match[1]}\\{text[match.start(2) :]}"


def report_markdown(report: Report) -> str:
    """Return the report as Markdown (CommonMark)."""
    lines = [f"# {escaped(report.title)}", "", escaped(report.day), ""]
    lines += [f"**{escaped(report.outcome)}**", ""]
    for fact in report.facts:
        lines += [escaped(fact), ""]
    for section in report.sections:
        lines += _section(section, report.colon)
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(section: Section, colon: str) -> Iterator[str]:
    yield f"## {escaped(section.title)}"
    yield ""
    if section.intro:
        yield escaped(section.intro)
        yield ""
    if not section.entries and section.none:
        yield escaped(section.none)
        yield ""
    for entry in section.entries:
        if section.layout == "prose":
            yield escaped(entry.text)
            yield ""
        else:
            yield from _entry(entry, colon, code=section.layout == "commands")
    if section.entries and section.layout != "prose":
        yield ""
    if section.more:
        yield escaped(section.more)
        yield ""


def _entry(entry: Entry, colon: str, *, code: bool) -> Iterator[str]:
    lead = f"**{escaped(entry.lead)}{colon.rstrip()}** " if entry.lead else ""
    tag = f" ({escaped(entry.tag)})" if entry.tag else ""
    text = _code(entry.text) if code else escaped(entry.text)
    yield f"- {lead}{text}{tag}"
    for label, note in entry.notes:
        told = f"{escaped(label)}{colon}{escaped(note)}" if label else escaped(note)
        yield f"  - {told}"


def _code(text: str) -> str:
    """Return a code span, with a fence longer than any run of backticks inside."""
    fence = "`" * (1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"
