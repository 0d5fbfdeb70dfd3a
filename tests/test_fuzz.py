"""Damaged input of every kind ends in a result or a message, soon and in little memory."""

from __future__ import annotations

from random import Random

import pytest

from tests import fuzzing
from tests.fuzzing import KINDS, Fault, attempt, check_output, run, smaller
from tests.random_cases import examples

INPUTS = 500
FOUND: list[tuple[str, str, bytes]] = []
"""What failed once: kind, seed of the attempt, input."""


def test_damaged_inputs() -> None:
    """Whatever is read, the program ends as it may, and writes nothing but plain text."""
    found = run(examples(INPUTS), seed=1)
    assert [fault for one in found.values() for fault in one.faults] == []
    assert all(0 < one.refused <= one.inputs for one in found.values())
    assert sum(one.inputs - one.refused for one in found.values()) > INPUTS // 10


@pytest.mark.parametrize(("kind", "seed", "data"), FOUND, ids=range(len(FOUND)))
def test_what_failed_once(kind: str, seed: str, data: bytes) -> None:
    """An input that was found by chance stays tried."""
    attempt(kind, seed, data)


def test_an_input_can_be_tried_again() -> None:
    """The same seed, kind and number make the same input."""
    for kind, (made, _, _) in KINDS.items():
        with fuzzing.folder_for_seeds():
            assert made(Random(f"7 {kind} 3")) == made(Random(f"7 {kind} 3"))


@pytest.mark.parametrize(
    ("code", "error", "output", "placed"),
    [
        (3, None, "", ""),
        (0, ValueError("a"), "", ""),
        (0, None, "a\x1b[2J", ""),
        (1, None, "Traceback (most recent call last)", ""),
        (1, None, "something is wrong", "a.yaml"),
    ],
)
def test_what_counts_as_a_fault(
    code: int, error: BaseException | None, output: str, placed: str
) -> None:
    """An exit code, an exception, a control character, a traceback, a message without place."""
    with pytest.raises(Fault):
        check_output(code, error, output, placed=placed)


def test_a_fault_is_found_and_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault that is planted is reported with a small input."""

    def faulty(_: Random, data: bytes) -> bool:
        return 1 // (b"[[" not in data) == 0

    made = KINDS["templates"][0]
    monkeypatch.setitem(KINDS, "templates", (made, faulty, 1))
    found = run(400, 1, ("templates",))["templates"]
    assert found.faults
    assert found.faults[0].endswith("b'[['")
    assert smaller("templates", "", b"x" * 100 + b"[[" + b"y" * 100) == b"[["
