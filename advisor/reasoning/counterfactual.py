"""The smallest changes of one answer that change whether or when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from advisor.knowledge.content import Question, Rulebook
from advisor.model import Answer, Case, Counterfactual
from advisor.reasoning.answer_classes import ORDERED, Option, decided_by_answer
from advisor.reasoning.decide import Verdict
from advisor.reasoning.what_if_base import begin, changed, verdict_of

Tried = tuple[Option, Verdict]
"""An option of a question, and the advice it leads to."""


def counterfactuals(rulebook: Rulebook, case: Case, as_of: date) -> tuple[Counterfactual, ...]:
    """Return the changes of one answer that change whether or when.

    Complete over all answers to open questions, and over those given that are a state, which
    can become another one: the rules do not distinguish an answer left out from one that was
    tried. Of answers with an order the nearest is given, of sets of choices those that
    differ least.
    """
    base = begin(rulebook, case, as_of)
    found: list[Counterfactual] = []
    for name in base.scope.questions:
        question = rulebook.questions[name]
        if name in case.answers and question.nature != "state":
            continue

        def verdict_with(answer: Answer, question: Question = question) -> Verdict:
            return verdict_of(base, changed(base, question, answer))

        tried = list(decided_by_answer(base, question, verdict_with))
        found.extend(_smallest(question, tried, base.verdict))
    return tuple(found)


def _smallest(question: Question, tried: list[Tried], present: Verdict) -> Iterator[Counterfactual]:
    """Yield the nearest options that lead to each other advice."""
    groups: dict[Verdict, list[Option]] = defaultdict(list)
    for option, verdict in tried:
        if verdict != present and not option.present:
            groups[verdict].append(option)
    for verdict, group in groups.items():
        kept: list[Option] = []
        for option in group:
            if not any(_dominates(question, nearer, option) for nearer in kept):
                kept.append(option)
        equivalent = {option.place: option for option, found in tried if found == verdict}
        for option in kept:
            yield Counterfactual(
                question.id,
                option.answer,
                *verdict,
                by=question.changed_by,
                span=_span(option, equivalent) if question.kind in ORDERED else None,
            )


def _dominates(question: Question, one: Option, other: Option) -> bool:
    """Return whether an option with the same effect makes one further off superfluous."""
    if question.kind == "several":
        return one.toggled <= other.toggled
    return question.kind in ORDERED


def _span(option: Option, equivalent: Mapping[int, Option]) -> tuple[Answer | None, Answer | None]:
    """Return the ends up to which a range leads to the same advice; ``None``: no end."""
    low = high = option
    while (below := equivalent.get(low.place - 1)) is not None:
        low = below
    while (above := equivalent.get(high.place + 1)) is not None:
        high = above
    if low.low == high.high:
        return low.low, high.high
    return None if low.open_low else low.low, None if high.open_high else high.high
