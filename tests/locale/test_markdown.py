"""Text that stays text inside Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from advisor.locale.markdown import escape, one_line, unmark

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
NASTY = st.text(
    alphabet=st.sampled_from(list("\\`*_{}[]()<>#+-.!|~&;:=/\"'aB1 \n\t\u202e\u2028é$%@^"))
)


def shown(markdown: str) -> tuple[list[str], str]:
    """Return the kinds of blocks and inline marks of some Markdown, and its text."""
    tokens = READER.parse(markdown)
    inline = [child for token in tokens for child in token.children or ()]
    marks = [token.type for token in tokens if token.nesting >= 0 and token.type != "inline"]
    marks += [child.type for child in inline if child.type != "text"]
    return marks, "".join(child.content for child in inline)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Smith & Sons", "Smith & Sons"),
        ("a_b@example.com", "a_b@example.com"),
        ("_a_", "\\_a\\_"),
        ("**bold**", "\\*\\*bold\\*\\*"),
        ("[a](b)", "\\[a\\](b)"),
        ("<b>", "\\<b>"),
        ("&amp;", "\\&amp;"),
        ("# Title", "\\# Title"),
        ("Title #", "Title \\#"),
        ("1. One", "1\\. One"),
        ("12) Twelve", "12\\) Twelve"),
        ("1.5 days", "1.5 days"),
        ("+44 1632 960001", "+44 1632 960001"),
        ("-- -", "\\-- -"),
        ("- item", "\\- item"),
        ("> quote", "\\> quote"),
        ("===", "\\==="),
        ("`code`", "\\`code\\`"),
        ("a\nb", "a b"),
        ("a\x00b\u202ec", "abc"),
    ],
)
def test_escape(text: str, escaped: str) -> None:
    """Signs that could be markup are escaped, and no others."""
    assert escape(text) == escaped


@given(st.text() | NASTY)
def test_no_text_is_markup(text: str) -> None:
    """A Markdown reader shows exactly the characters of an escaped text."""
    if one_line(text):
        marks, read = shown(escape(text))
        assert (marks, read) == (["paragraph_open"], one_line(text))


@given(NASTY)
def test_no_item_is_markup(text: str) -> None:
    """The same holds for an item of a list and for a heading."""
    if one_line(text):
        marks, read = shown(f"- {escape(text)}")
        assert (marks, read) == (
            ["bullet_list_open", "list_item_open", "paragraph_open"],
            one_line(text),
        )
        assert shown(f"# {escape(text)}") == (["heading_open"], one_line(text))


@given(st.text() | NASTY)
def test_plain_text_comes_back(text: str) -> None:
    """Taking the markup out of an escaped text gives the text."""
    assert unmark(escape(text)) == one_line(text)


def test_marks_are_taken_out() -> None:
    """Emphasis and hard line breaks go, line breaks stay."""
    assert unmark("**Re: a \\* b**  \nc") == "Re: a * b\nc"


def test_headings_lose_their_marks() -> None:
    """In plain text a heading is a line of its own, and a # that was typed stays."""
    assert unmark("## Facts\n\n\\# not a heading\n- # 5") == "Facts\n\n# not a heading\n- # 5"
