"""Random cases with random gaps, for property tests.

A case is grown from one drawn seed: drawing each of some hundred answers by
itself takes far longer than the test. :func:`smallest` shrinks what fails.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from random import Random

from hypothesis import strategies as st

from advisor.knowledge.content import Library, Question
from advisor.knowledge.partitions import conditions, partitions
from advisor.model import Answer, Case, Deliverable, Duration, Invoice, Money

TODAY = date(2026, 11, 22)
USUAL = 500
"""Random cases of the most thorough property tests in ``make test``."""
UNITS = ("days", "business_days", "weeks", "months", "hours")


def examples(usual: int) -> int:
    """Return how many random cases a property test tries where ``make test`` tries ``usual``.

    The variable ADVISOR_EXAMPLES replaces the 500 of the most thorough tests; the
    others grow and shrink in proportion. ``make fuzz`` sets 20,000.
    """
    return max(1, usual * int(os.environ.get("ADVISOR_EXAMPLES", USUAL)) // USUAL)


@lru_cache(maxsize=8)
def limits(library: Library) -> dict[str, list[int]]:
    """Return the numbers on and beside every limit that a rule sets on a question."""
    return {
        name: sorted({max(int(x) + step, 0) for x in partition.limits for step in (-1, 0, 1)})
        for name, partition in partitions(library, conditions(library)).items()
        if partition.limits and library.facts[name].kind != "date"
    }


def answer(library: Library, question: Question, rng: Random) -> Answer:
    """Return some answer to a question, often one on or beside a limit."""
    kind = question.kind
    if kind == "yes_no":
        return rng.random() < 0.5
    if kind == "choice":
        return rng.choice(sorted(question.choices))
    if kind == "several":
        return frozenset(choice for choice in question.choices if rng.random() < 0.3)
    near = limits(library).get(question.id, [0])
    if kind in ("count", "score", "percent"):
        return rng.choice(near) if rng.random() < 0.6 else rng.randint(0, 100)
    if kind in ("months", "ratio"):
        return rng.choice(near) if rng.random() < 0.4 else Decimal(rng.randint(0, 240)) / 10
    if kind == "money":
        return Money(
            Decimal(rng.choice([0, rng.randint(1, 9999)])), rng.choice(["EUR"] * 4 + ["USD"])
        )
    if kind == "date":
        last = 0 if question.not_after_today else 400
        return TODAY + timedelta(
            days=rng.choice([rng.randint(-90, min(last, 90)), rng.randint(-4000, last)])
        )
    if kind == "duration":
        return Duration(rng.randint(1, 90), rng.choice(UNITS))  # type: ignore[arg-type]
    if kind == "lines":
        return ("1 Sample Street", "Exampletown")
    if kind == "invoices":
        days = (rng.randint(-30, 200) for _ in range(rng.randint(1, 3)))
        return tuple(
            Invoice(f"INV-{place}", TODAY - timedelta(days=late), Money(Decimal(late + 31), "EUR"))
            for place, late in enumerate(days)
        )
    if kind == "deliverables":
        return (Deliverable("Press kit", TODAY + timedelta(days=20)),)
    return "Example Works Ltd"


def grown(library: Library, seed: int, letters: bool = False) -> Case:
    """Grow a case in which each question is answered, unknown or left open.

    Nothing is recorded as sent, for that would hold the advice still.
    """
    rng = Random(seed)
    density = rng.choice([0.1, 0.3, 0.6, 0.9])
    given: dict[str, Answer] = {}
    dont_know = set()
    for question in library.questions.values():
        chance = rng.random()
        if question.purpose == "record" or (question.purpose == "letter" and not letters):
            continue
        if chance < density:
            given[question.id] = answer(library, question, rng)
        elif chance > 0.95:
            dont_know.add(question.id)
    return Case(given, frozenset(dont_know))


def cases(library: Library, letters: bool = False) -> st.SearchStrategy[Case]:
    """Return a strategy of random cases."""
    return st.integers(0, 2**63).map(lambda seed: grown(library, seed, letters))


def smallest(case: Case, fails: Callable[[Case], bool]) -> Case:
    """Drop answers while a case still fails, so that a failure can be read."""
    for name in list(case.answers):
        less = replace(case, answers={k: v for k, v in case.answers.items() if k != name})
        if fails(less):
            case = less
    return case
