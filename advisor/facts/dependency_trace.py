"""Which facts each calculation read while a case was derived, and whether it read the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Any

from advisor.facts.calculation import Given
from advisor.knowledge.content import Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.model import Between

DAY = "the day of the assessment"
"""Stands among the facts that a calculation read. No fact has a space in its name."""


@dataclass
class Traced(Given):
    """Facts that record which calculation read them.

    A calculation that read only facts that stay the same gives the same again.
    """

    reads: dict[str, set[str]] = field(default_factory=dict)
    """Derived fact to the facts it asked for, unknown ones too, and :data:`DAY`."""
    decided: dict[str, set[str]] = field(default_factory=dict)
    """Derived fact to those of them of which the limits were enough."""
    _running: list[str] = field(default_factory=list)

    @property  # type: ignore[misc]
    def as_of(self) -> date:
        """The day of the assessment."""
        self._note(DAY)
        return self._day

    @as_of.setter
    def as_of(self, day: date) -> None:
        self._day = day

    def _note(self, name: str) -> None:
        if self._running:
            self.reads[self._running[-1]].add(name)

    def __getitem__(self, name: str) -> Any:
        self._note(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        """Return a fact, or ``default`` when it is unknown or does not apply."""
        self._note(name)
        return super().get(name, default)

    def step(self, name: str, steps: Sequence[int | Decimal]) -> int | Decimal | None:
        """Return the highest step that a number reaches, noting where its limits tell."""
        found = super().step(name, steps)
        if found is not None and self._running and isinstance(self.known[name], Between):
            self.decided.setdefault(self._running[-1], set()).add(name)
        return found

    def applies(self, name: str) -> bool:
        """Return whether a fact applies, known or not."""
        self._note(name)
        return super().applies(name)

    def calculate(self, name: str) -> None:
        """Calculate a derived fact, once, noting what it reads."""
        if name not in self.calculations or name in self.tried:
            return
        self.reads[name] = set()
        self._running.append(name)
        try:
            super().calculate(name)
        finally:
            self._running.pop()


def day_dependent(reads: Mapping[str, set[str]]) -> frozenset[str]:
    """Return the derived facts that read the day, through others too."""
    found: set[str] = {DAY}
    while more := {name for name, read in reads.items() if name not in found and read & found}:
        found |= more
    return frozenset(found - {DAY})


def questions_read(rulebook: Rulebook, reads: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """Return, for each derived fact, the questions it was made from, through others too."""
    found: dict[str, frozenset[str]] = {}

    def asked(name: str) -> tuple[str, ...]:
        # An own rulebook may do without facts that a calculation asks for.
        return rulebook.facts[name].inputs if name in rulebook.facts else ()

    def through(name: str) -> frozenset[str]:
        if name not in found:
            found[name] = frozenset(
                question
                for read in reads[name]
                for question in (through(read) if read in reads else asked(read))
            )
        return found[name]

    for name in reads:
        through(name)
    return found
