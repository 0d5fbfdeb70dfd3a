"""What sets the last day, in words, and how the end of the work stands to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from advisor.knowledge import roles
from advisor.knowledge.content import DateRule
from advisor.knowledge.phrasebook import Phrasebook
from advisor.knowledge.rule_text import RuleTexts
from advisor.locale import formatting
from advisor.reasoning.assessment import PlanDate
from advisor.reasoning.case_assessment import CaseAssessment

WORK = (roles.PROJECT_END, roles.MILESTONE_DATE)
"""The days on which work is finished."""


def binding_lines(
    phrases: Phrasebook, assessed: CaseAssessment, what: Callable[[PlanDate], str]
) -> Iterator[str]:
    """Yield what sets the last day, and the earlier end of the work that the exit is named by.

    ``what`` tells what happens on a day.
    """
    for item in assessed.advice.binding[:1]:
        yield phrases.say("report.binding", **_of(phrases, item, what(item)))
    if work := work_before(assessed):
        yield phrases.say("report.work_before", date=work)


def binding_line(phrases: Phrasebook, assessed: CaseAssessment, titles: RuleTexts) -> str:
    """Return the same in one line; empty where nothing sets the last day."""
    for item in assessed.advice.binding[:1]:
        of = _of(phrases, item, titles.title(item.rule))
        work = work_before(assessed)
        key = "summary.binding_work" if work else "report.binding"
        return phrases.say(key, **of, **({"date": work} if work else {}))
    return ""


def _of(phrases: Phrasebook, item: PlanDate, what: str) -> dict[str, str]:
    text = formatting.inside(what, phrases.language)
    return {"norm": phrases.say(f"norm.{item.norm}"), "what": text}


def work_before(assessed: CaseAssessment) -> date | None:
    """Return the day on which the work is finished, where the last day is a later one."""
    advice = assessed.advice
    if advice.when != "at_milestone" or advice.last_day is None:
        return None
    for item in assessed.assessment.dates:
        rule = assessed.rulebook.by_id[item.rule]
        work = isinstance(rule, DateRule) and rule.date.fact in WORK
        if item.kind == "constraint" and work and item.date < advice.last_day:
            return item.date
    return None
