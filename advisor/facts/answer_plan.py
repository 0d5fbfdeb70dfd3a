"""Reads the answers of a case into facts, question by question, by prepared plans."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from advisor.conditions import (
    ALWAYS,
    All,
    Always,
    AnyOf,
    Compare,
    Condition,
    Holds,
    NoneOf,
    evaluate,
    names,
)
from advisor.engine.compiled import USES_BEFORE_COMPILING, Source, load
from advisor.facts.calculation import Given
from advisor.knowledge.content import Question
from advisor.model import Answer, Facts, FactValue


def answers_as_facts(question: Question, answer: Answer) -> dict[str, FactValue]:
    """Return the facts that one answer gives."""
    if question.kind == "several":
        chosen: frozenset[str] = answer  # type: ignore[assignment]
        facts: dict[str, FactValue] = {
            f"{question.id}.{choice}": choice in chosen for choice in question.choices
        }
        facts[f"{question.id}.count"] = len(chosen)
        return facts
    return {question.id: answer}  # type: ignore[dict-item]


def fact_names(question: Question) -> tuple[str, ...]:
    """Return the names of the facts that a question gives."""
    if question.kind == "several":
        return (*(f"{question.id}.{choice}" for choice in question.choices), f"{question.id}.count")
    return (question.id,)


MOST_WITHOUT_LOOP = 2
"""Facts that generated code takes out one by one, which for these takes less time than a loop."""

Reading = Callable[[Mapping[str, Answer], Given], None]
"""Adds answers to the facts."""


class Plan:
    """Adds answers to the facts, with what a question's condition needs to be evaluated.

    Made for questions in the order of the interview. Reads their conditions one by one, and
    compiles them when it has been used often or has a ``store`` to keep that in.

    ``needs`` gives the answer that a calculated fact needs, where it depends on that alone.
    A plan that is ``first`` takes it that nothing is known before, so that findings and advice
    are unknown.
    """

    def __init__(
        self,
        questions: Iterable[Question],
        calculated: Container[str],
        store: str = "",
        needs: Mapping[str, str] | None = None,
        *,
        first: bool = False,
    ) -> None:
        self._uses, self._store, self._needs, self._first = 0, store, needs or {}, first
        self._calculated = calculated
        self._steps = tuple(
            Step(one, fact_names(one), tuple(_derived_names(one, calculated)), _read_when(one))
            for one in questions
        )

    def __call__(self, answers: Mapping[str, Answer], given: Given) -> None:
        """Add the answers to the facts so far."""
        self._uses += 1
        if self._store or self._uses > USES_BEFORE_COMPILING:
            self.compiled(answers, given)
        else:
            self.interpret(answers, given)

    def interpret(self, answers: Mapping[str, Answer], given: Given) -> None:
        """Add the answers, evaluating each condition as it stands."""
        facts = Facts(given.known, given.absent)  # type: ignore[arg-type]
        for question, named, derived, condition in self._steps:
            for name in derived:
                given.calculate(name)
            if evaluate(condition, facts) is False:
                given.absent.update(named)
            elif (answer := answers.get(question.id)) is not None:
                given.known.update(answers_as_facts(question, answer))
            elif question.purpose == "record":
                # What is not recorded has not happened, which is not the same as unknown.
                given.absent.add(question.id)

    @cached_property
    def compiled(self) -> Reading:
        """The same as one generated function."""
        return load(self._source, self._store, __file__)

    def _source(self) -> str:
        source = Source(exact={name for step in self._steps for name in step.facts})
        asked = source.constant(f"frozenset({[step.question.id for step in self._steps]!r})")
        body = [
            "known, absent = given.known, given.absent",
            "get = known.get",
            f"if {asked}.issuperset(answers):",
            "    known.update(answers)",
            "else:",
            f"    known.update([one for one in answers.items() if one[0] in {asked}])",
        ]
        first, *later = _segments(self._reduced(), self._needs)
        for number, segment in enumerate(later):
            ids = source.constant(repr(tuple(step.question.id for step in segment)))
            body.append(f"s{number} = {{name: known.pop(name) for name in {ids} if name in known}}")
        body += _reached(source, first, self._needs)
        for number, segment in enumerate(later):
            body += [f"given.calculate({name!r})" for name in segment[0].derived]
            body += [f"known.update(s{number})", *_reached(source, segment, self._needs)]
        return source.function("answers, given", body)

    def _reduced(self) -> Iterator[Step]:
        """Yield the steps, with conditions that name only what can be known."""
        if not self._first:
            yield from self._steps
            return
        given = {name for step in self._steps for name in step.facts}
        for step in self._steps:
            named = names(step.condition)
            unknown = {one for one in named if one not in given and one not in self._calculated}
            condition = _decided(step.condition, unknown, wanted=False) or ALWAYS
            left = set(names(condition))
            derived = tuple(one for one in step.derived if one in left or one not in self._needs)
            yield step._replace(condition=condition, derived=derived)


class Step(NamedTuple):
    """What the reading of the answer to a question takes."""

    question: Question
    facts: tuple[str, ...]
    """The facts that it gives."""
    derived: tuple[str, ...]
    """The derived facts that its condition names."""
    condition: Condition
    """When the answer counts."""


def _decided(condition: Condition, unknown: Container[str], *, wanted: bool) -> Condition | None:
    """Return a shorter condition that is true, or false, for the same facts.

    ``wanted`` says which of the two. ``None`` where it never is, for lack of ``unknown`` facts.
    """
    if isinstance(condition, Always):
        return condition if wanted else None
    if isinstance(condition, (Compare, Holds)):
        name = condition.finding if isinstance(condition, Holds) else condition.fact
        return None if name in unknown else condition
    if not isinstance(condition, (All, AnyOf, NoneOf)):
        return condition
    inner = wanted is not isinstance(condition, NoneOf)
    found = [_decided(part, unknown, wanted=inner) for part in condition.parts]
    parts = tuple(part for part in found if part is not None)
    # That all are true, or all false, takes every part; the opposite takes one.
    every = isinstance(condition, All) is inner
    lacking = len(parts) < len(found) if every else not parts
    return None if lacking else type(condition)(parts)


def _segments(steps: Iterable[Step], needs: Mapping[str, str]) -> list[list[Step]]:
    """Cut steps so that all answers of a segment can be added before its first condition.

    A calculated fact is calculated, and a condition evaluated, before any answer that it
    must not see yet. ``needs`` gives the answer that some calculated facts see alone.
    """
    segments: list[list[Step]] = [[]]
    passed, ahead = set[str](), set[str]()
    for step in steps:
        early = any(needs.get(name) not in passed for name in step.derived)
        if early or not ahead.isdisjoint(step.facts):
            segments.append([])
            ahead = set()
        segments[-1].append(step)
        passed.update(step.facts)
        ahead.update(name for name in names(step.condition) if name not in passed)
    return segments


def _reached(source: Source, segment: Sequence[Step], needs: Mapping[str, str]) -> Iterator[str]:
    """Yield lines that make facts of the answers of a segment, and take out what does not count.

    Questions with one condition are taken out together.
    """
    records = [step.question.id for step in segment if step.question.purpose == "record"]
    if records:
        # What is not recorded has not happened, which is not the same as unknown.
        gone = source.constant(f"frozenset({records!r})")
        none = f"answers.keys().isdisjoint({gone})"
        yield f"absent |= {gone} if {none} else {gone}.difference(answers)"
    groups: dict[Condition, list[Step]] = {}
    for step in segment:
        groups.setdefault(step.condition, []).append(step)
        question = step.question
        if question.kind == "several":
            yield f"x = known.pop({question.id!r}, None)"
            yield "if x is not None:"
            for choice in question.choices:
                yield f"    known['{question.id}.{choice}'] = {choice!r} in x"
            yield f"    known['{question.id}.count'] = len(x)"
    calculated = set(segment[0].derived) if segment else set()
    for condition, steps in groups.items():
        for name in dict.fromkeys(name for step in steps for name in step.derived):
            if name not in calculated:
                calculated.add(name)
                need = needs[name]
                yield f"if {need!r} in known or {need!r} in absent: given.calculate({name!r})"
        if condition == ALWAYS:
            continue
        named_facts = [name for step in steps for name in step.facts]
        yield from source.look_up([condition])
        yield f"if {source.when(condition, wanted=False)}:"
        if len(named_facts) <= MOST_WITHOUT_LOOP:
            for name in named_facts:
                yield f"    absent.add({name!r})"
                yield f"    if {name!r} in known: del known[{name!r}]"
            continue
        gone = source.constant(f"frozenset({named_facts!r})")
        yield f"    absent |= {gone}"
        yield f"    for name in {gone}:"
        yield "        if name in known: del known[name]"


def _derived_names(question: Question, calculated: Container[str]) -> Iterator[str]:
    named = dict.fromkeys(names(_read_when(question)))
    return (name for name in named if name in calculated)


def _read_when(question: Question) -> Condition:
    """Return when an answer counts: a record does whether or not the interview asks for it."""
    return ALWAYS if question.purpose == "record" else question.when
