"""Representative answers: one for each region of values that conditions tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from advisor.facts.answer_plan import fact_names
from advisor.knowledge.content import Library, Question, Rulebook
from advisor.knowledge.partitions import Partition, comparisons, conditions, partitions
from advisor.model import Answer, Case, Deliverable, Duration, Facts, Money

NAMED = 8
"""Choices of one question of which every combination is taken."""

UNORDERED: Mapping[str, tuple[Answer, ...]] = {
    "yes_no": (True, False),
    "duration": (Duration(30, "days"), Duration(10, "business_days"), Duration(3, "months")),
    "text": ("Example",),
    "lines": (("1 Sample Street", "Exampletown"),),
    "deliverables": ((Deliverable("Press kit"),),),
    "invoices": ((),),
}
"""Answers to the kinds of questions whose values no condition orders."""


def representatives(
    library: Library, questions: Iterable[Question], as_of: date
) -> dict[str, tuple[Answer, ...]]:
    """Return answers to each question that represent all others.

    Every choice, every combination of choices that a condition names with every region
    of their count, one number of each region, and days on and beside each limit, also of
    facts that are derived from this one answer. Texts and lists have one answer each.
    """
    divided = partitions(library, conditions(library))
    named = {test.fact for item in conditions(library) for test in comparisons(item)}
    found: dict[str, tuple[Answer, ...]] = {}
    for question in questions:
        kind = question.kind
        if kind == "choice":
            found[question.id] = question.choices
        elif kind == "several":
            chosen = [one for one in question.choices if f"{question.id}.{one}" in named][:NAMED]
            found[question.id] = tuple(_sets(divided[f"{question.id}.count"], question, chosen))
        elif kind == "date":
            found[question.id] = tuple(_days(library, divided, question, as_of))
        else:
            found[question.id] = UNORDERED.get(kind) or tuple(_numbers(divided[question.id]))
    return found


def case_of(rulebook: Rulebook, facts: Facts, as_of: date) -> Case:
    """Return the case in which each question is answered as some facts say.

    Facts that are derived from answers, and not given by one, are left out.
    """
    answers: dict[str, Answer] = {}
    for question in rulebook.questions.values():
        *choices, last = fact_names(question)
        if last not in facts.known:
            continue
        if choices:
            chosen = zip(question.choices, choices, strict=True)
            answers[question.id] = frozenset(one for one, name in chosen if facts.known[name])
        elif question.kind in UNORDERED and question.kind != "yes_no":
            answers[question.id] = UNORDERED[question.kind][0]
        else:
            answers[question.id] = facts.known[last]
    return Case(answers, as_of=as_of)


def _sets(count: Partition, question: Question, named: list[str]) -> Iterator[frozenset[str]]:
    """Yield sets of choices, one of each class that no condition tells apart."""
    rest = [one for one in question.choices if one not in named]
    seen = set()
    for size in range(len(named) + 1):
        for some in combinations(named, size):
            for more in range(len(rest) + 1):
                key = some, count.region(size + more)
                if key not in seen:
                    seen.add(key)
                    yield frozenset((*some, *rest[:more]))


def _days(
    rulebook: Rulebook, divided: Mapping[str, Partition], question: Question, as_of: date
) -> Iterator[date]:
    """Yield today, the days around it, and those on and beside every limit in days."""
    days = {-1, 0, 1}
    for name, kind in rulebook.facts.items():
        if kind.origin == "derived" and kind.inputs == (question.id,):
            length = {"days": 1, "years": 365.25}.get(kind.unit, 0)
            for limit in divided[name].limits:
                if isinstance(limit, int):
                    near = round(limit * length)
                    days.update(sign * near + step for sign in (1, -1) for step in (-1, 0, 1))
    last = 0 if question.not_after_today else max(days)
    yield from (as_of + timedelta(days=ahead) for ahead in sorted(days) if ahead <= last)


def _numbers(partition: Partition) -> Iterator[Answer]:
    """Yield a number of each region; zero and one where there is a single region."""
    for sample in partition.samples.values():
        if isinstance(sample, (int, Decimal, Money)):
            yield sample
    if not partition.cuts:
        first = next(iter(partition.samples.values()))
        yield Money(Decimal(1), first.currency) if isinstance(first, Money) else 1
