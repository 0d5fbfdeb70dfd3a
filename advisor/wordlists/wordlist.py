"""The content of ``rules/words/<language>.yaml``: how letters in a language are worded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Annotated

from advisor.conditions import ALWAYS, Condition
from advisor.errors import Place, nearest
from advisor.lazy_dataclass import dataclass
from advisor.locale.language import Language
from advisor.wordlists.patterns import expression

Sources = Annotated[tuple[str, ...], "sources"]
LetterKinds = Annotated[tuple[str, ...], "letter_kinds"]
Lists = Annotated[Mapping[str, tuple[str, ...]], "lists"]


@dataclass(frozen=True, kw_only=True)
class WordClass:
    """Words of one kind that letters avoid; see :mod:`advisor.wordlists.patterns`."""

    id: str
    blocking: bool
    """Whether it keeps a letter from passing."""
    sources: Sources
    """The items of rules/sources.yaml that it implements."""
    words: tuple[str, ...]
    """Patterns of the words."""
    unless: tuple[str, ...] = ()
    """Patterns of phrases in which they are harmless."""
    aimed: tuple[str, ...] = ()
    """Patterns that point them at the reader or at the writer. A word in whose sentence none of
    them is found only advises; where there are none at all, the level of the class holds."""
    about: tuple[str, ...] = ()
    """Patterns of what they must be about: without one in the sentence they are harmless."""
    more_than: int = 0
    """So many are allowed in one letter."""
    strong: tuple[str, ...] = ()
    """Patterns of words that are not even allowed that often."""
    not_in: LetterKinds = ()
    """Kinds of letter in which they are harmless."""
    place: Place


@dataclass(frozen=True, kw_only=True)
class Element:
    """Something that a letter of some kinds must say."""

    id: str
    blocking: bool
    """Whether it keeps a letter from passing."""
    sources: Sources
    """The items of rules/sources.yaml that it implements."""
    kinds: LetterKinds
    when: Condition = ALWAYS
    """Not wanted where this is false."""
    words: tuple[str, ...] = ()
    """It is there where one of these patterns is found."""
    place: Place


@dataclass(frozen=True)
class WordList:
    """How letters in one language are worded: what they avoid, must say and may claim."""

    language: Language
    endings: Lists = field(default_factory=dict)
    """``o/a`` to the endings that it abbreviates."""
    parts: Lists = field(default_factory=dict)
    """Names used in angle brackets in patterns, and their patterns."""
    avoid: Annotated[Mapping[str, WordClass], "word_classes"] = field(default_factory=dict)
    elements: Annotated[Mapping[str, Element], "elements"] = field(default_factory=dict)
    beside: Annotated[Mapping[str, tuple[str, ...]], "beside"] = field(default_factory=dict)
    """Phrases beside a word that make it harmless: ``before`` and ``after`` are patterns of those
    directly beside it, and after a word that is aimed itself none counts. ``joined`` are words
    that a hyphen joins without making a compound, which is harmless too."""
    states: Lists = field(default_factory=dict)
    """Claims that can be compared with a case, and the patterns of each."""
    kinds: Lists = field(default_factory=dict)
    """Kinds of letter and the patterns that identify each, the most specific first."""
    layout: Annotated[Mapping[str, tuple[str, ...]], "layout"] = field(default_factory=dict)
    """How the parts of a letter begin: subject, salutation, closing, and titles of contracts."""
    left_over: tuple[str, ...] = ()
    """Marks of a draft, and placeholders."""
    common: Annotated[frozenset[str], "text"] = frozenset()
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
