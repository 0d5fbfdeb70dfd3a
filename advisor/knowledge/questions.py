"""Read ``rules/questions/*.yaml`` and ``rules/facts.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from advisor.conditions import Condition
from advisor.errors import Message, Place, Problem, nearest, one_of
from advisor.knowledge import strict_yaml
from advisor.knowledge.catalogue import RESERVED, of_advice, of_question, up_to
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import Question
from advisor.knowledge.content_paths import files
from advisor.knowledge.field_table import Field, Table, build, read, table, take
from advisor.knowledge.grammar import Scope, condition
from advisor.knowledge.phrasebook import QuestionText
from advisor.knowledge.strict_yaml import Fields, Node, fail
from advisor.lazy_dataclass import dataclass
from advisor.model import FactKind, FactType

NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
CHOICE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
FACT_KINDS: tuple[FactKind, ...] = (
    "yes_no",
    "choice",
    "number",
    "percent",
    "money",
    "date",
    "duration",
)


@dataclass(frozen=True)
class Section:
    """A file of questions."""

    section: str
    """The heading over its questions."""
    questions: Annotated[Sequence[Node], "questions"]
    mood: bool = False
    """It rests on how the user feels or is treated, not on records."""


SECTION = table(Section, questions={"read": lambda node, _: strict_yaml.items_of(node)})


def labels(node: Node, _scope: Scope | None) -> dict[str, str]:
    """Read choices to their labels."""
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
    *table(
        Question,
        ("choices",),
        kind={"key": "type"},
        not_above={"key": "at_most"},
        not_after_today={
            "key": "latest",
            "type": "choice",
            "allowed": ("today",),
            "read": lambda node, _: bool(strict_yaml.choice_of(node, ("today",))),
        },
        mood={"default": None},
        effort={"default": None},
        when={"default": None},
        offered={"default": None, "read": lambda node, _: node},
    ),
    *table(QuestionText, ("section",), choices={"read": labels}),
)

FACT: Table = (
    *table(FactType, ("origin",), kind={"allowed": FACT_KINDS}, inputs={"key": "from"}),
    Field("label", "text"),
)


class RawQuestion(NamedTuple):
    """A question whose condition is not read yet, for it may name later facts."""

    question: Question
    texts: QuestionText
    """Its texts in English."""
    when: Node | None
    offered: Node | None


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
    section = build(Section, SECTION, node)
    found: list[RawQuestion] = []
    for item in section.questions:
        before = {one.question.id: one for one in found}
        found.append(_question(item, section, before))
    return found


def _question(node: Node, section: Section, before: Mapping[str, RawQuestion]) -> RawQuestion:
    fields = Fields(node)
    found = read(QUESTION, fields)
    when, offered = found.pop("when"), found.pop("offered")
    if found["mood"] is None:
        found["mood"] = section.mood
    found["choices"] = _choices(fields, found, before)
    if found["effort"] is None:
        ticked = found["kind"] in ("yes_no", "choice", "several", "score")
        found["effort"] = "tick" if ticked else "look_up" if found["where"] else "memory"
    texts = take(QuestionText, {**found, "section": section.section})
    own = {name: one for name, one in found.items() if name not in vars(texts)}
    question = Question(choices=tuple(texts.choices), place=fields.place, **own)
    return RawQuestion(question, texts, when, offered)


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
    raw: dict[str, RawQuestion] = {}

    def add(_: Path, node: Node) -> None:
        for item in read_section(node):
            question = item.question
            first = raw.setdefault(question.id, item).question
            if first is not question:
                parts = {"name": repr(question.id), "place": first.place}
                text = Message("The question {name} also stands at {place}; rename one.", **parts)
                keep.problems.append(Problem(question.place, text))

    keep.files(files(keep.roots.rules / "questions", "*.yaml"), add)
    return list(raw.values())


def facts(
    keep: Collector, raw: Iterable[RawQuestion]
) -> tuple[dict[str, FactType], dict[str, str]]:
    """Read the derived facts and join them to those of the questions; and their labels."""
    named: dict[str, str] = {}
    facts: dict[str, FactType] = {}
    asked = {item.question.id for item in raw}

    def add(name: str, kind: FactType, place: Place) -> None:
        if name in facts:
            fail(place, Message("The fact {name} is given twice; rename one.", name=repr(name)))
        facts[name] = kind

    def derived(_: Path, node: Node) -> None:
        for name, place, value in strict_yaml.pairs_of(node):
            fields = Fields(value)
            found = read(FACT, fields)
            for one in found["inputs"]:
                if one not in asked:
                    text = Message("There is no question {name}.", name=repr(one))
                    fail(fields.place_of("from"), text)
            named[name] = found.pop("label")
            add(name, FactType(origin="derived", **found), place)

    with keep.faults():
        for item in raw:
            for name, kind in of_question(item.question).items():
                add(name, kind, item.question.place)
    if not keep.problems:
        keep.files([keep.roots.rules / "facts.yaml"], derived)
    facts.update(of_advice())
    return facts, named


def _offers(node: Node, question: Question, scope: Scope) -> tuple[tuple[str, Condition], ...]:
    """Read choices of a question to the conditions under which they are shown."""
    found: dict[str, Condition] = {}
    for choice, place, one in strict_yaml.pairs_of(node):
        if choice not in question.choices:
            allowed = one_of(question.choices, 40)
            fail(place, f"Found {choice!r}; allowed: {allowed}.{nearest(choice, question.choices)}")
        found[choice] = condition(one, scope)
    return tuple(found.items())


def with_conditions(
    keep: Collector, raw: Iterable[RawQuestion], facts: Mapping[str, FactType]
) -> dict[str, Question]:
    """Give each question its condition, which may look at the facts known when it is asked."""
    early, late = Scope(facts, up_to("derived")), Scope(facts, up_to("plan"))
    found: dict[str, Question] = {}
    for question, _, when, offered in raw:
        with keep.faults():
            scope = late if question.purpose == "letter" else early
            if when is not None:
                question = replace(question, when=condition(when, scope))  # noqa: PLW2901
            if offered is not None:
                question = replace(question, offered=_offers(offered, question, scope))  # noqa: PLW2901
            if unknown := [name for name in question.known_by if name not in facts]:
                fail(question.place, f"known_by names {unknown[0]!r}, which is no fact.")
            limit = question.not_above
            if limit and limit not in found:
                text = Message("at_most names {name}, which is not asked before.", name=repr(limit))
                fail(question.place, text)
            found[question.id] = question
    return found
