"""The checklist: its rows, its whole text, and what it never does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.engine.compiled import Compiled
from advisor.formats.document_model import Row
from advisor.formats.format_registry import CHECKLIST_FORMATS
from advisor.formats.markdown_text import checklist_markdown
from advisor.knowledge.content import Library
from advisor.letters.checklist import checklist, checklist_rows
from advisor.model import PHASES, Case
from advisor.reasoning.assess import assess
from advisor.reasoning.assessment import Assessment, Gate, PlanDate, Task
from advisor.reasoning.case_assessment import CaseAssessment
from tests.random_cases import cases, examples
from tests.shipped import shipped

if TYPE_CHECKING:
    from tests.complete_case import Desk

Snapshot = Callable[[str, str], None]

NOTICE = PlanDate(date(2026, 12, 22), "dates/contract-notice", "contract", "constraint")
TASKS = (
    Task(
        id="checklist/before/read-contract",
        phase="before",
        due=date(2026, 11, 22),
        who="you",
        norm="contract",
    ),
    Task(
        id="checklist/close/own-access",
        phase="handover",
        due=date(2026, 12, 29),
        who="you",
        norm="courtesy",
    ),
    Task(
        id="checklist/before/lawyer-reads",
        phase="before",
        due=date(2026, 11, 24),
        who="lawyer",
        norm="law",
    ),
)
LAWYER = Gate(
    id="lawyer",
    blocking=True,
    rules=("gates/lawyer-fixed-term",),
    norm="law",
    holds=("ending",),
)

TEXTS: dict[str, dict[str, Any]] = {
    "dates/contract-notice": {"because": ("The notice runs out",)},
    "checklist/before/read-contract": {
        "title": "Read the contract again",
        "because": ("A form that is missed can undo the ending.",),
    },
    "checklist/close/own-access": {
        "title": "Give up your own access",
        "because": ("This comes last of all.",),
    },
    "checklist/before/lawyer-reads": {
        "title": "Take *the* contract to a lawyer",
        "because": ("Advice costs least before the letter is out.",),
    },
    "gates/lawyer-fixed-term": {
        "because": ("The contract binds you.",),
        "clears": "A lawyer has read it.",
    },
}


@pytest.fixture
def worded(desk: Desk) -> Library:
    """The library with texts that do not change with the rules."""
    phrases = desk.library.phrases
    rules = {name: replace(phrases.rule(name), **texts) for name, texts in TEXTS.items()}
    return replace(desk.library, phrases=replace(phrases, rules={**phrases.rules, **rules}))


@pytest.fixture
def fixed(desk: Desk) -> Assessment:
    """An assessment whose items do not change with the rules."""
    found = desk.assess(desk.case({}))
    advice = replace(found.advice, binding=(NOTICE,), gates=(LAWYER,), review_on=None)
    return replace(
        found,
        advice=advice,
        tasks=TASKS,
        dates=(NOTICE,),
        rules_version="1.0.0+0123456789ab",
        answers_hash="ba9876543210",
    )


def test_whole_checklist(
    desk: Desk, worded: Library, fixed: Assessment, snapshot: Snapshot
) -> None:
    """The checklist says what to do, by when, who and why, to the byte."""
    snapshot(
        "checklist.md",
        checklist_markdown(
            checklist(worded.phrases, CaseAssessment(worded, desk.case({}), fixed, Compiled()))
        ),
    )


def test_plain_text(desk: Desk, worded: Library, fixed: Assessment, snapshot: Snapshot) -> None:
    """The plain text says the same without markup."""
    data = CHECKLIST_FORMATS[".txt"](
        checklist(worded.phrases, CaseAssessment(worded, desk.case({}), fixed, Compiled()))
    )
    snapshot("checklist.txt", data.decode())


def test_rows(worded: Library, fixed: Assessment) -> None:
    """The rows are ordered by phase, and within a phase by their own order."""
    rows = checklist_rows(worded.phrases, CaseAssessment(worded, Case(), fixed, Compiled()))
    assert [row.id.removeprefix("checklist/") for row in rows] == [
        "before/read-contract",
        "before/lawyer-reads",
        "close/own-access",
    ]
    assert rows[1] == Row(
        id="checklist/before/lawyer-reads",
        phase="before",
        due=date(2026, 11, 24),
        title="Take *the* contract to a lawyer",
        who="lawyer",
        why="Advice costs least before the letter is out.",
        norm="law",
    )


@pytest.mark.parametrize("name", ["{{ 7*7 }}", "<b>x</b>", "a [b](c) *d* `e`", "Foo #"])
def test_no_injection(desk: Desk, name: str) -> None:
    """The client's name is shown as typed."""
    case = desk.case({"client_name": name})
    text = checklist_markdown(checklist(desk.library.phrases, desk.assessed(case)))
    assert "49" not in text.splitlines()[0]
    assert not re.search(r"(?<!\\)[<*`\[]", text.splitlines()[0])
    plain = CHECKLIST_FORMATS[".txt"](checklist(desk.library.phrases, desk.assessed(case))).decode()
    assert plain.startswith(f"Checklist: {name}\n")


