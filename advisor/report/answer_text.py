"""Groups of answers in words: ``under 3 months``, ``yes; no``, ``any answer``."""

from __future__ import annotations

from advisor.knowledge.content import Rulebook
from advisor.knowledge.phrasebook import Phrasebook
from advisor.locale.formatting import plural
from advisor.model import Answer
from advisor.reasoning.assessment import AnswerGroup, AnswerInterval, ChoiceSet


def answers_text(
    phrases: Phrasebook, rulebook: Rulebook, question: str, answers: AnswerGroup
) -> str:
    """Return some answers to a question in words."""
    if isinstance(answers, AnswerInterval):
        return _interval(phrases, rulebook, question, answers)
    if not answers.answers:
        return phrases.say("explain.range.any")
    return phrases.listed(_one(phrases, question, one) for one in answers.answers)


def _interval(
    phrases: Phrasebook, rulebook: Rulebook, question: str, interval: AnswerInterval
) -> str:
    kind = rulebook.facts[question]
    low, high = (
        None if end is None else phrases.fact(end, kind)  # type: ignore[arg-type]
        for end in (interval.low, interval.high)
    )
    if low is not None and interval.low == interval.high:
        return low
    form = "date" if kind.kind == "date" else "number"
    ends = (
        (low, "above" if interval.low_excluded else f"{form}_from"),
        (high, "under" if interval.high_excluded else f"{form}_to"),
    )
    parts = [phrases.say(f"explain.range.{key}", value=end) for end, key in ends if end is not None]
    return ", ".join(parts) or phrases.say("explain.range.any")


def _one(phrases: Phrasebook, question: str, answer: Answer | ChoiceSet) -> str:
    if isinstance(answer, ChoiceSet):
        return _choices(phrases, question, answer)
    if isinstance(answer, bool):
        return phrases.say("word.yes" if answer else "word.no")
    return phrases.choice(question, str(answer))


def _choices(phrases: Phrasebook, question: str, chosen: ChoiceSet) -> str:
    """Name the choices that rules name; of the others only how many, unless it is any one."""
    labels = [phrases.choice(question, one) for one in chosen.named]
    all_equivalent = len(chosen.equivalent) == len(phrases.question(question).choices)
    if not labels and not chosen.others:
        return phrases.say("explain.range.none")
    if chosen.others == 1 and not all_equivalent and not labels:
        return phrases.listed(phrases.choice(question, one) for one in chosen.equivalent)
    if chosen.others:
        key = f"{'some' if all_equivalent else 'more'}.{plural(chosen.others, phrases.language)}"
        labels.append(phrases.say(f"explain.range.{key}", n=chosen.others))
    return phrases.say("explain.range.and").join(labels)
