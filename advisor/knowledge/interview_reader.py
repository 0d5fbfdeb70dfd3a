"""Read ``rules/screens.yaml`` and ``rules/interview.yaml``: screens and passes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import get_args

from advisor.errors import nearest, one_of
from advisor.knowledge import strict_yaml
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import Question
from advisor.knowledge.content_paths import files
from advisor.knowledge.field_table import Table, build, read, table, take
from advisor.knowledge.interview_content import Block, Fills, Pass, PersonPart, Screen
from advisor.knowledge.phrasebook import QuestionText
from advisor.knowledge.question_scope import QuestionScope, simple_answer
from advisor.knowledge.questions import labels
from advisor.knowledge.strict_yaml import Fields, Node, fail
from advisor.model import Answer, FactType, Money

OPEN = "asked"
"""The word for a question that a screen leaves open, to be asked after it."""


class _Scope(QuestionScope):
    """The facts that a block may name, the questions, and the screens read so far."""

    screens: Mapping[str, Screen] = {}


def _fills(node: Node, scope: _Scope) -> Fills:
    return {
        name: _answer(scope.question(name, place), value)
        for name, place, value in strict_yaml.pairs_of(node)
    }


def _answer(question: Question, node: Node) -> Answer | None:
    """Read the answer that a screen gives to a question, ``None`` where it leaves it open."""
    if isinstance(node, strict_yaml.Text) and node.text == OPEN:
        return None
    if question.kind == "several":
        items = strict_yaml.items_of(node)
        return frozenset(strict_yaml.choice_of(item, question.choices) for item in items)
    found = simple_answer(question, node)
    if found is not None:
        return found
    if question.kind == "money" and strict_yaml.text_of(node) == "0":
        return Money(Decimal(0), "")
    return fail(
        node.place,
        f"A screen cannot answer {question.id!r}, which is of type {question.kind}; write {OPEN}.",
    )


def _parts(node: Node, scope: _Scope) -> dict[str, str]:
    """Read the parts of a line to the questions that they answer."""
    found: dict[str, str] = {}
    for part, place, value in strict_yaml.pairs_of(node):
        if part not in get_args(PersonPart):
            allowed = one_of(get_args(PersonPart))
            fail(place, f"Found {part!r}; allowed: {allowed}.{nearest(part, get_args(PersonPart))}")
        found[part] = scope.question(strict_yaml.text_of(value), value.place).id
    return found


SCREEN: Table = (
    *table(
        Screen,
        ("choices",),
        kind={"key": "type"},
        fills={
            "read": lambda node, scope: {
                key: _fills(value, scope) for key, _, value in strict_yaml.pairs_of(node)
            }
        },
        otherwise={"read": _fills},
        parts={"read": _parts},
        afterwards={
            "read": lambda node, scope: tuple(
                scope.question(strict_yaml.text_of(one), one.place).id
                for one in strict_yaml.items_of(node)
            )
        },
    ),
    *table(QuestionText, ("assumed",), choices={"read": labels}),
)


def screens(
    keep: Collector, facts: Mapping[str, FactType], questions: Mapping[str, Question]
) -> tuple[dict[str, Screen], dict[str, QuestionText]]:
    """Read the screens, and their texts in English. Every fault goes to ``keep``."""
    texts: dict[str, QuestionText] = {}
    scope = _Scope(facts, questions, "derived")

    def one(identity: str, node: Node) -> Screen:
        fields = Fields(node)
        given = read(SCREEN, fields, scope)
        if identity in questions:
            fail(node.place, f"{identity!r} is a question; give the screen another name.")
        texts[identity] = take(QuestionText, given)
        choices = tuple(texts[identity].choices)
        key = "parts" if given["kind"] == "line" else "fills"
        if list(given[key]) != list(choices):
            fail(fields.place_of(key), f"{key} names the same choices as choices, in order.")
        if left := set(given["afterwards"]) - set(given["parts"].values()):
            told = f"{one_of(sorted(left))} is no question of parts."
            fail(fields.place_of("afterwards"), told)
        choices = () if given["parts"] else choices  # Nothing is chosen on a line.
        return Screen(id=identity, choices=choices, place=node.place, **given)

    found = keep.entries(files(keep.roots.rules, "screens.yaml"), one)
    return {screen.id: screen for screen in found}, texts


def _ask(node: Node, scope: _Scope) -> tuple[str, ...]:
    names = []
    for item in strict_yaml.items_of(node):
        name = strict_yaml.text_of(item)
        if name not in scope.screens:
            scope.question(name, item.place)
        names.append(name)
    return tuple(names)


BLOCK: Table = table(Block, ask={"read": _ask})


def _blocks(node: Node, scope: _Scope) -> tuple[Block, ...]:
    return tuple(build(Block, BLOCK, item, scope) for item in strict_yaml.items_of(node))


PASS: Table = table(Pass, blocks={"read": _blocks})


def passes(
    keep: Collector,
    facts: Mapping[str, FactType],
    questions: Mapping[str, Question],
    screens: Mapping[str, Screen],
) -> tuple[Pass, ...]:
    """Read the passes of the interview, in order. Every fault goes to ``keep``."""
    scope = _Scope(facts, questions, "derived")
    scope.screens = screens

    def one(identity: str, node: Node) -> Pass:
        found = build(Pass, PASS, node, scope, id=identity, place=node.place)
        if bool(found.blocks) == bool(found.decides):
            fail(node.place, "Write blocks: with what is asked, or decides: with what it is for.")
        return found

    return tuple(keep.entries(files(keep.roots.rules, "interview.yaml"), one))
