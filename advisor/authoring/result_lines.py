"""Results of checks, rule cases and interview walks as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from advisor.authoring.case_coverage import asserted
from advisor.authoring.interview_walk import Walk
from advisor.authoring.rule_cases import Cases
from advisor.errors import Problem
from advisor.knowledge.content import Library
from advisor.knowledge.phrasebook import Phrasebook


def annotation(problem: Problem, level: str) -> str:
    """Write a fault as an annotation of a GitHub workflow."""

    def escaped(text: str, more: str = "") -> str:
        for sign in f"%\r\n{more}":
            text = text.replace(sign, f"%{ord(sign):02X}")
        return text

    place = problem.place
    where = f"file={escaped(place.file, ':,')},line={place.line or 1},col={place.column or 1}"
    return f"::{level} {where}::{escaped(problem.message)}"


def coverage_table(library: Library, cases: Cases) -> Iterator[str]:
    """Yield a table: for each kind of rule, how many have the cases they need."""
    texts = library.phrases.ui
    columns = ("rules", "fires", "silent", "undecided", "concluded")
    rows = [[texts["rules.test.head"], *(texts[f"rules.test.columns.{key}"] for key in columns)]]
    for item in asserted(library, cases):
        counts = [f"{have} of {need}" for have, need in item.outcomes]
        label = texts[f"rules.test.room.{item.room}"]
        rows.append([label, str(item.rules), *counts, f"{item.concluded} of {item.rules}"])
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        first, *rest = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join([first, *rest]).rstrip()


def walk_lines(phrases: Phrasebook, found: Walk) -> Iterator[str]:
    """Yield the result of a walk: paths, what is proven, what is only tried."""
    paths = str(found.paths) if found.paths < 10**6 else f"{Decimal(found.paths):.1e}"
    say = phrases.say
    yield say(
        "rules.walk.line",
        paths=paths,
        without=str(found.without_advice),
        orphans=str(found.orphans),
    )
    yield say("rules.walk.how", sections=str(found.sections), steps=str(found.steps))
    yield say(f"rules.walk.{'proven' if found.complete else 'unproven'}")
    yield say("rules.walk.held", interviews=str(found.interviews), cases=str(found.cases))
