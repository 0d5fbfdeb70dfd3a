"""The layout of a letter on a page: its blocks in the order of its frame, with their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from advisor.formats import page_fit
from advisor.formats.blocks import Block, Run, blocks_of
from advisor.formats.document_model import Letter
from advisor.formats.markdown_text import values_of
from advisor.formats.page_model import Piece, Role
from advisor.knowledge.letter_content import FramePart, Paper
from advisor.lazy_dataclass import dataclass
from advisor.locale.markdown import escape

SEVERAL_PAGES = ("script", "agreement")
"""Layouts that may take several pages: a script is read aloud, an agreement is signed."""


@dataclass(frozen=True)
class Sheet:
    """A letter laid out on a page; a format only draws it."""

    title: str
    language: str
    """Language and country, as ``en-GB``."""
    paper: Paper
    day: date
    pieces: tuple[Piece, ...]
    """What the recipient of the letter gets."""
    aside: tuple[Piece, ...]
    """What only its writer gets, on a separate page."""
    last_marks: tuple[Piece, ...]
    """The marks in the last line."""
    watermark: str
    """The word across the page, in capitals; empty for a letter that can be sent."""
    signed: bool
    """Space is left for a signature by hand."""
    one_page: bool
    """It is set on one page where it fits."""
    step: int
    """The index of its size and spacing in :data:`advisor.formats.page_fit.STEPS`."""


def sheet(letter: Letter) -> Sheet:
    """Lay out a letter in the order of its frame."""
    groups = ((*_marks(letter.marks), *_parts(letter)), _marks(letter.last_marks), _aside(letter))
    keep = _keeper(letter.letterhead, letter.before_numbers)
    kept = ([replace(piece, block=_each(piece.block, keep)) for piece in group] for group in groups)
    shown, last, aside = _with_levels(*kept)
    shown = tuple(_signed_below(shown))
    one_page = letter.layout not in SEVERAL_PAGES
    paper = letter.frame.paper
    return Sheet(
        title=letter.subject or letter.title,
        language=letter.form,
        paper=paper,
        day=letter.written_on,
        pieces=shown,
        aside=aside,
        last_marks=last,
        watermark=letter.watermark,
        signed=bool(letter.letterhead and letter.signature),
        one_page=one_page,
        step=page_fit.step((*shown, *last), paper) if one_page else 0,
    )


def _with_levels(*groups: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Yield the groups with the levels of their headings, from 1 and without gaps."""
    before = 0
    for group in groups:
        numbered = []
        for piece in group:
            wanted = {"subject": 1, "to_do": 2}.get(piece.role, piece.block.level)
            level = min(wanted, before + 1)
            before = level or before
            numbered.append(replace(piece, level=level))
        yield tuple(numbered)


def _signed_below(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """Yield pieces; the last clause before a table to be filled in stays on its page."""
    kept: set[int] = set()
    for at, piece in enumerate(pieces):
        before = at - 1 if piece.block.to_fill_in else -1
        while before >= 0:
            kept.add(before)
            if pieces[before].block.kind != "heading":
                break
            before -= 1
    yield from (replace(piece, keep=at in kept) for at, piece in enumerate(pieces))


def _marks(marks: tuple[str, ...]) -> Iterator[Piece]:
    yield from (Piece("mark", _paragraph(mark, strong=True)) for mark in marks)


def _parts(letter: Letter) -> Iterator[Piece]:
    """Yield the parts of the frame that the letter fills."""
    for part in letter.frame.parts:
        for block in _blocks(letter, part):
            yield Piece(part.role, block, part.place)


def _blocks(letter: Letter, part: FramePart) -> Iterator[Block]:
    if part.role == "body":
        yield from blocks_of(letter.body)
        return
    lines = part.lines(values_of(letter, part))
    if lines:
        block = _paragraph(*lines, strong=part.style == "strong")
        yield replace(block, kind="heading", level=1) if part.style == "heading" else block


def _aside(letter: Letter) -> Iterator[Piece]:
    groups: list[tuple[Role, str, tuple[str, ...]]] = []
    if letter.missing:
        groups.append(("missing", letter.to_do, letter.missing))
    groups += (("notes", heading, items) for heading, items in letter.notes)
    for role, heading, items in groups:
        yield Piece("to_do", _paragraph(heading, strong=True))
        for block in blocks_of("".join(f"- {escape(item)}\n" for item in items)):
            yield Piece(role, block)


def _paragraph(*lines: str, strong: bool = False) -> Block:
    return Block("paragraph", tuple((Run(line, strong),) for line in lines))


_NO_BREAK = "\u00a0"
_TOGETHER = re.compile(
    # An amount and its currency.
    r"(?<=\b[A-Z]{3}) (?=\d)"
    # A day and its month: 22 December 2026, 22 de diciembre de 2026, December 22, 2026.
    r"|(?<=\b\d) (?=(?:de )?[^\W\d]+ (?:de )?\d{4}\b)"
    r"|(?<=\b\d\d) (?=(?:de )?[^\W\d]+ (?:de )?\d{4}\b)"
    r"|(?<=[a-z]) (?=\d{1,2}, \d{4}\b)"
)
_TELEPHONE = re.compile(r"\+?[\d() ./-]{6,}")


def _keeper(letterhead: tuple[str, ...], before_numbers: tuple[str, ...]) -> Callable[[str], str]:
    """Return a function that puts non-breaking spaces into dates, amounts, clauses and numbers."""
    numbers = [line for line in letterhead if _TELEPHONE.fullmatch(line)]
    clause = re.compile(rf"\b({'|'.join(map(re.escape, before_numbers)) or '(?!)'}) (?=\d)")

    def keep(text: str) -> str:
        for number in numbers:
            text = text.replace(number, number.replace(" ", _NO_BREAK))
        return _TOGETHER.sub(_NO_BREAK, clause.sub(rf"\1{_NO_BREAK}", text))

    return keep


def _each(block: Block, change: Callable[[str], str]) -> Block:
    """Return a block with all its texts changed."""
    lines = tuple(
        tuple(replace(run, text=change(run.text)) for run in line) for line in block.lines
    )
    children = tuple(_each(child, change) for child in block.children)
    return replace(block, lines=lines, children=children)
