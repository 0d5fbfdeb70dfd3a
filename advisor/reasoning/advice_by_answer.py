"""How the advice splits by the answer to one question, each answer tried alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from advisor.conditions import magnitude
from advisor.engine.pure import Pure
from advisor.errors import CaseError
from advisor.knowledge.content import Library, Question
from advisor.locale.formatting import plural, show
from advisor.locale.placeholders import fill
from advisor.model import Answer, Case, Money, Split
from advisor.reasoning.answer_classes import ORDERED, Option, options
from advisor.reasoning.decide import Decision, advice_of, decide
from advisor.reasoning.decision_scope import everything
from advisor.reasoning.incremental import Trial, begin

FIRST_UNIT = 1000
"""Ranges of a length of time beyond this place are counted in other units than days."""


@dataclass(frozen=True)
class Told:
    """Answers that come to the same, in words, and what they come to."""

    answers: str
    value: object
    decisions: tuple[Decision, ...]
    """What was decided with some of them, the ends of a range among them."""
    endless: bool = False
    """The range goes on without end."""


@dataclass(frozen=True)
class _Tried:
    option: Option
    value: object
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class Trying:
    """A case whose open questions are tried, one at a time."""

    library: Library
    case: Case
    trial: Trial
    present: Decision

    @classmethod
    def of(cls, library: Library, case: Case, as_of: date) -> Trying:
        """Decide a case as it is, to be tried from there."""
        trial = begin(library, case, as_of, everything(library))
        return cls(library, case, trial, decide(library, case, as_of, Pure()))

    def splits(self, question: Question) -> tuple[Split, ...]:
        """Return the advice by answer, the answers of one outcome together.

        Empty for a question that another one has to open the way to.
        """
        ordered = question.kind in ORDERED

        def read(decision: Decision) -> object:
            # The last day may move with every answer of a range.
            return (*advice_of(decision), ordered or decision.last_day)

        return tuple(self._split(told) for told in self.by_answer(question, read))

    def by_answer(self, question: Question, read: Callable[[Decision], object]) -> tuple[Told, ...]:
        """Return what a question's answers come to, those that come to the same together."""
        tried = list(self._tried(question, read))
        if question.kind in ORDERED:
            return tuple(self._ranges(question, tried))
        found: dict[object, list[_Tried]] = {}
        for item in tried:
            found.setdefault(item.value, []).append(item)
        return tuple(
            Told(
                self._words(question, [item.option.answer for item in some])
                if len(found) > 1
                else self._say("any"),
                value,
                tuple(decision for item in some for decision in item.decisions),
            )
            for value, some in found.items()
        )

    def _tried(self, question: Question, read: Callable[[Decision], object]) -> Iterator[_Tried]:
        for option in options(self.trial, self.trial.world, question):
            if option.place >= FIRST_UNIT:
                continue
            first = self._decide(question, option.answer)
            if first is None:
                continue
            found = [first]
            if first.last_day is not None:
                # The ends of the range show how far the last day moves.
                ends = dict.fromkeys((option.low, option.high))
                found += [
                    decision
                    for end in ends
                    if end != option.answer and (decision := self._decide(question, end))
                ]
            yield _Tried(option, read(first), tuple(found))

    def _decide(self, question: Question, answer: Answer) -> Decision | None:
        case = replace(self.case, answers={**self.case.answers, question.id: answer})
        try:
            return decide(self.library, case, self.present.as_of, Pure())
        except CaseError:
            # An answer that leads past the end of the calendar.
            return None

    def _ranges(self, question: Question, tried: list[_Tried]) -> Iterator[Told]:
        """Yield neighbouring ranges that come to the same as one."""
        tried.sort(key=lambda item: item.option.place)
        runs = [list(run) for _, run in groupby(tried, key=lambda item: item.value)]
        ends = [(run[0].option, run[-1].option) for run in runs]
        for number, run in enumerate(runs):
            low, high = ends[number]
            before = ends[number - 1][1].high if number else None
            after = ends[number + 1][0].low if number + 1 < len(ends) else None
            yield Told(
                self._range(question, low, high, before, after),
                run[0].value,
                tuple(decision for item in run for decision in item.decisions),
                endless=high.open_high,
            )

    def _split(self, told: Told) -> Split:
        whether, timing, gates = advice_of(told.decisions[0])
        days = [one.last_day for one in told.decisions if one.last_day is not None]
        first, last = (min(days), max(days)) if days else (None, None)
        present = self.present
        same = advice_of(present) == (whether, timing, gates) and first == last == present.last_day
        return Split(
            answers=told.answers,
            whether=whether,
            when=timing,
            last_day=first,
            last_day_to=None if told.endless and first != last else last,
            gates=gates,
            same=same,
        )

    def _say(self, key: str, **values: str) -> str:
        return fill(self.library.texts[f"explain.range.{key}"], lambda name, _: values[name])

    def _range(
        self,
        question: Question,
        low: Option,
        high: Option,
        before: Answer | None,
        after: Answer | None,
    ) -> str:
        """Say a range in words: ``under 3 months``, ``from 3 months``."""
        limits = self.trial.scope.partitions[question.id].cuts
        form = "date" if question.kind == "date" else "number"
        parts = []
        if low.low == high.high:
            return self._value(question, low.low)
        if before is not None:
            above = (magnitude(before), True) in limits and question.kind != "date"
            shown = self._value(question, before if above else low.low)
            parts.append(self._say("above" if above else f"{form}_from", value=shown))
        if after is not None:
            under = (magnitude(after), False) in limits and question.kind != "date"
            shown = self._value(question, after if under else high.high)
            parts.append(self._say("under" if under else f"{form}_to", value=shown))
        return ", ".join(parts) or self._say("any")

    def _value(self, question: Question, answer: Answer) -> str:
        used = [one for one in self.case.answers.values() if isinstance(one, Money)]
        if isinstance(answer, Money) and not any(one.currency for one in used):
            # No answer says which currency it is.
            answer = Money(answer.amount, "")
        kind = self.library.facts[question.id]
        language = self.library.language
        return show(answer, kind, self.library.texts, {}, language)  # type: ignore[arg-type]

    @property
    def _between(self) -> str:
        return self.library.texts["mark.between"]

    def _words(self, question: Question, answers: Sequence[Answer]) -> str:
        """Say some answers without an order in the words of the question."""
        if question.kind == "yes_no":
            texts = self.library.texts
            return self._between.join(
                texts["word.yes" if answer else "word.no"] for answer in answers
            )
        if question.kind == "choice":
            return self._between.join(question.choices[str(answer)] for answer in answers)
        sets = [answer for answer in answers if isinstance(answer, frozenset)]
        return self._between.join(self._chosen(question, one) for one in _smallest(sets))

    def _chosen(self, question: Question, chosen: frozenset[str]) -> str:
        """Say a set of choices. Those that no rule names stand for any as many."""
        facts = self.trial.scope.facts
        named = [one for one in question.choices if f"{question.id}.{one}" in facts]
        labels = [question.choices[one] for one in named if one in chosen]
        rest = len(chosen) - len(labels)
        if not chosen:
            return self._say("none")
        if rest == 1 and named and not labels:
            others = [text for one, text in question.choices.items() if one not in named]
            return self._between.join(others)
        if rest:
            key = "more" if named else "some"
            form = plural(rest, self.library.language)
            labels.append(self._say(f"{key}.{form}", n=str(rest)))
        return self._say("and").join(labels)


def _smallest(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Keep the sets that contain no other: what is added to them changes nothing more.

    Beside the empty set, which all contain, single choices are kept.
    """
    kept: list[frozenset[str]] = []
    for one in sorted(sets, key=len):
        whole = frozenset() in kept
        if (whole and len(one) == 1) or not any(other <= one for other in kept):
            kept.append(one)
    return kept
