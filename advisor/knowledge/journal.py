"""Read ``rules/journal.yaml``: what entries of the journal can be about."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.errors import nearest
from advisor.knowledge import strict_yaml
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import Question
from advisor.knowledge.content_paths import files
from advisor.knowledge.event_content import Fill, JournalKind
from advisor.knowledge.field_table import Field, Table, read, table
from advisor.knowledge.question_scope import QuestionScope, simple_answer
from advisor.knowledge.strict_yaml import Fields, Node, fail
from advisor.model import Answer, FactType


def _answer(node: Node, scope: QuestionScope) -> Node:
    del scope
    return node


FILL = table(Fill, since={"key": "from"}, answer={"read": _answer})


def _fills(node: Node, scope: QuestionScope) -> tuple[Fill, ...]:
    return tuple(_fill(item, scope) for item in strict_yaml.items_of(node))


def _fill(node: Node, scope: QuestionScope) -> Fill:
    fields = Fields(node)
    given = read(FILL, fields, scope)
    question = scope.question(given["question"], fields.place_of("question"))
    answered: Answer | None = None
    if (found := given.pop("answer")) is not None:
        answered = simple_answer(question, found)
    if (answered is None) is not bool(given["day"]) or (given["day"] and question.kind != "date"):
        fail(
            node.place,
            "Write answer: with yes, no, a choice or a number, or day: first or last "
            "of a question for a date.",
        )
    for word in given["replaces"]:
        if word not in question.choices:
            text = f"{question.id!r} has no choice {word!r}."
            fail(fields.place_of("replaces"), text + nearest(word, list(question.choices)))
    return Fill(answer=answered, **given)


JOURNAL_KIND: Table = (Field("text", "text"), *table(JournalKind, fills={"read": _fills}))


def journal_kinds(
    keep: Collector, facts: Mapping[str, FactType], questions: Mapping[str, Question]
) -> tuple[dict[str, JournalKind], dict[str, str]]:
    """Read the kinds of entries, and their names in English. Every fault goes to ``keep``."""
    texts: dict[str, str] = {}
    scope = QuestionScope(facts, questions, "derived")
    findings = [name for name, kind in facts.items() if kind.origin == "finding"]

    def one(identity: str, node: Node) -> JournalKind:
        fields = Fields(node)
        given = read(JOURNAL_KIND, fields, scope)
        texts[identity] = given.pop("text")
        for name in given["reasons"]:
            if name not in findings:
                text = f"There is no finding {name!r}."
                fail(fields.place_of("reasons"), text + nearest(name, findings))
        return JournalKind(id=identity, place=node.place, **given)

    found = keep.entries(files(keep.roots.rules, "journal.yaml"), one)
    return {kind.id: kind for kind in found}, texts
