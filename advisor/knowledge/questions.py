"""Read ``rules/questions/*.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from advisor.conditions import ALWAYS
from advisor.knowledge import strict_yaml
from advisor.knowledge.answer_kinds import ANSWER_KINDS, CHANGERS, PURPOSES, Changer, Purpose
from advisor.knowledge.catalogue import RESERVED, of_question
from advisor.knowledge.content import Question
from advisor.knowledge.grammar import Scope, condition
from advisor.knowledge.strict_yaml import Fields, Node, fail
from advisor.model import FactType

NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
CHOICE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")


@dataclass(frozen=True)
class RawQuestion:
    """A question whose condition is not read yet, for it may name later facts."""

    question: Question
    when: Node | None


def read_section(node: Node) -> list[RawQuestion]:
    """Read one file: a section and its questions."""
    fields = Fields(node)
    section = fields.text("section")
    mood = fields.yes("mood", False)
    items = strict_yaml.items_of(fields.need("questions"))
    fields.done()
    found: list[RawQuestion] = []
    for item in items:
        found.append(
            _question(item, section, mood, {one.question.id: one.question for one in found})
        )
    return found


def _question(node: Node, section: str, mood: bool, before: Mapping[str, Question]) -> RawQuestion:
    fields = Fields(node)
    name = fields.text("id")
    if not NAME.match(name) or name in RESERVED:
        fail(
            fields.need("id").place,
            f"{name!r} cannot be an id; use small letters, digits and _, "
            f"and none of {', '.join(RESERVED)}.",
        )
    kind = strict_yaml.choice_of(fields.need("type"), ANSWER_KINDS)
    like = fields.text("choices_of", "")
    choices = _choices_of(fields, kind, like, before) if like else _choices(fields, kind)
    purpose: Purpose = fields.choice("purpose", PURPOSES, "advice")  # type: ignore[assignment]
    changer: Changer = fields.choice("changed_by", CHANGERS, "user")  # type: ignore[assignment]
    question = Question(
        id=name,
        section=section,
        ask=fields.text("ask"),
        why=fields.text("why"),
        where=fields.text("where", ""),
        kind=kind,  # type: ignore[arg-type]
        choices=choices,
        choices_of=like,
        unit=fields.text("unit", ""),
        not_above=fields.text("at_most", ""),
        not_after_today=fields.choice("latest", ("today",), "any") == "today",
        when=ALWAYS,
        purpose=purpose,
        mood=fields.yes("mood", mood),
        sources=fields.texts("sources", required=True),
        place=fields.place,
        changed_by=changer,
        assumed=fields.text("assumed", ""),
    )
    when = fields.get("when")
    fields.done()
    return RawQuestion(question, when)


def _choices_of(
    fields: Fields, kind: str, like: str, before: Mapping[str, Question]
) -> Mapping[str, str]:
    """Take the choices of an earlier question of the same section."""
    if like not in before:
        text = f"choices_of names {like!r}, which does not stand before it in this section."
        fail(fields.place_of("choices_of"), text)
    kinds = {before[like].kind, kind}
    if not kinds <= {"choice", "several"}:
        fail(
            fields.place_of("choices_of"), "Only a question of type choice or several has choices."
        )
    return before[like].choices


def _choices(fields: Fields, kind: str) -> Mapping[str, str]:
    node = fields.get("choices")
    if kind not in ("choice", "several"):
        if node is not None:
            fail(fields.place_of("choices"), f"A question of type {kind!r} has no choices.")
        return {}
    choices: dict[str, str] = {}
    for key, place, value in strict_yaml.pairs_of(fields.need("choices")):
        if not CHOICE.match(key) or (kind == "several" and key == "count"):
            fail(place, f"{key!r} cannot be a choice; use letters, digits, _ and -.")
        choices[key] = strict_yaml.text_of(value)
    if len(choices) < 2 and kind == "choice":
        fail(fields.place_of("choices"), "A choice needs at least two choices.")
    return choices


def with_condition(raw: RawQuestion, scope: Scope) -> Question:
    """Read a question's condition now that every fact is known."""
    if raw.when is None:
        return raw.question
    from dataclasses import replace

    return replace(raw.question, when=condition(raw.when, scope))


def facts_of(questions: list[RawQuestion]) -> dict[str, FactType]:
    """Return the facts that the questions give. A name used twice is a problem."""
    facts: dict[str, FactType] = {}
    for raw in questions:
        for name, kind in of_question(raw.question).items():
            if name in facts:
                fail(raw.question.place, f"The fact {name!r} is given twice; rename one.")
            facts[name] = kind
    return facts
