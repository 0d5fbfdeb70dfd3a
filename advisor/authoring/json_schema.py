"""JSON Schemas of our YAML files, so that an editor completes and checks them.

They are made from the same lists that the strict readers use, and from the facts
of the library at hand, so that an editor also knows the questions and findings
that an author has added. The readers stay the judges: a schema cannot say that
two rows must not share a priority.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from advisor.knowledge.answer_kinds import ANSWER_KINDS, CHANGERS, PURPOSES, STATUSES
from advisor.knowledge.catalogue import up_to
from advisor.knowledge.content import Library, Question
from advisor.knowledge.grammar import GROUPS, OPERATORS_OF
from advisor.knowledge.rules import DATE_KINDS, WHO
from advisor.knowledge.wordlist_reader import LAYOUT, LEVELS
from advisor.model import (
    DIRECTIONS,
    GATES,
    NORMS,
    PHASES,
    STRENGTHS,
    WHEN,
    WHETHER,
    FactType,
    Origin,
)

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that the editors' YAML language servers read."""

YES_NO: Schema = {"enum": ["yes", "no", True, False]}
TEXT: Schema = {"type": ["string", "number"]}
TEXTS: Schema = {"anyOf": [TEXT, {"type": "array", "items": TEXT, "minItems": 1}]}
WHOLE: Schema = {"type": "integer"}


def schemas(library: Library) -> dict[str, Schema]:
    """Return a schema for each kind of file, by a name such as ``finding``."""
    sources = {"type": "array", "items": {"enum": sorted(library.sources)}, "minItems": 1}
    common = {
        "title": TEXT,
        "norm": {"enum": list(NORMS)},
        "sources": sources,
        "exceptions": TEXTS,
        "status": {"enum": list(STATUSES)},
    }

    def rule(last: Origin, reasons: str, more: Schema, optional: Iterable[str] = ()) -> Schema:
        fields = {**common, reasons: TEXTS, "when": {"$ref": "#/definitions/condition"}, **more}
        free = {"exceptions", "status", *optional}
        needed = [name for name in fields if name not in free]
        return whole(record(fields, needed), conditions(library.facts, up_to(last)))

    dates = anchors(library.facts)
    return {
        "case": case(library.questions.values()),
        "questions": whole(questions(sources), conditions(library.facts, up_to("plan"))),
        "finding": rule(
            "derived",
            "because",
            {
                "direction": {"enum": list(DIRECTIONS)},
                "strength": {"enum": list(STRENGTHS)},
                "ground": TEXT,
                "advice": TEXT,
                "exposure": YES_NO,
            },
            ("ground", "advice", "exposure"),
        ),
        "whether": rule("tally", "because", {"priority": WHOLE, "whether": {"enum": [*WHETHER]}}),
        "when": rule("whether", "because", {"priority": WHOLE, "timing": {"enum": [*WHEN]}}),
        "gate": rule(
            "timing",
            "because",
            {"gate": {"enum": [*GATES]}, "blocking": YES_NO, "clears": TEXT},
        ),
        "date": rule("gate", "what", {"kind": {"enum": [*DATE_KINDS]}, "date": dates}),
        "checklist": rule(
            "plan",
            "why",
            {
                "phase": {"enum": [*PHASES]},
                "order": WHOLE,
                "who": {"enum": [*WHO]},
                "due": dates,
            },
        ),
        "words": whole(
            words(sources, sorted(library.kinds)), conditions(library.facts, up_to("plan"))
        ),
    }


def record(fields: Mapping[str, Schema], needed: Iterable[str]) -> Schema:
    """Return the schema of a mapping with these fields and no other."""
    return {
        "type": "object",
        "properties": dict(fields),
        "required": list(needed),
        "additionalProperties": False,
    }


def whole(schema: Schema, condition: Schema) -> Schema:
    """Return the schema of a file whose conditions follow ``condition``."""
    return {"$schema": DRAFT, "definitions": {"condition": condition}, **schema}


