"""A letter as a sheet of paper: its blocks in the order of its form, and where each stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from advisor.formats import page_fit
from advisor.formats.blocks import Block, Line, Run, blocks_of
from advisor.formats.page_model import Piece, Role, Where
from advisor.letters.letter import Letter, fill_frame, frame_values
from advisor.locale.markdown import escape

_PARTS: Mapping[str, Role] = {
    "marks": "mark",
    "last_mark": "mark",
    "letterhead": "letterhead",
    "date": "date",
    "recipient": "recipient",
    "delivery": "delivery",
    "subject": "subject",
    "salutation": "salutation",
    "body": "body",
    "closing": "closing",
    "signature": "signature",
    "enclosures": "enclosures",
    "cc": "cc",
    "to_do": "to_do",
    "missing": "missing",
}
"""The values of a frame and what they are on the sheet."""

_FIRST_SIGN = 0xE000
"""Signs without a meaning of their own, which tell the parts apart in a filled frame."""
_SIGNS = {chr(_FIRST_SIGN + number): role for number, role in enumerate(_PARTS.values())}
_SIGN_OF = {name: chr(_FIRST_SIGN + number) for number, name in enumerate(_PARTS)}
_NO_SIGNS = {ord(sign): None for sign in _SIGNS}


@dataclass(frozen=True)
class Sheet:
    """A letter ready for a format: no more choices, only looks."""

    title: str
    language: str
    """Language and country, as ``en-GB``."""
    paper: Literal["a4", "us-letter"]
    day: date
    pieces: tuple[Piece, ...]
    """What the reader of the letter gets."""
    aside: tuple[Piece, ...]
    """What only its writer is told, on a page of its own."""
    last_marks: tuple[Piece, ...]
    """The marks in the last line."""
    watermark: str
    """The word across the page, in capitals; nothing for a letter that can be sent."""
    signed: bool
    """There is room for a signature by hand."""
    one_page: bool
    """It has to be on one page; a script is read aloud and had better be large."""
    step: int
    """How tightly it is set, see :mod:`advisor.formats.page_fit`."""


def sheet(letter: Letter) -> Sheet:
    """Lay out a letter in the order that the frame of its form gives."""
    pieces = list(_pieces(letter))
    aside = [piece for piece in pieces if piece.role in ("to_do", "missing")]
    aside += _notes(letter)
    shown = [
        piece
        for piece in pieces
        if piece.role not in ("to_do", "missing") and piece.block.kind != "rule"
    ]
    last: list[Piece] = []
    while shown and shown[-1].role == "mark":
        last.insert(0, shown.pop())
    paper: Literal["a4", "us-letter"] = "us-letter" if letter.paper == "us-letter" else "a4"
    told, ended, apart = _levelled(shown, last, aside)
    one_page = letter.layout != "script"
    return Sheet(
        title=letter.subject or letter.title,
        language=letter.form,
        paper=paper,
        day=letter.written_on,
        pieces=told,
        aside=apart,
        last_marks=ended,
        watermark=letter.watermark,
        signed=bool(letter.letterhead and letter.signature),
        one_page=one_page,
        step=page_fit.step((*told, *ended), paper) if one_page else 0,
    )


def _levelled(*groups: list[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Yield the groups with the levels of their headings, the first of them 1."""
    before = 0
    for group in groups:
        found = []
        for piece in group:
            wanted = {"subject": 1, "to_do": 2}.get(piece.role, piece.block.level)
            level = min(wanted, before + 1)
            before = level or before
            found.append(replace(piece, level=level))
        yield tuple(found)


def _pieces(letter: Letter) -> Iterator[Piece]:
    keep = _keeper(letter.letterhead)
    for block in blocks_of(fill_frame(letter, _signed(frame_values(letter)))):
        role = _role(block)
        if role == "body" and block.kind == "paragraph":
            for inner in blocks_of(letter.body):
                yield Piece("body", _each(inner, keep))
        else:
            found = _each(block, lambda text: keep(text.translate(_NO_SIGNS)))
            yield Piece(role, found, _where(letter.places.get(role)))


def _where(place: str | None) -> Where:
    """Read a place; what has none, or another, stands at the left margin."""
    return "half" if place == "half" else "end" if place == "end" else "start"


def _signed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Put the sign of its part before each value. Of the body the sign alone is left."""
    found = dict(values)
    for name, sign in _SIGN_OF.items():
        value = values[name]
        if name == "body":
            found[name] = sign
        elif isinstance(value, str):
            found[name] = value and sign + value.translate(_NO_SIGNS)
        else:
            found[name] = tuple(sign + text.translate(_NO_SIGNS) for text in value)
    return found


def _role(block: Block) -> Role:
    for sign in block.text:
        if sign in _SIGNS:
            return _SIGNS[sign]
    for child in block.children:
        role = _role(child)
        if role != "frame":
            return role
    return "frame"


_NO_BREAK = "\u00a0"
_TOGETHER = re.compile(
    # An amount and its currency, a clause and its number.
    r"(?<=\b[A-Z]{3}) (?=\d)|(?<=\bclause) (?=\d)|(?<=\bSection) (?=\d)"
    r"|(?<=\bcláusula) (?=\d)|(?<=\barticle) (?=\d)"
    # A day and its month: 22 December 2026, 22 de diciembre de 2026, December 22, 2026.
    r"|(?<=\b\d) (?=(?:de )?[^\W\d]+ (?:de )?\d{4}\b)"
    r"|(?<=\b\d\d) (?=(?:de )?[^\W\d]+ (?:de )?\d{4}\b)"
    r"|(?<=[a-z]) (?=\d{1,2}, \d{4}\b)"
)
_TELEPHONE = re.compile(r"\+?[\d() ./-]{6,}")


def _keeper(letterhead: tuple[str, ...]) -> Callable[[str], str]:
    """Return what keeps together, in a text, what is not read well across two lines."""
    numbers = [line for line in letterhead if _TELEPHONE.fullmatch(line)]

    def keep(text: str) -> str:
        for number in numbers:
            text = text.replace(number, number.replace(" ", _NO_BREAK))
        return _TOGETHER.sub(_NO_BREAK, text)

    return keep


def _each(block: Block, change: Callable[[str], str]) -> Block:
    """Return a block with all its texts changed."""
    lines = tuple(
        tuple(replace(run, text=change(run.text)) for run in line) for line in block.lines
    )
    children = tuple(_each(child, change) for child in block.children)
    return replace(block, lines=lines, children=children)


def _notes(letter: Letter) -> Iterator[Piece]:
    for heading, lines in letter.notes:
        title: Line = (Run(heading, strong=True),)
        yield Piece("to_do", Block("paragraph", (title,)))
        for block in blocks_of("".join(f"- {escape(line)}\n" for line in lines)):
            yield Piece("notes", block)
