"""What every test may use: the shipped library, the day of the stories, random cases."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from advisor.engine import Engine, available
from advisor.engine.compiled import Compiled
from advisor.knowledge.content import Library
from advisor.knowledge.content_paths import Roots
from tests.random_cases import examples
from tests.shipped import remembered, shipped

settings.register_profile(
    "default",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
    max_examples=examples(100),
)
# Random by --hypothesis-seed, which "default" ignores; a failure prints how to replay it.
settings.register_profile(
    "fuzz", settings.get_profile("default"), derandomize=False, print_blob=True
)
settings.load_profile("default")

ROOT = Path(__file__).resolve().parent.parent
"""The checkout."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start with the property tests, which take longest, so that all processes end together."""
    items.sort(key=lambda item: item.get_closest_marker("hypothesis") is None)


@pytest.fixture(scope="session")
def roots() -> Roots:
    """The folders of the checkout."""
    return Roots(ROOT / "rules", ROOT / "templates")


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped content."""
    return shipped()


@pytest.fixture(scope="session")
def today() -> date:
    """The day on which every story is judged."""
    return date(2026, 11, 22)


@pytest.fixture
def pure() -> Compiled:
    """The compiled conditions."""
    return Compiled()


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The compiled conditions as an engine."""
    return available("pure")


@pytest.fixture
def day() -> date:
    """The day on which the cases of the interview are judged."""
    return date(2026, 11, 22)


@pytest.fixture
def unproven(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check of the rules leaves out its proofs, which take most of its time."""
    monkeypatch.setitem(sys.modules, "pysat.solvers", None)


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test writes to the user's own cache or state folder, or speaks their language."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    # Commands that run in this process read unchanged content once.
    monkeypatch.setattr("advisor.knowledge.cache.load_cached", remembered)
    # Tests have content of their own, which shall not crowd out the shipped one.
    monkeypatch.setattr("advisor.cache_files.KEPT", 192)
    home = tmp_path_factory.getbasetemp() / "home"
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
