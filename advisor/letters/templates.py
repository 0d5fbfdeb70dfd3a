"""Fill the paragraph templates. Values are data and never parsed as templates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from jinja2 import (
    StrictUndefined,
    Template,
    TemplateError,
    TemplateRuntimeError,
    meta,
    nodes,
    pass_context,
)
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import SandboxedEnvironment

from advisor.errors import ContentError, Message, Place, Problem
from advisor.locale import letter_formatting as grammar
from advisor.locale.contractions import preposition
from advisor.locale.markdown import escape, lines
from advisor.model import Duration, Money

_BLOCKS = re.compile(r"\n[ \t]*\n")
_SPACES = re.compile(r"[ \t]{2,}")
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
"""Two full stops: a name such as "S. L." at the end of a sentence."""


class OpenDay(date):
    """A day that is not known yet, and is written as a placeholder.

    In comparisons it is the earliest day that it may be.
    """


Kind = TypeVar("Kind")


def _need(value: object, kind: type[Kind]) -> Kind:
    """Return the value if it is of the kind that a filter takes, else raise."""
    if isinstance(value, Undefined):
        # Raises with the name of the unknown fact.
        str(value)
    if not isinstance(value, kind):
        message = f"a {type(value).__name__} is no {kind.__name__}"
        raise TemplateRuntimeError(message)
    return value


@pass_context
def _long_date(context: Context, day: object) -> str:
    if isinstance(day, OpenDay):
        return str(context["words"]["placeholder.last_day"])
    return grammar.long_date(_need(day, date), context["language"])


@pass_context
def _month_year(context: Context, day: object) -> str:
    return grammar.month_and_year(_need(day, date), context["language"])


@pass_context
def _money(context: Context, value: object) -> str:
    return escape(grammar.money(_need(value, Money), context["language"], context["words"]))


@pass_context
def _period(context: Context, length: object) -> str:
    return grammar.period(_need(length, Duration), context["language"], context["words"])


@pass_context
def _notice_of(context: Context, length: object) -> str:
    return grammar.notice_of(_need(length, Duration), context["language"], context["words"])


@pass_context
def _count(context: Context, number: object, one: str, other: str = "") -> str:
    return grammar.count(_need(number, int), context["language"], one, other)


@pass_context
def _after(context: Context, text: object, word: str) -> str:
    return preposition(word, _need(text, str), context["language"])


@pass_context
def _and_list(context: Context, items: list[str]) -> str:
    return grammar.and_list(items, context["language"], context["words"])


def _printable(value: object) -> object:
    """Return texts and numbers; other values need a filter."""
    if isinstance(value, Undefined) or (
        isinstance(value, (str, int)) and not isinstance(value, bool)
    ):
        return value
    kind = type(value).__name__
    raise TemplateRuntimeError(f"a {kind} is shown without a filter that puts it into words")


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
    env.filters.update(
        long_date=_long_date,
        month_year=_month_year,
        money=_money,
        and_list=_and_list,
        count=_count,
        notice_of=_notice_of,
        period=_period,
        fragment=grammar.fragment,
        sentence=grammar.sentence,
        lines=lines,
        after=_after,
    )
    return env


@lru_cache(maxsize=512)
def _compiled(source: str) -> Template:
    return _environment().from_string(source)


@lru_cache(maxsize=512)
def names_in(source: str) -> frozenset[str]:
    """Return the names that a template uses, such as ``last_day`` and ``holds.files``.

    Raises :class:`ValueError` for one that cannot be parsed.
    """
    try:
        tree = _environment().parse(source)
        outside = meta.find_undeclared_variables(tree)
    except TemplateError as error:
        raise ValueError(str(error)) from error
    members = {
        f"{item.node.name}.{item.attr}"
        for item in tree.find_all(nodes.Getattr)
        if isinstance(item.node, nodes.Name) and item.node.name in outside
    }
    return frozenset(outside | members)


def fill(source: str, values: Mapping[str, Any], place: Place) -> str:
    """Fill a template with escaped values.

    Raises :class:`ContentError` for a template that cannot be parsed, or that shows a fact
    without testing whether it is known.
    """
    try:
        return _compiled(source).render(values)
    except (TemplateError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        line = getattr(error, "lineno", None)
        where = Message(" (line {line} of the text)", line=line) if line else ""
        message = Message(
            "This template cannot be filled{where}: {reason}.", where=where, reason=error
        )
        raise ContentError([Problem(place, message)]) from error


def tidy(text: str) -> str:
    """Join the lines of each paragraph, keeping list items on separate lines."""
    return "\n\n".join(filter(None, map(_block, _BLOCKS.split(text))))


def _block(text: str) -> str:
    kept: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        item = line.startswith("- ")
        if item and kept and not kept[-1].startswith("- "):
            kept.append("")
        if item or not kept:
            kept.append(line)
        else:
            kept[-1] += " " + line
    return _TWO_STOPS.sub(".", _SPACES.sub(" ", "\n".join(kept)))
