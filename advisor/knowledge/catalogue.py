"""Every fact a condition may name, with its type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from advisor.knowledge import roles
from advisor.knowledge.content import Question
from advisor.model import (
    ACTS,
    GATE_STATES,
    GATES,
    ORIGINS,
    WHEN,
    WHETHER,
    FactKind,
    FactType,
    Origin,
)

KIND_OF_ANSWER: Mapping[str, FactKind] = {
    "yes_no": "yes_no",
    "choice": "choice",
    "count": "number",
    "months": "number",
    "ratio": "number",
    "score": "number",
    "percent": "percent",
    "money": "money",
    "date": "date",
    "duration": "duration",
    "text": "text",
    "lines": "list",
    "deliverables": "list",
    "invoices": "list",
}
UNIT_OF_ANSWER = {"months": "months"}

RESERVED = ("id", "sid", "all", "any", "none", "known", "unknown", "always", "stage")
"""Names that mean something else in the grammar or in the engine."""


def of_question(question: Question) -> dict[str, FactType]:
    """Return the facts that one question gives."""
    inputs = (question.id,)
    if question.kind == "several":
        facts = {
            f"{question.id}.{choice}": FactType("yes_no", inputs=inputs)
            for choice in question.choices
        }
        facts[f"{question.id}.count"] = FactType("number", inputs=inputs)
        return facts
    unit = question.unit or UNIT_OF_ANSWER.get(question.kind, "")
    kind = KIND_OF_ANSWER[question.kind]
    return {question.id: FactType(kind, unit, question.choices, inputs=inputs)}


def of_advice() -> dict[str, FactType]:
    """Return the facts that the balance and the advice give."""
    facts = {name: FactType("yes_no", origin="balance") for name in roles.BALANCE}
    facts[roles.ADVICE_WHETHER] = FactType("choice", choices=WHETHER, origin="whether")
    facts[roles.ADVICE_WHEN] = FactType("choice", choices=WHEN, origin="timing")
    for gate in GATES:
        facts[f"gate.{gate}"] = FactType("choice", choices=GATE_STATES, origin="gate")
    for act in ACTS:
        facts[f"held.{act}"] = FactType("yes_no", origin="gate")
    facts[roles.TURNING_ON] = FactType("date", origin="turning")
    for day in (roles.LAST_DAY, roles.NOT_BEFORE, roles.REPLY_BY, roles.HANDOVER_BY):
        facts[day] = FactType("date", origin="plan")
    return facts


def of_finding() -> FactType:
    """Return the type of a finding: it holds or it does not."""
    return FactType("yes_no", origin="finding")


def up_to(last: Origin) -> Iterable[Origin]:
    """Return every origin up to and including one."""
    return ORIGINS[: ORIGINS.index(last) + 1]
