"""The frames of letters: what is read of them, and what is refused with its place."""

from __future__ import annotations

import pytest

from advisor.errors import ContentError
from advisor.knowledge.content import Library
from advisor.knowledge.frame_reader import frame_of
from advisor.knowledge.letter_content import Frame, FramePart
from advisor.knowledge.strict_yaml import parse


def frame(text: str) -> Frame:
    """Read a frame from a text."""
    return frame_of(parse(text.encode(), "frame-en-XX.yaml"))


def test_what_a_frame_says() -> None:
    """Parts keep their order, with place, style and words; what is left out has a default."""
    found = frame(
        "paper: us-letter\nparts:\n- {part: date, place: end}\n"
        '- {part: subject, style: strong, text: "Re: {subject}"}\n- part: body\n'
        '- {part: cc, text: {one: "copy: {cc}", other: "copies: {cc}"}, between: " / "}\n'
    )
    assert found.paper == "us-letter"
    assert found.parts == (
        FramePart("date", place="end"),
        FramePart("subject", style="strong", one="Re: {subject}", other="Re: {subject}"),
        FramePart("body"),
        FramePart("cc", one="copy: {cc}", other="copies: {cc}", between=" / "),
    )


def test_the_lines_of_a_part() -> None:
    """Values are lines of their own, or joined inside the words around them; none shows nothing."""
    part = FramePart("cc", one="copy: {cc}", other="copies: {cc}")
    assert part.lines([]) == ()
    assert part.lines(["A"]) == ("copy: A",)
    assert part.lines(["A", "B"]) == ("copies: A; B",)
    assert FramePart("recipient").lines(["A", "B"]) == ("A", "B")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("parts: [{part: subjct}]", ":1:16: Found 'subjct'; allowed:"),
        ("parts: [{part: date, place: middle}]", ":1:29: Found 'middle'; allowed: start, half or"),
        ("parts: [{part: date}]", ":1:1: The part body is missing."),
        ("parts: [{part: body}, {part: body}]", ":1:23: The part body is shown twice."),
        ('parts: [{part: body, text: "So: {body}"}]', ":1:22: The body has no words around it."),
        ('parts: [{part: cc, text: "copy"}]', ":1:26: text: 'copy' has to hold {cc} once."),
        ("parts: [{part: body, colour: red}]", "There is no field 'colour' here."),
        ("paper: a5\nparts: [{part: body}]", ":1:8: Found 'a5'; allowed: a4 or us-letter."),
    ],
)
def test_what_is_refused(text: str, message: str) -> None:
    """A fault in a frame is told with its line and column."""
    with pytest.raises(ContentError) as error:
        frame(text)
    assert message in str(error.value)


def test_every_form_has_its_frame(library: Library) -> None:
    """The shipped frames are those of the two forms and of the other layouts."""
    assert sorted(library.phrases.frames) == [
        *("agreement", "brief", "email", "en-GB", "en-US", "note", "script"),
    ]
