"""What would change the advice: other answers, later days, no negativity answers."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.engine.compiled import Compiled
from advisor.model import Counterfactual, TurningDate, When, Whether
from advisor.reasoning import whatif
from advisor.reasoning.case_assessment import CaseAssessment


@dataclass(frozen=True)
class Outlook:
    """What would make the advice another."""

    would_change: tuple[Counterfactual, ...]
    turning_dates: tuple[TurningDate, ...]
    without_negativity: tuple[Whether, When | None]


def outlook(assessed: CaseAssessment) -> Outlook:
    """Return what would change the advice: other answers, days, no negativity answers.

    Decides the case many times, by the compiled conditions, which are the faster engine.
    """
    rulebook, case, as_of = assessed.rulebook, assessed.case, assessed.as_of
    return Outlook(
        whatif.would_change(rulebook, case, as_of),
        whatif.turning_dates(rulebook, case, as_of, Compiled()),
        whatif.without_negativity(rulebook, case, as_of, Compiled()),
    )
