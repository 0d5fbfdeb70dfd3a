"""How the advice splits by the answer to one question, each answer tried alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import groupby

from advisor.conditions import magnitude
from advisor.engine.compiled import Compiled
from advisor.errors import CaseError
from advisor.knowledge.content import Question, Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.model import Answer, Case, Money
from advisor.reasoning.answer_classes import ORDERED, Option, decided_by_answer, equivalent_single
from advisor.reasoning.assessment import (
    AnswerGroup,
    AnswerInterval,
    AnswerList,
    ChoiceSet,
    Split,
)
from advisor.reasoning.decide import Decision, advice_of, decide, decide_beside
from advisor.reasoning.decision_scope import advice_scope
from advisor.reasoning.what_if_base import begin

FIRST_UNIT = 1000
"""Ranges of a length of time beyond this place are counted in other units than days."""


@dataclass(frozen=True)
class Outcome:
    """Answers with one outcome, the outcome, and some of the decisions with them."""

    answers: AnswerGroup
    value: object
    decisions: tuple[Decision, ...]
    """What was decided with some of the answers, the ends of a range among them."""
    unbounded: bool = False
    """The range has no upper end."""


@dataclass(frozen=True)
class _Result:
    option: Option
    value: object
    decisions: tuple[Decision, ...]


class AnswerTrial:
    """A case whose open questions are answered for trial, one at a time."""

    def __init__(self, rulebook: Rulebook, case: Case, as_of: date) -> None:
        self.rulebook, self.case = rulebook, case
        self.base = begin(rulebook, case, as_of, advice_scope(rulebook))
        self.present = decide(rulebook, case, as_of, Compiled())

    def splits(self, question: Question) -> tuple[Split, ...]:
        """Return the advice by answer, the answers of one outcome together.

        Empty for a question that is not asked before another one is answered.
        """
        ordered = question.kind in ORDERED

        def read(decision: Decision) -> object:
            # The last day may move with every answer of a range.
            return (*advice_of(decision), ordered or decision.last_day)

        return tuple(self._split(outcome) for outcome in self.by_answer(question, read))

    def by_answer(
        self, question: Question, read: Callable[[Decision], object]
    ) -> tuple[Outcome, ...]:
        """Return the outcomes of a question's answers, as distinguished by ``read``."""
        results = list(self._results(question, read))
        if question.kind in ORDERED:
            return tuple(self._intervals(question, results))
        found: dict[object, list[_Result]] = {}
        for item in results:
            found.setdefault(item.value, []).append(item)
        any_answer = len(found) == 1
        return tuple(
            Outcome(
                AnswerList(()) if any_answer else self._list(question, some),
                value,
                tuple(decision for item in some for decision in item.decisions),
            )
            for value, some in found.items()
        )

    def _results(self, question: Question, read: Callable[[Decision], object]) -> Iterator[_Result]:
        def with_answer(answer: Answer) -> Decision:
            case = replace(self.case, answers={**self.case.answers, question.id: answer})
            return decide_beside(self.rulebook, case, self.present)

        for option, first in decided_by_answer(self.base, question, with_answer):
            if option.place >= FIRST_UNIT:
                continue
            found = [first]
            if first.last_day is not None:
                # The ends of the range show how far the last day moves.
                for end in dict.fromkeys((option.low, option.high)):
                    if end != option.answer:
                        with suppress(CaseError):
                            found.append(with_answer(end))
            yield _Result(option, read(first), tuple(found))

    def _intervals(self, question: Question, results: list[_Result]) -> Iterator[Outcome]:
        """Yield neighbouring ranges of one outcome as one interval."""
        results.sort(key=lambda item: item.option.place)
        runs = [list(run) for _, run in groupby(results, key=lambda item: item.value)]
        ends = [(run[0].option, run[-1].option) for run in runs]
        for number, run in enumerate(runs):
            low, high = ends[number]
            before = ends[number - 1][1].high if number else None
            after = ends[number + 1][0].low if number + 1 < len(ends) else None
            yield Outcome(
                self._interval(question, low, high, before, after),
                run[0].value,
                tuple(decision for item in run for decision in item.decisions),
                unbounded=high.open_high,
            )

    def _split(self, outcome: Outcome) -> Split:
        whether, timing, gates = advice_of(outcome.decisions[0])
        days = [one.last_day for one in outcome.decisions if one.last_day is not None]
        first, last = (min(days), max(days)) if days else (None, None)
        present = self.present
        same = advice_of(present) == (whether, timing, gates) and first == last == present.last_day
        return Split(
            answers=outcome.answers,
            whether=whether,
            when=timing,
            last_day=first,
            last_day_to=None if outcome.unbounded and first != last else last,
            gates=gates,
            same=same,
        )

    def _interval(
        self,
        question: Question,
        low: Option,
        high: Option,
        before: Answer | None,
        after: Answer | None,
    ) -> AnswerInterval:
        """Return an interval by the limits that rules set, as far as they are its ends.

        ``before`` and ``after`` are the nearest answers outside it.
        """
        if low.low == high.high:
            return AnswerInterval(self._bare(low.low), self._bare(low.low))
        limits = self.base.scope.partitions[question.id].cuts
        dated = question.kind == "date"
        above = before is not None and (magnitude(before), True) in limits and not dated
        under = after is not None and (magnitude(after), False) in limits and not dated
        first = None if before is None else before if above else low.low
        last = None if after is None else after if under else high.high
        return AnswerInterval(self._bare(first), self._bare(last), above, under)

    def _bare(self, answer: Answer | None) -> Answer | None:
        """Return an amount without its currency where no answer has one."""
        used = [one for one in self.case.answers.values() if isinstance(one, Money)]
        if isinstance(answer, Money) and not any(one.currency for one in used):
            return Money(answer.amount, "")
        return answer

    def _list(self, question: Question, results: Iterable[_Result]) -> AnswerList:
        answers = [item.option.answer for item in results]
        if question.kind != "several":
            return AnswerList(tuple(answers))
        sets = [answer for answer in answers if isinstance(answer, frozenset)]
        if frozenset() in sets:
            # One choice that no rule tells from none is named beside it.
            sets.extend(equivalent_single(self.base, question))
        return AnswerList(tuple(self._choices(question, one) for one in _smallest(sets)))

    def _choices(self, question: Question, chosen: frozenset[str]) -> ChoiceSet:
        facts = self.base.scope.facts
        distinguished = [one for one in question.choices if f"{question.id}.{one}" in facts]
        named = tuple(one for one in distinguished if one in chosen)
        equivalent = tuple(one for one in question.choices if one not in distinguished)
        return ChoiceSet(named, len(chosen) - len(named), equivalent)


def _smallest(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Return the inclusion-minimal sets, the smallest first.

    Beside the empty set, which is part of each, single choices are kept.
    """
    kept: list[frozenset[str]] = []
    for one in sorted(sets, key=len):
        whole = frozenset() in kept
        if (whole and len(one) == 1) or not any(other <= one for other in kept):
            kept.append(one)
    return kept
