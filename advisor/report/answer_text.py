"""Groups of answers in words: ``under 3 months``, ``yes; no``, ``any answer``."""

from __future__ import annotations

from advisor.knowledge.content import Library, Question
from advisor.knowledge.phrasebook import say
from advisor.locale.formatting import plural, show
from advisor.model import Answer
from advisor.reasoning.assessment import AnswerGroup, AnswerInterval, ChoiceSet


def answers_text(library: Library, name: str, answers: AnswerGroup) -> str:
    """Return some answers to a question in words."""
    question = library.questions[name]
    if isinstance(answers, AnswerInterval):
        return _interval(library, question, answers)
    if not answers.answers:
        return say(library, "explain.range.any")
    return library.texts["mark.between"].join(
        _one(library, question, one) for one in answers.answers
    )


def _interval(library: Library, question: Question, one: AnswerInterval) -> str:
    if one.low is not None and one.low == one.high:
        return _value(library, question, one.low)
    form = "date" if question.kind == "date" else "number"
    ends = (
        (one.low, "above" if one.low_excluded else f"{form}_from"),
        (one.high, "under" if one.high_excluded else f"{form}_to"),
    )
    parts = [
        say(library, f"explain.range.{key}", value=_value(library, question, end))
        for end, key in ends
        if end is not None
    ]
    return ", ".join(parts) or say(library, "explain.range.any")


def _value(library: Library, question: Question, answer: Answer) -> str:
    kind = library.facts[question.id]
    return show(answer, kind, library.texts, {}, library.language)  # type: ignore[arg-type]


def _one(library: Library, question: Question, answer: Answer | ChoiceSet) -> str:
    if isinstance(answer, ChoiceSet):
        return _choices(library, question, answer)
    if isinstance(answer, bool):
        return library.texts["word.yes" if answer else "word.no"]
    return question.choices[str(answer)]


def _choices(library: Library, question: Question, chosen: ChoiceSet) -> str:
    """Name the choices that rules name; of the others only how many, unless it is any one."""
    labels = [question.choices[one] for one in chosen.named]
    named = len(chosen.equivalent) < len(question.choices)
    if not labels and not chosen.others:
        return say(library, "explain.range.none")
    if chosen.others == 1 and named and not labels:
        others = (question.choices[one] for one in chosen.equivalent)
        return library.texts["mark.between"].join(others)
    if chosen.others:
        key = f"{'more' if named else 'some'}.{plural(chosen.others, library.language)}"
        labels.append(say(library, f"explain.range.{key}", n=str(chosen.others)))
    return say(library, "explain.range.and").join(labels)
