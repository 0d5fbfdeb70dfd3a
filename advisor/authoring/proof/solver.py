"""Find facts that make formulas true, or show that there are none.

A tableau: what has to hold narrows the facts it names; where one of several parts
may hold, each is tried in turn. Before each trial the facts that nothing has
narrowed are taken to be unknown, and if everything holds already, that is it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from advisor.authoring.proof.encoding import Meaning
from advisor.authoring.proof.formulas import Atom, Every, Formula, Least, least, read
from advisor.model import FactValue, Truth

TRIALS = (30, 60, 120, 250, 500, 1000, 2000)
"""Steps after which a search begins anew in another order, and at last gives up."""


class GaveUp(Exception):
    """The search took too many steps; nothing is shown either way."""


@dataclass(frozen=True)
class Model:
    """Facts that make formulas true: the narrowed ones, one value of each."""

    known: Mapping[str, FactValue]
    unknown: tuple[str, ...]
    absent: tuple[str, ...]


def solve(meaning: Meaning, *goals: Formula) -> Model | None:
    """Return facts for which all goals are true, or ``None`` when there are none.

    The same goals give the same facts. Raises :class:`GaveUp` after the last trial.
    """
    found = _found(meaning, goals)
    if found is None:
        return None
    return _model(meaning, found)


def _model(meaning: Meaning, found: Mapping[str, int]) -> Model:
    known: dict[str, FactValue] = {}
    unknown, absent = [], []
    for fact, mask in found.items():
        domain = meaning.domains[fact]
        if mask == domain.unknown:
            unknown.append(fact)
        elif mask == domain.absent:
            absent.append(fact)
        else:
            known[fact] = next(domain.regions(mask))
    for fact, value in known.items():
        # A count stands for a region; the choices say which number of it.
        stem, _, last = fact.rpartition(".")
        if stem in meaning.library.questions and last == "count":
            chosen = [known.get(name) is True for name in meaning.facts_of(stem)[:-1]]
            known[fact] = sum(chosen) or value
    return Model(known, tuple(unknown), tuple(absent))


def _found(meaning: Meaning, goals: Sequence[Formula]) -> dict[str, int] | None:
    for seed, steps in enumerate(TRIALS):
        try:
            return _Search(meaning, steps, seed).run(goals, {})
        except GaveUp:
            continue
    raise GaveUp


class _Search:
    def __init__(self, meaning: Meaning, steps: int, seed: int) -> None:
        self.meaning = meaning
        self.left = steps
        self.random = Random(seed)  # noqa: S311 - an order of trials, and no secret

    def run(self, goals: Sequence[Formula], masks: Mapping[str, int]) -> dict[str, int] | None:
        """Return a mask of one region for each fact that matters, or ``None``."""
        self.left -= 1
        if self.left < 0:
            raise GaveUp
        narrowed = self._narrow(goals, masks)
        if narrowed is None:
            return None
        masks, pending = narrowed
        guess = _Guess(self.meaning, masks)
        seen: dict[int, Truth] = {}
        failing = [goal for goal in pending if read(goal, guess.mask_of, seen) is not True]
        if not failing:
            return {fact: guess.fact(fact) for fact in masks}
        states: dict[int, Truth] = {}
        mask_of = _masks(masks)

        def open_parts(goal: Formula) -> list[Formula]:
            parts = () if isinstance(goal, Atom) else goal.parts
            return [part for part in parts if read(part, mask_of, states) is None]

        chosen = min(failing, key=lambda goal: len(open_parts(goal)))
        rest = [goal for goal in pending if goal is not chosen]
        parts = open_parts(chosen)
        self.random.shuffle(parts)
        for part in parts:
            found = self.run((part, *_without(chosen, part), *rest), masks)
            if found is not None:
                return found
            # What failed need not be tried again below the next part.
            rest.append(self.meaning.no(part))
        return None

    def _narrow(
        self, goals: Sequence[Formula], masks: Mapping[str, int]
    ) -> tuple[dict[str, int], list[Formula]] | None:
        """Draw what follows from the goals; return it with the goals still open."""
        result = dict(masks)
        agenda = list(goals)
        mask_of = _masks(result)
        while True:
            pending: list[Formula] = []
            moved = False
            seen: dict[int, Truth] = {}
            while agenda:
                goal = agenda.pop()
                if isinstance(goal, Atom):
                    old = result.get(goal.fact, goal.full)
                    new = old & goal.mask
                    if not new:
                        return None
                    if goal.fact not in result:
                        agenda.append(self.meaning.coupling(goal.fact))
                    if new != old or goal.fact not in result:
                        result[goal.fact] = new
                        moved = True
                        seen = {}
                    continue
                if isinstance(goal, Every):
                    agenda.extend(goal.parts)
                    continue
                truth = read(goal, mask_of, seen)
                if truth is False:
                    return None
                if truth is True:
                    continue
                sure = sum(read(part, mask_of, seen) is True for part in goal.parts)
                parts = [part for part in goal.parts if read(part, mask_of, seen) is None]
                if len(parts) == (goal.count if isinstance(goal, Least) else 1) - sure:
                    agenda.extend(parts)
                else:
                    pending.append(goal)
            if not moved:
                return result, pending
            agenda = pending


def _without(goal: Formula, part: Formula) -> tuple[Formula, ...]:
    """Return what is left to show of a goal once one of its parts is true."""
    if not isinstance(goal, Least):
        return ()
    return (least(goal.count - 1, (other for other in goal.parts if other is not part)),)


def _masks(masks: Mapping[str, int]) -> Callable[[Atom], int]:
    def mask_of(atom: Atom) -> int:
        return masks.get(atom.fact, atom.full)

    return mask_of


class _Guess:
    """One region for every fact: unknown where it may be."""

    def __init__(self, meaning: Meaning, masks: Mapping[str, int]) -> None:
        self.meaning = meaning
        self.masks = masks
        self.found: dict[str, int] = {}

    def mask_of(self, atom: Atom) -> int:
        return self.fact(atom.fact)

    def fact(self, fact: str) -> int:
        """Return the guess for a fact, the same each time."""
        if fact not in self.found:
            self.found[fact] = self._guess(fact)
        return self.found[fact]

    def _guess(self, fact: str) -> int:
        domain = self.meaning.domains[fact]
        mask = self.masks.get(fact, domain.full)
        if mask & domain.absent and self._barred(fact):
            return domain.absent
        if mask & domain.unknown:
            return domain.unknown
        values = mask & domain.known or mask
        # Rather no than yes: choose as little as will do.
        return 2 if domain.samples == (True, False) and values & 2 else values & -values

    def _barred(self, fact: str) -> bool:
        """Tell whether the question of a fact cannot be reached by these guesses."""
        kind = self.meaning.library.facts[fact]
        if kind.origin == "derived" and len(kind.inputs) == 1:
            return self._barred(self.meaning.facts_of(kind.inputs[0])[0])
        if kind.origin != "question":
            return False
        barred = self.meaning.barred(self.meaning.library.questions[kind.inputs[0]])
        return barred is not None and read(barred, self.mask_of, {}) is True
