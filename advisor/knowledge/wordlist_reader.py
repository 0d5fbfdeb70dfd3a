"""Read ``rules/words/<language>.yaml``: what letters avoid, must say and can state."""

from __future__ import annotations

from advisor.conditions import ALWAYS
from advisor.errors import Place, nearest, one_of
from advisor.knowledge import strict_yaml
from advisor.knowledge.grammar import Scope, condition
from advisor.knowledge.strict_yaml import Fields, Node, fail
from advisor.wordlists.patterns import expression
from advisor.wordlists.wordlist import Element, WordClass, WordList, part_of

LEVELS = ("blocking", "advisory")
BUILT_IN = ("date", "month", "money", "number", "clause")
"""Parts that stand for the dates, amounts, numbers and clauses a language writes."""
TITLED = ("titled_by", "titled_in")
"""Words of titles, as they stand there and no patterns."""
LAYOUT = ("subject", "salutation", "closing", "notes", "enclosure", *TITLED)


def read_words(language: str, node: Node, scope: Scope) -> WordList:
    """Read one file. Raises :class:`~advisor.errors.ContentError` with the place."""
    fields = Fields(node)
    found = WordList(
        language=language,
        endings={
            key: tuple("" if ending == "-" else ending for ending in endings)
            for key, endings in _lists(fields, "endings")
        },
        parts=dict(_lists(fields, "parts")),
        avoid={name: _class(name, item) for name, item in _entries(fields, "avoid")},
        elements={name: _element(name, item, scope) for name, item in _entries(fields, "elements")},
        states=dict(_lists(fields, "states")),
        kinds=dict(_lists(fields, "kinds")),
        layout=dict(_lists(fields, "layout", LAYOUT)),
        left_over=fields.texts("left_over"),
        common=frozenset(fields.text("common", " ").split()),
    )
    fields.done()
    _examine(found, fields.place)
    return found


def _lists(
    fields: Fields, name: str, allowed: tuple[str, ...] = ()
) -> list[tuple[str, tuple[str, ...]]]:
    node = fields.get(name)
    rows = [] if node is None else list(strict_yaml.pairs_of(node))
    for key, place, _ in rows:
        if allowed and key not in allowed:
            text = f"Found {key!r}; allowed: {one_of(allowed)}.{nearest(key, allowed)}"
            fail(place, text)
    return [
        (key, tuple(strict_yaml.text_of(item) for item in strict_yaml.items_of(value)))
        for key, _, value in rows
    ]


def _entries(fields: Fields, name: str) -> list[tuple[str, Node]]:
    node = fields.get(name)
    return [] if node is None else [(key, value) for key, _, value in strict_yaml.pairs_of(node)]


def _class(name: str, node: Node) -> WordClass:
    fields = Fields(node)
    found = WordClass(
        id=name,
        blocking=fields.choice("level", LEVELS) == "blocking",
        sources=fields.texts("sources", required=True),
        words=fields.texts("words", required=True),
        unless=fields.texts("unless"),
        more_than=fields.whole("more_than", 0),
        not_in=fields.texts("not_in"),
        place=fields.place,
    )
    fields.done()
    return found


def _element(name: str, node: Node, scope: Scope) -> Element:
    fields = Fields(node)
    when = fields.get("when")
    found = Element(
        id=name,
        blocking=fields.choice("level", LEVELS) == "blocking",
        sources=fields.texts("sources", required=True),
        kinds=fields.texts("kinds", required=True),
        when=ALWAYS if when is None else condition(when, scope),
        words=fields.texts("words"),
        place=fields.place,
    )
    fields.done()
    return found


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
