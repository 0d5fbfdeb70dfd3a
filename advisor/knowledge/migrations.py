"""What was renamed or removed since a version, so that old cases can still be read.

The steps stand in ``rules/migrations.yaml``, the oldest first. A step sees the
case as the steps before it left it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from advisor.errors import Message, Place, Problem, nearest
from advisor.knowledge import strict_yaml
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import Migration, Question, Rulebook
from advisor.knowledge.field_table import build, table
from advisor.knowledge.strict_yaml import Fields, Node

_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+\Z", re.ASCII)


MIGRATION = table(Migration)


def read_migrations(node: Node, keep: Collector) -> tuple[Migration, ...]:
    """Read the list of steps. Every fault in it goes to ``keep``."""
    if isinstance(node, strict_yaml.Mapping) and not node.items:
        return ()
    return tuple(keep.each(strict_yaml.items_of(node), _step))


def _step(node: Node) -> Migration:
    step = build(Migration, MIGRATION, node, place=node.place)
    if not _VERSION.match(step.since):
        place = Fields(node).place_of("since")
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


def faults(rulebook: Rulebook) -> Iterator[Problem]:
    """Yield what is wrong with the steps in the light of the questions of today."""
    done: dict[tuple[str, str], Place] = {}
    for number, step in enumerate(rulebook.migrations):
        later = rulebook.migrations[number + 1 :]
        first = done.setdefault((step.question, step.choice), step.place)
        if first != step.place:
            parts = {"name": repr(step.choice or step.question), "place": first}
            text = Message("A step for {name} stands at {place} already; keep one.", **parts)
            yield Problem(step.place, text)
        else:
            find = _choice if step.choice else _question
            yield from (Problem(step.place, text) for text in find(rulebook, step, later))


def _question(rulebook: Rulebook, step: Migration, later: Sequence[Migration]) -> Iterator[Message]:
    if step.question in rulebook.questions:
        yield Message(
            "The question {name} is still asked, so no step can rename or remove it.",
            name=repr(step.question),
        )
    known = {*rulebook.questions, *(item.question for item in later if not item.choice)}
    if step.becomes and step.becomes not in known:
        yield _unknown(rulebook, step.becomes)


def _unknown(rulebook: Rulebook, name: str) -> Message:
    hint = nearest(name, list(rulebook.questions))
    return Message("There is no question {name}.{hint}", name=repr(name), hint=hint)


def _choice(rulebook: Rulebook, step: Migration, later: Sequence[Migration]) -> Iterator[Message]:
    name = step.question
    for item in later:
        if item.question == name and not item.choice:
            if item.removed:
                return
            name = item.becomes
    question = rulebook.questions.get(name)
    words = choices_of(question) if question else ()
    if question is None:
        yield _unknown(rulebook, name)
    elif not words:
        yield Message(
            "The question {name} has no choices that could be renamed or removed.", name=repr(name)
        )
    else:
        if step.choice in words:
            yield Message(
                "{choice} is still a choice of {name}, so no step can rename or remove it.",
                choice=repr(step.choice),
                name=repr(name),
            )
        names = (step.question, name)
        renamed = any(item.choice == step.becomes and item.question in names for item in later)
        if step.becomes and step.becomes not in words and not renamed:
            hint = nearest(step.becomes, words)
            parts = {"choice": repr(step.becomes), "name": repr(name), "hint": hint}
            yield Message("{choice} is no choice of {name}.{hint}", **parts)


def choices_of(question: Question) -> tuple[str, ...]:
    """Return the words that a case file may hold as the answer, or none if it is open."""
    return ("yes", "no") if question.kind == "yes_no" else question.choices
