"""Read ``rules/questions/*.yaml`` and ``rules/facts.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from advisor.conditions import ALWAYS
from advisor.errors import Message, Place, Problem
from advisor.knowledge import strict_yaml
from advisor.knowledge.answer_kinds import ANSWER_KINDS, CHANGERS, PURPOSES
from advisor.knowledge.catalogue import RESERVED, of_advice, of_question, up_to
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import Question
from advisor.knowledge.content_paths import files
from advisor.knowledge.field_table import Field, Table, read, split_texts
from advisor.knowledge.grammar import Scope, condition
from advisor.knowledge.phrasebook import QuestionText
from advisor.knowledge.strict_yaml import Fields, Node, fail
from advisor.model import FactKind, FactType

NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
CHOICE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
FACT_KINDS: tuple[FactKind, ...] = ("yes_no", "choice", "number", "percent", "money", "date")

_MOOD = "It rests on how the user feels or is treated, not on records."

SECTION: Table = (
    Field("section", "text", translated=True, about="The heading over its questions."),
    Field("mood", "yes_no", False, about=_MOOD),
    Field("questions", "questions", read=lambda node, _: strict_yaml.items_of(node)),
)


def _labels(node: Node, _scope: Scope | None) -> dict[str, str]:
    choices: dict[str, str] = {}
    for key, place, value in strict_yaml.pairs_of(node):
        if not CHOICE.match(key):
            _refuse_choice(place, key)
        choices[key] = strict_yaml.text_of(value)
    return choices


def _refuse_choice(place: Place, key: str) -> None:
    fail(place, f"{key!r} cannot be a choice; use letters, digits, _ and -.")


QUESTION: Table = (
    Field("id", "name", read=lambda node, _: _name(node)),
    Field("type", "choice", allowed=ANSWER_KINDS, attribute="kind"),
    Field("choices_of", "text", "", about="The earlier question of the section with its choices."),
    Field("choices", "labels", {}, translated=True, read=_labels, about="Choice to label."),
    Field("purpose", "choice", "advice", allowed=PURPOSES, about="What the answer is for."),
    Field("changed_by", "choice", "user", allowed=CHANGERS, about="Who can change the answer."),
    Field("ask", "text", translated=True, about="The question itself."),
    Field("why", "text", translated=True, about="Why it is asked."),
    Field("where", "text", "", translated=True, about="Where to find the answer."),
    Field("unit", "text", "", about="The unit of a count, such as days."),
    Field("at_most", "text", "", attribute="not_above", about="Another count that limits it."),
    Field("latest", "choice", "", allowed=("today",), attribute="not_after_today"),
    Field("mood", "yes_no", None, about=_MOOD),
    Field("sources", "sources", about="The items of rules/sources.yaml that it implements."),
    Field("assumed", "text", "", translated=True, about="What is assumed while it is unknown."),
    Field("when", "condition", None, about="It is asked only where this is true."),
)

FACT: Table = (
    Field("kind", "choice", allowed=FACT_KINDS),
    Field("from", "texts", (), attribute="inputs", about="The questions it is made from."),
    Field("label", "text", translated=True, about="What the fact is called."),
    Field("unit", "text", ""),
    Field("choices", "texts", ()),
    Field("implies", "texts", (), about="Facts that are known whenever this one is."),
    Field("through", "texts", (), about="Other derived facts that may change it."),
)


class RawQuestion(NamedTuple):
    """A question whose condition is not read yet, for it may name later facts."""

    question: Question
    texts: QuestionText
    """Its texts in English."""
    when: Node | None


def _name(node: Node) -> str:
    name = strict_yaml.text_of(node)
    if not NAME.match(name) or name in RESERVED:
        fail(
            node.place,
            f"{name!r} cannot be an id; use small letters, digits and _, "
            f"and none of {', '.join(RESERVED)}.",
        )
    return name


def read_section(node: Node) -> list[RawQuestion]:
    """Read one file: a section and its questions."""
    section = read(SECTION, Fields(node))
    found: list[RawQuestion] = []
    for item in section["questions"]:
        before = {one.question.id: one for one in found}
        found.append(_question(item, section, before))
    return found


def _question(
    node: Node, section: Mapping[str, Any], before: Mapping[str, RawQuestion]
) -> RawQuestion:
    fields = Fields(node)
    found = read(QUESTION, fields)
    when = found.pop("when")
    found["not_after_today"] = bool(found["not_after_today"])
    if found["mood"] is None:
        found["mood"] = section["mood"]
    found["choices"] = _choices(fields, found, before)
    texts = QuestionText(section=section["section"], **split_texts(QUESTION, found))
    question = Question(choices=tuple(texts.choices), when=ALWAYS, place=fields.place, **found)
    return RawQuestion(question, texts, when)


def _choices(
    fields: Fields, found: Mapping[str, Any], before: Mapping[str, RawQuestion]
) -> Mapping[str, str]:
    """Return the choices of a question: its own, or those of an earlier one of its section."""
    kind, like, choices = found["kind"], found["choices_of"], found["choices"]
    place = fields.place_of("choices_of" if like else "choices")
    if like:
        if like not in before:
            text = f"choices_of names {like!r}, which does not stand before it in this section."
            fail(place, text)
        if not {before[like].question.kind, kind} <= {"choice", "several"}:
            fail(place, "Only a question of type choice or several has choices.")
        return before[like].texts.choices
    if kind not in ("choice", "several"):
        if fields.get("choices") is not None:
            fail(place, f"A question of type {kind!r} has no choices.")
        return {}
    for key, where, _ in strict_yaml.pairs_of(fields.need("choices")):
        if kind == "several" and key == "count":
            _refuse_choice(where, key)
    if kind == "choice" and len(choices) < 2:
        fail(place, "A choice needs at least two choices.")
    return dict(choices)


def questions(keep: Collector) -> list[RawQuestion]:
    """Read the questions of all sections, in the order of the interview."""
    raw: list[RawQuestion] = []
    places: dict[str, Place] = {}
    for _, node in keep.read(files(keep.roots.rules / "questions", "*.yaml")):
        with keep.faults():
            for item in read_section(node):
                first = places.setdefault(item.question.id, item.question.place)
                if first is item.question.place:
                    raw.append(item)
                    continue
                parts = {"name": repr(item.question.id), "place": first}
                text = Message("The question {name} also stands at {place}; rename one.", **parts)
                keep.problems.append(Problem(item.question.place, text))
    return raw


def facts(
    keep: Collector, raw: Iterable[RawQuestion]
) -> tuple[dict[str, FactType], dict[str, str]]:
    """Read the derived facts and join them to those of the questions; and their labels."""
    labels: dict[str, str] = {}
    facts: dict[str, FactType] = {}
    asked = {item.question.id for item in raw}
    with keep.faults():
        for item in raw:
            for name, kind in of_question(item.question).items():
                if name in facts:
                    text = f"The fact {name!r} is given twice; rename one."
                    fail(item.question.place, text)
                facts[name] = kind
    if keep.problems:
        return {}, labels
    for _, node in keep.read([keep.roots.rules / "facts.yaml"]):
        with keep.faults():
            for name, place, value in strict_yaml.pairs_of(node):
                if name in facts:
                    text = Message("The fact {name} is given twice; rename one.", name=repr(name))
                    fail(place, text)
                fields = Fields(value)
                found = read(FACT, fields)
                for one in found["inputs"]:
                    if one not in asked:
                        text = Message("There is no question {name}.", name=repr(one))
                        fail(fields.place_of("from"), text)
                labels[name] = found.pop("label")
                facts[name] = FactType(origin="derived", **found)
    facts.update(of_advice())
    return facts, labels


def with_conditions(
    keep: Collector, raw: Iterable[RawQuestion], facts: Mapping[str, FactType]
) -> dict[str, Question]:
    """Give each question its condition, which may look at the facts known when it is asked."""
    early, late = Scope(facts, up_to("derived")), Scope(facts, up_to("plan"))
    found: dict[str, Question] = {}
    for question, _, when in raw:
        with keep.faults():
            if when is not None:
                scope = late if question.purpose == "letter" else early
                question = replace(question, when=condition(when, scope))  # noqa: PLW2901
            limit = question.not_above
            if limit and limit not in found:
                text = Message("at_most names {name}, which is not asked before.", name=repr(limit))
                fail(question.place, text)
            found[question.id] = question
    return found
