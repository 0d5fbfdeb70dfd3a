"""JSON Schemas of our YAML files, so that an editor completes and checks them.

They are made from the tables of fields that the strict readers use, and from the facts
of the library, so that an editor also knows the questions and findings that an author
has added. Only the readers are complete: a schema cannot say that two rows must not
share a priority.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from advisor.casefile.evidence_records import fields_of
from advisor.casefile.evidence_records import kinds as evidence_kinds
from advisor.knowledge.answer_kinds import NUMBERS
from advisor.knowledge.balance_reader import BALANCE, FIGURE, STRENGTH
from advisor.knowledge.catalogue import up_to
from advisor.knowledge.content import Library, Question
from advisor.knowledge.contradictions import CONTRADICTION
from advisor.knowledge.events import EVENT, REMOVED
from advisor.knowledge.export_formats import COMMON, EXPORT
from advisor.knowledge.field_table import AFTER, REQUIRED, Field, Table
from advisor.knowledge.grammar import GROUPS, OPERATORS_OF
from advisor.knowledge.interview_reader import BLOCK, OPEN, PASS, SCREEN
from advisor.knowledge.journal import JOURNAL_KIND
from advisor.knowledge.letter_reader import LETTER_KIND, ORDER_ROW, SENT, TEXT_ROW
from advisor.knowledge.load import SOURCE_ITEM
from advisor.knowledge.migrations import MIGRATION
from advisor.knowledge.phrasebook import EVENT_DAY
from advisor.knowledge.questions import FACT, QUESTION, SECTION
from advisor.knowledge.rules import STRATA
from advisor.knowledge.values import VALUE
from advisor.knowledge.wordlist_reader import BESIDE, ELEMENT, LAYOUT, WORD_CLASS, WORD_LIST
from advisor.model import STRENGTHS, FactType, Origin

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that the editors' YAML language servers read."""

YES_NO: Schema = {"enum": ["yes", "no", True, False]}
TEXT: Schema = {"type": ["string", "number"]}
TEXTS: Schema = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}
WHOLE: Schema = {"type": "integer"}
DATE: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
ROWS: Schema = {"type": "array", "items": TEXT, "minItems": 1}


CONDITION: Schema = {"$ref": "#/definitions/condition"}

SCHEMAS: Mapping[str, Schema] = {
    "text": TEXT,
    "texts": TEXTS,
    "whole": WHOLE,
    "yes_no": YES_NO,
    "condition": CONDITION,
    "name": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"},
    "labels": {"type": "object", "additionalProperties": TEXT},
    "headings": {"type": "object", "additionalProperties": TEXT},
    "offers": {"type": "object", "additionalProperties": CONDITION},
    "lists": {"type": "object", "additionalProperties": ROWS},
    "answers": {"type": "object"},
    "figures": {"type": "object", "minProperties": 1},
    "dates": ROWS,
    "date": DATE,
    "amount": {"type": "number"},
}
"""The schema of a field by its type, where it is the same in every library and table."""


