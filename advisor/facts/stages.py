"""The facts of a case in two stages: what rules read, and what waits for the days of dispatch.

:func:`advisor.facts.derive.derive` derives all at once, counted from the day of the assessment.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from advisor.cache_files import named
from advisor.conditions import names
from advisor.engine.compiled import load
from advisor.facts import first_needs
from advisor.facts.calculation import Given
from advisor.facts.derive import CALCULATIONS, GROUPS, answered, calendar_errors, late_plan
from advisor.knowledge import roles
from advisor.knowledge.content import Rulebook
from advisor.model import Case, Facts


def derive_first(rulebook: Rulebook, case: Case, as_of: date) -> Given:
    """Return the facts of a case of which only those are derived that rules read.

    The others wait for the days of dispatch, see :func:`derive_rest` and
    :func:`count_from_dispatch`. Raises as :func:`derive`.
    """
    with calendar_errors(case):
        given = answered(rulebook, case, as_of)
        first_needs.calculate(given, _first_groups(rulebook))
    return given


@lru_cache(maxsize=8)
def _first_groups(rulebook: Rulebook) -> first_needs.Groups:
    """Return the calculations of the facts that rules read before the days of dispatch."""

    def source() -> str:
        rules = (*rulebook.findings, *rulebook.whether, *rulebook.timing)
        rules = (*rules, *rulebook.gates, *rulebook.tasks)
        read = {name for rule in rules for name in names(rule.when)}
        return f"def generated():\n    return {sorted(read & CALCULATIONS.keys())!r}\n"

    read = load(source, named("read-first", rulebook.cache_key), __file__)()
    return first_needs.among(GROUPS, read)


def derive_rest(rulebook: Rulebook, given: Given, case: Case) -> None:
    """Add the facts that are still lacking, but for those counted from a dispatch."""
    first_needs.calculate(given, _REST)
    late_plan(rulebook)(case.answers, given)


def count_from_dispatch(given: Given) -> Facts:
    """Return the facts with those that are counted from a dispatch."""
    first_needs.calculate(given, _FROM_DISPATCH)
    return Facts(given.known, frozenset(given.absent))


def send(given: Given, sending: Mapping[str, date]) -> None:
    """Set the planned days of dispatch, from which dates are counted anew when they are read.

    ``sending`` is the day by the question that records it.
    """
    given.sending, given.kept = sending, {}
    for name in FROM_DISPATCH:
        given.known.pop(name, None)
    given.absent.difference_update(FROM_DISPATCH)
    given.tried.difference_update(FROM_DISPATCH)


FROM_DISPATCH = (
    *(roles.NOTICE_GIVEN_ON, roles.NOTICE_RECEIVED_ON, roles.NOTICE_DAYS, roles.LAW_NOTICE_DAYS),
    *(roles.NOTICE_END_DATE, roles.LAW_NOTICE_END_DATE, roles.LAW_NOTICE_LATEST),
    *(roles.CUSTOMARY_END_DATE, roles.EXTENDED_END_DATE, roles.BREACH_END_DATE),
    *(roles.RENEWAL_ACT_BY, roles.RENEWAL_SEND_BY, roles.TERM_LAST_DAY, roles.NEXT_RENEWAL),
    *(roles.CURE_DEADLINE, roles.DEADLINE_IF_SENT_TODAY),
    *(roles.SETTLEMENT_DEADLINE, roles.CLAIM_FROM),
)
"""Facts that are counted from the dispatch of a notice, on the day that the schedule sets.

A rule that is fired before that reads them as counted from the day of the assessment.
"""

_FROM_DISPATCH = first_needs.among(GROUPS, FROM_DISPATCH)
_REST = first_needs.among(GROUPS, CALCULATIONS.keys() - FROM_DISPATCH)
