"""The points of the balance as gates of a circuit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.authoring.proof.circuit import TRUE, Circuit
from advisor.reasoning.balance import Topic, Weights

Totals = Mapping[int, int]
"""Each total that a topic may have, and the literal that it has it; just one is true."""


def totals(circuit: Circuit, found: Weights, topic: Topic, held: Mapping[str, int]) -> Totals:
    """Return the totals of one topic, in units; ``held`` are the literals of findings."""
    reached = {0: TRUE}
    for rule, points in topic:
        ways: dict[int, list[int]] = {}
        for units, literal in reached.items():
            more = units + (points if units else points * found.unit)
            ways.setdefault(units, []).append(circuit.every((literal, -held[rule])))
            ways.setdefault(min(more, found.most), []).append(circuit.every((literal, held[rule])))
        reached = {units: circuit.some(literals) for units, literals in ways.items()}
    return reached


def signed(sign: int, found: Totals) -> Totals:
    """Return totals multiplied by a sign."""
    return {sign * units: literal for units, literal in found.items()}


def reaches(circuit: Circuit, topics: Sequence[Totals], least: int) -> int:
    """Return the literal that the totals of all topics come to ``least`` units or more."""
    # Sums of whole points first: they leave fewer remainders to tell apart.
    ordered = sorted(topics, key=len)
    lowest, highest = [0], [0]
    for topic in reversed(ordered):
        lowest.append(lowest[-1] + min(topic))
        highest.append(highest[-1] + max(topic))
    nodes: dict[tuple[int, int], int] = {}

    def reached(at: int, least: int) -> int:
        """Return the literal that the topics from one on come to ``least`` or more."""
        left = len(ordered) - at
        if least <= lowest[left]:
            return TRUE
        if least > highest[left]:
            return -TRUE
        if (at, least) not in nodes:
            ways = ordered[at].items()
            nodes[at, least] = circuit.some(
                circuit.every((literal, reached(at + 1, least - units))) for units, literal in ways
            )
        return nodes[at, least]

    return reached(0, least)
