"""Every pattern of every language is searched in time that grows with the text alone."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from advisor.wordlists.entity_patterns import built_in
from advisor.wordlists.pattern_matcher import matcher
from advisor.wordlists.patterns import expression
from tests.shipped import shipped

# Under another name in newer releases of Python.
_parser: Any = importlib.import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
REPEATS = ("MAX_REPEAT", "MIN_REPEAT")
LONGEST = 60
"""The most often that a single character may be repeated."""


def repeats(tree: Any, inside: int = 1) -> Iterator[tuple[int, int]]:
    """Yield how often each repetition of a parsed expression repeats at most.

    With it the product of the repetitions around it.
    """
    for operator, argument in tree:
        most = inside
        if str(operator) in REPEATS:
            most = inside * max(int(argument[1]), 1)
            yield int(argument[1]), inside
        parts = argument if isinstance(argument, (tuple, list)) else (argument,)
        for part in parts:
            if isinstance(part, _parser.SubPattern):
                yield from repeats(part, most)
            elif isinstance(part, list):
                for row in part:
                    if isinstance(row, _parser.SubPattern):
                        yield from repeats(row, most)


def patterns(language: str) -> Iterator[str]:
    """Yield the expressions of all patterns of a language, and of its dates and amounts."""
    words = shipped(language).wordlists[language]
    compiled = matcher(words)
    lists = [
        *(row for item in words.avoid.values() for row in (item.words, item.unless)),
        *words.layout.values(),
    ]
    for rows in lists:
        for row in rows:
            expression = compiled.joined((row,))
            if expression is not None:
                yield expression.pattern
    yield from (row.replace("<counts>", "x") for row in built_in(words.language).values())


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_every_repetition_is_bounded(language: str) -> None:
    """No repetition has no end, and none is around so many others that it is slow."""
    found = 0
    for pattern in patterns(language):
        for most, outer in repeats(_parser.parse(pattern)):
            found += 1
            assert most <= LONGEST, pattern
            assert outer <= 16, pattern
    assert found > 1000


@pytest.mark.parametrize(
    "pattern",
    [
        "a ... " * 9 + "b",
        "[a] " * 12 + "b",
        "(a|a b) " * 12 + "c",
        "(*|a) " * 12 + "c",
        "([a]|[a]) " * 8 + "c",
    ],
)
def test_a_pattern_that_can_be_tried_in_many_ways_is_refused(pattern: str) -> None:
    """A word list of somebody else cannot make a search last."""
    with pytest.raises(ValueError, match="too many gaps, options and like alternatives"):
        expression(pattern, {}, lambda name: name)


@pytest.mark.parametrize("pattern", ["a [very] b ... ... c", "(a|b|c) [d] ... ... ... ..."])
def test_a_usual_pattern_is_taken(pattern: str) -> None:
    """Some gaps and options are what patterns are for."""
    assert expression(pattern, {}, lambda name: name)
