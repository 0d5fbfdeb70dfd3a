"""Read ``rules/words/<language>.yaml``: what letters avoid, must say and can state."""

from __future__ import annotations

from collections.abc import Callable

from advisor.errors import Place, nearest, one_of
from advisor.knowledge import strict_yaml
from advisor.knowledge.field_table import build, lists, named, table
from advisor.knowledge.grammar import Scope
from advisor.knowledge.strict_yaml import Node, fail
from advisor.locale.language import Language
from advisor.wordlists.patterns import expression
from advisor.wordlists.wordlist import Element, WordClass, WordList, part_of

LEVELS = ("blocking", "advisory")
BUILT_IN = ("date", "month", "money", "number", "clause")
"""Parts that stand for the dates, amounts, numbers and clauses a language writes."""
TITLED = ("titled_by", "titled_in")
"""Words of titles, as they stand there and no patterns."""
BESIDE = ("before", "after", "joined")
LAYOUT = (
    *("subject", "salutation", "impersonal", "addressee", "closing", "notes", "enclosure"),
    *TITLED,
)


def read_words(language: Language, node: Node, scope: Scope) -> WordList:
    """Read one file. Raises :class:`~advisor.errors.ContentError` with the place."""
    found = build(WordList, WORD_LIST, node, scope, language=language)
    _examine(found, node.place)
    return found


def _lists_of(allowed: tuple[str, ...]) -> Callable[[Node, Scope], dict[str, tuple[str, ...]]]:
    """Return a reader of lists below some keys only."""

    def read(node: Node, _scope: Scope) -> dict[str, tuple[str, ...]]:
        for key, place, _ in strict_yaml.pairs_of(node):
            if key not in allowed:
                text = f"Found {key!r}; allowed: {one_of(allowed)}.{nearest(key, allowed)}"
                fail(place, text)
        return lists(node)

    return read


def _endings(node: Node, _scope: Scope) -> dict[str, tuple[str, ...]]:
    return {
        key: tuple("" if ending == "-" else ending for ending in endings)
        for key, endings in lists(node).items()
    }


_LEVEL = {
    "key": "level",
    "type": "choice",
    "allowed": LEVELS,
    "read": lambda node, _: strict_yaml.choice_of(node, LEVELS) == "blocking",
}
WORD_CLASS = table(WordClass, blocking=_LEVEL)
ELEMENT = table(Element, blocking=_LEVEL)
WORD_LIST = table(
    WordList,
    ("language",),
    endings={"read": _endings},
    avoid={"read": named(WordClass, WORD_CLASS)},
    elements={"read": named(Element, ELEMENT)},
    beside={"read": _lists_of(BESIDE)},
    layout={"read": _lists_of(LAYOUT)},
    common={"read": lambda node, _: frozenset(strict_yaml.text_of(node).split())},
)


def _examine(found: WordList, place: Place) -> None:
    """Refuse a pattern that cannot be read, with the words of what is wrong."""
    part = part_of(found, {name: name for name in BUILT_IN})
    groups: list[tuple[Place, tuple[str, ...]]] = [(place, found.left_over)]
    groups += [
        (item.place, item.words + item.unless + item.aimed + item.about + item.strong)
        for item in found.avoid.values()
    ]
    groups += [(item.place, item.words) for item in found.elements.values()]
    for group in (found.parts, found.states, found.kinds, found.beside, found.layout):
        groups += [(place, words) for name, words in group.items() if name not in TITLED]
    for where, words in groups:
        for word in words:
            try:
                expression(word, found.endings, part)
            except (ValueError, RecursionError) as error:
                text = "A part names itself." if isinstance(error, RecursionError) else str(error)
                fail(where, f"{word!r}: {text}")
