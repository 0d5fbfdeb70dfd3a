"""The reader in plain Python: no dependency, and the measure of the other."""

from __future__ import annotations

from functools import lru_cache

from advisor.conditions import Reader, compiled
from advisor.engine.stratum import Stratum, Truths
from advisor.model import Facts


class Pure:
    """Evaluates every condition by the three-valued reader."""

    name = "pure"

    def fire(self, stratum: Stratum, facts: Facts) -> Truths:
        """Return the truth of every rule of the stratum."""
        known, absent = facts.known, facts.not_applicable
        return {rule: read(known, absent) for rule, read in _readers(stratum)}


@lru_cache(maxsize=256)
def _readers(stratum: Stratum) -> tuple[tuple[str, Reader], ...]:
    return tuple((rule, compiled(condition)) for rule, condition in stratum.rules)
