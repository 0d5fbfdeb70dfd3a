"""Answers in words: the nearest one, its range, and the present answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from advisor.knowledge.phrasebook import Phrasebook
from advisor.locale import formatting
from advisor.locale.markdown import one_line
from advisor.model import Answer, Counterfactual
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.reasoning.decision_scope import scope

Span = tuple[Answer | None, Answer | None]


def by_effect(changes: Iterable[Counterfactual]) -> list[list[Counterfactual]]:
    """Group changes of the same answer that lead to the same advice."""
    groups: dict[object, list[Counterfactual]] = {}
    for change in changes:
        groups.setdefault((change.question, change.whether, change.when), []).append(change)
    return list(groups.values())


class AnswerPhrases:
    """Puts the answers of one case into words."""

    def __init__(self, phrases: Phrasebook, assessed: CaseAssessment) -> None:
        self.phrases, self.say, self.assessed = phrases, phrases.say, assessed
        self.case = assessed.case

    def ask(self, name: str) -> str:
        """Return a question in one line."""
        return one_line(self.phrases.question(name).ask)

    def value(self, name: str, answer: Answer) -> str:
        """Write one answer: a date with its distance, a choice by its label."""
        if isinstance(answer, frozenset):
            return self.choices(name, answer) or self.say("whatif.set.none")
        if isinstance(answer, date):
            return self._day(answer)
        labels = self.phrases.question(name).choices
        if isinstance(answer, str) and answer in labels:
            return labels[answer]
        return self.phrases.fact(answer, self.assessed.rulebook.facts[name], labels)

    def choices(self, name: str, chosen: Iterable[str]) -> str:
        """Return choices in the order of the question."""
        some, labels = frozenset(chosen), self.phrases.question(name).choices
        return self.phrases.listed(one for key, one in labels.items() if key in some)

    def _day(self, day: date) -> str:
        away = (day - self.assessed.as_of).days
        if away == 0:
            return self.phrases.day(day)
        count = self.phrases.quantity(abs(away), "days")
        return self.say("whatif.ahead" if away > 0 else "whatif.ago", date=day, count=count)

    def present(self, name: str) -> str:
        """Write the present answer."""
        if name in self.case.answers:
            return self.value(name, self.case.answers[name])
        unsure = name in self.case.dont_know
        return self.say("whatif.answer.dont_know" if unsure else "whatif.answer.not_answered")

    def changed(self, changes: Sequence[Counterfactual]) -> str:
        """Write the answers that some changes give to their one question."""
        name = changes[0].question
        given = {str(change.answer) for change in changes}
        question = self.assessed.rulebook.questions[name]
        given.add(str(self.case.answers.get(name)))
        if question.kind == "choice" and len(given) > 2 and given == set(question.choices):
            return self.say("whatif.answer.other")
        found = [self._one(name, change.answer, change.span) for change in changes]
        return self.either(tuple(dict.fromkeys(found)))

    def either(self, words: Sequence[str]) -> str:
        """Join what would each do."""
        if len(words) < 2:
            return "".join(words)
        return self.say("whatif.or", first=self.phrases.listed(words[:-1]), last=words[-1])

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
                formatting.bare(low, self.phrases.language)
                if isinstance(low, int)
                else self.value(name, low)
            )
            return self.say(f"whatif.{kind}.between", low=first, high=self.value(name, high))
        if high is not None:
            return self.say(f"whatif.{kind}.most", value=self.value(name, high))
        if low is not None:
            return self.say(f"whatif.{kind}.least", value=self.value(name, low))
        return self.say("whatif.span.any")

    def _set(self, name: str, answer: frozenset[str]) -> str:
        """Write a set of choices by what is added to the present one and what is removed."""
        rulebook, now = self.assessed.rulebook, self.case.answers.get(name)
        choices = rulebook.questions[name].choices
        named = (f"{name}.{choice}" in scope(rulebook).facts for choice in choices)
        if answer and not any(named):
            return self.phrases.counted("whatif.set.any", len(answer))
        if not isinstance(now, frozenset) or not now:
            return self.value(name, answer)
        if not answer:
            return self.say("whatif.set.none")
        more = self.choices(name, answer - now)
        less = self.choices(name, now - answer)
        more = more and self.say("whatif.set.more", choices=more)
        less = less and self.say("whatif.set.less", choices=less)
        return self.say("whatif.set.both", more=more, less=less) if more and less else more or less
