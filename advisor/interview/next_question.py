"""What to ask next, and what a changed answer does to the others.

All functions are pure. The order is that of the questions; the opening ones are
always asked, the others only while they can still change the advice. A record is asked only
while a condition of its own holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from advisor.casefile.answer_limits import check_limit, check_whole
from advisor.conditions import ALWAYS, evaluate, open_names
from advisor.engine.stratum import Engine
from advisor.facts.contradictions import undisputed
from advisor.facts.derive import derive, unreachable
from advisor.knowledge.content import Library, Question, Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.model import Answer, Case, Facts, Money, Unsure
from advisor.reasoning.decide import Decision, decide
from advisor.reasoning.relevance import open_questions

ALWAYS_ASKED = ("opening", "asked record")
"""The purposes of questions that are asked whether or not they can change the advice."""

Ask = Literal["matters", "all", "letter"]
"""What to ask: what can still change the advice, the rest as well, or the letter."""


@dataclass(frozen=True)
class Path:
    """The progress of an interview."""

    next: Question | None
    """The question to ask, or ``None`` when none is left."""
    position: int
    """The number of that question among those asked."""
    total: int
    """An estimate of how many will be asked."""
    settled: bool
    """Nothing that is unanswered or unknown can change the advice."""
    rest: tuple[str, ...]
    """Questions that can be asked and do not matter for the advice."""
    dropped: tuple[str, ...]
    """Answers in the case that do not apply to it."""
    decision: Decision


def questions_now(
    rulebook: Rulebook, case: Case, as_of: date, engine: Engine, ask: Ask = "matters"
) -> Path:
    """Return the next question of a case and the progress of the interview."""
    decision = decide(rulebook, undisputed(rulebook, case, as_of), as_of, engine)
    matter = open_questions(rulebook, decision)
    todo: list[Question] = []
    later = 0
    barred: set[str] = set()
    rest: list[str] = []
    for question in _in_order(rulebook):
        if case.answered(question.id) or not _wanted(question, ask):
            continue
        reached = evaluate(question.when, decision.facts)
        relevant = question.purpose != "advice" or question.id in matter
        if reached is None:
            if _barred(rulebook, case, question, decision.facts, barred):
                barred.add(question.id)
            else:
                later += relevant
        elif reached and (relevant or ask == "all"):
            todo.append(question)
        elif reached:
            rest.append(question.id)
    done = len(review(rulebook, case))
    orphans = [name for name in unreachable(rulebook, decision.facts) if name in case.answers]
    return Path(
        next=todo[0] if todo else None,
        position=done + 1,
        # Half of the questions that hang on an open one will turn out to apply.
        total=done + len(todo) + (later + 1) // 2,
        settled=not todo and not matter,
        rest=tuple(rest),
        dropped=tuple(orphans),
        decision=decision,
    )


def _in_order(rulebook: Rulebook) -> Iterator[Question]:
    questions = rulebook.questions.values()
    for purpose in (*ALWAYS_ASKED, "advice", "letter", "record"):
        yield from (question for question in questions if _purpose(question) == purpose)


def _purpose(question: Question) -> str:
    """Return the purpose of a question; a record with a condition is asked while it holds."""
    if question.purpose == "record" and question.when != ALWAYS:
        return "asked record"
    return question.purpose


def _wanted(question: Question, ask: Ask) -> bool:
    if _purpose(question) == "record":
        return False
    return ask == "letter" or question.purpose != "letter"


def _barred(
    rulebook: Rulebook, case: Case, question: Question, facts: Facts, barred: set[str]
) -> bool:
    """Return whether only "I don't know" keeps a question from being asked."""
    prerequisites = {
        source
        for name in open_names(question.when, facts)
        for source in rulebook.facts[name].inputs
    }
    return bool(prerequisites) and all(
        case.answered(name) or name in barred for name in prerequisites
    )


def review(rulebook: Rulebook, case: Case) -> tuple[Question, ...]:
    """Return the questions that were dealt with, in the order of the interview."""
    return tuple(question for question in _in_order(rulebook) if case.answered(question.id))


def back(rulebook: Rulebook, case: Case, current: str | None) -> Question | None:
    """Return the question dealt with before ``current``, or the last one before the end."""
    before: Question | None = None
    for question in _in_order(rulebook):
        if question.id == current or _purpose(question) == "record":
            break
        if case.answered(question.id):
            before = question
    return before


def put(
    rulebook: Rulebook, case: Case, question: Question, answer: Answer | Unsure, as_of: date
) -> tuple[Case, tuple[str, ...]]:
    """Give a case one answer; return it with the answers that were dropped.

    All answers that can still be reached are kept. Those that cannot be reached
    any more are dropped, and so is "I don't know" in their place.
    """
    answers = dict(case.answers)
    answers.pop(question.id, None)
    unsure = case.dont_know - {question.id}
    if isinstance(answer, Unsure):
        unsure |= {question.id}
    else:
        answers[question.id] = answer
    answers = {name: answers[name] for name in rulebook.questions if name in answers}
    return prune(rulebook, Case(answers, unsure, case.as_of, case.file), as_of)


def prune(rulebook: Rulebook, case: Case, as_of: date) -> tuple[Case, tuple[str, ...]]:
    """Take out of a case what cannot be reached; return it with the answers dropped."""
    facts = derive(rulebook, undisputed(rulebook, case, as_of), as_of)
    gone = unreachable(rulebook, facts)
    dropped = tuple(name for name in gone if name in case.answers)
    kept = {name: value for name, value in case.answers.items() if name not in dropped}
    return Case(kept, case.dont_know - frozenset(gone), case.as_of, case.file), dropped


def check_with_others(library: Library, case: Case, question: Question, answer: Answer) -> None:
    """Hold a count against the counts it is a part of, or that are a part of it.

    Raises :class:`~advisor.errors.AnswerError`.
    """
    limit = question.not_above
    if limit in case.answers:
        check_limit(answer, case.answers[limit], library.phrases.question(limit).ask)
    for other in library.questions.values():
        if other.not_above == question.id and other.id in case.answers:
            check_whole(answer, case.answers[other.id], library.phrases.question(other.id).ask)


def usual_currency(case: Case) -> str:
    """Return the one currency that the answers use, or nothing."""
    found = {value.currency for value in case.answers.values() if isinstance(value, Money)} - {""}
    return found.pop() if len(found) == 1 else ""


def missing(rulebook: Rulebook, case: Case, path: Path) -> tuple[Question, ...]:
    """Return the questions that can be asked now and matter, for a run without input."""
    matter = open_questions(rulebook, path.decision)
    return tuple(
        question
        for question in _in_order(rulebook)
        if not case.answered(question.id)
        and (_purpose(question) in ALWAYS_ASKED or question.id in matter)
        and evaluate(question.when, path.decision.facts)
    )
