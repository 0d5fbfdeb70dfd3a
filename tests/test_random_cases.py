"""The number of random cases, which is set in one place."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.random_cases import examples

TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


@pytest.mark.parametrize(
    ("chosen", "usual", "tried"),
    [(None, 12, 12), ("500", 500, 500), ("20000", 500, 20_000), ("20000", 12, 480), ("50", 5, 1)],
)
def test_the_numbers_grow_in_proportion(
    chosen: str | None, usual: int, tried: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ADVISOR_EXAMPLES scales every test by the same factor, and no test is left without a case."""
    monkeypatch.delenv("ADVISOR_EXAMPLES", raising=False)
    if chosen is not None:
        monkeypatch.setenv("ADVISOR_EXAMPLES", chosen)
    assert examples(usual) == tried


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.stem)
def test_no_property_test_has_a_number_of_its_own(path: Path) -> None:
    """Every max_examples is a call of examples, so that make fuzz reaches every property test."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.keyword) and node.arg == "max_examples":
            called = node.value.func if isinstance(node.value, ast.Call) else None
            assert isinstance(called, ast.Name), f"{path}:{node.value.lineno}"
            assert called.id == "examples"
