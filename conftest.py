"""Keep the tests quick: no coverage is measured while random cases run."""

from __future__ import annotations

import pytest

pytest_plugins = ["tests.complete_case"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Pause coverage in every test of random cases.

    They run the same lines thousands of times, and measuring that takes longer than
    all other tests together. What they happen to reach is also no sign of a line
    being tested: that is for the tests that say what they expect.
    """
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.no_cover)
