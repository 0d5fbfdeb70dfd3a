"""Read the kinds of letter: ``templates/<language>/letter/<kind>/``.

A kind is a file ``kind.yaml`` and its paragraphs, one file each. It may take over
paragraphs of other kinds, so that a sentence stands in one place only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from advisor.errors import Place
from advisor.knowledge import strict_yaml
from advisor.knowledge.field_table import build, read, rows, table
from advisor.knowledge.grammar import Scope, operand
from advisor.knowledge.letter_content import LetterKind, Paragraph, Ranked, Sent, Worded
from advisor.knowledge.strict_yaml import Fields, Node, fail
from advisor.model import FactKind, FactValue

SENT_TYPES: Mapping[str, FactKind] = {
    "on": "date",
    "by": "choice",
    "beside": "date",
    "received": "date",
    "reference": "text",
    "last_day": "date",
    "deadline": "date",
}
"""What is recorded of a dispatch, and the kind of question that takes it."""


def _answers(node: Node, scope: Scope) -> Mapping[str, FactValue]:
    """Read facts with what they are, such as those that a letter takes for granted."""
    return {
        name: operand(value, name, scope.lookup(name, place))
        for name, place, value in strict_yaml.pairs_of(node)
    }


def _sent(node: Node, scope: Scope) -> Sent:
    """Read the questions that a dispatch is recorded in."""
    fields, found = Fields(node), build(Sent, SENT, node, scope)
    for name, kind in SENT_TYPES.items():
        if fact := getattr(found, name):
            _check_type(fields, name, fact, kind, scope)
    for fact in found.deadlines:
        _check_type(fields, "deadlines", fact, "date", scope)
    return found


def _check_type(fields: Fields, field: str, fact: str, kind: FactKind, scope: Scope) -> None:
    place = fields.place_of(field)
    found = scope.lookup(fact, place)
    if found.kind != kind:
        fail(place, f"{field}: {fact} is of the kind {found.kind}; it has to be {kind}.")
    if field in SENT_TYPES and found.origin != "question":
        fail(place, f"{field}: {fact} is worked out; name a question.")


def _headings(node: Node, _scope: Scope) -> tuple[tuple[int, str], ...]:
    """Read ``10: The facts``: the heading above the first paragraph from that order on."""
    return tuple(
        (strict_yaml.whole_of(strict_yaml.Text(place, key)), strict_yaml.text_of(value))
        for key, place, value in strict_yaml.pairs_of(node)
    )


ORDER_ROW = table(Ranked)
TEXT_ROW = table(Worded, text={"key": "say"})
SENT = table(Sent, sets={"read": _answers})
_ROWS = {"read": rows(Worded, TEXT_ROW)}
LETTER_KIND = table(
    LetterKind,
    order={"read": rows(Ranked, ORDER_ROW)},
    subject=_ROWS,
    assume={"read": _answers},
    lacks=_ROWS,
    headings={"read": _headings},
    adds=_ROWS,
    sent={"read": _sent},
)
TRANSLATED = ("title", "otherwise", "subject", "lacks", "headings", "adds")
"""The fields of a kind of letter that hold text."""
PARAGRAPH = table(Paragraph, ("letter", "template", "line"))


def kind_of(name: str, node: Node, scope: Scope, source: LetterKind | None = None) -> LetterKind:
    """Read a ``kind.yaml``. Raises :class:`~advisor.errors.ContentError` with the place.

    In another language than the ``source`` it holds its texts alone, and all of them.
    """
    fields = Fields(node)
    if source is None:
        return build(LetterKind, LETTER_KIND, node, scope, id=name, place=node.place)
    texts = read(tuple(one for one in LETTER_KIND if one.name in TRANSLATED), fields, scope)
    for field in ("lacks", "headings", "adds"):
        here, there = len(texts[field]), len(getattr(source, field))
        if here != there:
            text = f"{field}: found {here} rows; the source has {there} ({source.place})."
            fail(fields.place, text)
    return replace(source, place=fields.place, **texts)


def paragraph_of(path: Path, data: bytes, name: str, scope: Scope) -> Paragraph:
    """Read a paragraph: YAML between two lines of ``---``, then its template.

    ``name`` is the file's name in messages. Raises :class:`~advisor.errors.ContentError`.
    """
    text = strict_yaml.decoded(data, name).replace("\r\n", "\n")
    parts = text.split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        fail(Place(name, 1, 1), "Begin with a line of ---, the fields, and --- again.")
    return build(
        Paragraph,
        PARAGRAPH,
        # One empty line in front keeps the line numbers of the file.
        strict_yaml.parse(("\n" + parts[1]).encode(), name),
        scope,
        id=f"{path.parent.name}/{path.stem}",
        letter=path.parent.name,
        template=parts[2].strip("\n"),
        line=text.count("\n") - parts[2].lstrip("\n").count("\n") + 1,
        place=Place(name, 1, 1),
    )
