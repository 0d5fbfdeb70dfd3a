"""The strata of a library, in the order in which they fire."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from advisor.engine.stratum import Stratum
from advisor.knowledge.content import AnyRule, Library

STRATA = ("findings", "whether", "timing", "gates", "dates", "tasks")


@lru_cache(maxsize=64)
def stratum(library: Library, name: str) -> Stratum:
    """Return one stratum: the findings, a decision, the gates, the dates or the tasks."""
    rules: Sequence[AnyRule] = getattr(library, name)
    return Stratum(name, tuple((rule.id, rule.when) for rule in rules))
