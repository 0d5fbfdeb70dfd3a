"""What the tests of the interview share: an engine, a day."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.engine import Engine, available


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The pure reader of the rules."""
    return available("pure")


@pytest.fixture
def day() -> date:
    """The day on which the cases of these tests are judged."""
    return date(2026, 11, 22)
