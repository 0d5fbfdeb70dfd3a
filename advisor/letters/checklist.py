"""The checklist: what to do, in order, with its dates and how binding each is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from advisor.errors import AdvisorError, Message, Place
from advisor.knowledge.content import Library
from advisor.knowledge.phrasebook import colon_of, say
from advisor.knowledge.rule_text import RuleTexts
from advisor.letters import templates
from advisor.locale import formatting
from advisor.locale.markdown import escape, one_line
from advisor.model import PHASES, Case, Norm
from advisor.reasoning.assessment import Assessment

TEMPLATE = "checklist.md.j2"


@dataclass(frozen=True)
class Row:
    """One item, as plain text. The same in every format: Markdown, table, calendar."""

    id: str
    phase: str
    """One of :data:`advisor.model.PHASES`."""
    due: date
    title: str
    who: str
    """Who does it: ``you``, ``client``, ``lawyer`` or ``colleague``."""
    why: str
    norm: Norm


@dataclass(frozen=True)
class Item:
    """A row with its words: the day in full, who does it, how binding it is."""

    row: Row
    date: str
    who: str
    norm: str


@dataclass(frozen=True)
class Section:
    """The items of one phase, under its heading."""

    phase: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Day:
    """A date of the plan."""

    id: str
    """The rule that sets it."""
    day: date
    date: str
    what: str
    norm: str
    """How binding it is, and whether it sets the last day."""


@dataclass(frozen=True)
class Columns:
    """The names of the columns of a table."""

    due: str
    done: str
    phase: str
    task: str
    who: str
    why: str
    norm: str
    rule: str


@dataclass(frozen=True)
class Checklist:
    """Everything a checklist says, as plain text, ready for any format."""

    title: str
    client: str
    """The client's name; empty when it is not known."""
    language: str
    day: date
    as_of: str
    outcome: tuple[str, ...]
    blocking_title: str
    blocking: tuple[str, ...]
    sections: tuple[Section, ...]
    dates_title: str
    dates: tuple[Day, ...]
    notes: tuple[str, ...]
    columns: Columns
    separator: str
    """What parts the cells of a table where its language is spoken."""
    colon: str
    """What stands between a label and what it labels, with its spaces."""


def checklist_rows(library: Library, assessment: Assessment) -> tuple[Row, ...]:
    """Return the items in the order in which they are done, phase by phase."""
    texts = RuleTexts(library, assessment.facts)
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
        colon=colon_of(library),
    )


def checklist_markdown(library: Library, assessment: Assessment, case: Case) -> str:
    """Return the checklist as Markdown, with boxes to tick."""
    template = library.templates.get(TEMPLATE)
    if template is None:
        raise AdvisorError(
            Message(
                "The template {name} is missing in {place}.",
                name=repr(TEMPLATE),
                place=f"templates/{library.language}/",
            )
        )
    found = checklist(library, assessment, case)
    shown: dict[str, Any] = {
        "title": escape(found.title),
        "as_of": escape(found.as_of),
        "outcome": [escape(line) for line in found.outcome],
        "blocking": [escape(line) for line in found.blocking],
        "blocking_title": escape(found.blocking_title),
        "phases": [
            {"title": escape(section.title), "rows": [_escaped(item) for item in section.items]}
            for section in found.sections
        ],
        "dates_title": escape(found.dates_title),
        "dates": [
            {"date": escape(day.date), "what": escape(day.what), "norm": escape(day.norm)}
            for day in found.dates
        ],
        "notes": [escape(note) for note in found.notes],
        "colon": found.colon,
    }
    place = Place(f"templates/{library.language}/{TEMPLATE}", 1, 1)
    return templates.fill(template, shown, place).strip("\n") + "\n"


def _escaped(item: Item) -> dict[str, str]:
    return {
        "date": escape(item.date),
        "title": escape(item.row.title),
        "who": escape(item.who),
        "why": escape(item.row.why),
        "norm": escape(item.norm),
    }


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
    texts = RuleTexts(library, assessment.facts)
    for item in advice.binding:
        norm = library.texts[f"norm.{item.norm}"]
        yield say(library, "checklist.outcome.binding", what=texts.because(item.rule), norm=norm)
    if advice.review_on is not None:
        yield say(library, "checklist.outcome.review", date=_day(library, advice.review_on))


def _blocking(library: Library, assessment: Assessment) -> Iterator[str]:
    texts = RuleTexts(library, assessment.facts)
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


def _dates(library: Library, assessment: Assessment) -> Iterator[Day]:
    binding = {item.rule for item in assessment.advice.binding}
    texts = RuleTexts(library, assessment.facts)
    for item in assessment.dates:
        norm = library.texts[f"norm.{item.norm}"]
        key = "binding" if item.rule in binding else "norm"
        said = say(library, f"checklist.{key}", norm=norm)
        what = one_line(texts.because(item.rule))
        yield Day(item.rule, item.date, _day(library, item.date), what, said)


def _version(library: Library, assessment: Assessment) -> str:
    rules, answers = assessment.rules_version, assessment.answers_hash
    return say(library, "checklist.version", rules=rules, answers=answers)
