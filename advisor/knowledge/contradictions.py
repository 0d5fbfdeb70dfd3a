"""Read ``rules/contradictions.yaml``: answers that cannot all be right."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.knowledge import strict_yaml
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import Question
from advisor.knowledge.content_paths import files
from advisor.knowledge.event_content import Contradiction
from advisor.knowledge.field_table import Field, Table, read, table
from advisor.knowledge.question_scope import QuestionScope
from advisor.knowledge.strict_yaml import Fields, Node, fail
from advisor.model import FactType


def _question(node: Node, scope: QuestionScope) -> str:
    return scope.question(strict_yaml.text_of(node), node.place).id


def _questions(node: Node, scope: QuestionScope) -> tuple[str, ...]:
    return tuple(_question(item, scope) for item in strict_yaml.items_of(node))


def _pairs(node: Node, scope: QuestionScope) -> tuple[tuple[str, str], ...]:
    return tuple(_pair(item, scope) for item in strict_yaml.items_of(node))


def _pair(node: Node, scope: QuestionScope) -> tuple[str, str]:
    """Read two questions for dates."""
    found = _questions(node, scope)
    if len(found) != 2 or any(scope.questions[name].kind != "date" for name in found):
        fail(
            node.place, "Write two questions for dates, the one that comes first before the other."
        )
    return found[0], found[1]


CONTRADICTION: Table = (
    Field("text", "text"),
    *table(
        Contradiction,
        between={"read": _questions},
        in_order={"read": _pairs},
        set_aside={"read": _questions},
    ),
)


def contradictions(
    keep: Collector, facts: Mapping[str, FactType], questions: Mapping[str, Question]
) -> tuple[tuple[Contradiction, ...], dict[str, str]]:
    """Read the contradictions, and their texts in English. Every fault goes to ``keep``."""
    texts: dict[str, str] = {}
    scope = QuestionScope(facts, questions, "derived")

    def one(identity: str, node: Node) -> Contradiction:
        given = read(CONTRADICTION, Fields(node), scope)
        texts[identity] = given.pop("text")
        item = Contradiction(id=identity, place=node.place, **given)
        if bool(item.in_order) == bool(item.between) or len(item.between) == 1:
            fail(node.place, "Write between: with two questions or more, or in_order: with pairs.")
        if not set(item.set_aside) <= set(item.between):
            fail(Fields(node).place_of("set_aside"), "Only questions of between: can be set aside.")
        return item

    found = keep.entries(files(keep.roots.rules, "contradictions.yaml"), one)
    return tuple(found), texts
