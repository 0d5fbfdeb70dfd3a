"""Markdown read back into blocks, and plain text made from them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.formats.blocks import Block, Run, blocks_of
from advisor.formats.blocks_text import text_of
from advisor.locale.markdown import escape, one_line


def test_every_kind_of_block_is_read() -> None:
    """Headings, paragraphs with lines and emphasis, lists, tables and rules are parsed."""
    found = blocks_of(
        "## Title\n\nOne **two** *three*  \nfour\n\n- a\n- b\n\n3. c\n\n---\n\n"
        "| x | y |\n|---|---|\n| 1 | 2 |\n"
    )
    assert [block.kind for block in found] == [
        *("heading", "paragraph", "list", "list", "rule", "table"),
    ]
    assert (found[0].level, found[0].text) == (2, "Title")
    assert found[1].lines == (
        (Run("One "), Run("two", strong=True), Run(" "), Run("three", emphasis=True)),
        (Run("four"),),
    )
    assert [item.children[0].text for item in found[2].children] == ["a", "b"]
    assert (found[2].ordered, found[3].ordered) == (False, True)
    assert [[cell.text for cell in row.children] for row in found[5].children] == [
        ["x", "y"],
        ["1", "2"],
    ]


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "[a](http://x.example)", "![a](x.png)", "&amp;", "<http://x.example>"]
)
def test_nothing_but_our_own_markup_is_read(text: str) -> None:
    """Links, pictures and HTML stay the characters they are, also where nobody escaped them."""
    (block,) = blocks_of(text)
    assert block.kind == "paragraph"
    assert all(not run.strong for line in block.lines for run in line)
    assert block.text in (text, "&")


@given(st.text(min_size=1, max_size=60).filter(one_line))
def test_escaped_text_comes_back(text: str) -> None:
    """What was escaped for Markdown is one paragraph of exactly these characters."""
    (block,) = blocks_of(escape(text))
    assert block == Block("paragraph", ((Run(one_line(text)),),))


def test_plain_text() -> None:
    """Lists keep their marks, tables their columns, and all else its words alone."""
    found = text_of(
        blocks_of("# T\n\n**a** b  \nc\n\n- d\n- e\n\n1. f\n\n| x | y |\n|-|-|\n| 1 | 2 |")
    )
    assert found == "T\n\na b\nc\n\n- d\n- e\n\n1. f\n\nx | y\n1 | 2"
