"""Sections of the interview: groups of questions that no condition connects."""

from __future__ import annotations

from advisor.conditions import ALWAYS, names
from advisor.knowledge.content import Question, Rulebook


def sections(rulebook: Rulebook) -> tuple[tuple[Question, ...], ...]:
    """Return the questions in groups that no condition connects."""
    group: dict[str, set[str]] = {}
    for question in asked(rulebook):
        joined = {question.id}
        for name in (*prerequisites(rulebook, question), *filter(None, [question.not_above])):
            joined |= group[name]
        for name in joined:
            group[name] = joined
    seen: set[str] = set()
    found = []
    for name, together in group.items():
        if name not in seen:
            seen |= together
            found.append(tuple(q for q in asked(rulebook) if q.id in together))
    return tuple(found)


def ancestors(rulebook: Rulebook, question: Question) -> tuple[Question, ...]:
    """Return the questions that decide, directly or not, whether a question is asked."""
    todo, found = list(prerequisites(rulebook, question)), set()
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo.extend(prerequisites(rulebook, rulebook.questions[name]))
    return tuple(item for item in asked(rulebook) if item.id in found)


def asked(rulebook: Rulebook) -> list[Question]:
    """Return the questions before the advice, in the order of the interview.

    A record is among them where it has a condition.
    """
    questions = rulebook.questions.values()
    return [
        question for purpose in ("opening", "record", "advice") for question in questions
        if question.purpose == purpose and (purpose != "record" or question.when != ALWAYS)
    ]  # fmt: skip


def prerequisites(rulebook: Rulebook, question: Question) -> tuple[str, ...]:
    """Return the questions whose answers a question's condition reads."""
    inputs = (rulebook.facts[name].inputs for name in names(question.when))
    return tuple(dict.fromkeys(source for sources in inputs for source in sources))
