"""The rows of ``judgement/``: small inputs, and what a good adviser would say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from advisor.errors import AdvisorError
from advisor.knowledge.content import Library
from tests.corpus.expectations import mismatches
from tests.corpus.observed import Observed

HERE = Path(__file__).resolve().parent / "judgement"
DAY = date(2026, 12, 1)
"""The day of the assessment where a case gives none."""


@dataclass(frozen=True)
class Row:
    """A row of the table with its cases."""

    path: Path
    content: dict[str, Any]

    @property
    def name(self) -> str:
        """The row, such as ``A1``."""
        return str(self.content["row"])

    @property
    def cases(self) -> list[dict[str, Any]]:
        """The cases of the row."""
        found: list[dict[str, Any]] = self.content["cases"]
        return found

    def open(self, case: dict[str, Any]) -> bool:
        """Return whether a case is known not to be right yet."""
        return bool(self.content.get("open") or case.get("open"))


def rows() -> tuple[Row, ...]:
    """Return all rows, in the order of their names."""
    paths = sorted(HERE.glob("*.yaml"))
    return tuple(Row(path, yaml.safe_load(path.read_text(encoding="utf-8"))) for path in paths)


def faults(library: Library, case: dict[str, Any]) -> list[str]:
    """Return what is not as a case expects, in words."""
    unsure = tuple(case.get("dont_know") or ())
    try:
        seen = Observed(library, case["answers"], case.get("as_of", DAY), unsure)
    except AdvisorError as error:
        return [f"refused: {error}"]
    return mismatches(seen, case["expect"])


def table(library: Library, only: str = "") -> str:
    """Return each case with what is not right, of the rows whose name starts with ``only``."""
    lines, right, total = [], 0, 0
    for row in rows():
        if not row.name.startswith(only.upper()):
            continue
        for case in row.cases:
            found = faults(library, case)
            total, right = total + 1, right + (not found)
            state = "open" if row.open(case) else "held"
            lines.append(
                f"{row.name} {case['name']}: {'not right' if found else 'right'} ({state})"
            )
            lines += [f"    {fault}" for fault in found]
    return "\n".join([*lines, "", f"{right} of {total} cases are right"])
