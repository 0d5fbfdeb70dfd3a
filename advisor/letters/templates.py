"""Fill the paragraph templates. Values are data and never parsed as templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from jinja2 import (
    StrictUndefined,
    Template,
    TemplateError,
    TemplateRuntimeError,
    TemplateSyntaxError,
    meta,
    nodes,
    pass_context,
)
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import SandboxedEnvironment

from advisor.errors import ContentError, Message, Place, Problem
from advisor.letters import template_limits
from advisor.letters.template_limits import BUDGET, Budget, metered
from advisor.locale import formatting
from advisor.locale import letter_formatting as grammar
from advisor.locale.contractions import preposition
from advisor.locale.control_characters import hidden_in
from advisor.locale.markdown import escape, lines
from advisor.model import Duration, Money

ITEMS = ("- ", "|")
"""How an item of a list and a row of a table begin."""
_BLOCKS = re.compile(r"\n[ \t]*\n")
_SPACES = re.compile(r"[ \t]{2,}")
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
"""Two full stops: a name such as "S. L." at the end of a sentence."""


class OpenDay(date):
    """A day that is not known yet, and is written as a placeholder.

    In comparisons it is the earliest day that it may be.
    """


Kind = TypeVar("Kind")

FAULTS = (
    *(TemplateError, TypeError, ValueError, AttributeError, ArithmeticError, LookupError),
    *(RecursionError, SyntaxError, MemoryError),
)
"""Exceptions that are raised for a template that cannot be parsed, compiled or filled."""


def _need(value: object, kind: type[Kind]) -> Kind:
    """Return the value if it is of the kind that a filter takes, else raise."""
    if not isinstance(value, kind):
        message = f"a {type(value).__name__} is no {kind.__name__}"
        raise TemplateRuntimeError(message)
    return value


def _long_date(context: Context, day: object) -> str:
    if isinstance(day, OpenDay):
        return str(context["words"]["placeholder.last_day"])
    return grammar.long_date(_need(day, date), context["language"])


def _day_month(context: Context, day: object) -> str:
    if isinstance(day, OpenDay):
        return _long_date(context, day)
    return formatting.day_and_month(_need(day, date), context["language"])


def _dates(context: Context, days: object) -> str:
    return grammar.and_dates(_need(days, tuple), context["language"], context["words"])


def _month_year(context: Context, day: object) -> str:
    return grammar.month_and_year(_need(day, date), context["language"])


def _money(context: Context, value: object) -> str:
    return escape(grammar.money(_need(value, Money), context["language"], context["words"]))


def _figure(value: object) -> int | Decimal:
    return value if isinstance(value, Decimal) else _need(value, int)


def _percent(context: Context, value: object) -> str:
    figure = formatting.exact_rate(_figure(value), context["language"])
    return formatting.with_percent(figure, context["language"])


def _number(context: Context, value: object) -> str:
    return formatting.number(_figure(value), context["language"])


def _in_words(context: Context, value: object) -> str:
    return grammar.money_in_words(_need(value, Money), context["language"], context["words"])


def _period(context: Context, length: object) -> str:
    return grammar.period(_need(length, Duration), context["language"], context["words"])


def _notice_of(context: Context, length: object) -> str:
    return grammar.notice_of(_need(length, Duration), context["language"], context["words"])


def _count(context: Context, number: object, one: str, other: str = "") -> str:
    return grammar.count(_need(number, int), context["language"], one, other)


def _after(context: Context, text: object, word: str) -> str:
    return preposition(word, _need(text, str), context["language"])


def _and_list(context: Context, items: list[str]) -> str:
    return grammar.and_list(items, context["language"], context["words"])


def _selected(_: Context, items: Iterable[Any]) -> list[Any]:
    return [item for item in items if item]


def _mapped(
    context: Context, items: Iterable[Any], name: str = "", attribute: str = ""
) -> list[Any]:
    if attribute:
        return [context.environment.getattr(item, attribute) for item in items]
    if name not in FILTERS:
        raise TemplateRuntimeError(f"there is no filter {name!r}")
    found = metered(FILTERS[name])
    return [found(context, item) for item in items]


def _whole(_: Context, number: object) -> int:
    return round(_figure(number))


@pass_context
def _printable(context: Context, value: object) -> object:
    """Return texts and numbers, charged to the budget; other values need a filter."""
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        context[BUDGET].spend(len(value) if isinstance(value, str) else 1)
        return value
    if isinstance(value, Undefined):
        return value
    kind = type(value).__name__
    raise TemplateRuntimeError(f"a {kind} is shown without a filter that puts it into words")


FILTERS: Mapping[str, Callable[..., Any]] = {
    "long_date": _long_date,
    "day_month": _day_month,
    "month_year": _month_year,
    "dates": _dates,
    "money": _money,
    "in_words": _in_words,
    "number": _number,
    "percent": _percent,
    "and_list": _and_list,
    "count": _count,
    "notice_of": _notice_of,
    "period": _period,
    "fragment": lambda _, text: grammar.fragment(_need(text, str)),
    "sentence": lambda _, text: grammar.sentence(_need(text, str)),
    "lines": lambda _, texts: lines(texts),
    "after": _after,
    "list": lambda _, items: list(items),
    "select": _selected,
    "map": _mapped,
    "join": template_limits.joined,
    "length": lambda _, items: len(items),
    "lower": lambda _, text: _need(text, str).lower(),
    "trim": lambda _, text: _need(text, str).strip(),
    "round": _whole,
    "int": _whole,
}
"""The filters of a template, by name. They read their arguments alone."""


@lru_cache(maxsize=1)
def _environment() -> SandboxedEnvironment:
    env = SandboxedEnvironment(
        undefined=StrictUndefined,
        # The output is Markdown, and every value is escaped for it beforehand.
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    added: Mapping[str, Callable[..., Any]] = {
        template_limits.JOINED: template_limits.joined,
        template_limits.ROUNDS: template_limits.rounds,
    }
    env.filters = {name: metered(one) for name, one in {**FILTERS, **added}.items()}
    env.tests = {"defined": env.tests["defined"]}
    env.globals = {}
    return env


def _parsed(source: str) -> nodes.Template:
    if len(source) > template_limits.LONGEST:
        text = f"it is longer than {template_limits.LONGEST} characters"
        raise TemplateSyntaxError(text, 1)
    return template_limits.limited(_environment().parse(source), FILTERS)


@lru_cache(maxsize=2048)
def _compiled(source: str) -> Template:
    return _environment().from_string(_parsed(source))


@lru_cache(maxsize=512)
def names_in(source: str) -> frozenset[str]:
    """Return the names that a template uses, such as ``last_day`` and ``holds.files``.

    Raises :class:`ValueError` for one that cannot be parsed.
    """
    try:
        tree = _parsed(source)
        outside = meta.find_undeclared_variables(tree)
    except FAULTS as error:
        raise ValueError(str(error)) from error
    members = {
        f"{item.node.name}.{item.attr}"
        for item in tree.find_all(nodes.Getattr)
        if isinstance(item.node, nodes.Name) and item.node.name in outside
    }
    return frozenset(outside | members)


def check(source: str, place: Place) -> None:
    """Raise :class:`ContentError` for a template that cannot be parsed, as :func:`fill` does."""
    try:
        _compiled(source)
    except FAULTS as error:
        raise _unfillable(error, place) from error


def texts_replaced(source: str, change: Callable[[str, str], str]) -> str:
    """Return a template with its texts and the texts in its expressions replaced.

    ``change`` is given each text, and the source before it. Raises :class:`ValueError` for a
    template that cannot be parsed.
    """
    done = ""
    try:
        _parsed(source)
        for _, kind, text in _environment().lex(source):
            done += change(text, done) if kind in ("data", "string") else text
    except FAULTS as error:
        raise ValueError(str(error)) from error
    return done


def fill(source: str, values: Mapping[str, Any], place: Place) -> str:
    """Fill a template with escaped values. ``place`` is where it begins in its file.

    Raises :class:`ContentError` for a template that cannot be parsed, that shows a fact
    without testing whether it is known, or that costs more than its budget.
    """
    try:
        template = _compiled(source)
        context = template.new_context({BUDGET: Budget(), **values})
        text = "".join(template.root_render_func(context))
        if len(text) > template_limits.LONGEST_TEXT:
            most = template_limits.LONGEST_TEXT
            raise TemplateRuntimeError(f"the text has more than {most} characters")
        at = hidden_in(text)
        if at is not None:
            raise TemplateRuntimeError(f"it gives the control character U+{ord(text[at]):04X}")
    except FAULTS as error:
        raise _unfillable(error, place) from error
    return text


def _unfillable(error: Exception, place: Place) -> ContentError:
    """Return the error that names the line of a template on which filling it failed."""
    line = error.lineno if isinstance(error, TemplateSyntaxError) else 1
    at = error.__traceback__
    while at is not None:
        if isinstance(made := at.tb_frame.f_globals.get("__jinja_template__"), Template):
            line = made.get_corresponding_lineno(at.tb_lineno)
        at = at.tb_next
    deep = isinstance(error, (RecursionError, SyntaxError, MemoryError))
    said = error.message if isinstance(error, TemplateError) else str(error)
    reason = "it is nested too deeply" if deep else " ".join((said or "").split())
    message = Message("This template cannot be filled: {reason}.", reason=reason.rstrip("."))
    where = Place(place.file, place.line + line - 1, 1)
    return ContentError([Problem(where, message)])


def tidy(text: str) -> str:
    """Join the lines of each paragraph; items of lists and rows of tables stay on their own."""
    return "\n\n".join(filter(None, map(_block, _BLOCKS.split(text))))


def _block(text: str) -> str:
    kept: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        item = line.startswith(ITEMS)
        if item and kept and not kept[-1].startswith(ITEMS):
            kept.append("")
        if item or not kept:
            kept.append(line)
        else:
            kept[-1] += " " + line
    return _TWO_STOPS.sub(".", _SPACES.sub(" ", "\n".join(kept)))
