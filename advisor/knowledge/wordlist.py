"""What ``rules/words/<language>.yaml`` holds, as values: how letters in a language are worded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from advisor.conditions import Condition
from advisor.errors import Place


@dataclass(frozen=True)
class WordClass:
    """Words of one kind that letters avoid."""

    id: str
    blocking: bool
    sources: tuple[str, ...]
    words: tuple[str, ...]
    """Patterns, see :mod:`advisor.knowledge.patterns`."""
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
