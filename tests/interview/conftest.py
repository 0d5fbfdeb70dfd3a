"""What the tests of the interview share: the library, an engine, a day."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.engine import Engine, available
from advisor.knowledge.content import Library
from advisor.knowledge.load import Roots, load


@pytest.fixture(scope="session")
def library() -> Library:
    """The content as it is shipped."""
    return load(Roots.default())


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The pure reader of the rules."""
    return available("pure")


@pytest.fixture
def day() -> date:
    """The day on which the cases of these tests are judged."""
    return date(2026, 11, 22)
