"""Refuse answers that cannot be: days after the day of the case, parts above their whole."""

from __future__ import annotations

from datetime import date

from advisor.errors import AnswerError, Message
from advisor.knowledge.content import Question, Rulebook
from advisor.locale import dates
from advisor.model import Answer, Between


def check_known(as_of: date, rulebook: Rulebook) -> None:
    """Refuse a day of the case, or of a record, on which a limit of the rules has no figure yet.

    A law without a figure for the day counts as not known; a reference rate is looked up for
    days of its own.
    """
    bases = {value.over for value in rulebook.values.values()}
    begun = [
        min(value.values)
        for name, value in rulebook.values.items()
        if "." not in name and name not in bases
    ]
    first = max(begun, default=as_of)
    if as_of < first:
        raise AnswerError(
            Message(
                "The rules have no figures for {day}. Write a day from {first} on.",
                day=dates.plain(as_of),
                first=dates.plain(first),
            )
        )


def check_day(question: Question, answer: Answer, as_of: date) -> None:
    """Refuse a date after the day of the case where the question asks for the past."""
    if question.not_after_today and isinstance(answer, date) and answer > as_of:
        raise AnswerError(
            Message(
                "{day} is after {today}, the day the case is judged on. "
                "Write a date on or before it.",
                day=dates.plain(answer),
                today=dates.plain(as_of),
            )
        )


def check_limit(part: Answer, whole: Answer, ask: str) -> None:
    """Refuse a count above ``whole``, which it is a part of and answers the question ``ask``."""
    most = part.high if isinstance(part, Between) else part
    if isinstance(most, int) and isinstance(whole, int) and most > whole:
        raise AnswerError(
            Message(
                "{part} is more than {whole}, the answer to: {ask} "
                "Write at most {whole}, or change that answer.",
                part=most,
                whole=whole,
                ask=" ".join(ask.split()),
            )
        )


def check_whole(whole: Answer, part: Answer, ask: str) -> None:
    """Refuse a count below ``part``, a part of it that answers the question ``ask``."""
    most = part.high if isinstance(part, Between) else part
    if isinstance(most, int) and isinstance(whole, int) and most > whole:
        raise AnswerError(
            Message(
                "{whole} is less than {part}, the answer to: {ask} "
                "Write at least {part}, or change that answer first.",
                whole=whole,
                part=most,
                ask=" ".join(ask.split()),
            )
        )
