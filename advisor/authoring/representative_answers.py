"""The answers a walk forks on: one for each region that conditions tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from advisor.authoring.proof.regions import Domain
from advisor.knowledge.content import Library, Question
from advisor.model import Answer, Deliverable, Duration, Money

NAMED = 8
"""Choices of one question of which every combination is taken."""


def forks(
    library: Library, domains: Mapping[str, Domain], question: Question, as_of: date
) -> tuple[Answer, ...]:
    """Return answers that stand for all others.

    Every choice, every combination of choices that a condition names with every
    count it tells apart, a number or a day on and beside each limit, also those on
    facts worked out from this one answer. Texts and lists are one answer each.
    """
    kind = question.kind
    if kind == "yes_no":
        return (True, False)
    if kind == "choice":
        return tuple(question.choices)
    if kind == "several":
        return tuple(_sets(domains, question))
    if kind == "date":
        return tuple(_days(library, domains, question, as_of))
    if kind == "duration":
        return (Duration(30, "days"), Duration(10, "business_days"), Duration(3, "months"))
    if kind == "text":
        return ("Example",)
    if kind == "lines":
        return (("1 Sample Street", "Exampletown"),)
    if kind == "deliverables":
        return ((Deliverable("Press kit"),),)
    if kind in ("count", "months", "percent", "ratio", "score", "money"):
        return tuple(_numbers(domains[question.id]))
    return ((),)


def _sets(domains: Mapping[str, Domain], question: Question) -> Iterator[frozenset[str]]:
    """Yield sets of choices that no condition can tell from the sets left out."""
    count = domains[f"{question.id}.count"]
    named = [one for one in question.choices if domains[f"{question.id}.{one}"].cuts]
    named = named[:NAMED]
    rest = [one for one in question.choices if one not in named]
    seen = set()
    for size in range(len(named) + 1):
        for some in combinations(named, size):
            for more in range(len(rest) + 1):
                key = some, count.bit_of(size + more)
                if key not in seen:
                    seen.add(key)
                    yield frozenset((*some, *rest[:more]))


def _days(
    library: Library, domains: Mapping[str, Domain], question: Question, as_of: date
) -> Iterator[date]:
    """Yield today, the days around it, and those on and beside every limit in days."""
    days = {-1, 0, 1}
    for name, kind in library.facts.items():
        if kind.origin == "derived" and kind.inputs == (question.id,):
            length = {"days": 1, "years": 365.25}.get(kind.unit, 0)
            for cut in domains[name].cuts:
                if isinstance(cut, int):
                    near = round(cut * length)
                    days.update(sign * near + step for sign in (1, -1) for step in (-1, 0, 1))
    last = 0 if question.not_after_today else max(days)
    yield from (as_of + timedelta(days=ahead) for ahead in sorted(days) if ahead <= last)


def _numbers(domain: Domain) -> Iterator[Answer]:
    """Yield the numbers of a domain; nothing and something where there is no limit."""
    for sample in domain.samples:
        if isinstance(sample, (int, Decimal, Money)):
            yield sample
    if not domain.cuts:
        first = domain.samples[0]
        yield Money(Decimal(1), first.currency) if isinstance(first, Money) else 1
