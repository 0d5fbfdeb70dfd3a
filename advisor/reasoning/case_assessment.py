"""A case together with its assessment and the rules that made it."""

from __future__ import annotations

from datetime import date

from advisor.engine.stratum import Engine
from advisor.facts.contradictions import believed
from advisor.knowledge.content import Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.model import Case, Facts
from advisor.reasoning.assessment import Advice, Assessment


@dataclass(frozen=True)
class CaseAssessment:
    """One case, assessed on one day."""

    rulebook: Rulebook
    case: Case
    assessment: Assessment
    engine: Engine

    @property
    def decided(self) -> Case:
        """The case that was decided: without the answers that contradictions set aside."""
        return believed(self.case, self.assessment.contradictions)

    @property
    def as_of(self) -> date:
        """The day of the assessment."""
        return self.assessment.as_of

    @property
    def facts(self) -> Facts:
        """The facts of the case, the findings that hold among them."""
        return self.assessment.facts

    @property
    def advice(self) -> Advice:
        """The advice on the case."""
        return self.assessment.advice
