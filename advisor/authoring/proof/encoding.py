"""The conditions of a library as a circuit over the regions of its facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from typing import NamedTuple, Union

from advisor.authoring.conclusions import Row
from advisor.authoring.proof.circuit import TRUE, Circuit
from advisor.authoring.proof.weighted_sums import reaches, signed, totals
from advisor.conditions import All, Always, AnyOf, Compare, Condition, Holds, IsKnown, evaluate
from advisor.conditions import names as names_in
from advisor.facts import rough_sizes
from advisor.facts.answer_plan import fact_names
from advisor.knowledge import roles
from advisor.knowledge.content import Library, Question
from advisor.knowledge.partitions import NoValue, Partition, conditions, partitions
from advisor.model import GATE_STATES, WHEN, WHETHER, Between, Facts, FactValue
from advisor.reasoning.balance import weighed, weights

State = Union[int, tuple[int, int], NoValue]
"""The region of a known fact, the regions of its limits, or why it has no value."""


class Truth(NamedTuple):
    """The literals that a condition is true and that it is false; undecided is neither."""

    true: int
    false: int


class Encoding:
    """The circuit of one library.

    Findings, the balance, rows and gates are expressed by the answers and derived facts.
    A question may depend only on questions before it, and a rule only on earlier
    strata; of any other library nothing can be encoded.
    """

    def __init__(self, library: Library, always_known: frozenset[str] = frozenset()) -> None:
        """Encode a library; ``always_known`` are the derived facts that need no answer."""
        self.library = library
        self.circuit = Circuit()
        self.partitions = partitions(library, conditions(library))
        self._truths: dict[Condition, Truth] = {}
        self.states: Mapping[str, Mapping[State, int]] = {
            name: {state: self.circuit.variable() for state in _states(name, partition)}
            for name, partition in self.partitions.items()
        }
        for states in self.states.values():
            self.circuit.require(*states.values())
            for one, other in combinations(states.values(), 2):
                self.circuit.require(-one, -other)
        records = {question.id for question in library.questions.values() if _record(question)}
        self.empty = {
            name: states[NoValue.ABSENT if name in records else NoValue.UNKNOWN]
            for name, states in self.states.items()
        }
        """The literal of each fact that the answer to its question is left out."""
        self.circuit.prefer(self.empty.values())
        for question in library.questions.values():
            self._require_question(question)
        for name in self.states:
            self._require_derived(name, always_known)
        for item in library.dependences:
            self.circuit.require(-self.true(item.when), self.true(item.then))

    def can_be(self, *goals: int) -> bool:
        """Return whether there are facts for which all goals are true."""
        return self.circuit.satisfiable(*goals)

    def example(self, *goals: int) -> Facts | None:
        """Return facts for which all goals are true, ``None`` when there are none.

        Minimal: none of the answers among them can be left out.
        """
        found = self.circuit.model(*goals)
        if found is None:
            return None
        fixed = list(goals)
        for empty in self.empty.values():
            fewer = found if empty in found else self.circuit.model(*fixed, empty)
            if fewer is not None:
                found = fewer
                fixed.append(empty)
        known: dict[str, FactValue] = {}
        absent: set[str] = set()
        for name, states in self.states.items():
            state = next(state for state, literal in states.items() if literal in found)
            if state is NoValue.ABSENT:
                absent.add(name)
            elif not isinstance(state, NoValue):
                known[name] = _sample(self.partitions[name], state)
        for question in self.library.questions.values():
            *choices, count = fact_names(question)
            if choices and count in known:
                # The sample of a region of counts, replaced by the number that were chosen.
                known[count] = sum(known[name] is True for name in choices)
        return Facts(known, frozenset(absent))

    def true(self, condition: Condition) -> int:
        """Return the literal that a condition is true."""
        return self.truth(condition).true

    def truth(self, condition: Condition) -> Truth:
        """Return the literals of the truth of a condition."""
        if condition not in self._truths:
            self._truths[condition] = self._encode(condition)
        return self._truths[condition]

    def _encode(self, condition: Condition) -> Truth:
        every, some = self.circuit.every, self.circuit.some
        if isinstance(condition, Always):
            return Truth(TRUE, -TRUE)
        if isinstance(condition, Holds):
            return self.truth(self.library.by_id[condition.finding].when)
        if isinstance(condition, IsKnown):
            states = self.states[condition.fact]
            holds = self.known(condition.fact) if condition.wanted else states[NoValue.UNKNOWN]
            return Truth(holds, -holds)
        if isinstance(condition, Compare):
            return self._comparison(condition)
        parts = [self.truth(part) for part in condition.parts]
        true, false = [part.true for part in parts], [part.false for part in parts]
        if isinstance(condition, All):
            return Truth(every(true), some(false))
        if isinstance(condition, AnyOf):
            return Truth(some(true), every(false))
        return Truth(every(false), some(true))

    def _comparison(self, condition: Compare) -> Truth:
        name = condition.fact
        origin = self.library.facts[name].origin
        absent = Facts({}, frozenset((name,)))
        cases: Iterable[tuple[Facts, int]]
        if origin == "balance":
            literal = self.levels[name]
            cases = [(Facts({name: True}), literal), (Facts({name: False}), -literal)]
        elif origin == "whether":
            cases = [(Facts({name: value}), self.advised(value)) for value in WHETHER]
        elif origin == "timing":
            cases = [(Facts({name: value}), self.timed(value)) for value in WHEN]
            cases.append((absent, -self.advised("end")))
        elif name.startswith("held."):
            held = self.held(name[5:])
            cases = [(Facts({name: True}), held), (Facts({name: False}), -held)]
        elif origin == "gate":
            cases = [(Facts({name: state}), self.gate(name[5:], state)) for state in GATE_STATES]
        else:
            partition, states = self.partitions[name], self.states[name]
            cases = [
                (Facts({name: _sample(partition, state)}), literal)
                for state, literal in states.items()
                if not isinstance(state, NoValue)
            ]
            cases.append((absent, states[NoValue.ABSENT]))
        truths = [(evaluate(condition, facts), literal) for facts, literal in cases]
        return Truth(
            self.circuit.some(literal for truth, literal in truths if truth is True),
            self.circuit.some(literal for truth, literal in truths if truth is False),
        )

    def known(self, fact: str) -> int:
        """Return the literal that a fact has a value."""
        states = self.states[fact]
        return -self.circuit.some((states[NoValue.UNKNOWN], states[NoValue.ABSENT]))

    def advised(self, whether: str) -> int:
        """Return the literal that the first decision is ``whether``."""
        rows = self.library.whether
        return self.circuit.some(self.wins(rows, row) for row in rows if row.whether == whether)

    def timed(self, timing: str) -> int:
        """Return the literal that the advice is to end, and when."""
        rows = self.library.timing
        won = self.circuit.some(self.wins(rows, row) for row in rows if row.timing == timing)
        return self.circuit.every((self.advised("end"), won))

    def wins(self, rows: Sequence[Row], row: Row) -> int:
        """Return the literal that a row is the first that holds."""
        above = rows[: [other.id for other in rows].index(row.id)]
        beaten = (-self.true(other.when) for other in above)
        return self.circuit.every((self.true(row.when), *beaten))

    def gate(self, gate: str, state: str) -> int:
        """Return the literal that a gate is in a state."""
        rules = [rule for rule in self.library.gates if rule.gate == gate]
        blocked = self.circuit.some(self.true(rule.when) for rule in rules if rule.blocking)
        raised = self.circuit.some(self.true(rule.when) for rule in rules)
        states = {"blocking": blocked, "none": -raised}
        return states.get(state) or self.circuit.every((raised, -blocked))

    def held(self, act: str) -> int:
        """Return the literal that a gate holds an act back."""
        rules = self.library.gates
        return self.circuit.some(
            self.true(rule.when) for rule in rules if rule.blocking and act in rule.holds
        )

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """Return the literal of each fact of the balance, from the findings that hold."""
        found, balance, circuit = weights(self.library), self.library.balance, self.circuit
        held = {
            rule: self.truth(self.library.by_id[rule].when).true for rule in weighed(self.library)
        }
        waiting = {rule: circuit.every((held[rule], held[wait])) for rule, wait in found.untried}
        ripe = {rule: circuit.every((one, -waiting.get(rule, -TRUE))) for rule, one in held.items()}
        against = [signed(-1, totals(circuit, found, topic, held)) for topic in found.against]
        net = [*against, *(totals(circuit, found, topic, held) for topic in found.grounds)]
        of_end = [*against, *(totals(circuit, found, topic, ripe) for topic in found.grounds)]
        return {
            roles.BALANCE_END: reaches(circuit, of_end, balance.end * found.unit),
            roles.BALANCE_REPAIR: reaches(circuit, net, balance.repair * found.unit),
            roles.BALANCE_KEEP: -reaches(circuit, net, balance.keep * found.unit + 1),
            roles.BALANCE_FIRM: circuit.some(ripe[rule] for rule in found.firm),
            roles.BALANCE_TALK: circuit.some(held[rule] for rule in found.talk),
            roles.BALANCE_UNTRIED: circuit.some(waiting.values()),
        }

    def _require_derived(self, name: str, always_known: frozenset[str]) -> None:
        kind = self.library.facts[name]
        # Which days of the plan can be told is left open.
        if kind.origin == "derived" and len(kind.inputs) == 1 and name not in always_known:
            for given in fact_names(self.library.questions[kind.inputs[0]]):
                self.circuit.require(-self.known(name), self.known(given))

    def _require_question(self, question: Question) -> None:
        names = fact_names(question)
        barred = self._barred(question)
        for name in names:
            absent = self.states[name][NoValue.ABSENT]
            if _record(question):
                # What is not recorded has not happened.
                self.circuit.require(-self.states[name][NoValue.UNKNOWN])
            elif barred is not None:
                self.circuit.require(barred, -absent)
            if barred is not None:
                self.circuit.require(-barred, absent)
        if question.kind == "several":
            self._require_several(names)

    def _barred(self, question: Question) -> int | None:
        """Return the literal that a question does not apply, ``None`` where that is open.

        Questions that depend on the advice are asked after it and do not limit answers.
        """
        early = ("question", "derived")
        if any(self.library.facts[name].origin not in early for name in names_in(question.when)):
            return None
        return self.truth(question.when).false

    def _require_several(self, names: Sequence[str]) -> None:
        """Require that the choices of a question are known together and add up to the count."""
        *choices, count = names
        for name in choices:
            for state in NoValue:
                self.circuit.require(-self.states[name][state], self.states[count][state])
                self.circuit.require(self.states[name][state], -self.states[count][state])
        chosen = [self.states[name][self.partitions[name].region(value=True)] for name in choices]
        for number in range(len(chosen) + 1):
            fewer = -self.circuit.least(number, chosen)
            more = self.circuit.least(number + 1, chosen)
            region = self.states[count][self.partitions[count].region(number)]
            self.circuit.require(-self.known(count), fewer, more, region)


def _record(question: Question) -> bool:
    return question.purpose == "record"


def _states(name: str, partition: Partition) -> Iterator[State]:
    """Yield the states of a fact: its regions, pairs of them where it may be rough, no value."""
    yield from partition.samples
    if name in rough_sizes.CALCULATIONS:
        yield from combinations(partition.samples, 2)
    yield from NoValue


def _sample(partition: Partition, state: int | tuple[int, int]) -> FactValue:
    """Return a value of a fact that is in a state."""
    if isinstance(state, int):
        return partition.samples[state]
    low, high = (partition.samples[region] for region in state)
    return Between(low, high)  # type: ignore[arg-type]
