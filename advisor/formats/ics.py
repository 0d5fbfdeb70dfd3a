"""ICS: the checklist as all-day events with reminders, for any calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event

    from advisor.formats.document_model import Checklist

PRODUCT = "-//advisor//checklist//EN"
REMIND_BEFORE = timedelta(hours=15)
"""Before the midnight with which an event begins: at nine in the morning of the day before."""


def checklist_ics(checklist: Checklist) -> bytes:
    """Return the steps and dates of a checklist that have a day, as a calendar.

    An item keeps its identifier, so that a calendar updates it instead of adding another.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", checklist.title)
    for section in checklist.sections:
        for item in section.items:
            row = item.row
            if row.due is None:
                continue
            description = (
                f"{row.why} ({item.norm})\n{checklist.columns.who}{checklist.colon}{item.who}"
            )
            event = _event(checklist, row.id, row.due, row.title, description, section.title)
            calendar.add_component(event)
    for day in checklist.dates:
        calendar.add_component(
            _event(checklist, day.id, day.day, day.what, day.norm, checklist.dates_title)
        )
    return _folded(calendar.to_ical())


def _folded(data: bytes) -> bytes:
    """Break long lines by the rule of RFC 5545, section 3.1: at most 75 bytes, characters whole.

    Releases of icalendar break them at other places, and the same checklist has to be the same
    bytes.
    """
    lines: list[str] = []
    for line in data.decode().replace("\r\n ", "").split("\r\n"):
        piece, size = "", 0
        for sign in line:
            width = len(sign.encode())
            if size + width > 75:
                lines.append(piece)
                piece, size = " ", 1
            piece, size = piece + sign, size + width
        lines.append(piece)
    return "\r\n".join(lines).encode()


def _event(
    checklist: Checklist, identity: str, day: date, title: str, description: str, group: str
) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", _uid(checklist.client, identity))
    event.add("dtstamp", _midnight(checklist.day))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", title)
    event.add("description", description)
    event.add("categories", [group])
    # The event does not block the day, and it is private.
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -REMIND_BEFORE)
    event.add_component(alarm)
    return event


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.utc)


def _uid(client: str, identity: str) -> str:
    """Return a stable identifier that does not reveal the client."""
    return sha256(f"{client}\n{identity}".encode()).hexdigest()[:40] + "@advisor.invalid"
