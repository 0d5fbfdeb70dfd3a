"""Plain YAML read line by line gives the nodes that PyYAML's events give."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advisor.casefile.rendering import render_case
from advisor.errors import ContentError
from advisor.knowledge import plain_yaml
from advisor.knowledge.yaml_parser import parse
from tests.random_cases import cases, examples
from tests.shipped import shipped

LIBRARY = shipped()
ROOT = Path(__file__).parents[2]
DEMO = (ROOT / "examples" / "demo.yaml").read_text(encoding="utf-8")
PIECES = st.sampled_from(
    [
        *("a", "b: ", "c:", "key: value", "key:\n", "yes", "1", "2026-11-22", "Ünïcode", "été"),
        *("\n", "\n  ", "\n    ", "\n    - ", "\n  - ", " ", "  ", "- ", "# note", "\n# note\n"),
        *(": ", ":", ",", "[]", "[a, b]", "[a,b]", "[", "]", "{}", '"', '"quoted: #"', "''", "'"),
        *("|", ">", "&a ", "*a", "!t ", "?", "? ", "%", "@", "---", "...", "\t", "\\", "\r", "~"),
        *(
            "=",
            "<<",
            "a b",
            "a, b",
            "a - b",
            "it's",
            "\u2028",
            "\u00a0",
            "\x07",
            "\ufeff",
            "(",
            "!",
        ),
    ]
)


def agree(text: str) -> bool:
    """Return whether a text is plain; fail where the nodes differ from those of PyYAML."""
    plain = plain_yaml.parse(text, "a file")
    if plain is not None:
        assert plain == parse(text, "a file", ContentError)
    return plain is not None


def test_the_example_is_plain() -> None:
    """The shipped example needs no PyYAML."""
    assert agree(DEMO)


@settings(max_examples=examples(25))
@given(case=cases(LIBRARY))
def test_a_case_as_it_is_written_reads_alike(case: object) -> None:
    """The program's own files give the same nodes, whichever way they are read."""
    agree(render_case(case, LIBRARY))  # type: ignore[arg-type]


@settings(max_examples=examples(500))
@given(st.lists(PIECES, max_size=14).map("".join))
@example("a:\n  b:\n    - c\n    - d: e\n")
@example("a: b\n c: d\n")
@example("a:\n  b: c\n    - d\n")
@example("a:\n- b\n")
def test_any_text_reads_alike_or_is_not_plain(text: str) -> None:
    """What is read line by line means the same to PyYAML."""
    agree(text)


@settings(max_examples=examples(500))
@given(place=st.integers(0, len(DEMO)), piece=PIECES, cut=st.integers(0, 3))
def test_a_changed_example_reads_alike_or_is_not_plain(place: int, piece: str, cut: int) -> None:
    """The example with something typed or deleted anywhere means the same to both."""
    agree(DEMO[:place] + piece + DEMO[place + cut :])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "a:\n",
        "a: b\na: c\n",
        "a: 'b'\n",
        "a: [b, 'c']\n",
        "a: b: c\n",
        "a: b # note\n",
        "a: b\n  c: d\n",
        "a: b \n",
        "a: b\r\n",
        "a: |\n  b\n",
        "a: b\x07\n",
        "# \x07\na: b\n",
        "--- \na: b\n",
    ],
)
def test_what_is_not_plain_is_left_to_pyyaml(text: str) -> None:
    """Nothing is read, not even a part."""
    assert plain_yaml.parse(text, "a file") is None
