"""What was renamed or removed since a version, so that old cases can still be read.

The steps stand in ``rules/migrations.yaml``, the oldest first. A step sees the
case as the steps before it left it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from advisor.errors import ContentError, Message, Place, Problem, nearest
from advisor.knowledge import strict_yaml
from advisor.knowledge.content import Library, Migration, Question
from advisor.knowledge.field_table import Field, Table, read
from advisor.knowledge.strict_yaml import Fields, Node

_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+\Z", re.ASCII)


MIGRATION: Table = (
    Field("since", "text", about="The version that brought the change, such as 0.2.0."),
    Field("question", "text"),
    Field("choice", "text", "", about="The choice that changed, else the question did."),
    Field("becomes", "text", "", about="The new name."),
    Field("removed", "text", "", about="Why it was removed and what to do instead."),
)


def read_migrations(node: Node) -> tuple[Migration, ...]:
    """Read the list of steps. Raises :class:`ContentError` with every fault in it."""
    if isinstance(node, strict_yaml.Mapping) and not node.items:
        return ()
    steps: list[Migration] = []
    problems: list[Problem] = []
    for item in strict_yaml.items_of(node):
        try:
            steps.append(_step(item))
        except ContentError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    return tuple(steps)


def _step(node: Node) -> Migration:
    fields = Fields(node)
    step = Migration(place=fields.place, **read(MIGRATION, fields))
    if not _VERSION.match(step.since):
        place = fields.place_of("since")
        found = repr(step.since)
        strict_yaml.fail(
            place, Message("Found {found}; write a version such as 0.2.0.", found=found)
        )
    if bool(step.becomes) == bool(step.removed):
        text = Message(
            "A step has either becomes (the new name) or removed (why, and what to do instead)."
        )
        strict_yaml.fail(step.place, text)
    return step


def faults(library: Library) -> Iterator[Problem]:
    """Yield what is wrong with the steps in the light of the questions of today."""
    done: dict[tuple[str, str], Place] = {}
    for number, step in enumerate(library.migrations):
        later = library.migrations[number + 1 :]
        first = done.setdefault((step.question, step.choice), step.place)
        if first != step.place:
            parts = {"name": repr(step.choice or step.question), "place": first}
            text = Message("A step for {name} stands at {place} already; keep one.", **parts)
            yield Problem(step.place, text)
        elif step.choice:
            yield from _choice(library, step, later)
        else:
            yield from _question(library, step, later)


def _question(library: Library, step: Migration, later: Sequence[Migration]) -> Iterator[Problem]:
    if step.question in library.questions:
        text = Message(
            "The question {name} is still asked, so no step can rename or remove it.",
            name=repr(step.question),
        )
        yield Problem(step.place, text)
    known = {*library.questions, *(item.question for item in later if not item.choice)}
    if step.becomes and step.becomes not in known:
        hint = nearest(step.becomes, list(library.questions))
        parts = {"name": repr(step.becomes), "hint": hint}
        yield Problem(step.place, Message("There is no question {name}.{hint}", **parts))


def _choice(library: Library, step: Migration, later: Sequence[Migration]) -> Iterator[Problem]:
    name, gone = step.question, False
    for item in later:
        if item.question == name and not item.choice:
            name, gone = item.becomes, bool(item.removed)
        if gone:
            return
    question = library.questions.get(name)
    if question is None:
        hint = nearest(name, list(library.questions))
        parts = {"name": repr(name), "hint": hint}
        yield Problem(step.place, Message("There is no question {name}.{hint}", **parts))
        return
    words = choices_of(question)
    if not words:
        text = Message(
            "The question {name} has no choices that could be renamed or removed.", name=repr(name)
        )
        yield Problem(step.place, text)
        return
    if step.choice in words:
        text = Message(
            "{choice} is still a choice of {name}, so no step can rename or remove it.",
            choice=repr(step.choice),
            name=repr(name),
        )
        yield Problem(step.place, text)
    if step.becomes and step.becomes not in words:
        names = (step.question, name)
        if not any(item.choice == step.becomes and item.question in names for item in later):
            hint = nearest(step.becomes, words)
            parts = {"choice": repr(step.becomes), "name": repr(name), "hint": hint}
            yield Problem(step.place, Message("{choice} is no choice of {name}.{hint}", **parts))


def choices_of(question: Question) -> tuple[str, ...]:
    """Return the words that a case file may hold as the answer, or none if it is open."""
    return ("yes", "no") if question.kind == "yes_no" else question.choices
