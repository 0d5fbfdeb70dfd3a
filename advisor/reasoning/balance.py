"""Weigh findings: points for and against ending, and what they are enough for.

Within a topic the strongest finding counts whole and each further one in part, up to the
most of a topic (``rules/balance.yaml``). Points are counted in units, whole parts of a
point, so that sums are exact. A finding that is undecided counts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from advisor.engine.stratum import Truths
from advisor.knowledge import roles
from advisor.knowledge.content import FindingRule, Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.model import STRENGTHS, Direction, FactValue, Strength

Topic = tuple[tuple[str, int], ...]
"""The findings of one topic with their points, the strongest first."""


class Weights(NamedTuple):
    """The points of a rulebook's findings."""

    grounds: tuple[Topic, ...]
    """The findings for ending."""
    against: tuple[Topic, ...]
    firm: frozenset[str]
    """The grounds that findings against do not undo once a remedy failed."""
    talk: frozenset[str]
    """The grounds that are worth a talk by themselves."""
    untried: tuple[tuple[str, str], ...]
    """Grounds with a remedy of their own, and the finding that it is not tried."""
    unit: int
    """Units of a point."""
    most: int
    """Units that one topic counts at most."""


class Reading(NamedTuple):
    """Which findings count."""

    grounds: Mapping[str, object]
    """Findings for ending, true where they count."""
    against: Mapping[str, object]
    waiting: frozenset[str]
    """Grounds that count, and not for an end: their own remedy is not tried."""
    untried: bool
    """Some ground waits for its own remedy."""


@dataclass(frozen=True)
class TopicPoints:
    """What the findings of one topic count."""

    direction: Direction
    units: int
    findings: tuple[tuple[str, int], ...]
    """Each finding with what it adds; together more than ``units`` where those are capped."""


@dataclass(frozen=True)
class Balance:
    """The points of the findings that hold, in units."""

    topics: tuple[TopicPoints, ...]
    """Those for ending first, the weightiest first."""
    waiting: int
    """How much of ``grounds`` does not count for an end until its own remedy is tried."""
    margin: int
    """How much more for than against ending takes."""
    unit: int
    """Units of a point."""

    @property
    def grounds(self) -> int:
        """The units for ending."""
        return sum(topic.units for topic in self.topics if topic.direction == "for")

    @property
    def against(self) -> int:
        """The units against ending."""
        return sum(topic.units for topic in self.topics if topic.direction == "against")


@lru_cache(maxsize=8)
def weights(rulebook: Rulebook) -> Weights:
    """Return the points of the findings, topic by topic."""
    balance = rulebook.balance

    def topics(direction: Direction) -> tuple[Topic, ...]:
        found: dict[str, list[tuple[str, int]]] = {}
        for rule in _weighed(rulebook, direction):
            found.setdefault(rule.topic, []).append((rule.id, balance.points[rule.strength]))
        return tuple(tuple(sorted(one, key=lambda rule: -rule[1])) for one in found.values())

    grounds = tuple(_weighed(rulebook, "for"))

    def from_on(least: Strength) -> frozenset[str]:
        strong = STRENGTHS[STRENGTHS.index(least) :]
        return frozenset(rule.id for rule in grounds if rule.strength in strong)

    return Weights(
        grounds=topics("for"),
        against=topics("against"),
        firm=from_on(balance.firm),
        talk=from_on(balance.talk),
        untried=tuple((rule.id, rule.untried) for rule in grounds if rule.untried),
        unit=balance.further,
        most=balance.topic_most * balance.further,
    )


def _weighed(rulebook: Rulebook, direction: Direction) -> Iterator[FindingRule]:
    return (rule for rule in rulebook.findings if rule.direction == direction)


def weighed(rulebook: Rulebook) -> tuple[str, ...]:
    """Return every finding that the balance depends on."""
    found = weights(rulebook)
    points = (rule for topic in (*found.grounds, *found.against) for rule, _ in topic)
    return tuple(dict.fromkeys((*points, *(untried for _, untried in found.untried))))


