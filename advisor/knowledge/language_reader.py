"""Read ``templates/<language>/language.yaml``: how a language is typed and written.

A language defines every field, with ``none`` or an empty list where there is nothing to
say, so that a lack is a problem and not a silent default.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, get_args

from advisor.errors import Place, nearest, one_of
from advisor.knowledge import strict_yaml
from advisor.knowledge.collector import Collector
from advisor.knowledge.content_paths import SOURCE, Roots, forms, languages
from advisor.knowledge.field_table import Field, Table, build, read, table
from advisor.knowledge.strict_yaml import Fields, Node, fail
from advisor.locale.conventions import Conventions, conventions_of
from advisor.locale.folding import fold_words
from advisor.locale.language import (
    Conjunction,
    Language,
    LengthUnit,
    NumberMarks,
    Preposition,
    Typed,
    Written,
    joined,
)

LANGUAGE_FILE = "language.yaml"
UNITS = ("percent", "ratio", "days", "weeks", "invoices", "quarters", "times", "periods")
"""What a typed number may be followed by: kinds of answers, and units of counts."""


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
                own = language_of(code, keep.read(path))
                found[code] = replace(own, known_conventions=_conventions(own, keep.roots))
            elif code in (SOURCE, needed):
                fail(Place(name), f"The language {code!r} has no {LANGUAGE_FILE}.")
    if SOURCE not in found:
        return {}
    every = tuple(found.values())
    return {code: joined(one, found[SOURCE], every) for code, one in found.items()}


def _conventions(language: Language, roots: Roots) -> dict[str, Conventions]:
    """Return the conventions of a language, of its names and of its forms of letters."""
    from babel import localedata

    own = [form for form in forms(roots) if form.startswith(f"{language.code}-")]
    locales = {language.code, language.locale, *(language.of(form).babel for form in own)}
    return {name: conventions_of(name) for name in sorted(locales) if localedata.exists(name)}


def named(code: str, spoken: Mapping[str, Language], place: Place) -> Language:
    """Return the language of a file. Raises :class:`~advisor.errors.ContentError` without one."""
    if code not in spoken:
        fail(place, f"The language {code!r} has no {LANGUAGE_FILE}.")
    return spoken[code]


def language_of(code: str, node: Node) -> Language:
    """Read one file. Raises :class:`~advisor.errors.ContentError` with the place."""
    found = _whole(LANGUAGE, node, code)
    found["locale"] = found["locale"].replace("-", "_")
    return Language(code=code, form=code, name_locales=(code,), known_conventions={}, **found)


def _whole(table: Table, node: Node, code: str, above: str = "") -> dict[str, Any]:
    """Read a mapping of a language, which has to define every field."""
    fields = Fields(node)
    lacking = [f"{above}{one.name}" for one in table if fields.get(one.name) is None]
    if lacking:
        fail(fields.place, f"The language {code!r} does not define {one_of(lacking, 40)}.")
    return read(table, fields, code)


def _typed(node: Node, code: str) -> Typed:
    found = _whole(TYPED, node, code, "typed.")
    yes, no = found.pop("yes"), found.pop("no")
    if both := set(yes) & set(no):
        place = Fields(node).place_of("no")
        fail(place, f"{one_of(sorted(both))} cannot be yes and no.")
    return Typed(yes_no={**dict.fromkeys(yes, True), **dict.fromkeys(no, False)}, **found)


def _prepositions(node: Node, code: str) -> dict[str, Preposition]:
    return {
        name: Preposition(**_whole(PREPOSITION, one, code, f"{name}."))
        for name, _, one in strict_yaml.pairs_of(node)
    }


def _conjunctions(node: Node, code: str) -> tuple[Conjunction, ...]:
    return tuple(
        Conjunction(**_whole(CONJUNCTION, one, code, "conjunctions."))
        for one in strict_yaml.items_of(node)
    )


def _marks(node: Node, _code: str) -> NumberMarks:
    marks = build(NumberMarks, MARKS, node)
    if marks.decimal == marks.group:
        place = Fields(node).place_of("group")
        fail(place, f"{marks.group!r} cannot be both marks of a number.")
    return marks


def _or_none(node: Node, _code: str) -> str:
    """Read a text, or ``none`` for an empty one."""
    text = strict_yaml.text_of(node)
    return "" if text == "none" else text


def _pattern(node: Node, code: str) -> str:
    """Read a regular expression, or ``none`` for an empty one."""
    text = strict_yaml.text_of(node)
    try:
        re.compile(text)
    except re.error as error:
        fail(node.place, f"{text!r} is no regular expression: {error}.")
    return _or_none(node, code)


def _raw(node: Node, _code: str) -> tuple[str, ...]:
    """Read a list of words as they are written."""
    return tuple(map(strict_yaml.text_of, strict_yaml.items_of(node)))


def _some(name: str) -> dict[str, Callable[[Node, str], tuple[str, ...]]]:
    def some(node: Node, code: str) -> tuple[str, ...]:
        return _raw(node, code) or fail(node.place, f"Give at least one word for {name!r}.")

    return {"read": some}


def _words(node: Node, code: str = "") -> tuple[str, ...]:
    """Read a list of words, folded."""
    return tuple(map(fold_words, _raw(node, code)))


def _wholes(node: Node, _code: str) -> dict[str, int]:
    """Read words, folded, to whole numbers."""
    return {
        fold_words(word): strict_yaml.whole_of(number)
        for word, _, number in strict_yaml.pairs_of(node)
    }


def _units(node: Node, _code: str) -> Mapping[str, tuple[str, ...]]:
    """Read a list of words, folded, for each unit."""
    found: dict[str, tuple[str, ...]] = {}
    for key, place, words in strict_yaml.pairs_of(node):
        if key not in UNITS:
            fail(place, f"Found {key!r}; allowed: {one_of(UNITS, 40)}.{nearest(key, UNITS)}")
        found[key] = _words(words)
    if lacking := [key for key in UNITS if key not in found]:
        fail(node.place, f"There are no words for {one_of(lacking, 40)}.")
    return found


def _by_word(node: Node, _code: str) -> dict[str, Any]:
    """Read words of units of time; returns each word's unit."""
    found: dict[str, Any] = {}
    for key, place, words in strict_yaml.pairs_of(node):
        if key not in get_args(LengthUnit):
            fail(place, f"Found {key!r}; allowed: {one_of(get_args(LengthUnit))}.")
        for word in _words(words):
            if found.setdefault(word, key) != key:
                fail(place, f"{word!r} is also a word for {found[word]}; keep one.")
    return found


