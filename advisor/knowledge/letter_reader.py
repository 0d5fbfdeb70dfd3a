"""Read the kinds of letter: ``templates/<language>/letter/<kind>/``.

A kind is a file ``kind.yaml`` and its paragraphs, one file each. It may take over
paragraphs of other kinds, so that a sentence stands in one place only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from advisor.conditions import ALWAYS
from advisor.errors import Place
from advisor.knowledge import strict_yaml
from advisor.knowledge.field_table import Field, Table, read
from advisor.knowledge.grammar import Scope, operand
from advisor.knowledge.letter_content import LetterKind, Paragraph, Ranked, Sent, Worded
from advisor.knowledge.strict_yaml import Fields, Node, fail
from advisor.model import GATES, FactKind, FactValue

FRAMES = ("letter", "email", "note", "brief", "script")
"""The layouts of letters and papers; each has a frame ``letter/frame-*.yaml``."""
READERS = ("client", "you", "lawyer")
"""Whom a paper is for."""
CHECKS = (
    "sender",
    "recipient",
    "addresses",
    "reach",
    "reason",
    "referral",
    "overdue",
    "prepayment",
    "term_end",
    "work",
    "own_sentence",
    "facts",
)
"""What a paper may be searched for before it counts as finished."""
ENCLOSURES = ("statement", "final_invoice")


SENT_TYPES: Mapping[str, FactKind] = {
    "on": "date",
    "by": "choice",
    "received": "date",
    "reference": "text",
    "last_day": "date",
    "deadline": "date",
}
"""What is recorded of a dispatch, and the kind of question that takes it."""


def _orders(node: Node, scope: Scope | None) -> tuple[Ranked, ...]:
    """Read ``order: 20``, or rows of which the first that holds counts."""
    if isinstance(node, strict_yaml.Text):
        return (Ranked(ALWAYS, strict_yaml.whole_of(node)),)
    rows = strict_yaml.items_of(node)
    return tuple(Ranked(**read(ORDER_ROW, Fields(row), scope)) for row in rows)


def _worded(node: Node, scope: Scope | None) -> tuple[Worded, ...]:
    """Read one text, or rows of a condition and a text."""
    if isinstance(node, strict_yaml.Text):
        return (Worded(ALWAYS, strict_yaml.text_of(node)),)
    rows = strict_yaml.items_of(node)
    return tuple(Worded(**read(TEXT_ROW, Fields(row), scope)) for row in rows)


def _answers(node: Node, scope: Scope | None) -> Mapping[str, FactValue]:
    """Read facts with what they are, such as those that a letter takes for granted."""
    return {
        name: operand(value, name, _known(scope).lookup(name, place))
        for name, place, value in strict_yaml.pairs_of(node)
    }


def _sent(node: Node, scope: Scope | None) -> Sent:
    """Read the questions that a dispatch is recorded in."""
    fields = Fields(node)
    found = read(SENT, fields, scope)
    for name, kind in SENT_TYPES.items():
        if found[name]:
            _check_type(fields, name, found[name], kind, _known(scope))
    for fact in found["deadlines"]:
        _check_type(fields, "deadlines", fact, "date", _known(scope))
    return Sent(**found)


def _check_type(fields: Fields, field: str, fact: str, kind: FactKind, scope: Scope) -> None:
    place = fields.place_of(field)
    found = scope.lookup(fact, place)
    if found.kind != kind:
        fail(place, f"{field}: {fact} is of the kind {found.kind}; it has to be {kind}.")
    if field in SENT_TYPES and found.origin != "question":
        fail(place, f"{field}: {fact} is worked out; name a question.")


def _known(scope: Scope | None) -> Scope:
    assert scope is not None  # noqa: S101 - letters are read when all facts are known
    return scope


def _headings(node: Node, _scope: Scope | None) -> tuple[tuple[int, str], ...]:
    """Read ``10: The facts``: the heading above the first paragraph from that order on."""
    return tuple(
        (strict_yaml.whole_of(strict_yaml.Text(place, key)), strict_yaml.text_of(value))
        for key, place, value in strict_yaml.pairs_of(node)
    )


_WHEN = Field("when", "condition", ALWAYS)
ORDER_ROW: Table = (_WHEN, Field("order", "whole"))
TEXT_ROW: Table = (_WHEN, Field("say", "text", attribute="text", translated=True))

SENT: Table = (
    Field("on", "text", about="The question for the day on which it was sent."),
    Field("by", "text", about="The question for the way in which it was sent, a choice."),
    Field("received", "text", "", about="The question for the day of arrival."),
    Field("reference", "text", "", about="The question for the number of the dispatch."),
    Field("last_day", "text", "", about="The question for the last day that it names."),
    Field("deadline", "text", "", about="The question for the deadline that it sets."),
    Field("deadlines", "texts", (), about="Facts that may be the deadline; the first shown."),
    Field("sets", "answers", {}, read=_answers, about="Answers that are so once it is sent."),
)

LETTER_KIND: Table = (
    Field("title", "text", translated=True),
    Field("when", "condition", about="The advice calls for it where this is true."),
    Field("otherwise", "text", translated=True, about="Why it is not offered."),
    Field("frame", "choice", "letter", allowed=FRAMES, about="The layout."),
    Field("reader", "choice", "client", allowed=READERS),
    Field("order", "orders", (Ranked(ALWAYS, 0),), read=_orders, about="Among the letters."),
    Field("subject", "rows", (), translated=True, read=_worded, about="The subject line."),
    Field("also", "texts", (), about="Paragraphs of other kinds that it takes over."),
    Field("assume", "answers", {}, read=_answers, about="Facts assumed if it is not called for."),
    Field("notice", "yes_no", True, about="Sent as the contract wants notices to be sent."),
    Field("held", "yes_no", True, about="Held back by a blocking gate."),
    Field("serves", "choices", (), allowed=GATES, about="Gates that it helps to clear."),
    Field("checks", "choices", (), allowed=CHECKS, about="What it has to pass."),
    Field("lacks", "rows", (), translated=True, read=_worded, about="What it lacks besides."),
    Field("encloses", "choices", (), allowed=ENCLOSURES),
    Field("headings", "headings", (), translated=True, read=_headings),
    Field("sent", "record", None, read=_sent, about="The questions that its dispatch answers."),
)

PARAGRAPH: Table = (
    Field("order", "whole", about="Its order in the letter."),
    Field("when", "condition", ALWAYS, about="It stands in the letter where this is true."),
    Field("sources", "sources"),
)


def kind_of(name: str, node: Node, scope: Scope, source: LetterKind | None = None) -> LetterKind:
    """Read a ``kind.yaml``. Raises :class:`~advisor.errors.ContentError` with the place.

    In another language than the ``source`` it holds its texts alone, and all of them.
    """
    fields = Fields(node)
    if source is None:
        return LetterKind(id=name, place=fields.place, **read(LETTER_KIND, fields, scope))
    texts = read(tuple(one for one in LETTER_KIND if one.translated), fields, scope)
    for field in ("lacks", "headings"):
        here, there = len(texts[field]), len(getattr(source, field))
        if here != there:
            text = f"{field}: found {here} rows; the source has {there} ({source.place})."
            fail(fields.place, text)
    return replace(source, place=fields.place, **texts)


def paragraph_of(path: Path, name: str, scope: Scope) -> Paragraph:
    """Read a paragraph: YAML between two lines of ``---``, then its template.

    ``name`` is the file's name in messages. Raises :class:`~advisor.errors.ContentError`.
    """
    text = path.read_text(encoding="utf-8")
    parts = text.split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        fail(Place(name, 1, 1), "Begin with a line of ---, the fields, and --- again.")
    # One empty line in front keeps the line numbers of the file.
    fields = Fields(strict_yaml.parse(("\n" + parts[1]).encode(), name))
    return Paragraph(
        id=f"{path.parent.name}/{path.stem}",
        letter=path.parent.name,
        template=parts[2].strip("\n"),
        place=Place(name, 1, 1),
        **read(PARAGRAPH, fields, scope),
    )
