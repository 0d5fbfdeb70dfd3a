"""The numbers that Word counts and shows before paragraphs, which no run of text holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from advisor.lazy_dataclass import dataclass

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMBERING = "/numbering"
DEEPEST = 9
"""Levels of a list, as the format allows."""
MOST_STYLES = 20
"""Styles that are each based on another."""
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


@dataclass(frozen=True)
class Level:
    """One level of a list: its first number, how it is written, and the text around it."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    """As ``%1.%2``, where each sign stands for the number of a level."""
    legal: bool = False
    """Whether the numbers of all levels are written in figures."""
    style: str = ""
    """The style whose paragraphs have this level."""
    restarts: int | None = None
    """The level after which it begins anew, 0 for never; ``None`` for any higher one."""


@dataclass(frozen=True)
class List:
    """A list of numbered paragraphs; several may count together."""

    counter: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]
    """Levels that begin anew with this list, and their first number."""


class Numbering:
    """Counts the numbered paragraphs of a document, in their order."""

    def __init__(self, lists: Mapping[str, List], styles: Mapping[str, Any], usual: str) -> None:
        self._lists, self._styles, self._usual = lists, styles, usual
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def label(self, paragraph: Any) -> str:
        """Return the number shown before a paragraph, empty for none or a bullet."""
        number, depth = self._list_of(paragraph)
        found = self._lists.get(number)
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return ""
        counts = self._counts.setdefault(found.counter, {})
        if number not in self._begun:
            self._begun.add(number)
            for one, start in found.starts.items():
                counts[one] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for lower in [one for one in counts if one > depth]:
            again = found.levels.get(lower, Level()).restarts
            if again is None or (again and depth < again):
                del counts[lower]
        if level.format in ("bullet", "none"):
            return ""

        def figure(match: re.Match[str]) -> str:
            one = int(match[1]) - 1
            about = found.levels.get(one, Level())
            kind = "decimal" if level.legal and one != depth else about.format
            return written(counts.get(one, about.start), kind)

        return re.sub(r"%([1-9])", figure, level.text).strip()

    def _list_of(self, paragraph: Any) -> tuple[str, int]:
        """Return the list and the level of a paragraph, given there or by its style."""
        properties = paragraph.find(f"{W}pPr")
        number, depth = _given(properties)
        style = _value(properties, "pStyle") if properties is not None else ""
        style = style or self._usual
        for _ in range(MOST_STYLES):
            if number is not None and depth is not None:
                break
            about = self._styles.get(style)
            if about is None:
                break
            by_style, deep = _given(about.find(f"{W}pPr"))
            if number is None and by_style is not None:
                number = by_style
                listed = self._lists.get(number)
                levels = listed.levels.items() if listed else ()
                named = next((one for one, level in levels if level.style == style), deep)
                depth = named if depth is None else depth
            style = _value(about, "basedOn")
        return number or "", depth or 0


def numbering_of(document: Any) -> Numbering:
    """Return the numbering of a document of Word."""
    styles = {one.get(f"{W}styleId"): one for one in document.styles.element.findall(f"{W}style")}
    usual = next(
        (
            name
            for name, one in styles.items()
            if one.get(f"{W}default") in ("1", "true") and one.get(f"{W}type") == "paragraph"
        ),
        "",
    )
    relations = document.part.rels.values()
    parts = [
        one.target_part
        for one in relations
        if not one.is_external and one.reltype.endswith(_NUMBERING)
    ]
    root = parts[0].element if parts else None
    return Numbering(_lists(root) if root is not None else {}, styles, usual)


def _lists(root: Any) -> dict[str, List]:
    shapes = {one.get(f"{W}abstractNumId"): one for one in root.findall(f"{W}abstractNum")}
    by_style = {_value(one, "styleLink"): one for one in shapes.values()}
    lists = {}
    for item in root.findall(f"{W}num"):
        counter = _value(item, "abstractNumId")
        shape = shapes.get(counter)
        if shape is None:
            continue
        linked = _value(shape, "numStyleLink")
        levels = _levels(by_style.get(linked, shape) if linked else shape)
        starts = {}
        for change in item.findall(f"{W}lvlOverride"):
            depth = _whole(change.get(f"{W}ilvl"), 0)
            levels.update(_levels(change))
            start = change.find(f"{W}startOverride")
            if start is not None:
                starts[depth] = _whole(start.get(f"{W}val"), 1)
        lists[item.get(f"{W}numId")] = List(counter, levels, starts)
    return lists


def _levels(shape: Any) -> dict[int, Level]:
    found = {}
    for one in shape.findall(f"{W}lvl"):
        restart = _value(one, "lvlRestart")
        found[_whole(one.get(f"{W}ilvl"), 0)] = Level(
            _whole(_value(one, "start"), 1),
            _value(one, "numFmt") or "decimal",
            _value(one, "lvlText")[:200],
            legal=one.find(f"{W}isLgl") is not None,
            style=_value(one, "pStyle"),
            restarts=_whole(restart, 0) if restart else None,
        )
    return {depth: level for depth, level in found.items() if 0 <= depth < DEEPEST}


def _given(properties: Any) -> tuple[str | None, int | None]:
    """Return the list and the level that properties of a paragraph name."""
    given = properties.find(f"{W}numPr") if properties is not None else None
    if given is None:
        return None, None
    number, depth = given.find(f"{W}numId"), given.find(f"{W}ilvl")
    return (
        None if number is None else number.get(f"{W}val", ""),
        None if depth is None else _whole(depth.get(f"{W}val"), 0),
    )


def _value(item: Any, name: str) -> str:
    found = item.find(W + name)
    return "" if found is None else found.get(f"{W}val", "")


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,6}", text, re.ASCII) else otherwise


def written(number: int, kind: str) -> str:
    """Write a number in a format of Word: figures, letters or Roman numerals."""
    if kind in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 5)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        text, left = "", number
        for value, signs in _ROMAN:
            text += signs * (left // value)
            left %= value
        return text.lower() if kind == "lowerRoman" else text
    return f"{number:02}" if kind == "decimalZero" else str(number)
