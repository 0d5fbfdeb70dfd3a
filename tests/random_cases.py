"""Random cases with random gaps, for property tests."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from advisor.knowledge.content import Library, Question
from advisor.model import Answer, Case, Deliverable, Duration, Money
from advisor.reasoning.whatif import thresholds

TODAY = date(2026, 11, 22)
UNITS = ("days", "business_days", "weeks", "months")


def answers(library: Library, question: Question) -> st.SearchStrategy[Answer]:
    """Return the answers that a question can have, limits and their neighbours first."""
    kind = question.kind
    if kind == "yes_no":
        return st.booleans()
    if kind == "choice":
        return st.sampled_from(sorted(question.choices))
    if kind == "several":
        return st.frozensets(st.sampled_from(sorted(question.choices)))
    limits = [int(limit) for limit in thresholds(library).get(question.id, ())] or [0]
    near = sorted({max(limit + step, 0) for limit in limits for step in (-1, 0, 1)})
    if kind in ("count", "score", "percent"):
        return st.sampled_from(near) | st.integers(0, 100)
    if kind in ("months", "ratio"):
        tenths = st.integers(0, 240).map(lambda tenth: Decimal(tenth) / 10)
        return st.sampled_from(near) | tenths
    if kind == "money":
        amount = st.integers(0, 10_000).map(Decimal)
        return st.builds(Money, amount, st.sampled_from(["EUR", "EUR", "USD"]))
    if kind == "date":
        last = 0 if question.not_after_today else 400
        return st.integers(-1500, last).map(lambda days: TODAY + timedelta(days=days))
    if kind == "duration":
        return st.builds(Duration, st.integers(1, 90), st.sampled_from(UNITS))
    if kind == "lines":
        return st.just(("1 Sample Street", "Exampletown"))
    if kind == "deliverables":
        return st.just((Deliverable("Press kit", TODAY + timedelta(days=20)),))
    return st.just("Example Works Ltd")


@st.composite
def cases(draw: st.DrawFn, library: Library, letters: bool = False) -> Case:
    """Draw a case in which each question is answered, unknown or left open."""
    questions = [
        question
        for question in library.questions.values()
        if letters or question.purpose != "letter"
    ]
    density = draw(st.sampled_from([10, 30, 60, 90]))
    given: dict[str, Answer] = {}
    dont_know = set()
    for question in questions:
        chance = draw(st.integers(0, 99))
        if chance < density:
            given[question.id] = draw(answers(library, question))
        elif chance > 95:
            dont_know.add(question.id)
    return Case(given, frozenset(dont_know))
