"""The body of a letter or paper: its parts, selected by their conditions, and their headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from advisor.conditions import names
from advisor.errors import ContentError, Place, Problem
from advisor.formats.document_model import BodyPart
from advisor.knowledge.letter_content import LetterKind, Paragraph
from advisor.knowledge.phrasebook import Phrasebook
from advisor.letters import envelope, templates
from advisor.letters.letter_facts import LetterCase
from advisor.letters.selection import holds
from advisor.letters.template_values import agreement
from advisor.letters.voice import form_text, worded
from advisor.locale.formatting import years_closed
from advisor.locale.markdown import escape


def paragraphs_of(phrases: Phrasebook, kind: LetterKind) -> tuple[Paragraph, ...]:
    """Return the own and the shared paragraphs of a kind, in their order."""
    paragraphs = [
        item for item in phrases.paragraphs if item.letter == kind.id or item.id in kind.also
    ]
    return tuple(
        sorted(paragraphs, key=lambda item: (item.order, item.id.partition("/")[2], item.id))
    )


def reads(phrases: Phrasebook, kind: LetterKind) -> frozenset[str]:
    """Return the facts and values that the paragraphs of a kind may read."""
    names_read = (_read_by(item) for item in paragraphs_of(phrases, kind))
    return frozenset[str]().union(*names_read)


def _read_by(paragraph: Paragraph) -> frozenset[str]:
    try:
        shown = templates.names_in(paragraph.template)
    except ValueError:
        # Reported with its place when the template is filled.
        shown = frozenset()
    return shown | frozenset(names(paragraph.when))


def paragraphs(about: LetterCase, shown: Mapping[str, Any]) -> tuple[BodyPart, ...]:
    """Return the parts of the body whose conditions hold, in order.

    ``shown`` are the values that the templates may show.
    """
    parts = [
        BodyPart(
            id=paragraph.id,
            order=paragraph.order,
            text=templates.tidy(
                templates.fill(in_its_words(about, paragraph.template), shown, _start(paragraph))
            ),
            sources=paragraph.sources,
            reads=_read_by(paragraph),
        )
        for paragraph in paragraphs_of(about.phrases, about.kind)
        if holds(paragraph.when, about.facts)
    ]
    shown_parts = [part for part in parts if part.text]
    dated = _dated_once(about, shown_parts)
    closed = [replace(part, text=years_closed(part.text, about.language)) for part in dated]
    return tuple(_headed(closed, list(_headings(about))))


def _dated_once(about: LetterCase, parts: Iterable[BodyPart]) -> Iterator[BodyPart]:
    """Leave out the date of the contract after it was first named."""
    full, short = (escape(agreement(about, dated=dated)) for dated in (True, False))
    # The article is left aside: a preposition may have swallowed it.
    core = short.partition(" ")[2] or short
    dated = core + full.removeprefix(short)
    named = False
    for part in parts:
        first = 0 if named else part.text.find(dated) + len(dated)
        named = named or dated in part.text
        head, rest = part.text[:first], part.text[first:]
        yield replace(part, text=head + rest.replace(dated, core)) if named else part


def _start(paragraph: Paragraph) -> Place:
    """Return where the template of a paragraph begins."""
    return Place(paragraph.place.file, paragraph.line, 1)


def check(phrases: Phrasebook) -> Iterator[Problem]:
    """Yield the paragraphs whose templates cannot be parsed."""
    for paragraph in phrases.paragraphs:
        try:
            templates.check(paragraph.template, _start(paragraph))
        except ContentError as error:
            yield from error.problems


def in_its_words(about: LetterCase, template: str) -> str:
    """Return a template in the words of the form and the voice of the sender."""
    try:
        return worded(about.phrases, template, about.form, plural=about.plural)
    except ValueError:
        # Reported with its place when the template is filled.
        return template


def _headings(about: LetterCase) -> Iterator[tuple[int, str]]:
    for order, text in sorted(about.kind.headings):
        yield order, form_text(about.phrases, text, about.form)


def _headed(parts: list[BodyPart], headings: list[tuple[int, str]]) -> Iterator[BodyPart]:
    """Put each heading above the first part of its section."""
    for part in parts:
        due = [text for start, text in headings if start <= part.order]
        headings = headings[len(due) :]
        yield replace(part, heading=due[-1]) if due else part


def body_of(parts: tuple[BodyPart, ...]) -> str:
    """Join parts into Markdown. A heading begins a new section."""
    sections: list[tuple[str, list[tuple[int, str]]]] = []
    for part in parts:
        if part.heading or not sections:
            sections.append((part.heading, []))
        sections[-1][1].append((part.order, part.text))
    return "\n\n".join(
        (f"## {escape(heading)}\n\n" if heading else "") + envelope.join(pieces)
        for heading, pieces in sections
    )
