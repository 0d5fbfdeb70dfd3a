"""Read ``rules/words/<language>.yaml``: what letters avoid, must say and can state."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from advisor.conditions import ALWAYS
from advisor.errors import Place, nearest, one_of
from advisor.knowledge import strict_yaml
from advisor.knowledge.field_table import Field, Table, read, texts
from advisor.knowledge.grammar import Scope
from advisor.knowledge.strict_yaml import Fields, Node, fail
from advisor.locale.language import Language
from advisor.wordlists.patterns import expression
from advisor.wordlists.wordlist import Element, WordClass, WordList, part_of

T = TypeVar("T", WordClass, Element)

LEVELS = ("blocking", "advisory")
BUILT_IN = ("date", "month", "money", "number", "clause")
"""Parts that stand for the dates, amounts, numbers and clauses a language writes."""
TITLED = ("titled_by", "titled_in")
"""Words of titles, as they stand there and no patterns."""
LAYOUT = ("subject", "salutation", "closing", "notes", "enclosure", *TITLED)


def read_words(language: Language, node: Node, scope: Scope) -> WordList:
    """Read one file. Raises :class:`~advisor.errors.ContentError` with the place."""
    fields = Fields(node)
    parts = read(WORD_LIST, fields)
    avoid, elements = parts.pop("avoid"), parts.pop("elements")
    found = WordList(
        language=language,
        avoid={name: _entry(WordClass, WORD_CLASS, name, one, scope) for name, one in avoid},
        elements={name: _entry(Element, ELEMENT, name, one, scope) for name, one in elements},
        **parts,
    )
    _examine(found, fields.place)
    return found


def _lists(node: Node, allowed: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    """Read names to lists of texts."""
    for key, place, _ in strict_yaml.pairs_of(node):
        if allowed and key not in allowed:
            text = f"Found {key!r}; allowed: {one_of(allowed)}.{nearest(key, allowed)}"
            fail(place, text)
    return {
        key: tuple(strict_yaml.text_of(item) for item in strict_yaml.items_of(value))
        for key, _, value in strict_yaml.pairs_of(node)
    }


def _endings(node: Node, _scope: Scope | None) -> dict[str, tuple[str, ...]]:
    return {
        key: tuple("" if ending == "-" else ending for ending in endings)
        for key, endings in _lists(node).items()
    }


def _entries(node: Node, _scope: Scope | None) -> list[tuple[str, Node]]:
    return [(key, one) for key, _, one in strict_yaml.pairs_of(node)]


_LEVEL = Field("level", "choice", allowed=LEVELS, about="Whether it keeps a letter from passing.")
_SOURCES = Field("sources", "sources", about="The items of rules/sources.yaml that it implements.")

WORD_CLASS: Table = (
    _LEVEL,
    _SOURCES,
    Field("words", "texts", about="Patterns of the words."),
    Field("unless", "texts", (), about="Patterns of phrases in which they are harmless."),
    Field("more_than", "whole", 0, about="So many are allowed in one letter."),
    Field("not_in", "letter_kinds", (), read=lambda node, _: texts(node)),
)

ELEMENT: Table = (
    _LEVEL,
    _SOURCES,
    Field("kinds", "letter_kinds", read=lambda node, _: texts(node)),
    Field("when", "condition", ALWAYS, about="Not wanted where this is false."),
    Field("words", "texts", (), about="It is there where one of these patterns is found."),
)


WORD_LIST: Table = (
    Field("endings", "lists", {}, read=_endings),
    Field("parts", "lists", {}, read=lambda node, _: _lists(node)),
    Field("avoid", "word_classes", [], read=_entries),
    Field("elements", "elements", [], read=_entries),
    Field("states", "lists", {}, read=lambda node, _: _lists(node)),
    Field("kinds", "lists", {}, read=lambda node, _: _lists(node)),
    Field("layout", "layout", {}, read=lambda node, _: _lists(node, LAYOUT)),
    Field("left_over", "texts", ()),
    Field(
        "common",
        "text",
        frozenset(),
        read=lambda node, _: frozenset(strict_yaml.text_of(node).split()),
    ),
)


def _entry(kind: Callable[..., T], table: Table, name: str, node: Node, scope: Scope) -> T:
    fields = Fields(node)
    found = read(table, fields, scope)
    blocking = found.pop("level") == "blocking"
    return kind(id=name, blocking=blocking, place=fields.place, **found)


def _examine(found: WordList, place: Place) -> None:
    """Refuse a pattern that cannot be read, with the words of what is wrong."""
    part = part_of(found, {name: name for name in BUILT_IN})
    groups: list[tuple[Place, tuple[str, ...]]] = [(place, found.left_over)]
    groups += [(item.place, item.words + item.unless) for item in found.avoid.values()]
    groups += [(item.place, item.words) for item in found.elements.values()]
    for lists in (found.parts, found.states, found.kinds, found.layout):
        groups += [(place, words) for name, words in lists.items() if name not in TITLED]
    for where, words in groups:
        for word in words:
            try:
                expression(word, found.endings, part)
            except (ValueError, RecursionError) as error:
                text = "A part names itself." if isinstance(error, RecursionError) else str(error)
                fail(where, f"{word!r}: {text}")
