"""Other answers to a question, one of each class that no rule distinguishes.

Answers with an order fall into ranges. A range ends where a limit that a rule sets
on the answer is crossed, or one on a fact calculated from it: the calculation is
followed to the exact answer at the limit. Each calculation rises or falls
with its answer, so no rule distinguishes the answers of a range whose ends it does not distinguish.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from typing import TypeVar

from advisor.conditions import evaluate, names
from advisor.errors import CaseError
from advisor.facts.answer_plan import answers_as_facts
from advisor.facts.calculation import Given
from advisor.facts.derive import CALCULATIONS
from advisor.knowledge.content import Question
from advisor.lazy_dataclass import dataclass
from advisor.model import Answer, Facts, Money
from advisor.reasoning.answer_ranges import Chain, chains
from advisor.reasoning.what_if_base import WhatIfBase, changed

ORDERED = ("count", "months", "percent", "ratio", "score", "money", "date", "duration")
"""Kinds of answers that have an order."""


@dataclass(frozen=True)
class Option:
    """Answers that no rule distinguishes, and the nearest of them."""

    answer: Answer
    low: Answer
    high: Answer
    """The ends of a range; the answer itself where there is no order."""
    place: int = 0
    """The place of a range among all, in order; -1 before the first."""
    toggled: frozenset[str] = frozenset()
    """The choices that differ, for a question that takes several."""
    present: bool = False
    """The range that the present answer lies in."""
    open_low: bool = False
    open_high: bool = False
    """No answer lies below or above the range."""


Decided = TypeVar("Decided")


def decided_by_answer(
    base: WhatIfBase, question: Question, decide: Callable[[Answer], Decided]
) -> Iterator[tuple[Option, Decided]]:
    """Yield each option of a question, the nearest first, and what is decided with its answer.

    Without the answers that lead past the end of the calendar.
    """
    for option in options(base, question):
        try:
            found = decide(option.answer)
        except CaseError:
            continue
        yield option, found


def options(base: WhatIfBase, question: Question) -> list[Option]:
    """Return every option of a question, the nearest first.

    The one that holds the present answer is there for answers with an order only.
    Empty for a question that is not asked in this case, or whose answer is a text.
    """
    present = base.present.answers.get(question.id)
    asked = evaluate(question.when, base.present.facts)
    if asked is False or (asked is None and present is None):
        return []
    if question.kind == "yes_no":
        return [Option(value, value, value) for value in (True, False) if value is not present]
    if question.kind == "choice":
        return [Option(one, one, one) for one in question.choices if one != present]
    if question.kind == "several":
        return list(_several(base, question, present))
    return _ranges(base, question, present) if question.kind in ORDERED else []


def _several(base: WhatIfBase, question: Question, present: Answer | None) -> Iterator[Option]:
    """Yield other sets of choices, those that differ in the fewest choices first.

    Choices that no rule names count by their number alone.
    """
    chosen: frozenset[str] = present if isinstance(present, frozenset) else frozenset()
    named = [one for one in question.choices if f"{question.id}.{one}" in base.scope.facts]
    rest = [one for one in question.choices if one not in named]
    count = f"{question.id}.count"
    if count not in base.scope.facts:
        rest = []
    add, drop = [o for o in rest if o not in chosen], [o for o in rest if o in chosen]
    others = [frozenset(some[:n]) for some in (add, drop) for n in range(1, len(some) + 1)]
    found = [
        frozenset(some) | more
        for size in range(len(named) + 1)
        for some in combinations(named, size)
        for more in (frozenset(), *others)
    ]
    seen = set() if present is None else {_signature(base, question, chosen)}
    for toggled in sorted(found, key=len):
        answer = chosen ^ toggled
        signature = _signature(base, question, answer)
        if signature not in seen:
            seen.add(signature)
            yield Option(answer, answer, answer, toggled=toggled)


def equivalent_single(base: WhatIfBase, question: Question) -> tuple[frozenset[str], ...]:
    """Return a set of one choice that decides the same as none, if rules count from two on."""
    none = _signature(base, question, frozenset())
    singles = (frozenset((one,)) for one in question.choices)
    return tuple(one for one in singles if _signature(base, question, one) == none)[:1]


def _signature(base: WhatIfBase, question: Question, answer: frozenset[str]) -> tuple[object, ...]:
    """Return the regions that a set of choices lies in."""
    facts = Facts(answers_as_facts(question, answer))
    return tuple(
        base.scope.partitions[name].region_of(name, facts)
        for name in facts.known
        if name in base.scope.facts
    )


def _ranges(base: WhatIfBase, question: Question, present: Answer | None) -> list[Option]:
    """Return the ranges of an answer with an order, the nearest first."""
    cuts = base.scope.partitions[question.id].cuts
    money = _currencies(base, question)
    found: list[tuple[float, Option]] = []
    seen: set[object] = set()
    for number, whole in enumerate(chains(question, present, base.as_of, cuts, money)):
        chain = _within(base, question, whole)
        parts = _parts(base, question)
        bounds = sorted({chain.first, *parts, *(chain.beyond(cut) for cut in cuts)})
        bounds = [bound for bound in bounds if bound <= chain.last]
        ends = [*(bound - 1 for bound in bounds[1:]), chain.last]
        place, lowest = number * 1000, True
        for bound, end in zip(bounds, ends, strict=True):
            for low, high, signature in _equivalent_ranges(base, question, chain, bound, end):
                place += 1
                if _below_part(base, question, chain.at(high), parts):
                    continue
                near = min(max(chain.start, low), high)
                here = number == 0 and present is not None and near == chain.start
                if (bound, signature) in seen and number:
                    continue
                seen.add((bound, signature))
                option = Option(
                    answer=chain.at(near),
                    low=chain.at(low),
                    high=chain.at(high),
                    place=place,
                    present=here,
                    open_low=lowest,
                    open_high=high == chain.last,
                )
                lowest = False
                found.append((abs(near - chain.start) * chain.scale + number * 0.01, option))
    found.sort(key=lambda item: (item[0], item[1].place))
    return [option for _, option in found]


def _currencies(base: WhatIfBase, question: Question) -> tuple[str, ...]:
    """Return the currencies in which an amount can be held against others.

    Those of the amounts that a calculation reads together with it; else the first that
    the answers use, else the euro.
    """
    facts = base.rulebook.facts.values()
    beside = {name for kind in facts if question.id in kind.inputs for name in kind.inputs}
    used = {
        name: answer.currency
        for name, answer in base.present.answers.items()
        if isinstance(answer, Money) and answer.currency
    }
    related = [currency for name, currency in used.items() if name in beside]
    return tuple(dict.fromkeys(related)) or (next(iter(used.values()), "EUR"),)


def _within(base: WhatIfBase, question: Question, chain: Chain) -> Chain:
    """Keep a count below the count it is a part of."""
    whole = base.present.facts.known.get(question.not_above)
    return replace(chain, last=min(chain.last, whole)) if isinstance(whole, int) else chain


def _parts(base: WhatIfBase, question: Question) -> dict[int, list[str]]:
    """Return the counts that are a part of this one, to their questions."""
    found: dict[int, list[str]] = {}
    for other in base.rulebook.questions.values():
        part = base.present.facts.known.get(other.id)
        if other.not_above == question.id and isinstance(part, int):
            found.setdefault(part, []).append(other.id)
    return found


def _below_part(
    base: WhatIfBase, question: Question, answer: Answer, parts: dict[int, list[str]]
) -> bool:
    """Return whether an answer lies below a count that is a part of it and still applies.

    With none at all its parts are not asked for, and their answers fall away.
    """
    exceeding = [name for part, names in parts.items() if part > answer for name in names]  # type: ignore[operator]
    return bool(exceeding) and not changed(base, question, answer).facts.known.keys().isdisjoint(
        exceeding
    )


def _equivalent_ranges(
    base: WhatIfBase, question: Question, chain: Chain, first: int, last: int
) -> Iterator[tuple[int, int, object]]:
    """Yield the ranges between two numbers in which every calculated fact stays in its region."""
    signature_at = _region_function(base, question, chain, min(max(chain.start, first), last))
    # The first number is a range of its own: a calculation may divide by it.
    points = sorted({first, min(first + 1, last), min(max(chain.start, first), last), last})
    bounds = [first]
    for low, high in pairwise(points):
        bounds.extend(_change_points(signature_at, low, high))
    for low, high in zip(bounds, [*(bound - 1 for bound in bounds[1:]), last], strict=True):
        if signature_at(low) is not None:
            yield low, high, signature_at(low)


def _change_points(signature_at: Callable[[int], object], low: int, high: int) -> Iterator[int]:
    """Yield the first number of every new range above ``low`` and up to ``high``."""
    if signature_at(low) == signature_at(high):
        return
    if high - low == 1:
        yield high
        return
    middle = (low + high) // 2
    yield from _change_points(signature_at, low, middle)
    yield from _change_points(signature_at, middle, high)


def _region_function(
    base: WhatIfBase, question: Question, chain: Chain, near: int
) -> Callable[[int], object]:
    """Return the function from an answer to the regions of the facts calculated from it.

    It returns ``None`` for an answer that leads past the end of the calendar. Only the
    calculations that read the answer are repeated.
    """
    rulebook, seen = base.rulebook, dict[int, object]()
    regions = base.scope.partitions
    try:
        near_case = changed(base, question, chain.at(near))
    except CaseError:
        near_case = base.present
    moved = {
        name
        for name in CALCULATIONS
        if question.id in near_case.reads.get(name, ())
        or question.id in base.present.reads.get(name, ())
    }
    wanted = [name for name in base.scope.facts if name in moved]
    if not wanted:
        return lambda _: ()
    conditional_on = {name for item in rulebook.questions.values() for name in names(item.when)}
    kept = {name: value for name, value in near_case.facts.known.items() if name not in moved}
    absent = near_case.facts.not_applicable - moved

    def facts(number: int) -> Facts:
        if moved & conditional_on:
            return changed(base, question, chain.at(number)).facts
        given = Given(
            base.as_of,
            rulebook.values,
            rulebook.laws,
            CALCULATIONS,
            {**kept, **answers_as_facts(question, chain.at(number))},
            set(absent),
            set(CALCULATIONS) - moved,
        )
        for name in wanted:
            given.calculate(name)
        return Facts(given.known, frozenset(given.absent))

    def signature_at(number: int) -> object:
        if number not in seen:
            try:
                found = facts(number)
            except (OverflowError, ValueError, CaseError):
                seen[number] = None
            else:
                seen[number] = tuple(regions[name].region_of(name, found) for name in wanted)
        return seen[number]

    return signature_at
