"""Read the kinds of letter: ``templates/<language>/letter/<kind>/``.

A kind is a file ``kind.yaml`` and its paragraphs, one file each. It may take over
paragraphs of other kinds, so that a sentence stands in one place only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from advisor.conditions import ALWAYS, Condition
from advisor.errors import Place, nearest, one_of
from advisor.knowledge import strict_yaml
from advisor.knowledge.grammar import Scope, condition, operand
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


def kind_of(name: str, node: Node, scope: Scope, source: LetterKind | None = None) -> LetterKind:
    """Read a ``kind.yaml``. Raises :class:`~advisor.errors.ContentError` with the place.

    In another language than the ``source`` it holds words alone, and all of them.
    """
    fields = Fields(node)
    if source is not None:
        return _worded_anew(fields, scope, source)
    kind = LetterKind(
        id=name,
        title=fields.text("title"),
        when=condition(fields.need("when"), scope),
        otherwise=fields.text("otherwise"),
        place=fields.place,
        frame=fields.choice("frame", FRAMES, "letter"),
        reader=fields.choice("reader", READERS, "client"),
        order=tuple(_orders(fields, scope)),
        subject=tuple(_worded(fields, "subject", scope)),
        also=fields.texts("also"),
        assume=_assumed(fields, scope),
        notice=fields.yes("notice", True),
        held=fields.yes("held", True),
        serves=_listed(fields, "serves", GATES),
        checks=_listed(fields, "checks", CHECKS),
        lacks=tuple(_worded(fields, "lacks", scope)),
        encloses=_listed(fields, "encloses", ENCLOSURES),
        headings=tuple(_headings(fields)),
        sent=_sent(fields, scope),
    )
    fields.done()
    return kind


def _worded_anew(fields: Fields, scope: Scope, source: LetterKind) -> LetterKind:
    """Read the words of a kind in another language, in as many rows as in the source."""
    kind = replace(
        source,
        title=fields.text("title"),
        otherwise=fields.text("otherwise"),
        place=fields.place,
        subject=tuple(_worded(fields, "subject", scope)),
        lacks=tuple(_worded(fields, "lacks", scope)),
        headings=tuple(_headings(fields)),
    )
    for field in ("lacks", "headings"):
        here, there = len(getattr(kind, field)), len(getattr(source, field))
        if here != there:
            text = f"{field}: found {here} rows; the source has {there} ({source.place})."
            fail(fields.place, text)
    fields.done()
    return kind


def _orders(fields: Fields, scope: Scope) -> Iterator[Ranked]:
    """Read ``order: 20``, or rows of which the first that holds counts."""
    node = fields.get("order")
    if node is None:
        yield Ranked(ALWAYS, 0)
    elif isinstance(node, strict_yaml.Text):
        yield Ranked(ALWAYS, strict_yaml.whole_of(node))
    else:
        for row, when in _rows(node, scope):
            yield Ranked(when, row.whole("order"))
            row.done()


def _worded(fields: Fields, name: str, scope: Scope) -> Iterator[Worded]:
    """Read one text, or rows of a condition and a text."""
    node = fields.get(name)
    if isinstance(node, strict_yaml.Text):
        yield Worded(ALWAYS, strict_yaml.text_of(node))
    elif node is not None:
        for row, when in _rows(node, scope):
            yield Worded(when, row.text("say"))
            row.done()


def _rows(node: Node, scope: Scope) -> Iterator[tuple[Fields, Condition]]:
    for item in strict_yaml.items_of(node):
        row = Fields(item)
        when = row.get("when")
        yield row, ALWAYS if when is None else condition(when, scope)


def _listed(fields: Fields, name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    found = fields.texts(name)
    for word in found:
        if word not in allowed:
            text = f"Found {word!r}; allowed: {one_of(allowed, 40)}.{nearest(word, allowed)}"
            fail(fields.place_of(name), text)
    return found


def _assumed(fields: Fields, scope: Scope, field: str = "assume") -> Mapping[str, FactValue]:
    """Read facts with what they are, such as those that a letter takes for granted."""
    node = fields.get(field)
    found: dict[str, FactValue] = {}
    if node is not None:
        for name, place, value in strict_yaml.pairs_of(node):
            found[name] = operand(value, name, scope.lookup(name, place))
    return found


SENT: Mapping[str, FactKind] = {
    "on": "date",
    "by": "choice",
    "received": "date",
    "reference": "text",
    "last_day": "date",
    "deadline": "date",
}
"""What is recorded of a dispatch, and the kind of question that takes it."""


def _sent(fields: Fields, scope: Scope) -> Sent | None:
    """Read the questions that a dispatch is recorded in."""
    node = fields.get("sent")
    if node is None:
        return None
    row = Fields(node)
    found: dict[str, str] = {}
    for name, kind in SENT.items():
        found[name] = row.text(name) if name in ("on", "by") else row.text(name, "")
        if found[name]:
            _typed(row, name, found[name], kind, scope)
    deadlines = row.texts("deadlines")
    for fact in deadlines:
        _typed(row, "deadlines", fact, "date", scope)
    sent = Sent(**found, deadlines=deadlines, sets=_assumed(row, scope, "sets"))
    row.done()
    return sent


def _typed(fields: Fields, field: str, fact: str, kind: FactKind, scope: Scope) -> None:
    place = fields.place_of(field)
    found = scope.lookup(fact, place)
    if found.kind != kind:
        fail(place, f"{field}: {fact} is of the kind {found.kind}; it has to be {kind}.")
    if field in SENT and found.origin != "question":
        fail(place, f"{field}: {fact} is worked out; name a question.")


def _headings(fields: Fields) -> Iterator[tuple[int, str]]:
    """Read ``10: The facts``: the heading above the first paragraph from that order on."""
    node = fields.get("headings")
    if node is not None:
        for key, place, value in strict_yaml.pairs_of(node):
            yield strict_yaml.whole_of(strict_yaml.Text(place, key)), strict_yaml.text_of(value)


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
    when = fields.get("when")
    paragraph = Paragraph(
        id=f"{path.parent.name}/{path.stem}",
        letter=path.parent.name,
        order=fields.whole("order"),
        when=ALWAYS if when is None else condition(when, scope),
        sources=fields.texts("sources", required=True),
        template=parts[2].strip("\n"),
        place=Place(name, 1, 1),
    )
    fields.done()
    return paragraph
