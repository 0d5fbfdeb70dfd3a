"""Read the rule files: findings, advice, plan."""

from __future__ import annotations

from advisor.errors import nearest, one_of
from advisor.knowledge import strict_yaml
from advisor.knowledge.catalogue import of_finding
from advisor.knowledge.content import (
    AnyRule,
    DateRule,
    FindingRule,
    GateRule,
    TaskRule,
    WhenRule,
    WhetherRule,
)
from advisor.knowledge.field_table import REQUIRED, Table, read, table, take
from advisor.knowledge.grammar import Scope
from advisor.knowledge.phrasebook import RuleText
from advisor.knowledge.strict_yaml import Fields, Node
from advisor.lazy_dataclass import dataclass
from advisor.locale.placeholders import facts_in
from advisor.model import Origin


@dataclass(frozen=True)
class Stratum:
    """A kind of rule: its folder, its fields, and what its conditions may name."""

    name: str
    folder: str
    """Below ``rules/``."""
    prefix: str
    """Before the path of a file in the id of its rule."""
    rule: type[AnyRule]
    origin: Origin
    """The last origin of facts that its conditions may name."""
    table: Table


def _stratum(
    name: str, folder: str, rule: type[AnyRule], origin: Origin, reasons: str = "because"
) -> Stratum:
    """Return a kind of rule; ``reasons`` is the key of its reasons."""
    skip = {"finding": ("clears",), "gate": ("advice",)}.get(name, ("advice", "clears"))
    prefix = "" if name == "finding" else f"{folder.split('/')[-1]}/"
    return Stratum(
        name,
        folder,
        prefix,
        rule,
        origin,
        (
            *table(
                RuleText,
                skip,
                because={"key": reasons, "default": () if name == "finding" else REQUIRED},
                clears={"default": REQUIRED},
            ),
            *table(rule, ("title_facts", "reason_facts")),
        ),
    )


STRATA = (
    _stratum("finding", "findings", FindingRule, "derived"),
    _stratum("whether", "advice/whether", WhetherRule, "balance"),
    _stratum("when", "advice/when", WhenRule, "whether"),
    _stratum("gate", "advice/gates", GateRule, "timing"),
    _stratum("date", "plan/dates", DateRule, "turning", "what"),
    _stratum("checklist", "plan/checklist", TaskRule, "plan", "why"),
)
"""In the order in which a case is judged; a rule may name only facts of earlier strata."""


def read_rule(
    stratum: Stratum, identity: str, node: Node, scope: Scope
) -> tuple[AnyRule, RuleText]:
    """Read one rule file: the rule, and its texts in English."""
    fields = Fields(node)
    found = read(stratum.table, fields, scope)
    if found.get("topic") == "":
        found["topic"] = identity.split("/")[0]
    untried = found.get("untried")
    if untried and getattr(scope.everywhere.get(untried), "origin", "") != "finding":
        hint = nearest(untried, [n for n, one in scope.everywhere.items() if one == of_finding()])
        strict_yaml.fail(fields.place_of("untried"), f"There is no finding {untried!r}.{hint}")
    texts = take(RuleText, found)
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
