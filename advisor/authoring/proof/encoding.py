"""The truth of conditions as formulas over the answers and the derived facts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from advisor.authoring.proof.formulas import (
    FALSE,
    TRUE,
    Atom,
    Formula,
    Negation,
    every,
    least,
    some,
)
from advisor.authoring.proof.regions import domains
from advisor.conditions import (
    All,
    Always,
    AnyOf,
    Compare,
    Condition,
    Holds,
    IsKnown,
    compiled,
    evaluate,
    names,
)
from advisor.knowledge.catalogue import of_question
from advisor.knowledge.content import AnyRule, Library, Question, WhenRule, WhetherRule
from advisor.model import GATE_STATES, STRENGTHS, WHEN, WHETHER, Facts

NEEDS_NOTHING = frozenset(
    (
        "as_of",
        "notice_given_on",
        "notice_received_on",
        "customary_end_date",
        "extended_end_date",
        "cure_deadline",
        "final_notice_deadline",
        "review_date",
    )
)
"""Derived facts that need no answer."""

LEAST = {
    "grounds.strong": STRENGTHS[2:],
    "grounds.moderate": STRENGTHS[1:],
    "grounds.any": STRENGTHS,
}
"""The strengths that count in a tally."""


Row = WhetherRule | WhenRule


class Meaning:
    """Puts the conditions of one library into formulas, each once.

    Findings, tallies, the advice and the gates are put in terms of the answers.
    A question may depend only on questions before it, and a rule only on earlier
    strata; a library that fails there has no meaning.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.domains = domains(library)
        self.no = Negation()
        self._found: dict[tuple[int, bool], tuple[Condition, Formula]] = {}
        self._rows: dict[str, Formula] = {}
        self._couplings: dict[str, Formula] = {}
        self._barred: dict[str, Formula | None] = {}

    def fires(self, rule: AnyRule) -> Formula:
        """Return the formula that a rule's condition is true."""
        return self.true(rule.when)

    def true(self, condition: Condition) -> Formula:
        """Return the formula that a condition is true."""
        return self._meaning(condition, wanted=True)

    def false(self, condition: Condition) -> Formula:
        """Return the formula that a condition is false, and not merely undecided."""
        return self._meaning(condition, wanted=False)

    def _meaning(self, condition: Condition, *, wanted: bool) -> Formula:
        key = id(condition), wanted
        if key not in self._found:
            # The condition is kept as well, so that no other takes its identity.
            self._found[key] = condition, self._read(condition, wanted=wanted)
        return self._found[key][1]

    def _read(self, condition: Condition, *, wanted: bool) -> Formula:
        if isinstance(condition, Always):
            return TRUE if wanted else FALSE
        if isinstance(condition, Holds):
            return self._meaning(self.library.by_id[condition.finding].when, wanted=wanted)
        if isinstance(condition, IsKnown):
            domain = self.domains[condition.fact]
            mask = domain.known if condition.wanted else domain.unknown
            return self._atom(condition.fact, mask if wanted else domain.full & ~mask)
        if isinstance(condition, Compare):
            return self._comparison(condition, wanted=wanted)
        if isinstance(condition, All):
            parts = [self._meaning(part, wanted=wanted) for part in condition.parts]
            return every(parts) if wanted else some(parts)
        inner = wanted if isinstance(condition, AnyOf) else not wanted
        parts = [self._meaning(part, wanted=inner) for part in condition.parts]
        return some(parts) if inner else every(parts)

    def _atom(self, fact: str, mask: int) -> Formula:
        return Atom(fact, mask, self.domains[fact].full)

    def _comparison(self, condition: Compare, *, wanted: bool) -> Formula:
        name = condition.fact
        origin = self.library.facts[name].origin
        if origin in ("question", "derived", "plan"):
            domain = self.domains[name]
            test = compiled(condition)
            mask = domain.absent if test({}, frozenset((name,))) is wanted else 0
            for bit, sample in enumerate(domain.samples):
                mask |= (test({name: sample}, frozenset()) is wanted) << bit
            return self._atom(name, mask)
        if origin == "tally":
            return self._tally(condition, wanted=wanted)

        def right(value: str) -> bool:
            return evaluate(condition, Facts({name: value})) is wanted

        if origin == "whether":
            return some(self.advised(value) for value in WHETHER if right(value))
        if origin == "timing":
            absent = evaluate(condition, Facts({}, frozenset((name,)))) is wanted
            return some(
                [
                    *(self.timed(value) for value in WHEN if right(value)),
                    *([self.no(self.advised("end"))] if absent else []),
                ]
            )
        return some(self.gate(name[5:], state) for state in GATE_STATES if right(state))

    def advised(self, whether: str) -> Formula:
        """Return the formula that the first decision is ``whether``."""
        rows = self.library.whether
        return some(self.wins(rows, row) for row in rows if row.whether == whether)

    def timed(self, timing: str) -> Formula:
        """Return the formula that the advice is to end, and when."""
        rows = self.library.timing
        won = some(self.wins(rows, row) for row in rows if row.timing == timing)
        return every((self.advised("end"), won))

    def wins(self, rows: Sequence[Row], row: Row) -> Formula:
        """Return the formula that a row is the first that holds."""
        if row.id not in self._rows:
            above = rows[: [other.id for other in rows].index(row.id)]
            beaten = (self.no(self.fires(other)) for other in above)
            self._rows[row.id] = every((self.fires(row), *beaten))
        return self._rows[row.id]

    def gate(self, gate: str, state: str) -> Formula:
        """Return the formula that a gate is in a state."""
        rules = [rule for rule in self.library.gates if rule.gate == gate]
        blocked = some(self.fires(rule) for rule in rules if rule.blocking)
        if state == "blocking":
            return blocked
        raised = some(self.fires(rule) for rule in rules)
        return self.no(raised) if state == "none" else every((raised, self.no(blocked)))

    def _tally(self, condition: Compare, *, wanted: bool) -> Formula:
        """Return the formula of a comparison with a count of grounds.

        The count lies between the grounds that surely hold and those that may.
        """
        operator, operand = condition.operator, condition.operand
        sure, may = self._counted(condition.fact)

        def from_(number: int) -> Formula:
            return least(number, sure)

        def up_to(number: int) -> Formula:
            return self.no(least(number + 1, may))

        if operator in ("is", "not", "in"):
            numbers = operand if isinstance(operand, tuple) else (operand,)
            whole = [int(number) for number in numbers if number == int(number)]  # type: ignore[call-overload]
            if (operator != "not") is wanted:
                return some(every((from_(number), up_to(number))) for number in whole)
            return every(some((from_(number + 1), up_to(number - 1))) for number in whole)
        # The least whole number on the upper side of the limit.
        limit: Decimal = Decimal(operand)  # type: ignore[arg-type]
        upper = math.ceil(limit) if operator in ("at_least", "below") else math.floor(limit) + 1
        if (operator in ("at_least", "above")) is wanted:
            return from_(upper)
        return up_to(upper - 1)

    def coupling(self, fact: str) -> Formula:
        """Return what always holds of a fact together with others."""
        if fact not in self._couplings:
            self._couplings[fact] = every(self._coupled(fact))
        return self._couplings[fact]

    def _coupled(self, fact: str) -> Iterator[Formula]:
        kind, domain = self.library.facts[fact], self.domains[fact]
        if kind.origin == "plan":
            ends = self.advised("end")
            yield some((every((ends, self._atom(fact, domain.known))), self.no(ends)))
        elif kind.origin == "derived" and len(kind.inputs) == 1 and fact not in NEEDS_NOTHING:
            # Worked out from one answer, so known only together with it.
            for name in self.facts_of(kind.inputs[0]):
                given = self.domains[name]
                yield some(
                    (self._atom(fact, domain.full & ~domain.known), self._atom(name, given.known))
                )
        elif kind.origin == "question":
            question = self.library.questions[kind.inputs[0]]
            barred = self.barred(question)
            absent = self._atom(fact, domain.absent)
            if question.purpose == "record":
                # What is not recorded has not happened.
                yield self._atom(fact, domain.known | domain.absent)
                if barred is not None:
                    yield some((self.no(barred), absent))
            elif barred is not None:
                yield every((some((absent, self.no(barred))), some((self.no(absent), barred))))
            if question.kind == "several":
                yield from self._several(question)

    def barred(self, question: Question) -> Formula | None:
        """Return the formula that a question does not apply, or nothing where that is open.

        What depends on the advice is asked after it, and is not held against answers.
        """
        if question.id not in self._barred:
            self._barred[question.id] = self._bar(question)
        return self._barred[question.id]

    def _bar(self, question: Question) -> Formula | None:
        early = ("question", "derived")
        if any(self.library.facts[name].origin not in early for name in names(question.when)):
            return None
        return self.false(question.when)

    def _several(self, question: Question) -> Iterator[Formula]:
        """The choices of a question are known together, and their count counts them."""
        given = self.facts_of(question.id)
        for pick in ("known", "unknown", "absent"):
            states = [self._atom(name, getattr(self.domains[name], pick)) for name in given]
            for one, two in pairwise((*states, states[0])):
                yield some((self.no(one), two))
        count = self.domains[given[-1]]
        chosen = [self._atom(name, 1) for name in given[:-1]]
        samples = [int(sample) for sample in count.samples]  # type: ignore[arg-type]
        for bit, low in enumerate(samples):
            # A region reaches to the number before the next one.
            high = samples[bit + 1] - 1 if bit + 1 < len(samples) else len(chosen)
            inside = every((least(low, chosen), self.no(least(high + 1, chosen))))
            yield some((self._atom(given[-1], count.full & ~(1 << bit)), inside))

    def facts_of(self, question: str) -> tuple[str, ...]:
        """Return the facts that a question gives, the count of its choices last."""
        return tuple(of_question(self.library.questions[question]))

    def _counted(self, tally: str) -> tuple[list[Formula], list[Formula]]:
        """Return, for each thing a tally counts, that it surely holds and that it may."""
        groups: dict[str, list[Condition]] = {}
        for rule in self.library.findings:
            if tally == "keeps":
                if rule.direction == "against":
                    groups.setdefault(rule.id, []).append(rule.when)
            elif rule.direction == "for" and rule.strength in LEAST[tally]:
                groups.setdefault(rule.ground, []).append(rule.when)
        sure = [some(map(self.true, group)) for group in groups.values()]
        may = [some(self.no(self.false(item)) for item in group) for group in groups.values()]
        return sure, may
