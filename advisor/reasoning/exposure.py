"""The user's own exposure: claims that the client could make against them.

Late work, held data and access, refunds, exclusivity, rights: whatever the user owes,
holds or is bound by. Which findings are meant is data (``exposure: yes``).
"""

from __future__ import annotations

from advisor.knowledge.content import FindingRule, Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.reasoning.assessment import Finding
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.relevance import causes


@dataclass(frozen=True)
class Exposed:
    """One point at which the user is exposed, and the finding that shows it."""

    finding: Finding
    gates: tuple[str, ...] = ()
    """The gates that depend on the same answers."""
    blocking: bool = False
    """One of these gates blocks the letter."""


def exposure(assessed: CaseAssessment) -> tuple[Exposed, ...]:
    """Return where the user is exposed, what blocks the letter first.

    The rest follows in the order of the findings, the strongest first.
    """
    rulebook = assessed.rulebook
    gates = [
        (gate.id, rulebook.by_id[rule]) for gate in assessed.advice.gates for rule in gate.rules
    ]
    gate_causes = [
        (name, getattr(rule, "blocking", False), set(causes(rulebook, rule, assessed.facts)))
        for name, rule in gates
    ]
    found = []
    for finding in assessed.assessment.findings:
        if is_exposure(rulebook, finding):
            own = [
                item for item in gate_causes if finding.causes and item[2] >= set(finding.causes)
            ]
            names = tuple(dict.fromkeys(name for name, _, _ in own))
            found.append(Exposed(finding, names, any(blocking for _, blocking, _ in own)))
    return tuple(sorted(found, key=lambda item: not item.blocking))


def is_exposure(rulebook: Rulebook, finding: Finding) -> bool:
    """Return whether a finding is one of the user's exposure."""
    rule = rulebook.by_id.get(finding.id)
    return isinstance(rule, FindingRule) and rule.exposure
