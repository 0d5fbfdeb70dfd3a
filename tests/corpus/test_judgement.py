"""Small inputs whose right value a good adviser would name: every row, as a case."""

from __future__ import annotations

import re
from typing import Any

import pytest

from advisor.knowledge.content import Library
from tests.corpus.expectations import CHECKS
from tests.corpus.judgement import Row, faults, rows

ROWS = {"A": 9, "B": 8, "C": 8, "D": 9, "E": 8, "F": 11, "G": 9, "H": 12}
"""How many rows each part of the table has."""
READ = rows()


def parameters() -> list[Any]:
    """Return each case of each row; those of an open row may fail."""
    may_fail = pytest.mark.xfail(strict=False, reason="not right yet")
    return [
        pytest.param(
            case, id=f"{row.name}-{case['name']}", marks=[may_fail] if row.open(case) else []
        )
        for row in READ
        for case in row.cases
    ]


def test_every_row_has_a_file() -> None:
    """Each row of the table has exactly one file, named for it."""
    names = sorted(f"{part}{number + 1}" for part, many in ROWS.items() for number in range(many))
    assert sorted(row.name for row in READ) == names
    assert all(row.path.stem.startswith(f"{row.name.lower()}-") for row in READ)


@pytest.mark.parametrize("row", READ, ids=lambda row: row.name)
def test_a_row_is_complete(row: Row) -> None:
    """A row gives a reason and cases, each with answers and an expectation that is compared."""
    assert set(row.content) <= {"row", "open", "reason", "cases"}
    assert re.search(r"\w+ \w+ \w+", row.content["reason"])
    for case in row.cases:
        assert set(case) <= {"name", "open", "as_of", "answers", "dont_know", "expect"}
        assert case["expect"]
        assert set(case["expect"]) <= set(CHECKS)


@pytest.mark.parametrize("case", parameters())
def test_the_advice_is_what_a_good_adviser_would_say(
    case: dict[str, Any], library: Library
) -> None:
    """The advice on a case of a row is the right one in everything that the row decides."""
    assert faults(library, case) == []
