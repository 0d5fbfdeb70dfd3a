"""The checklist of a case: tasks in order, with their dates and norms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from advisor.formats.document_model import Checklist, Columns, Item, KeyDate, Row, Section
from advisor.knowledge import roles
from advisor.knowledge.phrasebook import Phrasebook
from advisor.knowledge.rule_text import RuleTexts
from advisor.locale import formatting
from advisor.locale.markdown import one_line
from advisor.model import PHASES
from advisor.reasoning.assessment import Task
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.events import foreseen


def checklist_rows(phrases: Phrasebook, assessed: CaseAssessment) -> tuple[Row, ...]:
    """Return the steps in the order of the plan, phase by phase."""
    texts = RuleTexts(phrases, assessed.rulebook, assessed.facts)
    return tuple(
        Row(
            id=task.id,
            phase=task.phase,
            due=task.due,
            title=one_line(texts.title(task.id)),
            who=task.who,
            why=one_line(" ".join(_reasons(phrases, texts, task))),
            norm=task.norm,
            undated=_undated(phrases, task),
        )
        for phase in PHASES
        for task in assessed.assessment.tasks
        if task.phase == phase
    )


def _reasons(phrases: Phrasebook, texts: RuleTexts, task: Task) -> Iterator[str]:
    """Yield why a step is to be done, and that it comes too late."""
    yield texts.because(task.id)
    if task.late_for is not None:
        yield phrases.say("checklist.late", date=_day(phrases, task.late_for))


def _undated(phrases: Phrasebook, task: Task) -> str:
    """Return what stands in place of the day of a step that has none."""
    if not task.undated:
        return ""
    where = f".{task.phase}" if task.undated == "manner" else ""
    return phrases.say(f"checklist.undated.{task.undated}{where}")


def checklist(phrases: Phrasebook, assessed: CaseAssessment) -> Checklist:
    """Return the checklist of a case."""
    name = assessed.case.answers.get(roles.CLIENT_NAME)
    client = one_line(name) if isinstance(name, str) else ""
    key = f"checklist.title.{'named' if client else 'plain'}"
    return Checklist(
        title=phrases.say(key, client=client),
        client=client,
        language=phrases.language.code,
        day=assessed.as_of,
        as_of=phrases.say("checklist.as_of", date=_day(phrases, assessed.as_of)),
        outcome=tuple(map(one_line, _outcome(phrases, assessed))),
        blocking_title=phrases.say("checklist.blocking"),
        blocking=tuple(map(one_line, _blocking(phrases, assessed))),
        sections=tuple(_sections(phrases, assessed)),
        dates_title=phrases.say("checklist.dates"),
        dates=tuple(_dates(phrases, assessed)),
        notes=(phrases.say("checklist.disclaimer"), _version(phrases, assessed)),
        columns=Columns(
            **{
                column: phrases.say(f"checklist.column.{column}")
                for column in Columns.__annotations__
            }
        ),
        separator=phrases.say("checklist.separator"),
        colon=phrases.colon,
    )


def _day(phrases: Phrasebook, day: date) -> str:
    return formatting.weekday_date(day, phrases.language)


def _outcome(phrases: Phrasebook, assessed: CaseAssessment) -> Iterator[str]:
    """Yield the advice in a sentence, the last day and what sets it."""
    advice = assessed.advice
    label = phrases.say(f"whether.{advice.whether}")
    if advice.when is None:
        yield phrases.say("checklist.outcome.plain", advice=label)
    else:
        when = phrases.say(f"when.{advice.when}")
        yield phrases.say("checklist.outcome.timed", advice=label, when=when)
    if advice.last_day or advice.needs:
        yield phrases.last_day(advice.last_day, advice.not_before, advice.needs)
    texts = RuleTexts(phrases, assessed.rulebook, assessed.facts)
    for item in advice.binding:
        norm = phrases.say(f"norm.{item.norm}")
        what = formatting.inside(texts.because(item.rule), phrases.language)
        yield phrases.say("checklist.outcome.binding", what=what, norm=norm)
    if advice.review_on is not None:
        yield phrases.review(advice.review_on, advice.turns_to)
    for happened in foreseen(assessed).follows():
        after = phrases.outcome(*happened.decision.verdict, happened.decision.last_day)
        yield f"{phrases.event(happened.event.id, happened.day)}{phrases.colon}{after}"


def _blocking(phrases: Phrasebook, assessed: CaseAssessment) -> Iterator[str]:
    texts = RuleTexts(phrases, assessed.rulebook, assessed.facts)
    for gate in assessed.advice.gates:
        if gate.blocking:
            name = phrases.say(f"gate.{gate.id}")
            clears = " ".join(texts.clears(gate.rules)[:1])
            clears = formatting.inside(clears, phrases.language)
            why = texts.because(gate.rules[0])
            holds = phrases.listed(phrases.say(f"act.{act}") for act in gate.holds)
            yield phrases.say("checklist.gate", gate=name, why=why, holds=holds, clears=clears)


def _sections(phrases: Phrasebook, assessed: CaseAssessment) -> Iterator[Section]:
    rows = checklist_rows(phrases, assessed)
    for phase in PHASES:
        items = tuple(
            Item(
                row,
                date=_day(phrases, row.due) if row.due else row.undated,
                who=phrases.say(f"who.{row.who}"),
                norm=phrases.say(f"norm.{row.norm}"),
            )
            for row in rows
            if row.phase == phase
        )
        if items:
            yield Section(phase, phrases.say(f"phase.{phase}"), items)


def _dates(phrases: Phrasebook, assessed: CaseAssessment) -> Iterator[KeyDate]:
    binding = {item.rule for item in assessed.advice.binding}
    texts = RuleTexts(phrases, assessed.rulebook, assessed.facts)
    for item in assessed.assessment.dates:
        norm = phrases.say(f"norm.{item.norm}")
        key = "binding" if item.rule in binding else "norm"
        said = phrases.say(f"checklist.{key}", norm=norm)
        what = one_line(texts.because(item.rule))
        yield KeyDate(item.rule, item.date, _day(phrases, item.date), what, said)


def _version(phrases: Phrasebook, assessed: CaseAssessment) -> str:
    assessment = assessed.assessment
    rules, answers = assessment.rules_version, assessment.answers_hash
    return phrases.say("checklist.version", rules=rules, answers=answers)
