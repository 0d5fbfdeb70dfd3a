"""Reads the answers of a case into facts, question by question, by prepared plans."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from advisor.conditions import ALWAYS, Condition, evaluate, names
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


Reading = Callable[[Mapping[str, Answer], Given], None]
"""Adds answers to the facts."""


class Plan:
    """Adds answers to the facts, with what a question's condition needs to be evaluated.

    Made for questions in the order of the interview. Reads their conditions one by one, and
    compiles them when it has been used often or has a ``store`` to keep that in.
    """

    def __init__(
        self, questions: Iterable[Question], calculated: Container[str], store: str = ""
    ) -> None:
        self._uses, self._store = 0, store
        self._steps = tuple(
            (one, fact_names(one), tuple(_derived_names(one, calculated))) for one in questions
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
        for question, named, derived in self._steps:
            for name in derived:
                given.calculate(name)
            if evaluate(_read_when(question), facts) is False:
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
        source = Source(exact={name for _, named, _ in self._steps for name in named})
        asked = source.constant(f"frozenset({[step[0].id for step in self._steps]!r})")
        body = [
            "known, absent = given.known, given.absent",
            "get = known.get",
            f"if {asked}.issuperset(answers):",
            "    known.update(answers)",
            "else:",
            f"    known.update([one for one in answers.items() if one[0] in {asked}])",
        ]
        first, *later = _segments(self._steps)
        for number, segment in enumerate(later):
            ids = source.constant(repr(tuple(step[0].id for step in segment)))
            body.append(f"s{number} = {{name: known.pop(name) for name in {ids} if name in known}}")
        body += _reached(source, first)
        for number, segment in enumerate(later):
            body += [f"given.calculate({name!r})" for name in segment[0][2]]
            body += [f"known.update(s{number})", *_reached(source, segment)]
        return source.function("answers, given", body)


Step = tuple[Question, tuple[str, ...], tuple[str, ...]]
"""A question, the facts it gives, and the derived facts that its condition names."""


def _segments(steps: Iterable[Step]) -> list[list[Step]]:
    """Cut steps so that all answers of a segment can be added before its first condition.

    A calculated fact is calculated, and a condition evaluated, before any answer that it
    must not see yet.
    """
    segments: list[list[Step]] = [[]]
    passed, ahead = set[str](), set[str]()
    for step in steps:
        question, named, derived = step
        if derived or not ahead.isdisjoint(named):
            segments.append([])
            ahead = set()
        segments[-1].append(step)
        passed.update(named)
        ahead.update(name for name in names(_read_when(question)) if name not in passed)
    return segments


def _reached(source: Source, segment: Sequence[Step]) -> Iterator[str]:
    """Yield lines that make facts of the answers of a segment, and take out what does not count.

    Questions with one condition are taken out together.
    """
    records = [question.id for question, _, _ in segment if question.purpose == "record"]
    if records:
        # What is not recorded has not happened, which is not the same as unknown.
        yield f"absent |= {source.constant(f'frozenset({records!r})')}.difference(answers)"
    groups: dict[Condition, list[str]] = {}
    for question, named, _ in segment:
        groups.setdefault(_read_when(question), []).extend(named)
        if question.kind == "several":
            facts = [f"'{question.id}.{choice}': {choice!r} in x" for choice in question.choices]
            yield f"x = known.pop({question.id!r}, None)"
            yield "if x is not None:"
            yield f"    known.update({{{', '.join(facts)}, '{question.id}.count': len(x)}})"
    groups.pop(ALWAYS, None)
    for condition, named_facts in groups.items():
        gone = source.constant(f"frozenset({named_facts!r})")
        yield from source.look_up([condition])
        yield f"if {source.when(condition, wanted=False)}:"
        yield f"    absent |= {gone}"
        yield f"    for name in {gone}:"
        yield "        if name in known:"
        yield "            del known[name]"


def _derived_names(question: Question, calculated: Container[str]) -> Iterator[str]:
    named = dict.fromkeys(names(_read_when(question)))
    return (name for name in named if name in calculated)


def _read_when(question: Question) -> Condition:
    """Return when an answer counts: a record does whether or not the interview asks for it."""
    return ALWAYS if question.purpose == "record" else question.when