def levels(rulebook: Rulebook, truths: Truths) -> dict[str, FactValue]:
    """Return what the findings that hold are enough for, as facts."""
    untried = [
        ground for ground, wait in weights(rulebook).untried if truths[ground] and truths[wait]
    ]
    reading = Reading(truths, truths, frozenset(untried), bool(untried))
    return _levels(rulebook, reading)


def open_levels(rulebook: Rulebook, truths: Truths) -> dict[str, FactValue]:
    """Return what the findings are enough for however the undecided ones turn out."""
    may = {rule: truth is not False for rule, truth in truths.items()}
    pairs = weights(rulebook).untried
    least = Reading(
        truths,
        may,
        frozenset(ground for ground, wait in pairs if may[wait]),
        any(truths[ground] and truths[wait] for ground, wait in pairs),
    )
    most = Reading(
        may,
        truths,
        frozenset(ground for ground, wait in pairs if truths[wait]),
        any(may[ground] and may[wait] for ground, wait in pairs),
    )
    low, high = _levels(rulebook, least), _levels(rulebook, most)
    return {name: value for name, value in low.items() if high[name] is value}


def open_span(rulebook: Rulebook, truths: Truths) -> int:
    """Return the units between the least and the most net points, over undecided findings."""
    found = weights(rulebook)
    may = {rule: truth is not False for rule, truth in truths.items()}
    most, least = (
        _sum(found, found.grounds, grounds) - _sum(found, found.against, against)
        for grounds, against in ((may, truths), (truths, may))
    )
    return most - least


def _levels(rulebook: Rulebook, reading: Reading) -> dict[str, FactValue]:
    """Return what a reading of the findings is enough for."""
    found, balance = weights(rulebook), rulebook.balance
    against = _sum(found, found.against, reading.against)
    net = _sum(found, found.grounds, reading.grounds) - against
    grounds, net_of_end = reading.grounds, net
    if reading.waiting:
        grounds = {**grounds, **dict.fromkeys(reading.waiting, False)}
        net_of_end = _sum(found, found.grounds, grounds) - against
    return {
        roles.BALANCE_END: net_of_end >= balance.end * found.unit,
        roles.BALANCE_REPAIR: net >= balance.repair * found.unit,
        roles.BALANCE_KEEP: net <= balance.keep * found.unit,
        roles.BALANCE_FIRM: any(grounds[rule] for rule in found.firm),
        roles.BALANCE_TALK: any(reading.grounds[rule] for rule in found.talk),
        roles.BALANCE_UNTRIED: reading.untried,
    }


def _sum(found: Weights, topics: Iterable[Topic], held: Mapping[str, object]) -> int:
    """Return the units of the findings that count."""
    total = 0
    for topic in topics:
        units = 0
        for rule, points in topic:
            if held[rule]:
                units += points if units else points * found.unit
        total += min(units, found.most)
    return total


def weigh(rulebook: Rulebook, truths: Truths) -> Balance:
    """Return the points of the findings that hold, topic by topic."""
    found = weights(rulebook)
    sides: tuple[tuple[Direction, tuple[Topic, ...]], ...]
    sides = (("for", found.grounds), ("against", found.against))
    topics = [
        TopicPoints(direction, _sum(found, (topic,), truths), counted)
        for direction, some in sides
        for topic in some
        if (counted := tuple(_counted(found, topic, truths)))
    ]
    waiting = {ground: bool(truths[wait]) for ground, wait in found.untried}
    ripe = {rule: truth and not waiting.get(rule) for rule, truth in truths.items()}
    grounds = _sum(found, found.grounds, truths)
    return Balance(
        topics=tuple(
            sorted(topics, key=lambda topic: (topic.direction == "against", -topic.units))
        ),
        waiting=grounds - _sum(found, found.grounds, ripe),
        margin=rulebook.balance.end * found.unit,
        unit=found.unit,
    )


def _counted(found: Weights, topic: Topic, truths: Truths) -> Iterator[tuple[str, int]]:
    """Yield the findings of a topic that hold, each with the units that it adds."""
    unit = found.unit
    for rule, points in topic:
        if truths[rule]:
            yield rule, points * unit
            unit = 1
