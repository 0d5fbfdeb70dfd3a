"""Read ``rules/laws/<law>/``: what a governing law says, and the figures it sets.

``law.yaml`` holds properties, holidays, notice, route and next step; ``payment.yaml`` the
figures of payment between businesses; ``notice.yaml``, where there is one, the figures
that its notice is counted by. A law defines every field, with ``unknown`` or ``none``
where there is nothing to say, so that a lack is a problem and not a silent default.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from advisor.errors import ContentError, Place, Problem, nearest, one_of
from advisor.knowledge import roles, strict_yaml
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import Question
from advisor.knowledge.content_paths import files
from advisor.knowledge.field_table import REQUIRED, build, table
from advisor.knowledge.law import (
    PROPERTIES,
    HolidayCalendar,
    Law,
    NoticePeriod,
    NoticeRule,
)
from advisor.knowledge.strict_yaml import Fields, Node, fail
from advisor.knowledge.values import Dated, read_payment, read_values
from advisor.model import FactType

QUESTION = roles.GOVERNING_LAW
"""The question whose choices are the laws."""

FILES = ("law.yaml", "payment.yaml", "notice.yaml")
OPTIONAL = "notice.yaml"

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def laws(
    keep: Collector,
    facts: Mapping[str, FactType],
    questions: Mapping[str, Question],
    values: dict[str, Dated],
) -> dict[str, Law]:
    """Read every law, and add its figures to the ``values``. Problems go to ``keep``."""
    folder = keep.roots.rules / "laws"
    asked = questions.get(QUESTION)
    choices = asked.choices if asked else ()
    found: dict[str, Law] = {}
    for path in sorted(item for item in folder.glob("*") if item.is_dir()):
        try:
            found[path.name] = _law(keep, path, choices, facts, values)
        except ContentError as error:
            keep.problems.extend(error.problems)
    named = {path.name for path in folder.glob("*")}
    if asked:
        keep.problems.extend(
            Problem(asked.place, f"The law {choice!r} has no folder rules/laws/{choice}.")
            for choice in choices
            if choice not in named
        )
    return found


def _law(
    keep: Collector,
    folder: Path,
    choices: tuple[str, ...],
    facts: Mapping[str, FactType],
    values: dict[str, Dated],
) -> Law:
    law, top = folder.name, Place(keep.roots.name(folder), 1, 1)
    if law not in choices:
        hint = nearest(law, choices) or f" Allowed: {one_of(choices, 40)}."
        fail(top, f"{law!r} is no choice of the question {QUESTION!r}.{hint}")
    nodes: dict[str, Node] = {}
    for path in files(folder, "*"):
        if path.name not in FILES:
            fail(Place(keep.roots.name(path), 1, 1), f"Allowed: {one_of(FILES)}.")
        nodes[path.name] = keep.read(path)
    for name in FILES:
        if name not in nodes and name != OPTIONAL:
            fail(top, f"The law {law!r} has no {name}.")
    if OPTIONAL in nodes:
        read_values(nodes[OPTIONAL], values, f"{law}.")
    read = read_law(law, nodes["law.yaml"], facts, values)
    read_payment(law, nodes["payment.yaml"], values, act=bool(read.properties["freelance_act"]))
    return read


class _Context(NamedTuple):
    """What the fields of a law are checked against."""

    law: str
    facts: Mapping[str, FactType]
    values: Collection[str]
    """The ids of the dated values."""


def read_law(law: str, node: Node, facts: Mapping[str, FactType], values: Collection[str]) -> Law:
    """Read one ``law.yaml``. Raises :class:`ContentError` that names the law and the field."""
    _define(law, Fields(node), [one.name for one in LAW])
    return build(Law, LAW, node, _Context(law, facts, values), id=law, place=node.place)


def _define(law: str, fields: Fields, names: Iterable[str], prefix: str = "") -> None:
    """Refuse a mapping of a law that lacks some of the names."""
    lacking = [prefix + name for name in names if fields.get(name) is None]
    if lacking:
        fail(fields.place, f"The law {law!r} does not define {one_of(lacking)}.")


def _properties(node: Node, context: _Context) -> dict[str, bool | None]:
    fields = Fields(node)
    _define(context.law, fields, PROPERTIES, "properties.")
    found = {
        name: None if _is(there := fields.need(name), "unknown") else strict_yaml.yes_of(there)
        for name in PROPERTIES
    }
    fields.done()
    return found


def _is(node: Node, word: str) -> bool:
    return isinstance(node, strict_yaml.Text) and node.text == word


def _currency(node: Node) -> str:
    """Read the code of a currency, nothing where the law leaves the country open."""
    if _is(node, "unknown"):
        return ""
    code = strict_yaml.text_of(node)
    if not re.fullmatch("[A-Z]{3}", code):
        fail(node.place, f"Found {code!r}; write a code of ISO 4217 such as EUR, or unknown.")
    return code


def _holidays(node: Node, context: _Context) -> HolidayCalendar | None:
    if _is(node, "unknown"):
        return None
    return build(HolidayCalendar, CALENDAR, node, law=context.law)


def _notice(node: Node, context: _Context) -> NoticeRule | None:
    if _is(node, "none"):
        return None
    fields = Fields(node)
    by, facts = fields.text("by", ""), context.facts
    if by and (by not in facts or facts[by].kind not in ("choice", "number")):
        hint = nearest(by, list(facts))
        fail(fields.place_of("by"), f"{by!r} is no fact with choices or numbers.{hint}")
    if by:
        periods = dict(_periods(fields.need("periods"), facts[by], context))
    else:
        periods = {"": _period(fields.need("period"), context)}
    rule = NoticeRule(
        needs=_facts(fields.get("needs"), facts),
        unless=_facts(fields.get("unless"), facts),
        by=by,
        periods=periods,
    )
    fields.done()
    return rule


def _periods(node: Node, kind: FactType, context: _Context) -> Iterator[tuple[str, NoticePeriod]]:
    """Read the periods: one for each choice, or from a least number on, the first from 0."""
    needed = kind.choices or ("0",)
    _define(context.law, Fields(node), needed, "notice.periods.")
    for name, place, item in strict_yaml.pairs_of(node):
        if kind.choices and name not in kind.choices:
            hint = nearest(name, kind.choices)
            fail(place, f"Found {name!r}; allowed: {one_of(kind.choices)}.{hint}")
        if not kind.choices:
            strict_yaml.whole_of(strict_yaml.Text(place, name))
        yield name, _period(item, context)


def _period(node: Node, context: _Context) -> NoticePeriod:
    fields, law, values = Fields(node), context.law, context.values
    if fields.get("figure"):
        period = build(NoticePeriod, FIGURE, node)
        figure = f"{law}.{period.figure}"
        if figure not in values:
            known = [name.removeprefix(f"{law}.") for name in values if name.startswith(f"{law}.")]
            hint = nearest(period.figure, known)
            text = f"The law {law!r} does not define {period.figure}.{hint}"
            fail(fields.place_of("figure"), text)
        return replace(period, figure=figure)
    if fields.get("weekday"):
        return build(NoticePeriod, WEEK, node)
    period = build(NoticePeriod, MONTH, node)
    if not 1 <= period.month_day <= 28:
        text = f"Found {period.month_day}; a day from 1 to 28 is expected."
        fail(fields.place_of("month_day"), text)
    return period


def _facts(node: Node | None, facts: Mapping[str, FactType]) -> dict[str, str | bool]:
    """Read facts and the value of each: yes, no or a choice."""
    found: dict[str, str | bool] = {}
    for name, place, value in strict_yaml.pairs_of(node) if node else ():
        kind = facts.get(name)
        if kind is None or kind.kind not in ("yes_no", "choice"):
            hint = nearest(name, list(facts))
            fail(place, f"{name!r} is no fact of yes, no or choices.{hint}")
        elif kind.kind == "yes_no":
            found[name] = strict_yaml.yes_of(value)
        else:
            found[name] = strict_yaml.choice_of(value, kind.choices)
    return found


_REQUIRED = {"default": REQUIRED}
_WEEKDAY = {
    **_REQUIRED,
    "read": lambda node, _: WEEKDAYS.index(strict_yaml.choice_of(node, WEEKDAYS)) + 1,
}
_PERIOD = {
    one.name: one
    for one in table(
        NoticePeriod,
        weekday=_WEEKDAY,
        last_weekday=_WEEKDAY,
        month_day=_REQUIRED,
        verified=_REQUIRED,
    )
}
FIGURE = (_PERIOD["figure"], _PERIOD["to"])
WEEK = (_PERIOD["weekday"], _PERIOD["last_weekday"], _PERIOD["verified"])
MONTH = (_PERIOD["month_day"], _PERIOD["verified"])
CALENDAR = table(HolidayCalendar, ("law",))
LAW = table(
    Law,
    properties={"read": _properties},
    holidays={"read": _holidays},
    notice={"read": _notice},
    currency={"read": lambda node, _: _currency(node)},
)
