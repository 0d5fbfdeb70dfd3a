"""Read the rule files: findings, advice, plan."""

from __future__ import annotations

from dataclasses import dataclass
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
from advisor.knowledge.field_table import Field, Table, read, split_texts
from advisor.knowledge.grammar import Scope
from advisor.knowledge.phrasebook import RuleText
from advisor.knowledge.strict_yaml import Fields, Node
from advisor.locale.placeholders import facts_in
from advisor.model import DIRECTIONS, GATES, NORMS, PHASES, STRENGTHS, WHEN, WHETHER, Origin

WHO = ("you", "client", "lawyer", "colleague")
DATE_KINDS = ("constraint", "deadline", "review", "event")


@dataclass(frozen=True)
class Stratum:
    """A kind of rule: its folder, its fields, and what its conditions may name."""

    name: str
    folder: str
    """Below ``rules/``."""
    prefix: str
    """Before the path of a file in the id of its rule."""
    rule: type[AnyRule]
    table: Table
    origin: Origin
    """The last origin of facts that its conditions may name."""


def _table(reasons: str, *own: Field) -> Table:
    """Return the fields of a kind of rule; ``reasons`` is the name of its texts."""
    return (
        Field("title", "text", translated=True, about="One line that says what holds."),
        Field("norm", "choice", allowed=NORMS, about="How binding it is."),
        Field("when", "condition", about="The rule applies where this is true."),
        Field("sources", "sources", about="The items of rules/sources.yaml that it implements."),
        Field(
            reasons,
            "texts",
            attribute="because",
            translated=True,
            about="Texts, best first; the first whose facts are all known is shown.",
        ),
        Field("exceptions", "texts", (), translated=True, about="When it does not apply."),
        Field("status", "choice", "stable", allowed=STATUSES),
        *own,
    )


_PRIORITY = Field("priority", "whole", about="The lowest number whose row applies decides.")

STRATA = (
    Stratum(
        "finding",
        "findings",
        "",
        FindingRule,
        _table(
            "because",
            Field("direction", "choice", allowed=DIRECTIONS, about="For or against ending."),
            Field("strength", "choice", allowed=STRENGTHS),
            Field(
                "ground", "text", "", about="Findings of one ground count once; else the folder."
            ),
            Field("advice", "text", "", translated=True, about="What to do about it."),
            Field("exposure", "yes_no", False, about="The client can hold it against the user."),
        ),
        "derived",
    ),
    Stratum(
        "whether",
        "advice/whether",
        "whether/",
        WhetherRule,
        _table("because", _PRIORITY, Field("whether", "choice", allowed=WHETHER)),
        "tally",
    ),
    Stratum(
        "when",
        "advice/when",
        "when/",
        WhenRule,
        _table("because", _PRIORITY, Field("timing", "choice", allowed=WHEN)),
        "whether",
    ),
    Stratum(
        "gate",
        "advice/gates",
        "gates/",
        GateRule,
        _table(
            "because",
            Field("gate", "choice", allowed=GATES),
            Field("blocking", "yes_no", about="Whether the letter waits for it."),
            Field("clears", "text", translated=True, about="What clears the gate."),
        ),
        "timing",
    ),
    Stratum(
        "date",
        "plan/dates",
        "dates/",
        DateRule,
        _table("what", Field("kind", "choice", allowed=DATE_KINDS), Field("date", "anchor")),
        "gate",
    ),
    Stratum(
        "checklist",
        "plan/checklist",
        "checklist/",
        TaskRule,
        _table(
            "why",
            Field("phase", "choice", allowed=PHASES),
            Field("order", "whole", about="The order of tasks within a phase."),
            Field("who", "choice", allowed=WHO),
            Field("due", "anchor"),
        ),
        "plan",
    ),
)
"""In the order in which a case is judged; a rule may name only facts of earlier strata."""


def read_rule(
    stratum: Stratum, identity: str, node: Node, scope: Scope
) -> tuple[AnyRule, RuleText]:
    """Read one rule file: the rule, and its texts in English."""
    fields = Fields(node)
    found: dict[str, Any] = read(stratum.table, fields, scope)
    if found.get("ground") == "":
        found["ground"] = identity.split("/")[0]
    texts = RuleText(**split_texts(stratum.table, found))
    title, *reasons = (_facts_of(text, scope, fields) for text in (texts.title, *texts.because))
    rule = stratum.rule(
        id=identity, place=fields.place, title_facts=title, reason_facts=tuple(reasons), **found
    )
    return rule, texts


def _facts_of(text: str, scope: Scope, fields: Fields) -> tuple[str, ...]:
    """Return the facts that a text names in braces; one that cannot be shown is a problem."""
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
