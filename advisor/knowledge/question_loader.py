"""Read the questions of all sections, and the facts that they give or that are worked out."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.errors import ContentError, Message, Place, Problem
from advisor.knowledge import strict_yaml
from advisor.knowledge.catalogue import of_advice, up_to
from advisor.knowledge.collector import Collector
from advisor.knowledge.content import Question
from advisor.knowledge.content_paths import files
from advisor.knowledge.grammar import Scope
from advisor.knowledge.questions import RawQuestion, facts_of, read_section, with_condition
from advisor.knowledge.strict_yaml import Fields
from advisor.model import FactKind, FactType

FACT_KINDS: tuple[FactKind, ...] = ("yes_no", "choice", "number", "percent", "money", "date")


def questions(keep: Collector) -> list[RawQuestion]:
    """Read the questions of all sections, in the order of the interview."""
    raw: list[RawQuestion] = []
    places: dict[str, Place] = {}
    for _, node in keep.read(files(keep.roots.rules / "questions", "*.yaml")):
        try:
            section = read_section(node)
        except ContentError as error:
            keep.problems.extend(error.problems)
            continue
        for item in section:
            first = places.setdefault(item.question.id, item.question.place)
            if first != item.question.place:
                parts = {"name": repr(item.question.id), "place": first}
                text = Message("The question {name} also stands at {place}; rename one.", **parts)
                keep.problems.append(Problem(item.question.place, text))
            else:
                raw.append(item)
    return raw


def facts(keep: Collector, raw: list[RawQuestion]) -> tuple[dict[str, FactType], dict[str, str]]:
    """Read the derived facts and join them to those of the questions; and their labels."""
    labels: dict[str, str] = {}
    try:
        facts = facts_of(raw)
    except ContentError as error:
        keep.problems.extend(error.problems)
        return {}, labels
    asked = {item.question.id for item in raw}
    for _, node in keep.read([keep.roots.rules / "facts.yaml"]):
        try:
            for name, place, value in strict_yaml.pairs_of(node):
                fields = Fields(value)
                if name in facts:
                    text = Message("The fact {name} is given twice; rename one.", name=repr(name))
                    strict_yaml.fail(place, text)
                kind: FactKind = fields.choice("kind", FACT_KINDS)  # type: ignore[assignment]
                inputs = fields.texts("from")
                for item in inputs:
                    if item not in asked:
                        text = Message("There is no question {name}.", name=repr(item))
                        strict_yaml.fail(fields.place_of("from"), text)
                labels[name] = fields.text("label")
                facts[name] = FactType(
                    kind=kind,
                    unit=fields.text("unit", ""),
                    choices=fields.texts("choices"),
                    origin="derived",
                    inputs=inputs,
                    implies=fields.texts("implies"),
                    through=fields.texts("through"),
                )
                fields.done()
        except ContentError as error:
            keep.problems.extend(error.problems)
    facts.update(of_advice())
    return facts, labels


def with_conditions(
    keep: Collector, raw: list[RawQuestion], facts: Mapping[str, FactType]
) -> dict[str, Question]:
    """Give each question its condition, which may look at the facts known when it is asked."""
    early, late = Scope(facts, up_to("derived")), Scope(facts, up_to("plan"))
    questions: dict[str, Question] = {}
    for item in raw:
        try:
            scope = late if item.question.purpose == "letter" else early
            question = with_condition(item, scope)
            limit = question.not_above
            if limit and limit not in questions:
                text = Message("at_most names {name}, which is not asked before.", name=repr(limit))
                strict_yaml.fail(question.place, text)
            questions[question.id] = question
        except ContentError as error:
            keep.problems.extend(error.problems)
    return questions
