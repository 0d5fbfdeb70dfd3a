"""Evidence as a case file holds it: nodes in, values out, and back to lines of YAML.

``evidence`` holds a list for each field of :class:`~advisor.evidence_model.Evidence`, of
records whose fields are those of their class. A field at its default is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_type_hints

from advisor.casefile.scalars import scalar
from advisor.errors import FileProblems, Message, Place, nearest
from advisor.evidence_model import BilledInvoice, Evidence, Filled, MonthOfIncome
from advisor.knowledge import strict_yaml
from advisor.knowledge.content import Rulebook
from advisor.knowledge.field_table import Table, build, table
from advisor.knowledge.strict_yaml import unlike
from advisor.lazy_dataclass import field_names
from advisor.locale import dates
from advisor.locale.refused import Refused

_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])", re.ASCII)
_WORD = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_PATTERNS: Mapping[str, tuple[re.Pattern[str], Message]] = {
    "month": (_MONTH, Message("a month such as 2026-11 is expected")),
    "kind": (_WORD, Message("a word in small letters is expected")),
    "currency": (_CURRENCY, Message("a currency such as EUR is expected")),
}
"""What a text must look like, by the name of its field."""


@cache
def kinds() -> Mapping[str, type]:
    """Return the class of the records in each list of evidence; ``str`` for plain words."""
    return {name: get_args(hint)[0] for name, hint in get_type_hints(Evidence).items()}


@cache
def fields_of(kind: type) -> Table:
    """Return the fields of a class of records."""
    return table(kind)


class EvidenceReader:
    """Reads the evidence of one file and hands each fault to ``fault``."""

    def __init__(
        self,
        rulebook: Rulebook,
        current: Callable[[str], str | None],
        fault: Callable[[Place, str], None],
    ) -> None:
        self.rulebook, self.current, self.fault = rulebook, current, fault

    def read(self, node: strict_yaml.Node) -> Evidence:
        """Return the evidence; what has a fault is left out."""
        found: dict[str, Any] = {}
        try:
            fields = strict_yaml.Fields(node)
            for name, kind in kinds().items():
                items = fields.get(name)
                if items is not None and not _empty(items):
                    found[name] = tuple(self._items(kind, items))
            fields.done()
        except FileProblems as error:
            self._faults(error)
        return Evidence(**found)

    def _items(self, kind: type, node: strict_yaml.Node) -> Iterator[Any]:
        seen: set[object] = set()
        for item in strict_yaml.items_of(node):
            try:
                record = self._checked(item, self._record(kind, item))
            except FileProblems as error:
                self._faults(error)
                continue
            if (key := key_of(record)) in seen:
                text = Message("This stands in the list twice; keep one.")
                self.fault(item.place, text)
            seen.add(key)
            yield record

    def _record(self, kind: type, item: strict_yaml.Node) -> Any:
        if kind is str:
            return self._question(strict_yaml.text_of(item), item.place)
        return build(kind, fields_of(kind), item)

    def _checked(self, item: strict_yaml.Node, record: Any) -> Any:
        """Check the texts of a record, and bring the question that it names up to date."""
        if not isinstance(item, strict_yaml.Mapping):
            return record
        for one in fields_of(record.__class__):
            day = getattr(record, one.name)
            if isinstance(day, date):
                self._check_day(day, item.items[one.name].place)
        for name, (pattern, expected) in _PATTERNS.items():
            node = item.items.get(name)
            if isinstance(node, strict_yaml.Text) and not pattern.fullmatch(node.text):
                strict_yaml.fail(node.place, unlike(node, expected))
        if "question" in item.items:
            name = self._question(record.question, item.items["question"].place)
            record = replace(record, question=name)
        if isinstance(record, BilledInvoice):
            rest = record.total - record.paid - record.withheld - record.written_off
            if rest != record.open:
                told = Message(
                    "total less paid, withheld and written_off is {rest}, and open is {open}.",
                    rest=plain_amount(rest),
                    open=plain_amount(record.open),
                )
                strict_yaml.fail(item.place, told)
        return record

    def _check_day(self, day: date, place: Place) -> None:
        """Refuse a year that no date of a case may have."""
        try:
            dates.make(day.year, day.month, day.day)
        except Refused as error:
            strict_yaml.fail(place, error.message)

    def _question(self, name: str, place: Place) -> str:
        current = self.current(name)
        if current is None:
            hint = nearest(name, list(self.rulebook.questions))
            text = Message("There is no question {name}.{hint}", name=repr(name), hint=hint)
            strict_yaml.fail(place, text)
        return current

    def _faults(self, error: FileProblems) -> None:
        for problem in error.problems:
            self.fault(problem.place, problem.message)


def _empty(node: strict_yaml.Node) -> bool:
    return isinstance(node, strict_yaml.Text) and not node.text and not node.quoted


def key_of(record: Any) -> object:
    """Return what tells a record from the others of its list."""
    if isinstance(record, BilledInvoice):
        return record.client, record.kind, record.number
    if isinstance(record, MonthOfIncome):
        return record.month, record.currency
    return record.question if isinstance(record, Filled) else record


def lines_of(records: tuple[Any, ...]) -> list[str]:
    """Return each record as YAML on one line."""
    return [scalar(one) if isinstance(one, str) else _line(one) for one in records]


def _line(record: Any) -> str:
    values = ((one, getattr(record, one.name)) for one in fields_of(record.__class__))
    given = [f"{one.name}: {_plain(value)}" for one, value in values if value != one.default]
    return f"{{{', '.join(given)}}}"


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return plain_amount(value)
    return value.isoformat() if isinstance(value, date) else scalar(str(value))


def plain_amount(amount: Decimal) -> str:
    """Return an amount in digits with at least two decimals."""
    text = f"{amount:f}"
    whole, _, part = text.partition(".")
    return f"{whole}.{part.rstrip('0'):0<2}"


def section_lines(name: str, records: tuple[Any, ...], indent: str) -> list[str]:
    """Return a list of evidence as lines of a file."""
    return [f"{indent}{name}:", *(f"{indent}  - {line}" for line in lines_of(records))]


def plain_evidence(evidence: Evidence) -> dict[str, list[object]]:
    """Return evidence as JSON can hold it, which reads as the lines of a file do."""
    return {
        name: [one if isinstance(one, str) else _texts(one) for one in records]
        for name in field_names(Evidence)
        if (records := getattr(evidence, name))
    }


def _texts(record: Any) -> dict[str, object]:
    values = {one.name: getattr(record, one.name) for one in fields_of(record.__class__)}
    return {
        name: value if isinstance(value, str) else _plain(value)
        for name, value in values.items()
        if value is not None
    }


def evidence_lines(evidence: Evidence) -> list[str]:
    """Return all evidence as lines of a file, none where there is none."""
    lines = ["evidence:"] if evidence else []
    for name in field_names(Evidence):
        if records := getattr(evidence, name):
            lines += section_lines(name, records, "  ")
    return lines


def merged(base: Evidence, mine: Evidence, theirs: Evidence) -> Evidence:
    """Make on ``theirs`` the changes that lead from ``base`` to ``mine``.

    Where both have changed a record, it becomes ours: evidence is read from files again.
    """
    if mine == base:
        return theirs
    found = {}
    for name in field_names(Evidence):
        was, ours, other = (getattr(one, name) for one in (base, mine, theirs))
        gone = {key_of(one) for one in was} - {key_of(one) for one in ours}
        new = {key_of(one): one for one in ours if one not in was}
        kept = [new.pop(key_of(one), one) for one in other if key_of(one) not in gone]
        found[name] = (*kept, *new.values())
    return Evidence(**found)
