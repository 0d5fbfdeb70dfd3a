"""The smallest sets of answers whose change changes whether or when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from advisor.conditions import names
from advisor.errors import CaseError
from advisor.knowledge.answer_kinds import CHANGERS
from advisor.knowledge.content import Library, Question
from advisor.model import Answer, Case, Counterfactual
from advisor.reasoning.answer_classes import ORDERED, Option, options
from advisor.reasoning.incremental import (
    Effect,
    Trial,
    Verdict,
    World,
    begin,
    both,
    changed,
    effect,
    verdict_of,
)


@dataclass(frozen=True)
class Tried:
    """An option of a question, the world with it, and what it does to the advice."""

    option: Option
    world: World
    effect: Effect
    verdict: Verdict


@dataclass(frozen=True)
class Way:
    """One option of each of some questions, and the advice they lead to."""

    options: tuple[Option, ...]
    verdict: Verdict

    @property
    def far(self) -> tuple[int, ...]:
        """How far off it is: the sum of the ranks, then each."""
        ranks = [option.rank for option in self.options]
        return (sum(ranks), *ranks)


Options = Mapping[str, tuple[Tried, ...]]
"""The options of each question, tried on the case as it is."""


def counterfactuals(
    library: Library, case: Case, as_of: date, size: int = 2
) -> tuple[Counterfactual, ...]:
    """Return the changes of one answer, and of two if asked, that change whether or when.

    Complete over all answers: the rules cannot tell an answer left out from one that
    was tried. Two answers are given only where neither of the two questions alone
    leads to that advice. Of answers with an order the nearest is given, of sets of
    choices those that differ least.
    """
    trial = begin(library, case, as_of)
    tried = {name: tuple(_tried(trial, trial.world, name)) for name in trial.scope.questions}
    found: list[Counterfactual] = []
    for name, some in tried.items():
        ways = [Way((one.option,), one.verdict) for one in some]
        found.extend(_smallest(trial, (name,), ways, {trial.verdict}))
    if size > 1:
        found.extend(_pairs(trial, tried))
    return tuple(found)


def _tried(trial: Trial, world: World, name: str) -> Iterator[Tried]:
    """Try every option of a question in a world."""
    question = trial.library.questions[name]
    for option in options(trial, world, question):
        if tried := _try(trial, world, question, option):
            yield tried


def _try(trial: Trial, world: World, question: Question, option: Option) -> Tried | None:
    """Try one option; ``None`` when it leads past the end of the calendar."""
    try:
        after = changed(trial, world, question, option.answer)
    except CaseError:
        return None
    found = effect(trial, after.facts)
    return Tried(option, after, found, verdict_of(trial, found))


def _pairs(trial: Trial, tried: Options) -> Iterator[Counterfactual]:
    """Yield the smallest changes of two answers."""
    alone = {name: {one.verdict for one in some} for name, some in tried.items()}
    touched = {name: _touched(trial, tried, name) for name in tried}
    moving = {name: [one for one in some if one.effect] for name, some in tried.items()}
    for pair in combinations(tried, 2):
        one, other = pair
        known = {trial.verdict} | alone[one] | alone[other]
        if touched[one] & touched[other]:
            ways = _entangled(trial, tried, touched, pair)
        else:
            ways = [
                Way((a.option, b.option), verdict_of(trial, both(trial, a.effect, b.effect)))
                for a in moving[one]
                for b in moving[other]
            ]
        yield from _smallest(trial, pair, ways, known)


def _touched(trial: Trial, tried: Options, name: str) -> frozenset[str]:
    """Return the derived facts and the questions that an answer bears on.

    Two questions that bear on one of them cannot be tried apart.
    """
    library = trial.library
    found: set[str] = set()
    todo = [name]
    while todo:
        current = todo.pop()
        found.add(current)
        for question in trial.scope.questions:
            if question not in found and _opens(library, current, question):
                todo.append(question)
    worlds = [trial.world, *(one.world for some in tried.values() for one in some)]
    questions = set(found)
    for fact in trial.scope.facts:
        if library.facts[fact].origin == "derived":
            read = {question for world in worlds for question in world.reads.get(fact, ())}
            if questions & read:
                found.add(fact)
    return frozenset(found)


def _opens(library: Library, name: str, question: str) -> bool:
    """Tell whether it depends on an answer whether a question is asked."""
    return any(
        name in library.facts[fact].inputs for fact in names(library.questions[question].when)
    )


def _entangled(
    trial: Trial, tried: Options, touched: Mapping[str, frozenset[str]], pair: tuple[str, str]
) -> list[Way]:
    """Try two questions together: the options of one in the world of the other.

    An answer without an order goes first, and one on which it depends whether the
    other is asked. Of two with an order that make a fact together each goes first in
    turn, at the ends of its ranges: the fact takes all its values on the edges of any
    range of both.
    """
    one, other = pair
    ordered = {name: trial.library.questions[name].kind in ORDERED for name in pair}
    made = (touched[one] & touched[other]) - set(trial.scope.questions)
    if ordered[one] and ordered[other] and made:
        found = list(_after(trial, tried, one, other, ends=True))
        back = _after(trial, tried, other, one, ends=True)
        return [*found, *(Way(way.options[::-1], way.verdict) for way in back)]
    leads = not ordered[one] if ordered[one] != ordered[other] else other in touched[one]
    if tried[one] and (leads or not tried[other]):
        return list(_after(trial, tried, one, other))
    back = _after(trial, tried, other, one)
    return [Way(way.options[::-1], way.verdict) for way in back]


def _after(
    trial: Trial, tried: Options, first: str, second: str, ends: bool = False
) -> Iterator[Way]:
    """Yield the options of a second question after each option of a first."""
    for start in _ends(trial, first, tried[first]) if ends else tried[first]:
        for then in _tried(trial, start.world, second):
            yield Way((start.option, then.option), then.verdict)


def _ends(trial: Trial, name: str, tried: Iterable[Tried]) -> Iterator[Tried]:
    """Yield what was tried, and the ends of the ranges."""
    question = trial.library.questions[name]
    some = list(tried)
    for one in some:
        option = one.option
        for end in dict.fromkeys((option.answer, option.low, option.high)):
            far = 0 if end == option.answer else len(some)
            here = option.present and end == trial.world.answers.get(name)
            # Alone in its place: what lies between the ends was not tried.
            alone = Option(end, end, end, option.rank + far, -2, present=here)
            if found := _try(trial, trial.world, question, alone):
                yield found


def _smallest(
    trial: Trial, questions: tuple[str, ...], ways: list[Way], known: set[Verdict]
) -> Iterator[Counterfactual]:
    """Yield the nearest ways to each advice that is not known yet."""
    groups: dict[Verdict, list[Way]] = defaultdict(list)
    for way in ways:
        if way.verdict not in known and not any(one.present for one in way.options):
            groups[way.verdict].append(way)
    kinds = [trial.library.questions[name].kind for name in questions]
    for group in groups.values():
        kept: list[Way] = []
        for way in sorted(group, key=lambda way: way.far):
            if not any(_nearer(kinds, other, way) for other in kept):
                kept.append(way)
        for way in kept:
            yield _told(trial, questions, way, ways)


def _nearer(kinds: Sequence[str], one: Way, other: Way) -> bool:
    """Tell whether a way that is no further off stands for another."""
    for kind, a, b in zip(kinds, one.options, other.options, strict=True):
        if kind == "several":
            if not a.toggled <= b.toggled:
                return False
        elif kind not in ORDERED and a.answer != b.answer:
            return False
    return True


def _told(trial: Trial, questions: tuple[str, ...], way: Way, ways: list[Way]) -> Counterfactual:
    """Return a way as it is told: by whom, and how far each range goes."""
    answers = {name: option.answer for name, option in zip(questions, way.options, strict=True)}
    changers = {trial.library.questions[name].changed_by for name in questions}
    return Counterfactual(
        changes={name: shown(answer) for name, answer in answers.items()},
        whether=way.verdict[0],
        when=way.verdict[1],
        by=" and ".join(name for name in CHANGERS if name in changers),
        answers=answers,
        spans={
            name: _span(way, ways, side)
            for side, name in enumerate(questions)
            if trial.library.questions[name].kind in ORDERED
        },
    )


def _span(way: Way, ways: list[Way], side: int) -> tuple[Answer | None, Answer | None]:
    """Return the ends up to which a range leads to the same advice; ``None``: no end."""
    others = [option.answer for place, option in enumerate(way.options) if place != side]
    beside = {
        one.options[side].place: one.options[side]
        for one in ways
        if one.verdict == way.verdict
        and others == [option.answer for place, option in enumerate(one.options) if place != side]
    }
    low = high = way.options[side]
    while (below := beside.get(low.place - 1)) is not None:
        low = below
    while (above := beside.get(high.place + 1)) is not None:
        high = above
    if low.low == high.high:
        return low.low, high.high
    return None if low.open_low else low.low, None if high.open_high else high.high


def shown(answer: Answer) -> str:
    """Write an answer as a case file does."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, frozenset):
        return "[" + ", ".join(sorted(answer)) + "]"
    return str(answer)
