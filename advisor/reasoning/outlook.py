"""What would change the advice: events, later days, no negativity answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from advisor.engine.compiled import Compiled
from advisor.facts.stages import derive_first
from advisor.knowledge.content import Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.model import Case, Facts, TurningDate
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.decide import Verdict, conclude
from advisor.reasoning.events import Happened, foreseen
from advisor.reasoning.turning_dates import turning_dates


@dataclass(frozen=True)
class Outlook:
    """What would make the advice another."""

    would_change: tuple[Happened, ...]
    """Events, the nearest and likeliest first."""
    then: tuple[Happened, ...]
    """What follows the step that is advised: where it succeeds, then where it fails."""
    turning_dates: tuple[TurningDate, ...]
    without_negativity: Verdict


def outlook(assessed: CaseAssessment) -> Outlook:
    """Return what would change the advice.

    Decides the case many times, by the compiled conditions, which are the faster engine.
    """
    rulebook, case, as_of = assessed.rulebook, assessed.decided, assessed.as_of
    foresight = foreseen(assessed)
    return Outlook(
        foresight.would_change(),
        foresight.follows(),
        turning_dates(rulebook, case, as_of, Compiled()),
        _verdict(rulebook, without_negativity(rulebook, case), as_of),
    )


def _verdict(rulebook: Rulebook, case: Case, as_of: date) -> Verdict:
    given = derive_first(rulebook, case, as_of)
    facts = Facts(given.known, frozenset(given.absent))
    return conclude(rulebook, facts, Compiled()).verdict


def without_negativity(rulebook: Rulebook, case: Case) -> Case:
    """Return a case without its answers about mood and feeling."""
    kept = {
        name: answer for name, answer in case.answers.items() if not rulebook.questions[name].mood
    }
    return replace(case, answers=kept)