def _by_title(node: Node, _code: str) -> dict[str, str]:
    """Read words, folded, for each title of address; returns each word's title."""
    return {
        word.rstrip("."): title
        for title, _, words in strict_yaml.pairs_of(node)
        for word in _words(words)
    }


def _around(node: Node, code: str) -> tuple[str, ...]:
    """Read phrases, folded, each with ``{}`` once."""
    phrases = _words(node, code)
    for phrase in phrases:
        if phrase.count("{}") != 1:
            fail(node.place, f"Found {phrase!r}; write {{}} once, where the rest belongs.")
    return phrases


_AROUND = {"read": _around}
_WORDS, _RAW, _PATTERN = {"read": _words}, {"read": _raw}, {"read": _pattern}
_WHOLES, _BY_WORD = {"read": _wholes}, {"read": _by_word}
MARKS = table(NumberMarks)
TYPED = (
    Field("yes", "words", read=_words),
    Field("no", "words", read=_words),
    *table(
        Typed,
        ("yes_no",),
        none={"read": lambda node, _: dict.fromkeys(_words(node), True)},
        units={"read": _units},
        lengths=_BY_WORD,
        counts=_WHOLES,
        days=_WHOLES,
        steps=_BY_WORD,
        ahead=_AROUND,
        back=_AROUND,
        next=_AROUND,
        last=_AROUND,
        months=_WHOLES,
        ordinals=_RAW,
        inside_dates=_WORDS,
        before_dates=_WORDS,
        numbers={"read": _marks},
        multipliers=_WHOLES,
        currencies={
            "read": lambda node, code: {
                fold_words(name): _raw(codes, code) for name, _, codes in strict_yaml.pairs_of(node)
            }
        },
        not_currencies=_WORDS,
        inside_titles=_RAW,
        by=_some("by"),
        due=_some("due"),
        issued=_some("issued"),
        part_of=_some("part_of"),
        folio=_some("folio"),
        titles={"read": _by_title},
        inside_surnames=_WORDS,
    ),
)
PREPOSITION = table(
    Preposition,
    contractions={
        "read": lambda node, _: {
            article: strict_yaml.text_of(one) for article, _, one in strict_yaml.pairs_of(node)
        }
    },
)
CONJUNCTION = table(Conjunction, before=_PATTERN)
WRITTEN = table(
    Written,
    first_of_month={"read": _or_none},
    weekday_comma=_RAW,
    year_comma=_RAW,
    capitals=_RAW,
    prepositions={"read": _prepositions},
    conjunctions={"read": _conjunctions},
    elision=_PATTERN,
    before_numbers=_RAW,
)
LANGUAGE = table(
    Language,
    ("code", "form", "name_locales", "known_conventions"),
    typed={"read": _typed},
    written={"read": lambda node, code: Written(**_whole(WRITTEN, node, code, "written."))},
)
