"""Read ``rules/events.yaml``: what may happen, and which answers are others then."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.errors import Place, one_of
from advisor.knowledge import strict_yaml
from advisor.knowledge.anchor import Anchor
from advisor.knowledge.catalogue import up_to
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import Question
from advisor.knowledge.content_paths import files
from advisor.knowledge.event_content import AnswerChange, Event
from advisor.knowledge.field_table import Field, Table, anchor, read, table, texts
from advisor.knowledge.grammar import Scope
from advisor.knowledge.phrasebook import EVENT_DAY
from advisor.knowledge.question_scope import QuestionScope, simple_answer
from advisor.knowledge.strict_yaml import Fields, Node, fail
from advisor.locale.placeholders import facts_in
from advisor.model import Answer, FactType

REMOVED = "unknown"
"""The word for a question that has no answer any more, as in a case file."""


class EventScope(QuestionScope):
    """The facts that an event may name, and the questions that it answers anew."""

    def __init__(self, facts: Mapping[str, FactType], questions: Mapping[str, Question]) -> None:
        super().__init__(facts, questions, "plan")
        self.dates = Scope({**facts, EVENT_DAY: FactType("date")}, up_to("plan"))
        """The facts that a date may be counted from: the day of the event is one of them."""


def _answers(node: Node, scope: EventScope) -> tuple[AnswerChange, ...]:
    return tuple(
        _change(scope, name, place, value) for name, place, value in strict_yaml.pairs_of(node)
    )


def _change(scope: EventScope, name: str, place: Place, node: Node) -> AnswerChange:
    """Read what becomes of one answer."""
    question = scope.question(name, place)
    if isinstance(node, strict_yaml.Text):
        if node.text == REMOVED:
            return AnswerChange(question=name)
        if question.kind == "date" and node.text == EVENT_DAY:
            return AnswerChange(question=name, on=Anchor(EVENT_DAY))
        return AnswerChange(question=name, answer=_answer(question, node))
    if question.kind == "date":
        return AnswerChange(question=name, on=anchor(node, scope.dates))
    if question.kind == "several":
        return _choices(question, node)
    found = strict_yaml.describe(node)
    return fail(node.place, f"Found {found}; write one answer, or {REMOVED}.")


def _answer(question: Question, node: strict_yaml.Text) -> Answer:
    found = simple_answer(question, node)
    if found is not None:
        return found
    return fail(
        node.place,
        f"An event cannot answer {question.id!r}, which is of type {question.kind}, "
        f"with {node.text!r}; write {REMOVED}.",
    )


def _choices(question: Question, node: Node) -> AnswerChange:
    """Read the choices that are added and dropped."""
    fields = Fields(node)
    found: dict[str, tuple[str, ...]] = {}
    for key in ("add", "drop"):
        part = fields.get(key)
        found[key] = texts(part) if part else ()
        for word in found[key]:
            if word not in question.choices:
                allowed = one_of(question.choices, 40)
                fail(fields.place_of(key), f"Found {word!r}; allowed: {allowed}.")
    fields.done()
    return AnswerChange(question=question.id, **found)  # type: ignore[arg-type]


EVENT: Table = (
    Field("text", "text"),
    *table(Event, answers={"read": _answers}),
)


def events(
    keep: Collector, facts: Mapping[str, FactType], questions: Mapping[str, Question]
) -> tuple[tuple[Event, ...], dict[str, str]]:
    """Read the events, and their texts in English. Every fault goes to ``keep``."""
    texts: dict[str, str] = {}
    scope = EventScope(facts, questions)

    def event(identity: str, node: Node) -> Event:
        given = read(EVENT, Fields(node), scope)
        text = given.pop("text")
        if set(facts_in(text) or ()) - {(EVENT_DAY, "")}:
            fail(Fields(node).place_of("text"), f"An event can name only {{{EVENT_DAY}}}.")
        texts[identity] = text
        return Event(id=identity, place=node.place, **given)

    found = keep.entries(files(keep.roots.rules, "events.yaml"), event)
    return tuple(found), texts
