"""The checklist: what to do, in order, with its dates and how binding each is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from advisor import wording
from advisor.documents import prose
from advisor.documents.formats.markdown import escape
from advisor.documents.words import say
from advisor.errors import AdvisorError, Place
from advisor.knowledge.content import Library
from advisor.model import PHASES, Assessment, Case, Norm

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


def checklist_rows(assessment: Assessment) -> tuple[Row, ...]:
    """Return the items in the order in which they are done, phase by phase."""
    return tuple(
        Row(task.id, task.phase, task.due, task.title, task.who, task.why, task.norm)
        for phase in PHASES
        for task in assessment.tasks
        if task.phase == phase
    )


def checklist_markdown(library: Library, assessment: Assessment, case: Case) -> str:
    """Return the checklist as Markdown, with boxes to tick."""
    template = library.templates.get(TEMPLATE)
    if template is None:
        raise AdvisorError(
            f"The template {TEMPLATE!r} is missing in templates/{library.language}/."
        )
    client = case.answers.get("client_name")
    named = isinstance(client, str) and client.strip()
    title = say(library, f"checklist.title.{'named' if named else 'plain'}", client=str(client))
    shown = {
        "title": escape(title),
        "as_of": escape(say(library, "checklist.as_of", date=_day(assessment.as_of))),
        "outcome": [escape(line) for line in _outcome(library, assessment)],
        "blocking": [escape(line) for line in _blocking(library, assessment)],
        "blocking_title": escape(say(library, "checklist.blocking")),
        "phases": list(_phases(library, assessment)),
        "dates_title": escape(say(library, "checklist.dates")),
        "dates": list(_dates(library, assessment)),
        "notes": [
            escape(say(library, "checklist.disclaimer")),
            escape(
                say(
                    library,
                    "checklist.version",
                    rules=assessment.rules_version,
                    answers=assessment.answers_hash,
                )
            ),
        ],
    }
    place = Place(f"templates/{library.language}/{TEMPLATE}", 1, 1)
    return prose.fill(template, shown, place).strip("\n") + "\n"


def _day(day: date) -> str:
    return wording.weekday_date(day)


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
        yield say(library, "checklist.outcome.last_day", date=_day(advice.last_day))
    for item in advice.binding:
        norm = library.texts[f"norm.{item.norm}"]
        yield say(library, "checklist.outcome.binding", what=item.what, norm=norm)
    if advice.review_on is not None:
        yield say(library, "checklist.outcome.review", date=_day(advice.review_on))


def _blocking(library: Library, assessment: Assessment) -> Iterator[str]:
    for gate in assessment.advice.gates:
        if gate.blocking:
            name = library.texts[f"gate.{gate.id}"]
            clears = " ".join(gate.clears[:1])
            yield say(library, "checklist.gate", gate=name, why=gate.because[0], clears=clears)


def _phases(library: Library, assessment: Assessment) -> Iterator[dict[str, object]]:
    rows = checklist_rows(assessment)
    for phase in PHASES:
        items = [
            {
                "date": escape(_day(row.due)),
                "title": escape(row.title),
                "who": escape(library.texts[f"who.{row.who}"]),
                "why": escape(row.why),
                "norm": escape(library.texts[f"norm.{row.norm}"]),
            }
            for row in rows
            if row.phase == phase
        ]
        if items:
            yield {"title": escape(library.texts[f"phase.{phase}"]), "rows": items}


def _dates(library: Library, assessment: Assessment) -> Iterator[dict[str, str]]:
    binding = {item.rule for item in assessment.advice.binding}
    for item in assessment.dates:
        norm = library.texts[f"norm.{item.norm}"]
        key = "binding" if item.rule in binding else "norm"
        yield {
            "date": escape(_day(item.date)),
            "what": escape(item.what),
            "norm": escape(say(library, f"checklist.{key}", norm=norm)),
        }
