"""The checklist of a case: tasks in order, with their dates and norms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from advisor.formats.document_model import Checklist, Columns, Item, KeyDate, Row, Section
from advisor.knowledge.content import Library
from advisor.knowledge.phrasebook import say
from advisor.knowledge.rule_text import RuleTexts
from advisor.locale import formatting
from advisor.locale.markdown import one_line
from advisor.model import PHASES, Case
from advisor.reasoning.assessment import Assessment


def checklist_rows(library: Library, assessment: Assessment) -> tuple[Row, ...]:
    """Return the items in the order of the plan, phase by phase."""
    texts = RuleTexts(library.phrases, library, assessment.facts)
    return tuple(
        Row(
            id=task.id,
            phase=task.phase,
            due=task.due,
            title=one_line(texts.title(task.id)),
            who=task.who,
            why=one_line(texts.because(task.id)),
            norm=task.norm,
        )
        for phase in PHASES
        for task in assessment.tasks
        if task.phase == phase
    )


def checklist(library: Library, assessment: Assessment, case: Case) -> Checklist:
    """Return the checklist of a case."""
    name = case.answers.get("client_name")
    client = one_line(name) if isinstance(name, str) else ""
    key = f"checklist.title.{'named' if client else 'plain'}"
    return Checklist(
        title=say(library, key, client=client),
        client=client,
        language=library.language,
        day=assessment.as_of,
        as_of=say(library, "checklist.as_of", date=_day(library, assessment.as_of)),
        outcome=tuple(map(one_line, _outcome(library, assessment))),
        blocking_title=say(library, "checklist.blocking"),
        blocking=tuple(map(one_line, _blocking(library, assessment))),
        sections=tuple(_sections(library, assessment)),
        dates_title=say(library, "checklist.dates"),
        dates=tuple(_dates(library, assessment)),
        notes=(say(library, "checklist.disclaimer"), _version(library, assessment)),
        columns=Columns(
            **{
                column: say(library, f"checklist.column.{column}")
                for column in Columns.__annotations__
            }
        ),
        separator=say(library, "checklist.separator"),
        colon=library.phrases.colon,
    )


def _day(library: Library, day: date) -> str:
    return formatting.weekday_date(day, library.language)


def _outcome(library: Library, assessment: Assessment) -> Iterator[str]:
    """Yield the advice in a sentence, the last day and what sets it."""
    advice = assessment.advice
    label = library.texts[f"whether.{advice.whether}"]
    if advice.when is None:
        yield say(library, "checklist.outcome.plain", advice=label)
    else:
        when = library.texts[f"when.{advice.when}"]
        yield say(library, "checklist.outcome.timed", advice=label, when=when)
    if advice.last_day is not None:
        yield say(library, "checklist.outcome.last_day", date=_day(library, advice.last_day))
    texts = RuleTexts(library.phrases, library, assessment.facts)
    for item in advice.binding:
        norm = library.texts[f"norm.{item.norm}"]
        yield say(library, "checklist.outcome.binding", what=texts.because(item.rule), norm=norm)
    if advice.review_on is not None:
        yield say(library, "checklist.outcome.review", date=_day(library, advice.review_on))


def _blocking(library: Library, assessment: Assessment) -> Iterator[str]:
    texts = RuleTexts(library.phrases, library, assessment.facts)
    for gate in assessment.advice.gates:
        if gate.blocking:
            name = library.texts[f"gate.{gate.id}"]
            clears = " ".join(texts.clears(gate.rules)[:1])
            why = texts.because(gate.rules[0])
            yield say(library, "checklist.gate", gate=name, why=why, clears=clears)


def _sections(library: Library, assessment: Assessment) -> Iterator[Section]:
    rows = checklist_rows(library, assessment)
    for phase in PHASES:
        items = tuple(
            Item(
                row,
                date=_day(library, row.due),
                who=library.texts[f"who.{row.who}"],
                norm=library.texts[f"norm.{row.norm}"],
            )
            for row in rows
            if row.phase == phase
        )
        if items:
            yield Section(phase, library.texts[f"phase.{phase}"], items)


def _dates(library: Library, assessment: Assessment) -> Iterator[KeyDate]:
    binding = {item.rule for item in assessment.advice.binding}
    texts = RuleTexts(library.phrases, library, assessment.facts)
    for item in assessment.dates:
        norm = library.texts[f"norm.{item.norm}"]
        key = "binding" if item.rule in binding else "norm"
        said = say(library, f"checklist.{key}", norm=norm)
        what = one_line(texts.because(item.rule))
        yield KeyDate(item.rule, item.date, _day(library, item.date), what, said)


def _version(library: Library, assessment: Assessment) -> str:
    rules, answers = assessment.rules_version, assessment.answers_hash
    return say(library, "checklist.version", rules=rules, answers=answers)
