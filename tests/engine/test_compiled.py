"""Compiled conditions: counts known only within limits, and the three truths."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from advisor import cache_files
from advisor.conditions import Compare, Holds, IsKnown
from advisor.engine import available, compiled
from advisor.engine.stratum import Stratum
from advisor.model import Between, Facts, Truth


def read(condition: object, facts: Facts) -> Truth:
    """Fire one rule by compiled conditions."""
    stratum = Stratum("one", (("rule", condition),))  # type: ignore[arg-type]
    return available("pure").fire(stratum, facts)["rule"]


@pytest.mark.parametrize(
    ("operator", "operand", "limits", "truth"),
    [
        ("is", 3, Between(3, 3), True),
        ("is", 3, Between(2, 4), None),
        ("is", 3, Between(3, 4), None),
        ("is", 3, Between(4, 9), False),
        ("is", 3, Between(0, 2), False),
        ("not", 3, Between(3, 3), False),
        ("not", 3, Between(2, 3), None),
        ("not", 3, Between(4, 9), True),
        ("in", (1, 5), Between(5, 5), True),
        ("in", (1, 5), Between(2, 4), False),
        ("in", (1, 5), Between(4, 6), None),
        ("in", (4, 5), Between(4, 5), None),
        ("at_least", 3, Between(3, 9), True),
        ("at_least", 3, Between(2, 9), None),
        ("below", 3, Between(3, 9), False),
        ("is", Decimal("3.0"), Between(3, 3), True),
    ],
)
def test_limits_decide_only_what_holds_for_every_count(
    operator: str, operand: object, limits: Between, truth: Truth
) -> None:
    """A count within limits decides a comparison only if all it may be agree, point by point."""
    condition = Compare("count", operator, operand)  # type: ignore[arg-type]
    assert read(condition, Facts({"count": limits})) is truth


@pytest.mark.parametrize(
    ("condition", "known", "absent", "unknown"),
    [
        (Compare("fact", "is", "a"), True, False, None),
        (Compare("fact", "not", "a"), False, True, None),
        (Compare("fact", "in", ("a", "b")), True, False, None),
        (IsKnown("fact", True), True, False, False),
        (IsKnown("fact", False), False, False, True),
        (Holds("finding"), None, None, None),
    ],
)
def test_absence(condition: object, known: Truth, absent: Truth, unknown: Truth) -> None:
    """Unknown leaves a comparison open, and what does not apply makes it false, or not true."""
    assert read(condition, Facts({"fact": "a"})) is known
    assert read(condition, Facts({}, frozenset(["fact"]))) is absent
    assert read(condition, Facts({})) is unknown


def test_compiled_conditions_are_kept_for_the_next_process(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A stratum with a store is compiled once; a damaged or older store is made again."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    rules = (("rule", Compare("days", "above", 3)), ("other", Holds("rule")))
    facts, expected = Facts({"days": 5}), {"rule": True, "other": None}

    def fire() -> object:
        return available("pure").fire(Stratum("kept", rules, "kept-0.json"), facts)

    assert fire() == expected
    (store,) = (tmp_path / "advisor").iterdir()
    kept = store.read_bytes()
    with monkeypatch.context() as forbidden:
        forbidden.setattr(compiled, "stratum_source", None)
        assert fire() == expected
    for damaged in (kept[:-1], b""):
        store.write_bytes(damaged)
        assert fire() == expected
        assert store.read_bytes() == kept
    cache_files.write(store.name, "of another release\n")
    assert fire() == expected
    assert store.read_bytes() == kept
