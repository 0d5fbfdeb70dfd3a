"""The answers a question takes, put in order where they have one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from advisor.knowledge.content import Question
from advisor.knowledge.partitions import Cut
from advisor.lazy_dataclass import dataclass
from advisor.model import DURATION_UNITS, Answer, Duration, DurationUnit, Money
from advisor.vocabulary import LONGEST

FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2200, 12, 31)
MOST: Mapping[str, int] = {
    "count": 1_000_000,
    "score": 10,
    "percent": 1000,
    "ratio": 1000,
    "months": 1200,
    "money": 10**12,
}
"""The largest number that an answer may be; the least is 0."""

DECIMALS: Mapping[str, int] = {
    "count": 0,
    "score": 0,
    "percent": 0,
    "ratio": 1,
    "months": 1,
    "money": 2,
}
"""The decimals people give. More are tried where a limit or the answer has more."""

DAYS: Mapping[DurationUnit, float] = {
    "days": 1,
    "business_days": 1.4,
    "weeks": 7,
    "months": 30.4,
    "hours": 1 / 24,
}
"""Days in a unit, to compare the distances of lengths in different units."""

USUAL: Mapping[str, int] = {"money": 100}
"""Where to begin to look when a number is not known; 0 for other kinds."""
USUAL_DAYS = 30


@dataclass(frozen=True)
class Chain:
    """Answers in order, by number from ``first`` to ``last``."""

    first: int
    last: int
    start: int
    """The number of the present answer, or of the one to look around."""
    at: Callable[[int], Answer]
    scale: float = 1
    """How far apart two answers are, to compare chains."""

    def beyond(self, cut: Cut) -> int:
        """Return the number of the first answer beyond a cut, ``last + 1`` if there is none."""
        low, high = self.first, self.last + 1
        while low < high:
            middle = (low + high) // 2
            if cut.passed(self.at(middle)):
                high = middle
            else:
                low = middle + 1
        return low


def chains(
    question: Question,
    present: Answer | None,
    as_of: date,
    cuts: tuple[Cut, ...] = (),
    currencies: tuple[str, ...] = ("EUR",),
) -> tuple[Chain, ...]:
    """Return the answers to a question that have an order, that of the present unit first.

    Money stays in its currency, because there are no exchange rates; where there is
    no amount yet, each of some currencies has its chain.
    """
    kind = question.kind
    if kind == "date":
        last = as_of if question.not_after_today else LAST_DAY
        start = present if isinstance(present, date) else as_of
        days = (FIRST_DAY.toordinal(), last.toordinal(), start.toordinal())
        return (Chain(*days, date.fromordinal),)
    if kind == "duration":
        return _durations(present)
    if kind not in MOST:
        return ()
    amount = present.amount if isinstance(present, Money) else present
    decimals = max(DECIMALS[kind], *map(_decimals, [amount, *(value for value, _ in cuts)]))
    factor = 10**decimals
    start_at = Decimal(USUAL.get(kind, 0) if amount is None else amount)  # type: ignore[arg-type]
    named = (present.currency,) if isinstance(present, Money) and present.currency else currencies

    def chain(currency: str) -> Chain:
        def at(number: int) -> Answer:
            value = Decimal(number).scaleb(-decimals)
            if kind == "money":
                return Money(value, currency)
            return int(value) if value == int(value) else value

        return Chain(0, MOST[kind] * factor, int(start_at * factor), at)

    return tuple(chain(one) for one in (named if kind == "money" else ("",)))


def _decimals(value: object) -> int:
    """Return the decimals of a number, at most four."""
    if not isinstance(value, Decimal):
        return 0
    return min(max(-int(value.normalize().as_tuple().exponent), 0), 4)


def _durations(present: Answer | None) -> tuple[Chain, ...]:
    length = present if isinstance(present, Duration) else Duration(USUAL_DAYS, "days")
    # Whatever day another unit leads to, some number of days leads there as well.
    units = dict.fromkeys((length.unit, DURATION_UNITS[0]))
    days = length.count * DAYS[length.unit]

    def chain(unit: DurationUnit) -> Chain:
        start = min(round(days / DAYS[unit]), LONGEST[unit])
        return Chain(0, LONGEST[unit], start, lambda count: Duration(count, unit), DAYS[unit])

    return tuple(chain(unit) for unit in units)
