"""What is new about a case since the interview last ended, in a line or three."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.casefile.answers import show_in_line
from advisor.casefile.last_seen import Seen, digests
from advisor.knowledge.phrasebook import Phrasebook
from advisor.knowledge.rule_text import RuleTexts
from advisor.locale.formatting import inside
from advisor.locale.markdown import one_line
from advisor.reasoning.case_assessment import CaseAssessment

SHOWN = 2
"""How many answers and how many days are named; the rest is counted."""


def news(phrases: Phrasebook, seen: Seen, assessed: CaseAssessment) -> tuple[str, ...]:
    """Return what has changed since then under a heading; nothing where nothing has."""
    noted = len(assessed.case.evidence.journal) - seen.journal
    lines = (
        _answers(phrases, seen, assessed),
        phrases.counted("cli.start.new.journal", noted) if noted > 0 else "",
        _passed(phrases, seen, assessed),
        _advice(phrases, seen, assessed),
    )
    told = tuple(filter(None, lines))
    if not told:
        return ()
    return (phrases.say("cli.start.new.since", date=seen.day), *(f"  {line}" for line in told))


def _answers(phrases: Phrasebook, seen: Seen, assessed: CaseAssessment) -> str:
    now = digests(assessed.rulebook, assessed.case)
    changed = [
        name for name in assessed.rulebook.questions if now.get(name) != seen.answers.get(name)
    ]
    named = (_answer(phrases, assessed, name) for name in changed[:SHOWN])
    return _counted(phrases, "answers", list(named), len(changed))


def _answer(phrases: Phrasebook, assessed: CaseAssessment, name: str) -> str:
    """Return a question and its answer now, in one line."""
    case, questions = assessed.case, assessed.rulebook.questions
    if name in case.answers:
        answer = show_in_line(phrases, questions[name], case.answers[name])
    else:
        key = "interview.dont_know" if name in case.dont_know else "cli.start.new.taken_out"
        answer = phrases.say(key)
    return f"{one_line(phrases.question(name).ask)} {answer}"


def _passed(phrases: Phrasebook, seen: Seen, assessed: CaseAssessment) -> str:
    """Name the days of the plan that have come since then."""
    texts = RuleTexts(phrases, assessed.rulebook, assessed.facts)
    known = assessed.rulebook.by_id
    days = {rule: day for rule, day in seen.dates.items() if rule in known}
    days |= {item.rule: item.date for item in assessed.assessment.dates}
    passed = sorted((day, rule) for rule, day in days.items() if seen.day < day <= assessed.as_of)
    named = [
        f"{phrases.day(day)}{phrases.colon}{inside(texts.title(rule), phrases.language)}"
        for day, rule in passed[:SHOWN]
    ]
    return _counted(phrases, "passed", named, len(passed))


def _advice(phrases: Phrasebook, seen: Seen, assessed: CaseAssessment) -> str:
    """Say that the rules are others, and what the advice was where it is another."""
    return " ".join(_ruled(phrases, seen, assessed))


def _ruled(phrases: Phrasebook, seen: Seen, assessed: CaseAssessment) -> Iterator[str]:
    if seen.rules_version != assessed.assessment.rules_version:
        yield phrases.say("cli.start.new.rules")
    if (seen.whether, seen.when) != assessed.advice.verdict:
        before = phrases.verdict(seen.whether, seen.when)
        now = phrases.verdict(*assessed.advice.verdict)
        yield phrases.say("cli.start.new.advice", before=before, now=now)


def _counted(phrases: Phrasebook, key: str, named: list[str], count: int) -> str:
    if not count:
        return ""
    if count > len(named):
        named = [*named, phrases.counted("cli.start.new.more", count - len(named))]
    return phrases.counted(f"cli.start.new.{key}", count, named="; ".join(named))
