"""The final copy of a letter: the conditions for it, and the record beside it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date
from typing import Any

from advisor.errors import AdvisorError, Message
from advisor.files import json_text
from advisor.formats.document_model import Letter
from advisor.lazy_dataclass import dataclass
from advisor.locale.formatting import language_of
from advisor.reasoning.assessment import Assessment

SCHEMA_VERSION = 1


@dataclass(frozen=True)
class FinalCopy:
    """The record of a final letter. Dates are in the form 2026-11-22."""

    schema_version: int
    kind: str
    title: str
    form: str
    language: str
    date: str
    """The day it is dated."""
    file: str
    """The name of the copy."""
    sha256: str
    last_day: str | None
    """The last day that it names."""
    deadline: str | None
    """The deadline that it sets."""
    rules_version: str
    answers_hash: str
    as_of: str
    engine: str
    delivery: str
    """The way of sending named in it, or empty."""

    @property
    def record(self) -> str:
        """The name of the record."""
        return f"{self.file.rpartition('.')[0]}.json"


def final_copy_of(letter: Letter, data: bytes, suffix: str, assessment: Assessment) -> FinalCopy:
    """Return the record of a letter that was written as these bytes."""
    digest = hashlib.sha256(data).hexdigest()
    day = letter.written_on.isoformat()
    return FinalCopy(
        schema_version=SCHEMA_VERSION,
        kind=letter.kind,
        title=letter.title,
        form=letter.form,
        language=language_of(letter.form),
        date=day,
        file=f"{day}-{letter.kind}-{digest[:8]}{suffix}",
        sha256=digest,
        last_day=letter.last_day.isoformat() if letter.last_day else None,
        deadline=letter.deadline.isoformat() if letter.deadline else None,
        rules_version=assessment.rules_version,
        answers_hash=assessment.answers_hash,
        as_of=assessment.as_of.isoformat(),
        engine=assessment.engine,
        delivery=letter.delivery,
    )


def render_final_copy(record: FinalCopy) -> bytes:
    """Return the record as JSON."""
    return json_text(asdict(record)).encode()


def parse_final_copy(data: bytes, name: str) -> FinalCopy:
    """Read a record. Raises :class:`AdvisorError` where it is not one of this version."""
    try:
        fields: Any = json.loads(data)
        record = FinalCopy(**fields)
        date.fromisoformat(record.date)
        for day in (record.last_day, record.deadline):
            if day is not None:
                date.fromisoformat(day)
        whole = record.schema_version == SCHEMA_VERSION and all(
            isinstance(text, str) for text in (record.kind, record.file, record.sha256)
        )
    except (ValueError, TypeError, RecursionError):
        whole = False
    if not whole or "/" in record.file or "\\" in record.file:
        raise AdvisorError(
            Message(
                "{name} is not the record of a final letter. Take it out of the folder, or put "
                "back the one that was written.",
                name=name,
            )
        )
    return record


def check_final(
    letter: Letter, *, to_client: bool, annotated: bool, sent_on: date | None = None
) -> None:
    """Raise :class:`AdvisorError` with every reason why a letter cannot be final.

    ``sent_on`` is the day on which a letter of its kind is recorded as sent.
    """
    points: list[str] = []
    if not to_client:
        points.append(Message("It is not sent to the client, so no final copy of it is kept."))
    if annotated:
        points.append(Message("An annotated copy is for your own eyes; leave out --annotated."))
    if sent_on is not None and letter.written_on > sent_on:
        points.append(
            Message(
                "It is recorded as sent on {day}, and this one is dated later. Judge the case "
                "on that day with --as-of, or take the record out of the case.",
                day=sent_on,
            )
        )
    points += letter.draft_reasons
    points += [letter.unsuitable] if letter.unsuitable else []
    points += letter.missing
    if points:
        text: str = points[0]
        for point in points[1:]:
            text = Message("{first}\n  {then}", first=text, then=point)
        raise AdvisorError(
            Message("{title} cannot be made final:\n  {points}", title=letter.title, points=text)
        )
