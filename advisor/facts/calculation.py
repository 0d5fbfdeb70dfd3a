"""What a calculation may read: answers, other derived facts, dated values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from advisor.errors import DatedValueError, Message
from advisor.facts.dated_values import in_force
from advisor.knowledge.dated_value import DatedValue
from advisor.knowledge.law import Law
from advisor.lazy_dataclass import dataclass
from advisor.model import Between, Duration, DurationUnit, FactValue

T = TypeVar("T")
U = TypeVar("U")


class Unknown(Exception):
    """A calculation needs a fact that is not known."""


class DoesNotApply(Exception):
    """A calculation makes no sense for this case."""


@lru_cache(maxsize=256)
def _duration(count: int, unit: DurationUnit) -> Duration:
    """Return one length for all that ask for it, which is compared in no time."""
    return Duration(count, unit)


@dataclass(frozen=True, eq=False)
class Lacking:
    """The result of a calculation that lacks a fact, at less cost than an exception."""

    name: str
    """The fact."""
    applies: bool
    """Whether it is unknown; else it does not apply, nor does what is calculated from it."""


lacking = lru_cache(maxsize=1024)(Lacking)

Calculation = Callable[["Given"], "FactValue | Lacking"]


@dataclass
class Given:
    """The facts so far. Reading one that is missing ends the calculation."""

    as_of: date
    values: Mapping[str, DatedValue]
    laws: Mapping[str, Law]
    calculations: Mapping[str, Calculation]
    known: dict[str, FactValue] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    """Facts that do not apply."""
    tried: set[str] = field(default_factory=set)
    kept: dict[object, Any] | None = None
    """What :meth:`once` keeps; ``None`` while answers are still added."""
    shared: dict[object, Any] = field(default_factory=dict)
    """What calculations keep for all cases with these values and laws."""
    sending: Mapping[str, date] = field(default_factory=dict)
    """The planned day of dispatch of papers not yet sent, by the question that records it."""

    def __getitem__(self, name: str) -> Any:
        """Return a fact. Raises :class:`Unknown` or :class:`DoesNotApply`."""
        value = self.known.get(name)
        if value is None:
            if name in self.calculations and name not in self.tried:
                self.calculate(name)
                value = self.known.get(name)
            if value is None:
                raise DoesNotApply(name) if name in self.absent else Unknown(name)
        return value

    def get(self, name: str, default: Any = None) -> Any:
        """Return a fact, or ``default`` when it is unknown or does not apply."""
        value = self.known.get(name)
        if value is None:
            if name in self.calculations and name not in self.tried:
                self.calculate(name)
                value = self.known.get(name)
            if value is None:
                return default
        return value

    def step(self, name: str, steps: Sequence[int | Decimal]) -> int | Decimal | None:
        """Return the highest of some steps that a number reaches, if any.

        ``None`` where the number is not known, or its limits lie on two steps.
        """
        number = self.get(name)
        if number is None:
            return None
        ends = (number.low, number.high) if isinstance(number, Between) else (number,)
        below = [max((one for one in steps if one <= end), default=None) for end in ends]
        return below[0] if below[0] == below[-1] else None

    def lacks(self, name: str) -> Lacking:
        """Return the result of a calculation for lack of a fact."""
        return lacking(name, name not in self.absent)

    def applies(self, name: str) -> bool:
        """Return whether a fact applies, known or not."""
        self.calculate(name)
        return name not in self.absent

    def value(self, name: str, on: date | None = None) -> int | Decimal:
        """Return a dated value in force on a day, without one on that of the assessment."""
        return in_force(self._value(name), on or self.as_of)

    def length(self, name: str, on: date | None = None) -> Duration:
        """Return a dated value in force as a length of time, in its own unit."""
        value = self._value(name)
        return _duration(int(in_force(value, on or self.as_of)), value.unit)

    def _value(self, name: str) -> DatedValue:
        if name not in self.values:
            raise DatedValueError(
                Message(
                    "There is no value {name}, which a calculation needs. Add it in rules/values.",
                    name=repr(name),
                )
            )
        return self.values[name]

    def once(self, function: Callable[[Given, T], U], about: T) -> U:
        """Return the value of a function of these facts, calculated once where none changes."""
        if self.kept is None:
            return function(self, about)
        key = function, about
        if key not in self.kept:
            self.kept[key] = function(self, about)
        return self.kept[key]  # type: ignore[no-any-return]

    def calculate(self, name: str) -> None:
        """Calculate a derived fact, once."""
        if name in self.tried or name not in self.calculations:
            return
        self.tried.add(name)
        try:
            value = self.calculations[name](self)
            if not isinstance(value, Lacking):
                self.known[name] = value
            elif not value.applies:
                self.absent.add(name)
        except Unknown:
            pass
        except DoesNotApply:
            self.absent.add(name)