def test_without_a_name(desk: Desk) -> None:
    """Without the client's name the title does without it."""
    case = desk.case({"client_name": None})
    assert checklist_markdown(checklist(desk.library.phrases, desk.assessed(case))).startswith(
        "# Checklist\n"
    )


def test_nothing_blocks(desk: Desk) -> None:
    """Where no gate is blocking there is no section about what blocks."""
    case = desk.case({})
    text = checklist_markdown(checklist(desk.library.phrases, desk.assessed(case)))
    assert desk.library.phrases.ui["checklist.blocking"] not in text
    assert "Last day: Tuesday 22 December 2026." in text


def test_review_day(desk: Desk) -> None:
    """Where the advice is not to end, the day to look again takes the last day's place."""
    case = desk.only({"payment_habit": "often_late", "invoices_settled": 8, "invoices_late": 6})
    text = checklist_markdown(checklist(desk.library.phrases, desk.assessed(case)))
    assert "Repair it first.  \nLook again on Tuesday 22 December 2026.  \n" in text
    assert "The last day" not in text


@settings(max_examples=examples(25))
@given(st.data())
def test_any_case(library: Library, today: date, data: st.DataObject) -> None:
    """Every case has a checklist that names all its tasks, in sections of one phase each."""
    case = data.draw(cases(library))
    found = assess(library, case, today, Compiled())
    text = checklist_markdown(
        checklist(library.phrases, CaseAssessment(library, case, found, Compiled()))
    )
    assert text.count("- [ ] ") == len(found.tasks)
    assert not re.search(r"None|\{[a-z_]+\}|\n\n\n", text)
    headings = [library.phrases.ui[f"phase.{phase}"] for phase in PHASES]
    shown = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert [name for name in shown if name in headings] == [
        library.phrases.ui[f"phase.{phase}"]
        for phase in PHASES
        if any(task.phase == phase for task in found.tasks)
    ]
    assert (
        checklist_markdown(
            checklist(library.phrases, CaseAssessment(library, case, found, Compiled()))
        )
        == text
    )


def test_in_french(desk: Desk, fixed: Assessment) -> None:
    """In French a non-breaking space precedes a colon, in every format."""
    in_french, case = shipped("fr"), desk.case({})
    lines = checklist_markdown(
        checklist(in_french.phrases, CaseAssessment(in_french, case, fixed, Compiled()))
    ).splitlines()
    assert sum("**\u00a0: " in line for line in lines) == len(fixed.tasks) + len(fixed.dates)
    assert (
        "</time>\u00a0: "
        in CHECKLIST_FORMATS[".html"](
            checklist(in_french.phrases, CaseAssessment(in_french, case, fixed, Compiled()))
        ).decode()
    )
    calendar = CHECKLIST_FORMATS[".ics"](
        checklist(in_french.phrases, CaseAssessment(in_french, case, fixed, Compiled()))
    ).decode()
    assert "\\nQui\u00a0: " in calendar.replace("\r\n ", "")
