"""What to ask next, and what a changed answer does to the others.

All functions are pure. The order is that of the questions; the opening ones are
always asked, the others only while they can still change the advice. A record is asked only
while a condition of its own holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Literal

from advisor.casefile.answer_limits import check_limit, check_whole
from advisor.conditions import ALWAYS, evaluate, names
from advisor.engine.stratum import Engine
from advisor.facts.contradictions import undisputed
from advisor.facts.derive import derive, unreachable
from advisor.knowledge import roles
from advisor.knowledge.content import AnyRule, Library, Question, Rulebook
from advisor.lazy_dataclass import dataclass
from advisor.locale.folding import fold_words
from advisor.model import Answer, Case, Facts, Money, Unsure
from advisor.reasoning.decide import Decision, decide
from advisor.reasoning.relevance import influences

ALWAYS_ASKED = ("opening", "asked record")
"""The purposes of questions that are asked whether or not they can change the advice."""

Ask = Literal["matters", "letter"]
"""What to ask: what can still change the advice, or the letter too."""


@dataclass(frozen=True)
class Path:
    """The progress of an interview."""

    todo: tuple[Question, ...]
    """The questions that are left to ask, in order."""
    influences: Mapping[str, tuple[AnyRule, ...]]
    """Each question that can still change the advice, to the rules that it can decide."""
    settled: bool
    """Nothing that is unanswered or unknown can change the advice."""
    dropped: tuple[str, ...]
    """Answers in the case that do not apply to it."""
    decision: Decision

    @property
    def next(self) -> Question | None:
        """Return the question to ask, or ``None`` when none is left."""
        return self.todo[0] if self.todo else None


def questions_now(
    rulebook: Rulebook,
    case: Case,
    as_of: date,
    engine: Engine,
    ask: Ask = "matters",
    papers: frozenset[str] | None = None,
) -> Path:
    """Return what can be asked next of a case, and what it can still change.

    ``papers`` are the questions that some letters ask for, and nothing else is asked then.
    """
    decision = decide(rulebook, undisputed(rulebook, case, as_of), as_of, engine)
    matter = influences(rulebook, decision)
    todo = tuple(
        question
        for question in _in_order(rulebook)
        if not case.answered(question.id)
        and _wanted(question, ask, papers)
        and (question.purpose != "advice" or question.id in matter or papers is not None)
        and evaluate(question.when, decision.facts)
        and not (papers and _is_known(question, decision.facts))
    )
    gone = unreachable(rulebook, decision.facts)
    return Path(
        todo=todo,
        influences=matter,
        settled=not matter,
        dropped=tuple(name for name in gone if name in case.answers),
        decision=decision,
    )


def _in_order(rulebook: Rulebook) -> Iterator[Question]:
    questions = rulebook.questions.values()
    for purpose in (*ALWAYS_ASKED, "advice", "letter", "record"):
        yield from (question for question in questions if _purpose(question) == purpose)


def _is_known(question: Question, facts: Facts) -> bool:
    """Return whether other facts tell the answer, so that a letter does not ask for it."""
    return bool(question.known_by) and all(name in facts for name in question.known_by)


def _purpose(question: Question) -> str:
    """Return the purpose of a question; a record with a condition is asked while it holds."""
    if question.purpose == "record" and question.when != ALWAYS:
        return "asked record"
    return question.purpose


def _wanted(question: Question, ask: Ask, papers: frozenset[str] | None) -> bool:
    if ask == "letter" and papers is not None:
        return question.id in papers
    if _purpose(question) == "record":
        return False
    return ask == "letter" or question.purpose != "letter"


def review(rulebook: Rulebook, case: Case) -> tuple[Question, ...]:
    """Return the questions that were dealt with, in the order of the interview."""
    return tuple(question for question in _in_order(rulebook) if case.answered(question.id))


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
    return prune(rulebook, replace(case, answers=answers, dont_know=unsure), as_of)


def prune(rulebook: Rulebook, case: Case, as_of: date) -> tuple[Case, tuple[str, ...]]:
    """Take out of a case what cannot be reached; return it with the answers dropped."""
    facts = derive(rulebook, undisputed(rulebook, case, as_of), as_of)
    gone = unreachable(rulebook, facts)
    dropped = tuple(name for name in gone if name in case.answers)
    kept = {name: value for name, value in case.answers.items() if name not in dropped}
    unsure = case.dont_know - frozenset(gone)
    return replace(case, answers=kept, dont_know=unsure), dropped


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


def usual_currency(rulebook: Rulebook, case: Case) -> str:
    """Return the one currency that the answers use, else that of the governing law, or nothing."""
    found = {value.currency for value in case.answers.values() if isinstance(value, Money)} - {""}
    if found:
        return found.pop() if len(found) == 1 else ""
    law = rulebook.laws.get(str(case.answers.get(roles.GOVERNING_LAW)))
    return law.currency if law else ""


def law_named(library: Library, text: str) -> tuple[str, Mapping[str, str]]:
    """Return the law that the name of a country or of a part of it means, nothing without one.

    Beside it the choice of that part, where a question asks for it under that law, such as
    the state whose public holidays count.
    """
    word = fold_words(text)
    for law in library.laws.values():
        if word in map(fold_words, law.called):
            return law.id, {}
    for question in library.questions.values():
        if question.kind == "choice" and (*names(question.when),) == (roles.GOVERNING_LAW,):
            under = [law for law in library.laws if _asked_under(question, law)]
            for choice, label in library.phrases.question(question.id).choices.items():
                if len(under) == 1 and fold_words(label) == word:
                    return under[0], {question.id: choice}
    return "", {}


def _asked_under(question: Question, law: str) -> bool:
    return evaluate(question.when, Facts({roles.GOVERNING_LAW: law})) is True


def law_of_country(rulebook: Rulebook, country: str) -> str:
    """Return the one law of a country by its ISO code, nothing where it has none or several."""
    found = [
        law.id for law in rulebook.laws.values() if law.holidays and law.holidays.country == country
    ]
    return found[0] if len(found) == 1 else ""
