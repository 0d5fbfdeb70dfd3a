"""The content of ``rules/words/<language>.yaml``: how letters in a language are worded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from advisor.conditions import Condition
from advisor.errors import Place, nearest
from advisor.locale.language import Language
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
    """The number of them allowed in one letter."""
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
    """Not required where this is false of the case."""
    words: tuple[str, ...]
    """It is present where one of these patterns matches."""
    place: Place


@dataclass(frozen=True)
class WordList:
    """How letters in one language are worded: what they avoid, must say and may claim."""

    language: Language
    endings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """``o/a`` to the endings that it abbreviates."""
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names used in angle brackets in patterns, and their patterns."""
    avoid: Mapping[str, WordClass] = field(default_factory=dict)
    elements: Mapping[str, Element] = field(default_factory=dict)
    states: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Claims that can be compared with a case, and the patterns of each."""
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Kinds of letter and the patterns that identify each, the most specific first."""
    layout: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """How the parts of a letter begin: subject, salutation, closing, and titles of contracts."""
    left_over: tuple[str, ...] = ()
    """Marks of a draft, and placeholders."""
    common: frozenset[str] = frozenset()
    """Short words that identify the language."""


def part_of(found: WordList, built_in: Mapping[str, str]) -> Callable[[str], str]:
    """Return a function from the name of a part to its regular expression.

    ``built_in`` are those of :func:`advisor.wordlists.entity_patterns.built_in`. The function
    raises ``ValueError`` for an unknown part.
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