class Schemas:
    """Turns the tables of fields into schemas, with the names that a library has."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.own: dict[str, Schema] = {
            "sources": _list({"enum": sorted(library.sources)}),
            "letter_kinds": _list({"enum": sorted(library.phrases.kinds)}),
            "anchor": anchor(library.facts),
            "anchors": {"anyOf": [anchor(library.facts), _list(anchor(library.facts))]},
            "questions_of": _list({"enum": [*library.questions]}),
            "pairs": _list(_list({"enum": [*dates(library.questions)]})),
            "event_answers": {
                "type": "object",
                "properties": {name: event(one) for name, one in library.questions.items()},
                "additionalProperties": False,
            },
        }
        fills = record({name: fill(one) for name, one in library.questions.items()}, ())
        self.own |= {
            "fills": fills,
            "screen_fills": _named(fills),
            "blocks": _list(self.record(BLOCK)),
            "questions": _list(self.record(QUESTION)),
            "word_classes": _named(self.record(WORD_CLASS)),
            "elements": _named(self.record(ELEMENT)),
            "orders": {"anyOf": [WHOLE, _list(self.record(ORDER_ROW))]},
            "rows": {"anyOf": [TEXT, _list(self.record(TEXT_ROW))]},
            "record": self.record(SENT),
            "after": _list({"anyOf": [TEXT, self.record(AFTER)]}),
            "figure": self.record(FIGURE),
            "strength": self.record(STRENGTH),
            "points": record({name: self.record(FIGURE) for name in STRENGTHS}, STRENGTHS),
            "beside": record(dict.fromkeys(BESIDE, ROWS), ()),
            "layout": record(dict.fromkeys(LAYOUT, ROWS), ()),
        }

    def record(self, table: Table) -> Schema:
        """Return the schema of a mapping with the fields of a table."""
        fields = {one.key or one.name: self.field(one) for one in table}
        return record(fields, [one.key or one.name for one in table if one.default is REQUIRED])

    def field(self, field: Field) -> Schema:
        """Return the schema of one field, with its description for authors."""
        if field.type in ("choice", "choices"):
            word: Schema = {"enum": [*field.allowed]}
            several = {"type": "array", "items": word}
            schema = word if field.type == "choice" else several
        else:
            schema = self.own.get(field.type) or SCHEMAS[field.type]
        about = field.owner and docstrings(field.owner).get(field.name)
        # Next to a reference, a draft-07 validator ignores everything.
        return {**schema, "description": about} if about and "$ref" not in schema else schema

    def file(self, table: Table, last: Origin, *, named: bool = False) -> Schema:
        """Return the schema of a file whose conditions may name facts up to an origin.

        With ``named`` the file maps ids to what the table describes.
        """
        condition = conditions(self.library.facts, up_to(last))
        content = self.record(table)
        content = _named(content) if named else content
        return whole({"definitions": {"condition": condition}, **content})


@cache
def docstrings(kind: Callable[..., object]) -> Mapping[str, str]:
    """Return the docstrings of the attributes of a dataclass, also of inherited ones."""
    found: dict[str, str] = {}
    for base in reversed(inspect.getmro(kind)[:-1]):  # type: ignore[arg-type]
        (tree,) = ast.parse(inspect.getsource(base)).body
        for one, doc in pairwise(tree.body):  # type: ignore[attr-defined]
            match one, doc:
                case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                    found[name] = " ".join(text.split())
    return found


def schemas(library: Library) -> dict[str, Schema]:
    """Return a schema for each kind of file, by a name such as ``finding``."""
    of = Schemas(library)
    return {
        "case": case(library, of),
        "questions": of.file(SECTION, "plan"),
        **{stratum.name: of.file(stratum.table, stratum.origin) for stratum in STRATA},
        "words": of.file(WORD_LIST, "plan"),
        "letter": of.file(LETTER_KIND, "plan"),
        "events": of.file(EVENT, "plan", named=True),
        "contradictions": of.file(CONTRADICTION, "derived", named=True),
        "journal": whole(_named(of.record(JOURNAL_KIND))),
        "screens": whole(_named(of.record(SCREEN))),
        "interview": of.file(PASS, "derived", named=True),
        "facts": whole(_named(of.record(FACT))),
        "sources": whole(_named(of.record(SOURCE_ITEM))),
        "values": whole(_named(of.record(VALUE))),
        "balance": whole(of.record(BALANCE)),
        "migrations": whole(_list(of.record(MIGRATION))),
        "export": whole(of.record(EXPORT)),
        "columns": whole(of.record(COMMON)),
    }


def whole(schema: Schema) -> Schema:
    """Return a schema as that of a file."""
    return {"$schema": DRAFT, **schema}


def _named(item: Schema) -> Schema:
    return {"type": "object", "additionalProperties": item}


def _list(item: Schema) -> Schema:
    return {"type": "array", "items": item, "minItems": 1}


def record(fields: Mapping[str, Schema], needed: Iterable[str]) -> Schema:
    """Return the schema of a mapping with these fields and no other."""
    return {
        "type": "object",
        "properties": dict(fields),
        "required": list(needed),
        "additionalProperties": False,
    }


def conditions(facts: Mapping[str, FactType], origins: Iterable[str]) -> Schema:
    """Return the schema of a condition over the facts known so far."""
    allowed = frozenset(origins)
    seen = {name: kind for name, kind in facts.items() if kind.origin in allowed}
    again = {"$ref": "#/definitions/condition"}
    findings = [name for name, kind in seen.items() if kind.origin == "finding"]
    asked = [
        name for name, kind in seen.items() if kind.origin in ("question", "derived", "turning")
    ]
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
        return DATE
    return {"type": "number"}


def anchor(facts: Mapping[str, FactType]) -> Schema:
    """Return the schema of a date and an offset in days."""
    dates = [name for name, kind in facts.items() if kind.kind == "date"]
    return record({"from": {"enum": dates}, "days": WHOLE}, ["from"])


def case(library: Library, of: Schemas) -> Schema:
    """Return the schema of a case file. ``unknown`` is an answer to every question."""
    fields: dict[str, Schema] = {
        "advisor": {"enum": [1, "1"]},
        "as_of": DATE,
        "answers": {
            "type": ["object", "null"],
            "properties": {
                name: {**answer(item), "description": library.phrases.question(name).ask}
                for name, item in library.questions.items()
            },
            "additionalProperties": False,
        },
        "evidence": evidence(library, of),
    }
    return {"$schema": DRAFT, **record(fields, ["advisor", "answers"])}


def evidence(library: Library, of: Schemas) -> Schema:
    """Return the schema of the evidence in a case file."""
    question: Schema = {"enum": [*library.questions]}
    lists: dict[str, Schema] = {}
    for name, kind in evidence_kinds().items():
        item = question if kind is str else of.record(fields_of(kind))
        if "question" in item.get("properties", {}):
            item["properties"]["question"] = question
        lists[name] = {"type": ["array", "null"], "items": item}
    return record(lists, ())


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


def fill(question: Question) -> Schema:
    """Return the schema of what a screen answers to a question."""
    several = {"type": "array", "items": {"enum": [*question.choices]}}
    answers = several if question.kind == "several" else {"type": ["string", "number", "boolean"]}
    return {"anyOf": [{"enum": [OPEN]}, answers]}


def dates(questions: Mapping[str, Question]) -> Iterable[str]:
    """Return the questions for dates."""
    return (name for name, question in questions.items() if question.kind == "date")


def event(question: Question) -> Schema:
    """Return the schema of what an event makes of the answer to a question."""
    removed: Schema = {"enum": [REMOVED]}
    if question.kind == "date":
        counted = record({"from": {"type": "string"}, "days": WHOLE}, ["from"])
        return {"anyOf": [{"enum": [REMOVED, EVENT_DAY]}, counted]}
    if question.kind == "several":
        choices = _list({"enum": [*question.choices]})
        return {"anyOf": [removed, record({"add": choices, "drop": choices}, ())]}
    if question.kind in ("yes_no", "choice"):
        return answer(question)
    return {"anyOf": [removed, WHOLE]} if question.kind in NUMBERS else removed