def conditions(facts: Mapping[str, FactType], origins: Iterable[str]) -> Schema:
    """Return the schema of a condition over the facts known so far."""
    allowed = frozenset(origins)
    seen = {name: kind for name, kind in facts.items() if kind.origin in allowed}
    again = {"$ref": "#/definitions/condition"}
    findings = [name for name, kind in seen.items() if kind.origin == "finding"]
    asked = [name for name, kind in seen.items() if kind.origin in ("question", "derived")]
    keys: dict[str, Schema] = {
        name: {"type": "array", "items": again, "minItems": 1} for name in GROUPS
    }
    keys |= {name: {"enum": asked} for name in ("known", "unknown")}
    keys |= {
        name: compared(kind)
        for name, kind in seen.items()
        if kind.origin != "finding" and OPERATORS_OF[kind.kind]
    }
    group = {
        "type": "object",
        "properties": keys,
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    return {"anyOf": [{"enum": ["always", *findings]}, group]}


def compared(kind: FactType) -> Schema:
    """Return the schema of what a fact may be compared with."""
    value = operand(kind)
    operators = OPERATORS_OF[kind.kind]
    tests = {
        name: {"type": "array", "items": value, "minItems": 1} if name == "in" else value
        for name in operators
    }
    several = {
        "type": "object",
        "properties": tests,
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {"anyOf": [value, several]} if "is" in operators else several


def operand(kind: FactType) -> Schema:
    """Return the schema of a literal of a kind of fact."""
    if kind.kind == "yes_no":
        return YES_NO
    if kind.kind == "choice":
        return {"enum": [*kind.choices]}
    if kind.kind == "date":
        return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    return {"type": "number"}


def anchors(facts: Mapping[str, FactType]) -> Schema:
    """Return the schema of a date and an offset in days."""
    dates = [name for name, kind in facts.items() if kind.kind == "date"]
    return record({"from": {"enum": dates}, "days": WHOLE}, ["from"])


def questions(sources: Schema) -> Schema:
    """Return the schema of a section of questions."""
    fields: dict[str, Schema] = {
        "id": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"},
        "ask": TEXT,
        "why": TEXT,
        "where": TEXT,
        "type": {"enum": [*ANSWER_KINDS]},
        "choices": {"type": "object", "additionalProperties": TEXT},
        "choices_of": TEXT,
        "unit": TEXT,
        "at_most": TEXT,
        "latest": {"enum": ["today"]},
        "purpose": {"enum": [*PURPOSES]},
        "mood": YES_NO,
        "changed_by": {"enum": [*CHANGERS]},
        "assumed": TEXT,
        "when": {"$ref": "#/definitions/condition"},
        "sources": sources,
    }
    one = record(fields, ["id", "ask", "why", "type", "sources"])
    section = {
        "section": TEXT,
        "mood": YES_NO,
        "questions": {"type": "array", "items": one, "minItems": 1},
    }
    return record(section, ["section", "questions"])


def words(sources: Schema, kinds: Iterable[str]) -> Schema:
    """Return the schema of a list of the words of letters."""
    rows: Schema = {"type": "array", "items": TEXT, "minItems": 1}
    letters: Schema = {"type": "array", "items": {"enum": list(kinds)}, "minItems": 1}
    common = {"level": {"enum": [*LEVELS]}, "sources": sources}
    avoided = record(
        {**common, "words": rows, "unless": rows, "more_than": WHOLE, "not_in": letters},
        ["level", "sources", "words"],
    )
    element = record(
        {**common, "kinds": letters, "when": {"$ref": "#/definitions/condition"}, "words": rows},
        ["level", "sources", "kinds"],
    )

    def named(item: Schema) -> Schema:
        return {"type": "object", "additionalProperties": item}

    fields: dict[str, Schema] = {
        **{name: named(rows) for name in ("endings", "parts", "states", "kinds")},
        "avoid": named(avoided),
        "elements": named(element),
        "layout": record(dict.fromkeys(LAYOUT, rows), ()),
        "left_over": rows,
        "common": TEXT,
    }
    return record(fields, ())


def case(asked: Iterable[Question]) -> Schema:
    """Return the schema of a case file. ``unknown`` is an answer to every question."""
    fields: dict[str, Schema] = {
        "advisor": {"enum": [1, "1"]},
        "as_of": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        "answers": {
            "type": ["object", "null"],
            "properties": {item.id: {**answer(item), "description": item.ask} for item in asked},
            "additionalProperties": False,
        },
    }
    return {"$schema": DRAFT, **record(fields, ["advisor", "answers"])}


def answer(question: Question) -> Schema:
    """Return the schema of an answer as a case file holds it."""
    unknown: Schema = {"enum": ["unknown"]}
    if question.kind == "yes_no":
        return {"anyOf": [YES_NO, unknown]}
    if question.kind == "choice":
        return {"enum": [*question.choices, "unknown"]}
    if question.kind == "several":
        items: Schema = {"type": "array", "items": {"enum": [*question.choices]}}
        return {"anyOf": [items, unknown]}
    if question.kind in ("lines", "deliverables", "invoices"):
        return {"anyOf": [{"type": "array", "items": TEXT}, TEXT]}
    return TEXT
