"""Read and show plain numbers.

``4,200`` is 4200 in English and 4.2 in Spanish. A number is read by its shape
first; the language decides only where the shape leaves two readings, and where
that would still be a guess the answer is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from advisor.errors import Message
from advisor.locale.language import Language
from advisor.locale.refused import Refused, found

Number = int | Decimal

_SPACES = re.compile(r"(?<=[0-9])[ \u00a0\u2009\u202f'\u2019](?=[0-9]{3}(?![0-9]))")
_SHAPE = re.compile(r"([0-9]+)((?:[.,][0-9]+)*)", re.ASCII)
_LONGEST = 24

_NAMES = (
    Message("days"),
    Message("weeks"),
    Message("invoices"),
    Message("quarters"),
    Message("times"),
    Message("periods"),
)
UNIT_NAMES: Mapping[str, str] = {str(name): name for name in _NAMES}
"""The unit of a count to its name in a message."""


def simplest(number: Decimal) -> Number:
    """Return an ``int`` for a whole number, else the shortest decimal."""
    return int(number) if number == number.to_integral_value() else number.normalize()


def read(text: str, language: Language, decimals: int) -> Decimal:
    """Read a number of at most ``decimals`` decimals, without a sign.

    Raises :class:`Refused` with what was found.
    """
    word = _SPACES.sub("", text.strip())
    match = _SHAPE.fullmatch(word)
    if match is None:
        raise Refused(Message("Found {found}, which is not a number.", found=found(text)))
    if len(word) > _LONGEST:
        raise Refused(Message("Found {found}; the number is too long.", found=found(text)))
    whole, rest = match[1], match[2]
    marks = {sign for sign in rest if sign in ".,"}
    groups = re.split("[.,]", rest)[1:]
    if not groups:
        return Decimal(whole)
    if len(marks) == 2 or len(groups) > 1:
        return _structured(text, whole, rest, groups, decimals)
    return _single(text, whole, marks.pop(), groups[0], language, decimals)


def _structured(text: str, whole: str, rest: str, groups: list[str], decimals: int) -> Decimal:
    """Read a number whose several marks leave one reading in every language."""
    marks = [sign for sign in rest if sign in ".,"]
    fraction = groups.pop() if marks[-1] != marks[0] else ""
    thousands = marks[:-1] if fraction else marks
    if len(set(thousands)) != 1 or not _grouped(whole, groups) or len(fraction) > decimals:
        raise Refused(Message("Found {found}, which is not a number.", found=found(text)))
    return Decimal(whole + "".join(groups) + ("." + fraction if fraction else ""))


def _grouped(whole: str, groups: list[str]) -> bool:
    good = len(whole) <= 3 and not whole.startswith("0")
    return good and all(len(group) == 3 for group in groups)


def _single(
    text: str, whole: str, mark: str, rest: str, language: Language, decimals: int
) -> Decimal:
    """Read a number with one point or comma, such as 4.200 or 4,20."""
    marks, may_group = language.typed.numbers, _grouped(whole, [rest])
    if mark != marks.decimal and may_group:
        # A Spanish 4.200 is 4200, but a plain 4.200 is 4.2: only where decimals
        # of that length are not allowed is there one reading left.
        if mark == marks.group and (marks.strict or decimals < 3):
            return Decimal(whole + rest)
        raise Refused(
            Message(
                "Found {found}, which may be {number} or {whole}.{rest}.",
                found=found(text),
                number=whole + rest,
                whole=whole,
                rest=rest,
            )
        )
    if mark != marks.decimal and marks.strict:
        refused = Message(
            "Found {found}; the decimal mark is {mark}.",
            found=found(text),
            mark=repr(marks.decimal),
        )
        raise Refused(refused)
    if len(rest) > decimals:
        if may_group and not marks.strict:
            # A Mexican 38,000 in Spanish: decimals of that length are not allowed.
            return Decimal(whole + rest)
        if decimals:
            parts = {"found": found(text), "count": decimals}
            raise Refused(Message("Found {found}; at most {count} decimals are read.", **parts))
        raise Refused(Message("Found {found}, which is not a whole number.", found=found(text)))
    return Decimal(f"{whole}.{rest}")


def grouped(number: int) -> str:
    """Write a whole number for a message: ``1,000,000``, in every language with its own mark."""
    if number < 1000:
        return str(number)
    thousands, units = grouped(number // 1000), f"{number % 1000:03}"
    return Message("{thousands},{units}", thousands=thousands, units=units)


def show(number: Number, language: Language, pattern: str = "0.####") -> str:
    """Write a number the way the language does. ``pattern`` is one of Babel's."""
    if language.typed.numbers.decimal == "." and pattern == "0.####":
        return f"{number:f}" if isinstance(number, Decimal) else str(number)
    return language.conventions().number(number, pattern)
