"""What the tests of the engines share."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def durable() -> ModuleType:
    """The module that fires rules on durable_rules; skips where that is not installed."""
    pytest.importorskip(
        "durable_rules_engine",
        reason="durable_rules is not installed, so only compiled conditions are tested",
        exc_type=ImportError,
    )
    return import_module("advisor.engine.durable")
