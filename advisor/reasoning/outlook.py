"""What would change the advice: other answers, later days, no negativity answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from advisor.engine.stratum import Engine
from advisor.knowledge.content import Library
from advisor.model import Case, Counterfactual, TurningDate, When, Whether
from advisor.reasoning import whatif


@dataclass(frozen=True)
class Outlook:
    """What would make the advice another."""

    would_change: tuple[Counterfactual, ...]
    turning_dates: tuple[TurningDate, ...]
    without_negativity: tuple[Whether, When | None]


def outlook(library: Library, case: Case, as_of: date, engine: Engine) -> Outlook:
    """Look for what would change the advice: answers, days, a calmer view.

    Looks at some hundred answers and at every day of a year.
    """
    return Outlook(
        whatif.would_change(library, case, as_of),
        whatif.turning_dates(library, case, as_of, engine),
        whatif.without_negativity(library, case, as_of, engine),
    )
