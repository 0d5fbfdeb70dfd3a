"""The layout of a letter: every part once, in its place, fitted to one page."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from advisor.formats import page_fit
from advisor.formats.blocks_text import text_of
from advisor.formats.page_layout import sheet

if TYPE_CHECKING:
    from advisor.formats.document_model import Letter
    from tests.formats.conftest import Make


def test_the_parts_stand_in_the_order_of_the_form(make: Make) -> None:
    """The British form has the subject after the greeting, the American one before it."""
    for form, order in (
        ("en-GB", ["delivery", "salutation", "subject", "body"]),
        ("en-US", ["delivery", "subject", "salutation", "body"]),
    ):
        roles = [piece.role for piece in sheet(make(form=form)).pieces]
        assert roles[:3] == ["letterhead", "date", "recipient"]
        assert roles[3:7] == order
        assert roles[-2:] == ["closing", "signature"]
        assert set(roles[6:-2]) == {"body"}


def test_where_the_parts_stand(make: Make) -> None:
    """The British letterhead is at the right margin, the American one at the left."""
    british, american = sheet(make()), sheet(make(form="en-US"))
    assert {piece.where for piece in british.pieces if piece.role == "letterhead"} == {"end"}
    assert {piece.where for piece in american.pieces} == {"start"}
    assert (british.paper, american.paper) == ("a4", "us-letter")


def test_every_part_is_there_to_the_letter(letters: dict[str, Letter]) -> None:
    """All that the Markdown of a letter says is on its sheet."""
    for written in letters.values():
        found = sheet(written)
        text = text_of(piece.block for piece in (*found.pieces, *found.last_marks, *found.aside))
        plain = text.replace("\u00a0", " ")
        for part in (*written.letterhead, *written.recipient, *written.signature, *written.missing):
            assert part in plain


def test_a_name_is_never_read_as_markup(make: Make) -> None:
    """A name with signs of Markdown or of no meaning is shown as it is, in its own part."""
    for name in ("**Example** Works", "# Example", "- Example", "Example\ue000 Works", "{body}"):
        found = sheet(make({"client_name": name}))
        recipient = next(piece for piece in found.pieces if piece.role == "recipient")
        assert name in recipient.block.text.splitlines()
        assert [piece.role for piece in found.pieces].count("letterhead") == 1


def test_what_only_the_writer_reads_stands_apart(make: Make) -> None:
    """What is lacking is on a separate page with its heading; the marks are on the letter."""
    found = sheet(make(story="e"))
    assert [piece.role for piece in found.aside] == ["to_do", "missing"]
    assert found.pieces[0].role == "mark"
    assert found.watermark == ""


def test_only_what_must_not_be_sent_has_a_watermark(letters: dict[str, Letter]) -> None:
    """A draft and a letter that is not advised have one; what the client never sees has none."""
    marks = {name: sheet(written).watermark for name, written in letters.items()}
    assert marks["draft"] == "DRAFT"
    assert marks["not-advised"] == "NOT ADVISED"
    assert marks["complete-en-GB"] == marks["brief"] == marks["script"] == ""


def test_the_levels_of_headings_have_no_gaps(letters: dict[str, Letter]) -> None:
    """The first heading is of level 1, and none is more than one below the one before."""
    for written in letters.values():
        found = sheet(written)
        levels = [piece.level for piece in (*found.pieces, *found.aside) if piece.level]
        assert levels[:1] == [1]
        assert all(b <= a + 1 for a, b in pairwise(levels))


@pytest.mark.parametrize(
    ("changes", "whole"),
    [
        ({"sender_phone": "01632 960 001"}, "01632\u00a0960\u00a0001"),
        ({"notice_clause": "clause 9.2"}, "clause\u00a09.2"),
    ],
)
def test_what_belongs_together_is_not_parted(
    make: Make, changes: dict[str, str], whole: str
) -> None:
    """Telephone numbers and clauses are kept on one line."""
    found = sheet(make(dict(changes)))
    assert whole in text_of(piece.block for piece in found.pieces if piece.role == "body")


def test_the_words_before_a_number_are_those_of_the_language(make: Make) -> None:
    """A clause is kept on one line with its number, by the words that the language defines."""
    written = replace(make(), body="See Ziffer 9.2 and clause 9.2.", before_numbers=("Ziffer",))
    body = text_of(piece.block for piece in sheet(written).pieces if piece.role == "body")
    assert body == "See Ziffer\u00a09.2 and clause 9.2."


def test_longer_letters_are_set_tighter(make: Make) -> None:
    """The more a letter says, the smaller it is set; what never fits is roomy."""
    short, long = sheet(make(story="e")), sheet(make())
    assert short.step == 0 < long.step < len(page_fit.STEPS)
    endless = replace(make(), letterhead=("A line of the address",) * 400)
    assert sheet(endless).step == 0
    assert sheet(make(kind="script")).step == 0


def test_on_a_letterhead_the_space_gives_way(make: Make) -> None:
    """Where the size of the type is the user's, the space between paragraphs shrinks to fit."""
    pieces = sheet(make()).pieces
    for space in page_fit.SHARES:
        high = page_fit.height(pieces, 11, space, 400)
        assert page_fit.share(pieces, 11, 400, high) == space
    assert page_fit.share(pieces, 11, 400, 100) == page_fit.SHARES[0]
