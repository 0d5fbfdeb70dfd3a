"""Markdown and plain text of letters and checklists."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.formats.document_model import Checklist, Letter
from advisor.knowledge.letter_content import FramePart
from advisor.locale.markdown import escape, lines, unmark

RULE = "---"


def letter_markdown(letter: Letter) -> str:
    """Return a letter as Markdown, its marks in the first and the last line."""
    return "\n\n".join(_letter_blocks(letter)) + "\n"


def letter_text(letter: Letter) -> str:
    """Return a letter as plain text."""
    return unmark(letter_markdown(letter))


def _letter_blocks(letter: Letter) -> Iterator[str]:
    yield from (f"**{_escaped(letter, mark)}**" for mark in letter.marks)
    for part in letter.frame.parts:
        yield from filter(None, (_frame_part(letter, part),))
    if letter.missing:
        yield from (RULE, f"**{escape(letter.to_do)}**")
        yield "\n".join(f"- {_escaped(letter, item)}" for item in letter.missing)
    yield from (f"**{_escaped(letter, mark)}**" for mark in letter.last_marks)
    for heading, items in letter.notes:
        yield from (RULE, f"**{escape(heading)}**")
        yield "\n".join(f"- {escape(item)}" for item in items)


def _frame_part(letter: Letter, part: FramePart) -> str:
    if part.role == "body":
        return letter.body
    text = lines(part.lines([_escaped(letter, value) for value in values_of(letter, part)]))
    if part.style == "heading":
        return f"# {text}"
    return f"**{text}**" if text and part.style == "strong" else text


def values_of(letter: Letter, part: FramePart) -> tuple[str, ...]:
    """Return what a letter says in a part of its frame other than the body, as plain text."""
    value: str | tuple[str, ...] = getattr(letter, part.role)
    return value if isinstance(value, tuple) else tuple(filter(None, (value,)))


def _escaped(letter: Letter, text: str) -> str:
    # The brackets of placeholders are kept, so that they are easily found.
    return text if text in letter.placeholders else escape(text)


def checklist_markdown(checklist: Checklist) -> str:
    """Return a checklist as Markdown, with boxes to tick."""
    return "\n\n".join(_checklist_blocks(checklist)) + "\n"


def checklist_text(checklist: Checklist) -> str:
    """Return a checklist as plain text."""
    return unmark(checklist_markdown(checklist))


def _checklist_blocks(checklist: Checklist) -> Iterator[str]:
    colon = checklist.colon
    yield f"# {escape(checklist.title)}"
    yield escape(checklist.as_of)
    yield lines([escape(line) for line in checklist.outcome])
    if checklist.blocking:
        yield f"## {escape(checklist.blocking_title)}"
        yield "\n".join(f"- {escape(line)}" for line in checklist.blocking)
    for section in checklist.sections:
        yield f"## {escape(section.title)}"
        yield "\n".join(
            f"- [ ] **{escape(item.date)}**{colon}{escape(item.row.title)} ({escape(item.who)})  \n"
            f"      {escape(item.row.why)} ({escape(item.norm)})"
            for item in section.items
        )
    if checklist.dates:
        yield f"## {escape(checklist.dates_title)}"
        yield "\n".join(
            f"- **{escape(day.date)}**{colon}{escape(day.what)} ({escape(day.norm)})"
            for day in checklist.dates
        )
    yield RULE
    yield lines([escape(note) for note in checklist.notes])
