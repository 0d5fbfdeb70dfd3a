"""Events that may happen, each tried on the case by deciding it on the day of the event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from advisor.conditions import evaluate
from advisor.engine.compiled import Compiled
from advisor.errors import CaseError, DatedValueError
from advisor.knowledge import roles
from advisor.knowledge.answer_kinds import LIKELIHOODS
from advisor.knowledge.content import Rulebook
from advisor.knowledge.event_content import AnswerChange, Event
from advisor.knowledge.phrasebook import EVENT_DAY
from advisor.lazy_dataclass import dataclass
from advisor.model import Answer, Case, Facts
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.decide import Decision, advice_of, decide
from advisor.reasoning.last_day import anchored
from advisor.reasoning.review_day import decide_on_turn

Changes = Mapping[str, "Answer | None"]
"""Question to its new answer, ``None`` where it has none any more."""


@dataclass(frozen=True, eq=False)
class Happened:
    """What is decided once an event has happened."""

    event: Event
    day: date
    changes: Changes
    decision: Decision


class Foresight:
    """A decided case on which events are tried."""

    def __init__(self, rulebook: Rulebook, case: Case, present: Decision) -> None:
        self.rulebook, self.case, self.present = rulebook, case, present
        self._alone: dict[date, Decision] = {present.as_of: present}
        self._all: tuple[Happened, ...] | None = None

    def would_change(self) -> tuple[Happened, ...]:
        """Return the events that change whether, when, the last day or a blocking gate.

        The nearest come first, of one day the likeliest, rare ones at the end. An event on
        a later day counts only if it makes a difference to that day without it.
        """
        found = [
            item
            for item in self.all()
            if effect(item.decision) not in (effect(self.present), effect(self.without(item.day)))
        ]
        return tuple(sorted(found, key=_order))

    def follows(self) -> tuple[Happened, ...]:
        """Return what follows the step that is advised: where it succeeds, then where it fails."""
        whether, found = self.present.row.whether, self.all()
        succeeded = [item for item in found if whether in item.event.succeeds]
        return (*succeeded, *(item for item in found if whether in item.event.fails))

    def all(self) -> tuple[Happened, ...]:
        """Try every event that can happen once, in the order of the rulebook."""
        if self._all is None:
            possible = [
                event for event in self.rulebook.events if can_happen(event, self.present.facts)
            ]
            self._all = tuple(filter(None, map(self.tried, possible)))
        return self._all

    def tried(self, event: Event) -> Happened | None:
        """Decide the case once an event has happened.

        ``None`` where a day that the event needs is unknown, past or beyond the calendar.
        """
        today, facts = self.present.as_of, self.present.facts
        days = [anchored(anchor, facts) for anchor in event.day] or [today]
        day = next((one for one in days if one is not None and one >= today), None)
        if day is None:
            return None
        facts = facts.with_({EVENT_DAY: day})
        changes = {one.question: _answer(one, self.case, facts) for one in event.answers}
        if any(one.on and changes[one.question] is None for one in event.answers):
            return None
        answers = {name: one for name, one in self.case.answers.items() if name not in changes}
        answers |= {name: one for name, one in changes.items() if one is not None}
        decision = self._decided(answers, day)
        return Happened(event, day, changes, decision) if decision else None

    def without(self, day: date) -> Decision | None:
        """Decide the case as it is on a day."""
        if day not in self._alone:
            found = self._decided(self.case.answers, day)
            if found is None:
                return None
            self._alone[day] = found
        return self._alone[day]

    def _decided(self, answers: Mapping[str, Answer], day: date) -> Decision | None:
        try:
            return decide(self.rulebook, Case(answers), day, Compiled())
        except (CaseError, DatedValueError):
            return None


def foreseen(assessed: CaseAssessment) -> Foresight:
    """Return a case on which events can be tried, decided by the compiled conditions."""
    rulebook, case = assessed.rulebook, assessed.decided
    turning_on = assessed.facts.known.get(roles.TURNING_ON)
    present = decide_on_turn(rulebook, case, assessed.as_of, Compiled(), turning_on)
    return Foresight(rulebook, case, present)


def _order(item: Happened) -> tuple[bool, date, int]:
    likelihood = item.event.likelihood
    return likelihood == "rare", item.day, LIKELIHOODS.index(likelihood)


def can_happen(event: Event, facts: Facts) -> bool:
    """Return whether an event can happen with the facts of a decided case."""
    if not evaluate(event.when, facts):
        return False
    return event.unless is None or not evaluate(event.unless, facts)


def effect(decision: Decision | None) -> object:
    """Return what of a decision makes an event worth showing."""
    if decision is None:
        return None
    whether, when, gates = advice_of(decision)
    return whether, when, decision.last_day, [gate for gate, blocking in gates if blocking]


def _answer(change: AnswerChange, case: Case, facts: Facts) -> Answer | None:
    """Return the answer that a change leads to."""
    if change.on is not None:
        return anchored(change.on, facts)
    if change.add or change.drop:
        present = case.answers.get(change.question)
        chosen = present if isinstance(present, frozenset) else frozenset[str]()
        return (chosen | {*change.add}) - {*change.drop}
    return change.answer
