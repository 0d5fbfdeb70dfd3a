"""Read the rule files: findings, advice, plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from advisor.errors import one_of
from advisor.knowledge import strict_yaml
from advisor.knowledge.answer_kinds import STATUSES
from advisor.knowledge.content import (
    AnyRule,
    DateRule,
    FindingRule,
    GateRule,
    TaskRule,
    WhenRule,
    WhetherRule,
)
from advisor.knowledge.grammar import Scope, anchor, condition
from advisor.knowledge.strict_yaml import Fields, Node
from advisor.model import DIRECTIONS, GATES, NORMS, PHASES, STRENGTHS, WHEN, WHETHER

Builder = Callable[[str, Fields, Scope], AnyRule]

WHO = ("you", "client", "lawyer", "colleague")
DATE_KINDS = ("constraint", "deadline", "review", "event")


def _common(identity: str, fields: Fields, scope: Scope, reasons: str) -> dict[str, Any]:
    """Read what every rule has. ``reasons`` names the field of its texts."""
    return {
        "id": identity,
        "title": fields.text("title"),
        "norm": fields.choice("norm", NORMS),
        "when": condition(fields.need("when"), scope),
        "sources": fields.texts("sources", required=True),
        "because": fields.texts(reasons, required=True),
        "exceptions": fields.texts("exceptions"),
        "status": fields.choice("status", STATUSES, "stable"),
        "place": fields.place,
    }


def finding(identity: str, fields: Fields, scope: Scope) -> FindingRule:
    """Read a finding."""
    topic = identity.split("/")[0]
    return FindingRule(
        **_common(identity, fields, scope, "because"),
        direction=fields.choice("direction", DIRECTIONS),  # type: ignore[arg-type]
        strength=fields.choice("strength", STRENGTHS),  # type: ignore[arg-type]
        ground=fields.text("ground", topic),
        advice=fields.text("advice", ""),
        exposure=fields.yes("exposure", False),
    )


def whether(identity: str, fields: Fields, scope: Scope) -> WhetherRule:
    """Read a row of the first decision."""
    return WhetherRule(
        **_common(identity, fields, scope, "because"),
        priority=fields.whole("priority"),
        whether=fields.choice("whether", WHETHER),  # type: ignore[arg-type]
    )


def timing(identity: str, fields: Fields, scope: Scope) -> WhenRule:
    """Read a row of the second decision."""
    return WhenRule(
        **_common(identity, fields, scope, "because"),
        priority=fields.whole("priority"),
        timing=fields.choice("timing", WHEN),  # type: ignore[arg-type]
    )


def gate(identity: str, fields: Fields, scope: Scope) -> GateRule:
    """Read a gate."""
    return GateRule(
        **_common(identity, fields, scope, "because"),
        gate=fields.choice("gate", GATES),
        blocking=strict_yaml.yes_of(fields.need("blocking")),
        clears=fields.text("clears"),
    )


def plan_date(identity: str, fields: Fields, scope: Scope) -> DateRule:
    """Read a date of the plan."""
    return DateRule(
        **_common(identity, fields, scope, "what"),
        kind=fields.choice("kind", DATE_KINDS),  # type: ignore[arg-type]
        date=anchor(fields.need("date"), scope),
    )


def task(identity: str, fields: Fields, scope: Scope) -> TaskRule:
    """Read an item of the checklist."""
    return TaskRule(
        **_common(identity, fields, scope, "why"),
        phase=fields.choice("phase", PHASES),
        order=fields.whole("order"),
        who=fields.choice("who", WHO),
        due=anchor(fields.need("due"), scope),
    )


def read_rule(build: Builder, identity: str, node: Node, scope: Scope) -> AnyRule:
    """Read one rule file, in full."""
    fields = Fields(node)
    rule = build(identity, fields, scope)
    fields.done()
    for text in (rule.title, *rule.because):
        placeholders(text, scope, fields)
    return rule


def placeholders(text: str, scope: Scope, fields: Fields) -> tuple[str, ...]:
    """Return the facts a text names in braces. An unknown one is a problem."""
    from advisor.locale.placeholders import facts_in

    found = facts_in(text)
    if found is None:
        strict_yaml.fail(fields.place, f"The braces in {text!r} do not match; write {{fact}}.")
    for name, form in found:
        kind = scope.lookup(name, fields.place)
        if kind.kind == "yes_no":
            strict_yaml.fail(fields.place, f"{{{name}}} is yes or no; a text cannot show it.")
        if form not in ("", "n"):
            allowed = one_of([f"{{{name}}}", f"{{{name}:n}}"])
            strict_yaml.fail(fields.place, f"Found {{{name}:{form}}}; allowed: {allowed}.")
    return tuple(name for name, _ in found)
