"""Read ``rules/laws/<law>/``: what a governing law says, and the figures it sets.

``law.yaml`` holds properties, holidays, notice, route and next rung; ``payment.yaml`` the
figures of payment between businesses; ``notice.yaml``, where there is one, the figures
that its notice is counted by. A law defines every field, with ``unknown`` or ``none``
where there is nothing to say, so that a lack is a problem and not a silent default.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from advisor.errors import ContentError, Place, Problem, nearest, one_of
from advisor.knowledge import roles, strict_yaml
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import Question
from advisor.knowledge.content_paths import files
from advisor.knowledge.law import (
    NEXT_RUNGS,
    PROPERTIES,
    ROUTES,
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
        nodes[path.name] = strict_yaml.read_file(path, keep.roots.name(path))
    for name in FILES:
        if name not in nodes and name != OPTIONAL:
            fail(top, f"The law {law!r} has no {name}.")
    if OPTIONAL in nodes:
        read_values(nodes[OPTIONAL], values, f"{law}.")
    read = read_law(law, nodes["law.yaml"], facts, values)
    read_payment(law, nodes["payment.yaml"], values, act=read.properties["freelance_act"])
    return read


def read_law(law: str, node: Node, facts: Mapping[str, FactType], values: Collection[str]) -> Law:
    """Read one ``law.yaml``. Raises :class:`ContentError` that names the law and the field."""
    fields = Fields(node)
    for name in ("properties", "holidays", "notice", "route", "next_rung"):
        if fields.get(name) is None:
            fail(fields.place, f"The law {law!r} does not define {name}.")
    read = Law(
        id=law,
        properties=_properties(law, fields.need("properties")),
        holidays=_holidays(law, fields.need("holidays")),
        notice=_notice(law, fields.need("notice"), facts, values),
        route=fields.choice("route", ROUTES),
        next_rung=fields.choice("next_rung", NEXT_RUNGS),
        place=fields.place,
    )
    fields.done()
    return read


def _properties(law: str, node: Node) -> dict[str, bool]:
    fields = Fields(node)
    lacking = [name for name in PROPERTIES if fields.get(name) is None]
    if lacking:
        listed = one_of([f"properties.{name}" for name in lacking])
        fail(fields.place, f"The law {law!r} does not define {listed}.")
    found = {name: strict_yaml.yes_of(fields.need(name)) for name in PROPERTIES}
    fields.done()
    return found


def _is(node: Node, word: str) -> bool:
    return isinstance(node, strict_yaml.Text) and node.text == word


def _holidays(law: str, node: Node) -> HolidayCalendar | None:
    if _is(node, "unknown"):
        return None
    fields = Fields(node)
    calendar = HolidayCalendar(fields.text("country"), fields.text("region", ""), law)
    fields.done()
    return calendar


def _notice(
    law: str, node: Node, facts: Mapping[str, FactType], values: Collection[str]
) -> NoticeRule | None:
    if _is(node, "none"):
        return None
    fields = Fields(node)
    by = fields.text("by", "")
    if by and (by not in facts or facts[by].kind not in ("choice", "number")):
        hint = nearest(by, list(facts))
        fail(fields.place_of("by"), f"{by!r} is no fact with choices or numbers.{hint}")
    if by:
        periods = dict(_periods(law, fields.need("periods"), facts[by], values))
    else:
        periods = {"": _period(law, fields.need("period"), values)}
    rule = NoticeRule(
        needs=_facts(fields.get("needs"), facts),
        unless=_facts(fields.get("unless"), facts),
        by=by,
        periods=periods,
    )
    fields.done()
    return rule


def _periods(
    law: str, node: Node, kind: FactType, values: Collection[str]
) -> Iterator[tuple[str, NoticePeriod]]:
    """Read the periods: one for each choice, or from a least number on, the first from 0."""
    pairs = list(strict_yaml.pairs_of(node))
    names = [name for name, _, _ in pairs]
    for needed in kind.choices or ("0",):
        if needed not in names:
            fail(node.place, f"The law {law!r} does not define notice.periods.{needed}.")
    for name, place, item in pairs:
        if kind.choices and name not in kind.choices:
            hint = nearest(name, kind.choices)
            fail(place, f"Found {name!r}; allowed: {one_of(kind.choices)}.{hint}")
        if not kind.choices:
            strict_yaml.whole_of(strict_yaml.Text(place, name))
        yield name, _period(law, item, values)


def _period(law: str, node: Node, values: Collection[str]) -> NoticePeriod:
    fields = Fields(node)
    figure = fields.text("figure", "")
    if figure:
        if f"{law}.{figure}" not in values:
            known = [name.removeprefix(f"{law}.") for name in values if name.startswith(f"{law}.")]
            hint = nearest(figure, known)
            fail(fields.place_of("figure"), f"The law {law!r} does not define {figure}.{hint}")
        period = NoticePeriod(f"{law}.{figure}", fields.choice("to", ("", "month", "quarter"), ""))
    elif fields.get("weekday"):
        period = NoticePeriod(
            weekday=WEEKDAYS.index(fields.choice("weekday", WEEKDAYS)) + 1,
            last_weekday=WEEKDAYS.index(fields.choice("last_weekday", WEEKDAYS)) + 1,
            verified=strict_yaml.yes_of(fields.need("verified")),
        )
    else:
        day = fields.whole("month_day")
        if not 1 <= day <= 28:
            fail(fields.place_of("month_day"), f"Found {day}; a day from 1 to 28 is expected.")
        verified = strict_yaml.yes_of(fields.need("verified"))
        period = NoticePeriod(month_day=day, verified=verified)
    fields.done()
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
