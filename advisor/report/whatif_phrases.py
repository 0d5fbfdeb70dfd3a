"""Answers in words: the nearest one, how far its range goes, and what stands now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from advisor.knowledge.content import Library, Question
from advisor.locale import formatting
from advisor.locale.placeholders import fill
from advisor.model import Answer, Case, Counterfactual
from advisor.reasoning.decision_scope import scope

Gates = tuple[tuple[str, bool], ...]
Span = tuple[Answer | None, Answer | None]


def alike(changes: Iterable[Counterfactual]) -> list[list[Counterfactual]]:
    """Put changes of the same one answer that lead to the same advice together."""
    groups: dict[object, list[Counterfactual]] = {}
    for change in changes:
        # Two answers go together as they are.
        key = tuple(change.changes) if len(change.changes) == 1 else id(change)
        groups.setdefault((key, change.whether, change.when), []).append(change)
    return list(groups.values())


class Words:
    """Puts the answers of one case into words."""

    def __init__(self, library: Library, case: Case, as_of: date) -> None:
        self.library, self.case, self.as_of = library, case, as_of

    def say(self, key: str, **values: str) -> str:
        """Return a text with its values. Values are never read as templates."""
        return fill(self.library.texts[f"whatif.{key}"], lambda name, _: values[name])

    def ask(self, name: str) -> str:
        """Return a question in one line."""
        return " ".join(self.library.questions[name].ask.split())

    def value(self, name: str, answer: Answer) -> str:
        """Write one answer: a date with its distance, a choice by its label."""
        question = self.library.questions[name]
        if isinstance(answer, frozenset):
            return self.choices(question, answer) or self.say("set.none")
        if isinstance(answer, date):
            return self._day(answer)
        if isinstance(answer, str) and answer in question.choices:
            return question.choices[answer]
        kind = self.library.facts[name]
        return formatting.show(
            answer, kind, self.library.texts, question.choices, self.library.language
        )

    def choices(self, question: Question, chosen: Iterable[str]) -> str:
        """Write choices in the order of the question."""
        some = frozenset(chosen)
        labels = (one for key, one in question.choices.items() if key in some)
        return self.library.texts["mark.between"].join(labels)

    def _day(self, day: date) -> str:
        away = (day - self.as_of).days
        if away == 0:
            return self.date(day)
        count = formatting.count_of(abs(away), "days", self.library.texts, self.library.language)
        return self.say("ahead" if away > 0 else "ago", date=self.date(day), count=count)

    def date(self, day: date) -> str:
        """Write a date in full."""
        return formatting.long_date(day, self.library.language)

    def first(self, before: Gates, after: Gates) -> str:
        """Say what comes first from a day on, and what no longer does; nothing if it stays."""
        texts = self.library.texts
        new = [
            self.say(f"gate.{'blocking' if blocks else 'advisory'}", gate=texts[f"gate.{gate}"])
            for gate, blocks in after
            if (gate, blocks) not in before
        ]
        gone = [texts[f"gate.{gate}"] for gate, _ in before if gate not in dict(after)]
        told = (("first", new), ("gone", gone))
        return " ".join(
            self.say(f"turning.{key}", gates=", ".join(some)) for key, some in told if some
        )

    def present(self, name: str) -> str:
        """Write the answer as it stands."""
        if name in self.case.answers:
            return self.value(name, self.case.answers[name])
        return self.say(
            "answer.dont_know" if name in self.case.dont_know else "answer.not_answered"
        )

    def changed(self, name: str, changes: Sequence[Counterfactual]) -> str:
        """Write the answers to one question that some changes give it."""
        given = {str(change.answers[name]) for change in changes}
        question = self.library.questions[name]
        given.add(str(self.case.answers.get(name)))
        if question.kind == "choice" and len(given) > 2 and given == set(question.choices):
            return self.say("answer.other")
        found = [
            self._one(name, change.answers[name], change.spans.get(name)) for change in changes
        ]
        return self.either(tuple(dict.fromkeys(found)))

    def either(self, words: Sequence[str]) -> str:
        """Join what would each do."""
        if len(words) < 2:
            return "".join(words)
        return self.say(
            "or", first=self.library.texts["mark.between"].join(words[:-1]), last=words[-1]
        )

    def _one(self, name: str, answer: Answer, span: Span | None) -> str:
        if isinstance(answer, frozenset):
            return self._set(name, answer)
        if span is None:
            return self.value(name, answer)
        low, high = span
        kind = "span.date" if isinstance(answer, date) else "span"
        if low is not None and high is not None:
            if low == high:
                return self.value(name, answer)
            # The unit is said once.
            first = (
                formatting.bare(low, self.library.language)
                if isinstance(low, int)
                else self.value(name, low)
            )
            return self.say(f"{kind}.between", low=first, high=self.value(name, high))
        if high is not None:
            return self.say(f"{kind}.most", value=self.value(name, high))
        if low is not None:
            return self.say(f"{kind}.least", value=self.value(name, low))
        return self.say("span.any")

    def _set(self, name: str, answer: frozenset[str]) -> str:
        """Write a set of choices by what comes to the present one and what goes."""
        question, now = self.library.questions[name], self.case.answers.get(name)
        named = (f"{name}.{choice}" in scope(self.library).facts for choice in question.choices)
        if answer and not any(named):
            key = f"set.any.{formatting.plural(len(answer), self.library.language)}"
            return self.say(key, count=str(len(answer)))
        if not isinstance(now, frozenset) or not now:
            return self.value(name, answer)
        if not answer:
            return self.say("set.none")
        more = self.choices(question, answer - now)
        less = self.choices(question, now - answer)
        more = more and self.say("set.more", choices=more)
        less = less and self.say("set.less", choices=less)
        return self.say("set.both", more=more, less=less) if more and less else more or less
