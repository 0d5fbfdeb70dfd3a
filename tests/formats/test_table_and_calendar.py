"""The checklist as a table, as a calendar and as an object for other programs."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from advisor.casefile.casefile import read_case
from advisor.engine.compiled import Compiled
from advisor.formats.csv_table import FORMULA, cell
from advisor.formats.format_registry import CHECKLIST_FORMATS
from advisor.knowledge.cache import load_cached
from advisor.knowledge.content_paths import Roots
from advisor.letters.checklist import checklist, checklist_rows
from advisor.model import Answer, Case
from advisor.reasoning.assess import assess
from advisor.reasoning.case_assessment import CaseAssessment
from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.complete_case import Desk


def written(desk: Desk, suffix: str, **changes: Answer | None) -> bytes:
    """Return the checklist of the complete case."""
    case = desk.case(dict(changes))
    return CHECKLIST_FORMATS[suffix](checklist(desk.library.phrases, desk.assessed(case)))


def events(data: bytes) -> list[Any]:
    """Return the events of a calendar."""
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


@pytest.mark.parametrize("suffix", sorted(CHECKLIST_FORMATS))
def test_the_same_case_is_the_same_bytes(desk: Desk, suffix: str) -> None:
    """Every format of the checklist is the same whenever it is written."""
    assert written(desk, suffix) == written(desk, suffix)


def test_the_table_has_every_item(desk: Desk) -> None:
    """A spreadsheet sees UTF-8, rows that end as it wants them, and one row for each item."""
    data = written(desk, ".csv")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    expected = checklist_rows(desk.library.phrases, desk.assessed(desk.case({})))
    assert [(row["Date"], row["Task"], row["Rule"], row["Done"]) for row in rows] == [
        (row.due.isoformat() if row.due else row.undated, row.title, row.id, "") for row in expected
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+44 1632", "'+44 1632"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("  =1", "'=1"),
        ("\uff1d1", "'\uff1d1"),
        ("a\r\n=1", "a =1"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_a_cell_is_never_a_formula(text: str, shown: str) -> None:
    """What a spreadsheet would calculate is text, and a cell is one line."""
    assert cell(text) == shown


@given(st.text(max_size=30))
def test_no_cell_begins_a_formula(text: str) -> None:
    """Whatever is in it, no cell begins with what opens a formula."""
    found = cell(text)
    assert not found.startswith(FORMULA)
    assert "\n" not in found
    assert "\r" not in found


def test_the_object_has_everything(desk: Desk) -> None:
    """Programs get keys and ISO dates where people get words."""
    found = json.loads(written(desk, ".json"))
    assert (found["schema_version"], found["as_of"]) == (1, "2026-11-22")
    rows = checklist_rows(desk.library.phrases, desk.assessed(desk.case({})))
    assert [(task["id"], task["due"], task["who"], task["norm"]) for task in found["tasks"]] == [
        (row.id, row.due.isoformat() if row.due else None, row.who, row.norm) for row in rows
    ]
    assert {day["id"] for day in found["dates"]} >= {"dates/contract-notice"}


def test_the_calendar_has_days_and_reminders(desk: Desk) -> None:
    """Each item with a day and each date of the plan is a whole day, with a reminder before."""
    found = desk.assess(desk.case({}))
    data = written(desk, ".ics")
    assert len(events(data)) == sum(bool(task.due) for task in found.tasks) + len(found.dates)
    assert data.count(b"\n") == data.count(b"\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    for event in events(data):
        first, last = event["dtstart"].dt, event["dtend"].dt
        assert type(first) is date
        assert last - first == timedelta(days=1)
        assert event["dtstamp"].dt.isoformat() == "2026-11-22T00:00:00+00:00"
        assert event["transp"] == "TRANSPARENT"
        (alarm,) = event.walk("VALARM")
        assert alarm["trigger"].dt == timedelta(hours=-15)


def test_a_second_reader_finds_the_same(desk: Desk) -> None:
    """Another library reads the same days, titles and identities from the calendar."""
    data = written(desk, ".ics")
    read = vobject.readOne(data.decode())
    assert [(e.uid.value, e.dtstart.value, e.summary.value) for e in read.vevent_list] == [
        (str(e["uid"]), e["dtstart"].dt, str(e["summary"])) for e in events(data)
    ]
    assert all(event.valarm.action.value == "DISPLAY" for event in read.vevent_list)


def test_an_item_keeps_its_identity(desk: Desk) -> None:
    """Dates move, identities stay; another client has others; none says whom it is about."""

    def identities(**changes: Answer | None) -> dict[str, str]:
        found = events(written(desk, ".ics", **changes))
        return {str(event["summary"]): str(event["uid"]) for event in found}

    plain, later = identities(), identities(notice_clause="9.9", sender_name="Someone Else")
    other = identities(client_name="Model Estates Ltd")
    assert plain == later
    assert len(set(plain.values())) == len(plain)
    assert not set(plain.values()) & set(other.values())
    assert not any("example" in uid.lower() for uid in plain.values())


def test_a_name_adds_no_line_to_the_calendar(desk: Desk) -> None:
    """Line ends in an answer stay text."""
    data = written(desk, ".ics", client_name="X\r\nATTACH:http://x.example/")
    assert b"\r\nATTACH" not in data.replace(b"\r\n ", b"")
    assert len(events(data)) == len(events(written(desk, ".ics")))


@pytest.mark.parametrize(
    ("language", "separator", "columns"),
    [("es", ";", ("Fecha", "Tarea")), ("fr", ";", ("Date", "Tâche"))],
)
def test_the_checklist_in_other_languages(
    language: str, separator: str, columns: tuple[str, str]
) -> None:
    """Table and calendar are in the language, and the table opens where commas are decimal."""
    library = load_cached(Roots.default(), language)
    case = read_case(ROOT / "examples" / f"demo.{language}.yaml", library)
    assessment = assess(library, case, case.as_of or date.today(), Compiled())
    rows = checklist_rows(library.phrases, CaseAssessment(library, Case(), assessment, Compiled()))
    table = CHECKLIST_FORMATS[".csv"](
        checklist(library.phrases, CaseAssessment(library, case, assessment, Compiled()))
    ).decode("utf-8-sig")
    read = list(csv.DictReader(io.StringIO(table, newline=""), delimiter=separator))
    due, task = columns
    assert [(row[due], row[task]) for row in read] == [
        (row.due.isoformat() if row.due else row.undated, row.title) for row in rows
    ]
    calendar = CHECKLIST_FORMATS[".ics"](
        checklist(library.phrases, CaseAssessment(library, case, assessment, Compiled()))
    )
    titles = {str(event["SUMMARY"]) for event in events(calendar)}
    assert {row.title for row in rows if row.due} <= titles
    assert len(list(vobject.readOne(calendar.decode()).vevent_list)) == len(events(calendar))
