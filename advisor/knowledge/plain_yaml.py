"""The plainest YAML, read line by line: what a case file usually is.

A mapping of words to a value or to a mapping, in which a value may also be a list. A value
is a text without marks that YAML could take for something else, a text in double quotes
without escapes, or a list of words in brackets. Importing PyYAML takes longer than
assessing a case; whatever is not this plain is left to it.
"""

from __future__ import annotations

import re

from advisor.errors import Place
from advisor.knowledge.yaml_nodes import Mapping, Node, Sequence, Text

_SIGNS = r"\w ,;/%+()@'!?&=.\-"
_PAIR = re.compile(r"(?P<indent>(?:  )?)(?P<key>[a-z]\w*):(?: (?P<value>\S.*))?", re.ASCII)
_ITEM = re.compile(r"(?P<indent>    )- (?P<value>\S.*)")
_TEXT = re.compile(rf"\w(?:[{_SIGNS}]*[{_SIGNS.replace(' ', '')}])?")
_QUOTED = re.compile(rf'"([{_SIGNS}:#]*)"')
_WORDS = re.compile(r"\[(?:[a-z]\w*(?:, [a-z]\w*)*)?\]", re.ASCII)
_WORD = re.compile(r"\w+", re.ASCII)


class _NotPlainError(Exception):
    """The text has another form."""


def parse(text: str, name: str) -> Mapping | None:
    """Read YAML of this form, ``None`` where a text has another. ``name`` is the file's."""
    lines = text.split("\n")
    if not all(map(str.isprintable, lines)):
        return None
    reading = _Reading(name)
    try:
        for number, line in enumerate(lines, 1):
            content = line.lstrip(" ")
            if content and not content.startswith("#"):
                reading.line(number, line)
        return reading.root()
    except _NotPlainError:
        return None


class _Reading:
    """What has been read so far."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.open: list[Mapping | Sequence] = []
        """The mapping or list that lines of each indentation belong to."""
        self.waits: str | None = ""
        """The key in the innermost mapping whose value begins on the next line; ``None``
        where there is none, empty before the first line."""

    def root(self) -> Mapping:
        """Return the whole once all lines are read."""
        if self.waits is None and isinstance(self.open[0], Mapping):
            return self.open[0]
        raise _NotPlainError

    def line(self, number: int, line: str) -> None:
        """Read a line that is neither empty nor a comment."""
        match = _PAIR.fullmatch(line) or _ITEM.fullmatch(line)
        if match is None:
            raise _NotPlainError
        level, key = len(match["indent"]) // 2, match.groupdict().get("key")
        place = Place(self.name, number, 2 * level + 1)
        inside = self._inside(level, Sequence(place) if key is None else Mapping(place))
        value = match["value"]
        there = Place(self.name, number, match.start("value") + 1)
        if isinstance(inside, Sequence) and key is None:
            inside.items.append(_value(value, there))
        elif isinstance(inside, Mapping) and key is not None and key not in inside.keys:
            inside.keys[key] = place
            if value is None:
                self.waits = key
            else:
                inside.items[key] = _value(value, there)
        else:
            raise _NotPlainError

    def _inside(self, level: int, made: Mapping | Sequence) -> Mapping | Sequence:
        """Return what a line belongs to: ``made`` where it is the first of its kind."""
        if self.waits is None:
            del self.open[level + 1 :]
        elif level == len(self.open):
            if self.open and isinstance(self.open[-1], Mapping):
                self.open[-1].items[self.waits] = made
            self.open.append(made)
            self.waits = None
        if self.waits is not None or level >= len(self.open):
            raise _NotPlainError
        return self.open[level]


def _value(text: str, place: Place) -> Node:
    """Read a value that begins at a place."""
    if _TEXT.fullmatch(text):
        return Text(place, text)
    if quoted := _QUOTED.fullmatch(text):
        return Text(place, quoted[1], quoted=True)
    if not _WORDS.fullmatch(text):
        raise _NotPlainError
    found = Sequence(place)
    for word in _WORD.finditer(text):
        at = Place(place.file, place.line, place.column + word.start())
        found.items.append(Text(at, word[0]))
    return found
