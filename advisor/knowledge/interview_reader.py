"""Read ``rules/screens.yaml`` and ``rules/interview.yaml``: screens and passes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from advisor.errors import Message, Place, nearest
from advisor.knowledge import strict_yaml
from advisor.knowledge.answer_kinds import NUMBERS
from advisor.knowledge.catalogue import up_to
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import Question
from advisor.knowledge.content_paths import files
from advisor.knowledge.field_table import Table, build, read, table, take
from advisor.knowledge.grammar import Scope
from advisor.knowledge.interview_content import Block, Fills, Pass, Screen
from advisor.knowledge.phrasebook import QuestionText
from advisor.knowledge.questions import labels
from advisor.knowledge.strict_yaml import Fields, Node, fail
from advisor.model import Answer, FactType, Money

OPEN = "asked"
"""The word for a question that a screen leaves open, to be asked after it."""


class ScreenScope(Scope):
    """The facts that a block may name, and the questions that screens answer."""

    def __init__(self, facts: Mapping[str, FactType], questions: Mapping[str, Question]) -> None:
        super().__init__(facts, up_to("derived"))
        self.questions = questions
        self.screens: dict[str, Screen] = {}
        """The screens read so far."""


def _fills(node: Node, scope: ScreenScope) -> Fills:
    return {
        name: _answer(_question(name, place, scope), value)
        for name, place, value in strict_yaml.pairs_of(node)
    }


def _question(name: str, place: Place, scope: ScreenScope) -> Question:
    if name not in scope.questions:
        hint = nearest(name, list(scope.questions))
        fail(place, Message("There is no question {name}.{hint}", name=repr(name), hint=hint))
    return scope.questions[name]


def _answer(question: Question, node: Node) -> Answer | None:
    """Read the answer that a screen gives to a question, ``None`` where it leaves it open."""
    if isinstance(node, strict_yaml.Text) and node.text == OPEN:
        return None
    if question.kind == "several":
        items = strict_yaml.items_of(node)
        return frozenset(strict_yaml.choice_of(item, question.choices) for item in items)
    if question.kind == "yes_no":
        return strict_yaml.yes_of(node)
    if question.kind == "choice":
        return strict_yaml.choice_of(node, question.choices)
    if question.kind in NUMBERS:
        return strict_yaml.whole_of(node)
    if question.kind == "money" and strict_yaml.text_of(node) == "0":
        return Money(Decimal(0), "")
    return fail(
        node.place,
        f"A screen cannot answer {question.id!r}, which is of type {question.kind}; write {OPEN}.",
    )


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
    ),
    *table(QuestionText, ("assumed",), choices={"read": labels}),
)


def screens(
    keep: Collector, facts: Mapping[str, FactType], questions: Mapping[str, Question]
) -> tuple[dict[str, Screen], dict[str, QuestionText]]:
    """Read the screens, and their texts in English. Every fault goes to ``keep``."""
    texts: dict[str, QuestionText] = {}
    scope = ScreenScope(facts, questions)

    def one(identity: str, node: Node) -> Screen:
        fields = Fields(node)
        given = read(SCREEN, fields, scope)
        if identity in questions:
            fail(node.place, f"{identity!r} is a question; give the screen another name.")
        texts[identity] = take(QuestionText, given)
        choices = tuple(texts[identity].choices)
        if list(given["fills"]) != list(choices):
            fail(fields.place_of("fills"), "fills names the same choices as choices, in order.")
        return Screen(id=identity, choices=choices, place=node.place, **given)

    found = keep.entries(files(keep.roots.rules, "screens.yaml"), one)
    return {screen.id: screen for screen in found}, texts


def _ask(node: Node, scope: ScreenScope) -> tuple[str, ...]:
    names = []
    for item in strict_yaml.items_of(node):
        name = strict_yaml.text_of(item)
        if name not in scope.screens:
            _question(name, item.place, scope)
        names.append(name)
    return tuple(names)


BLOCK: Table = table(Block, ask={"read": _ask})


def _blocks(node: Node, scope: ScreenScope) -> tuple[Block, ...]:
    return tuple(build(Block, BLOCK, item, scope) for item in strict_yaml.items_of(node))


PASS: Table = table(Pass, blocks={"read": _blocks})


def passes(
    keep: Collector,
    facts: Mapping[str, FactType],
    questions: Mapping[str, Question],
    screens: Mapping[str, Screen],
) -> tuple[Pass, ...]:
    """Read the passes of the interview, in order. Every fault goes to ``keep``."""
    scope = ScreenScope(facts, questions)
    scope.screens.update(screens)

    def one(identity: str, node: Node) -> Pass:
        found = build(Pass, PASS, node, scope, id=identity, place=node.place)
        if bool(found.blocks) == bool(found.decides):
            fail(node.place, "Write blocks: with what is asked, or decides: with what it is for.")
        return found

    return tuple(keep.entries(files(keep.roots.rules, "interview.yaml"), one))
