"""What ``rules/words/<language>.yaml`` holds, as values: how letters in a language are worded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from advisor.conditions import Condition
from advisor.errors import Place, nearest
from advisor.wordlists.patterns import expression


@dataclass(frozen=True)
class WordClass:
    """Words of one kind that letters avoid."""

    id: str
    blocking: bool
    sources: tuple[str, ...]
    words: tuple[str, ...]
    """Patterns, see :mod:`advisor.wordlists.patterns`."""
    unless: tuple[str, ...]
    """Patterns of longer phrases in which such words are harmless."""
    more_than: int
    """So many of them are allowed in one letter."""
    not_in: tuple[str, ...]
    """Kinds of letter in which they are harmless."""
    place: Place


@dataclass(frozen=True)
class Element:
    """Something that a letter of some kinds must say."""

    id: str
    blocking: bool
    sources: tuple[str, ...]
    kinds: tuple[str, ...]
    when: Condition
    """Not wanted where this is false of the case."""
    words: tuple[str, ...]
    """It is there where one of these patterns is found."""
    place: Place


@dataclass(frozen=True)
class WordList:
    """How letters in one language are worded: what they avoid, must say and can state."""

    language: str
    endings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """``o/a`` to the endings it stands for."""
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names that patterns use in angle brackets, and what they stand for."""
    avoid: Mapping[str, WordClass] = field(default_factory=dict)
    elements: Mapping[str, Element] = field(default_factory=dict)
    states: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What a letter can state that a case knows, and how it is put."""
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Kinds of letter and by what each is recognised, the most telling first."""
    layout: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """How the parts of a letter begin: subject, salutation, closing, and titles of contracts."""
    left_over: tuple[str, ...] = ()
    """Marks of a draft and words in the place of what is to be filled in."""
    common: frozenset[str] = frozenset()
    """Short words by which the language is recognised."""


def part_of(found: WordList, built_in: Mapping[str, str]) -> Callable[[str], str]:
    """Return what turns the name of a part into a regular expression.

    ``built_in`` are the expressions of :data:`BUILT_IN`. The function raises
    ``ValueError`` for a part there is not.
    """
    made = dict(built_in)

    def part(name: str) -> str:
        if name not in made:
            if name not in found.parts:
                names = (*found.parts, *built_in)
                raise ValueError(f"There is no part <{name}>.{nearest(name, names)}")
            words = (expression(word, found.endings, part) for word in found.parts[name])
            made[name] = "|".join(words)
        return made[name]

    return part
