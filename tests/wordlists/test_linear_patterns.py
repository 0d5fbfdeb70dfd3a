"""Every pattern of every language is searched in time that grows with the text alone."""

from __future__ import annotations

import importlib
import re
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from advisor.knowledge.wordlist_reader import TITLED
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
    classes = words.avoid.values()
    lists = [
        *(rows for one in classes for rows in (one.words, one.unless, one.aimed, one.about)),
        *(one.strong for one in classes),
        *(one.words for one in words.elements.values()),
        *words.states.values(),
        *words.kinds.values(),
        *words.beside.values(),
        *(rows for name, rows in words.layout.items() if name not in TITLED),
        words.left_over,
    ]
    for row in dict.fromkeys(row for rows in lists for row in rows):
        expression = compiled.joined((row,))
        assert expression is not None
        yield expression.pattern
    yield from (row.replace("<counts>", "x") for row in built_in(words.language).values())


def own_patterns() -> Iterator[re.Pattern[str]]:
    """Yield the regular expressions that the modules of letters and word lists compile."""
    for name in ("wordlists.pattern_matcher", "proofreader.letter_layout"):
        for value in vars(importlib.import_module(f"advisor.{name}")).values():
            if isinstance(value, re.Pattern):
                yield value


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


UNIT = 1_000
"""Characters of the shorter text; the longer one has four times as many."""
REST = 0.004
"""Seconds that a search may take whatever its text is."""


def seconds(pattern: re.Pattern[str], text: str, times: int = 3) -> float:
    """Return how long all matches in a text take, the best of some times."""
    best = 1.0
    for _ in range(times):
        start = time.process_time()
        for _ in pattern.finditer(text):
            pass
        best = min(best, time.process_time() - start)
    return best


def slower(pattern: re.Pattern[str], text: str) -> bool:
    """Return whether a text four times as long takes six times as long or more."""
    return seconds(pattern, text * 4) >= max(REST, 6 * seconds(pattern, text))


def hostile(pattern: str) -> tuple[str, ...]:
    """Return texts that a pattern nearly matches over and over: its first words, its marks."""
    words = re.findall(r"[a-z]{2,}", pattern)
    first, last = (words or ["a"])[0], (words or ["a"])[-1]
    return (f"{first} ", f"{first}, {last[:-1]} ", "A-of ", "1.")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_every_search_is_linear(language: str) -> None:
    """A text four times as long takes less than six times as long, whatever the pattern."""
    compiled = [re.compile(row) for row in patterns(language)]
    compiled += own_patterns()
    assert len(compiled) > 500
    slow = []
    for pattern in compiled:
        for unit in hostile(pattern.pattern):
            short = unit * (UNIT // len(unit))
            if seconds(pattern, short * 4, 1) < REST:
                continue
            # What other processes do can make one look slow, hardly three in a row.
            if all(slower(pattern, short) for _ in range(3)):
                slow.append((pattern.pattern[:200], unit))
    assert not slow
