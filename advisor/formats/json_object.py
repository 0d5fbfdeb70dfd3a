"""JSON: the checklist as one object, for other programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.formats.document_model import Checklist

SCHEMA_VERSION = 1


def checklist_json(checklist: Checklist) -> bytes:
    """Return a checklist as an object. Dates are ISO 8601."""
    return (
        json.dumps(
            {
                "schema_version": SCHEMA_VERSION,
                "language": checklist.language,
                "as_of": checklist.day.isoformat(),
                "title": checklist.title,
                "outcome": list(checklist.outcome),
                "blocking": list(checklist.blocking),
                "tasks": [
                    {
                        "id": item.row.id,
                        "phase": item.row.phase,
                        "due": item.row.due.isoformat() if item.row.due else None,
                        "undated": item.row.undated or None,
                        "title": item.row.title,
                        "who": item.row.who,
                        "why": item.row.why,
                        "norm": item.row.norm,
                    }
                    for section in checklist.sections
                    for item in section.items
                ],
                "dates": [
                    {"id": day.id, "date": day.day.isoformat(), "what": day.what, "norm": day.norm}
                    for day in checklist.dates
                ],
                "notes": list(checklist.notes),
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    ).encode()
