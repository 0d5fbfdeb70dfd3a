"""Read ``templates/<language>/language.yaml``: how a language is typed and written.

A language defines every field, with ``none`` or an empty list where there is nothing to
say, so that a lack is a problem and not a silent default.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields as attributes
from typing import Any, get_args

from advisor.errors import Place, nearest, one_of
from advisor.knowledge import strict_yaml
from advisor.knowledge.collector import Collector
from advisor.knowledge.content_paths import SOURCE, languages
from advisor.knowledge.strict_yaml import Fields, Node, fail
from advisor.locale.language import (
    Conjunction,
    DateOrder,
    Language,
    LengthUnit,
    NumberMarks,
    Preposition,
    Typed,
    Written,
    joined,
)
from advisor.locale.parse_error import fold

LANGUAGE_FILE = "language.yaml"
NUMBER_MARKS = (".", ",", "space")
UNITS = ("percent", "ratio", "days", "weeks", "invoices", "quarters", "times", "periods")
"""What a typed number may be followed by: kinds of answers, and units of counts."""
TYPED = ("yes", "no", *(one.name for one in attributes(Typed) if one.name != "yes_no"))
WRITTEN = tuple(one.name for one in attributes(Written))


def read_languages(keep: Collector, needed: str) -> dict[str, Language]:
    """Read every language that has the file, each joined with the words of the others.

    Problems go to ``keep``, such as a ``needed`` language without the file.
    """
    found: dict[str, Language] = {}
    for code in languages(keep.roots):
        path = keep.roots.templates / code / LANGUAGE_FILE
        name = keep.roots.name(path)
        with keep.faults():
            if path.is_file():
                found[code] = language_of(code, strict_yaml.read_file(path, name))
            elif code in (SOURCE, needed):
                fail(Place(name), f"The language {code!r} has no {LANGUAGE_FILE}.")
    if SOURCE not in found:
        return {}
    every = tuple(found.values())
    return {code: joined(one, found[SOURCE], every) for code, one in found.items()}


def named(code: str, spoken: Mapping[str, Language], place: Place) -> Language:
    """Return the language of a file. Raises :class:`~advisor.errors.ContentError` without one."""
    if code not in spoken:
        fail(place, f"The language {code!r} has no {LANGUAGE_FILE}.")
    return spoken[code]


def language_of(code: str, node: Node) -> Language:
    """Read one file. Raises :class:`~advisor.errors.ContentError` with the place."""
    top = _fields(node, code, ("locale", "typed", "written"))
    return Language(
        code=code,
        form=code,
        locale=top.text("locale").replace("-", "_"),
        name_locales=(code,),
        typed=_typed(_fields(top.need("typed"), code, TYPED, "typed.")),
        written=_written(_fields(top.need("written"), code, WRITTEN, "written."), code),
    )


def _fields(node: Node, code: str, names: tuple[str, ...], above: str = "") -> Fields:
    """Return a mapping that has exactly these fields."""
    fields = Fields(node)
    lacking = [f"{above}{name}" for name in names if fields.get(name) is None]
    if lacking:
        fail(fields.place, f"The language {code!r} does not define {one_of(lacking, 40)}.")
    fields.done()
    return fields


def _typed(fields: Fields) -> Typed:
    yes, no = (_words(fields.need(name)) for name in ("yes", "no"))
    if both := set(yes) & set(no):
        fail(fields.place_of("no"), f"{one_of(sorted(both))} cannot be yes and no.")
    none = _words(fields.need("none"))
    return Typed(
        yes_no={**dict.fromkeys(yes, True), **dict.fromkeys(no, False)},
        none=dict.fromkeys(none, True),
        units={unit: tuple(words) for unit, words in _lists(fields.need("units"), UNITS).items()},
        lengths=_by_word(fields.need("lengths")),
        counts=_wholes(fields.need("counts")),
        days=_wholes(fields.need("days")),
        steps=_by_word(fields.need("steps")),
        months=_wholes(fields.need("months")),
        ordinals=_raw(fields.need("ordinals")),
        inside_dates=_words(fields.need("inside_dates")),
        before_dates=_words(fields.need("before_dates")),
        date_order=_choice(fields, "date_order", get_args(DateOrder)),
        numbers=_marks(fields.need("numbers")),
        currencies={
            fold(name): _raw(codes)
            for name, _, codes in strict_yaml.pairs_of(fields.need("currencies"))
        },
        by=_some(fields, "by"),
        due=_some(fields, "due"),
    )


def _written(fields: Fields, code: str) -> Written:
    return Written(
        first_of_month=_or_none(fields.need("first_of_month")),
        weekday_comma=_raw(fields.need("weekday_comma")),
        clear_lists=strict_yaml.yes_of(fields.need("clear_lists")),
        capitals=_raw(fields.need("capitals")),
        prepositions={
            name: _preposition(_fields(one, code, ("word", "contractions"), f"{name}."))
            for name, _, one in strict_yaml.pairs_of(fields.need("prepositions"))
        },
        conjunctions=tuple(
            _conjunction(_fields(one, code, ("word", "before", "becomes"), "conjunctions."))
            for one in strict_yaml.items_of(fields.need("conjunctions"))
        ),
        elision=_or_none(fields.need("elision"), pattern=True),
    )


def _preposition(fields: Fields) -> Preposition:
    pairs = strict_yaml.pairs_of(fields.need("contractions"))
    contractions = {article: strict_yaml.text_of(node) for article, _, node in pairs}
    return Preposition(fields.text("word"), contractions)


def _conjunction(fields: Fields) -> Conjunction:
    before = _or_none(fields.need("before"), pattern=True)
    return Conjunction(fields.text("word"), before, fields.text("becomes"))


def _marks(node: Node) -> NumberMarks:
    fields = Fields(node)
    decimal = fields.choice("decimal", NUMBER_MARKS[:2])
    group = fields.choice("group", NUMBER_MARKS)
    if decimal == group:
        fail(fields.place_of("group"), f"{group!r} cannot be both marks of a number.")
    marks = NumberMarks(decimal, group, strict_yaml.yes_of(fields.need("strict")))
    fields.done()
    return marks


def _choice(fields: Fields, name: str, allowed: tuple[Any, ...]) -> Any:
    return fields.choice(name, allowed)


def _or_none(node: Node, *, pattern: bool = False) -> str:
    """Read a text, or ``none`` for an empty one; a pattern must compile."""
    text = strict_yaml.text_of(node)
    if pattern:
        try:
            re.compile(text)
        except re.error as error:
            fail(node.place, f"{text!r} is no regular expression: {error}.")
    return "" if text == "none" else text


def _raw(node: Node) -> tuple[str, ...]:
    """Read a list of words as they are written."""
    return tuple(strict_yaml.text_of(item) for item in strict_yaml.items_of(node))


def _some(fields: Fields, name: str) -> tuple[str, ...]:
    words = _raw(fields.need(name))
    if not words:
        fail(fields.place_of(name), f"Give at least one word for {name!r}.")
    return words


def _words(node: Node) -> tuple[str, ...]:
    """Read a list of words, folded."""
    return tuple(map(fold, _raw(node)))


def _wholes(node: Node) -> dict[str, int]:
    """Read words, folded, to whole numbers."""
    return {
        fold(word): strict_yaml.whole_of(number) for word, _, number in strict_yaml.pairs_of(node)
    }


def _lists(node: Node, keys: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Read a list of words, folded, for each of some keys."""
    found: dict[str, tuple[str, ...]] = {}
    for key, place, words in strict_yaml.pairs_of(node):
        if key not in keys:
            fail(place, f"Found {key!r}; allowed: {one_of(keys, 40)}.{nearest(key, keys)}")
        found[key] = _words(words)
    if lacking := [key for key in keys if key not in found]:
        fail(node.place, f"There are no words for {one_of(lacking, 40)}.")
    return found


def _by_word(node: Node) -> dict[str, Any]:
    """Read words of units of time; returns each word's unit."""
    found: dict[str, Any] = {}
    for key, place, words in strict_yaml.pairs_of(node):
        if key not in get_args(LengthUnit):
            fail(place, f"Found {key!r}; allowed: {one_of(get_args(LengthUnit))}.")
        for word in _words(words):
            if found.setdefault(word, key) != key:
                fail(place, f"{word!r} is also a word for {found[word]}; keep one.")
    return found
