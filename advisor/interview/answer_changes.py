"""Read changed answers from a command line: ``talk_result=improved``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from advisor.casefile.answers import parse
from advisor.errors import AnswerError, CommandLine, Message, UsageError, nearest
from advisor.interview.next_question import check_with_others, prune, usual_currency
from advisor.interview.passes import read_line
from advisor.knowledge.content import Library
from advisor.model import DONT_KNOW, Answer, Case, Unsure

UNKNOWN = ("unknown", "-")
"""Words for an answer that is not known."""


def read_changes(
    library: Library, case: Case, texts: Sequence[str], as_of: date
) -> tuple[Case, tuple[str, ...]]:
    """Return a case with changed answers, and the answers that no longer apply to it.

    Raises :class:`UsageError` for a change that cannot be read, or that does not apply
    to the case even with the other changes.
    """
    answers, unsure = dict(case.answers), set(case.dont_know)
    changed: dict[str, Answer | Unsure] = {}
    parts: set[str] = set()
    """Of a line, which may give what the case does not ask for, such as a gender."""
    for text in texts:
        found = dict(_change(library, case, text, as_of))
        parts.update(found if text.partition("=")[0].strip() in library.screens else ())
        for name in found.keys() & changed.keys():
            raise UsageError(Message("{name} is changed twice; keep one of the two.", name=name))
        changed.update(found)
    for name, answer in changed.items():
        answers.pop(name, None)
        unsure.discard(name)
        if isinstance(answer, Unsure):
            unsure.add(name)
        else:
            answers[name] = answer
    after = replace(case, answers=answers, dont_know=frozenset(unsure))
    kept, dropped = prune(library, after, as_of)
    for name, answer in changed.items():
        if isinstance(answer, Unsure) or (name in dropped and name in parts):
            continue
        if name in dropped:
            ask = " ".join(library.phrases.question(name).ask.split())
            text = Message("With these answers {name} is not asked: {ask}", name=name, ask=ask)
            raise UsageError(text)
        try:
            check_with_others(library, kept, library.questions[name], answer)
        except AnswerError as error:
            raise UsageError(_refused(name, error)) from error
    return kept, dropped


def _change(
    library: Library, case: Case, text: str, as_of: date
) -> Iterable[tuple[str, Answer | Unsure]]:
    """Read one change; a line about a person changes several answers."""
    name, sign, value = text.partition("=")
    name = name.strip()
    if not sign:
        shown = repr(text)
        raise UsageError(Message("Found {found}; write a change as QUESTION=VALUE.", found=shown))
    screen = library.screens.get(name)
    if screen is not None and screen.kind == "line":
        try:
            return read_line(library, screen, value, as_of).items()
        except AnswerError as error:
            raise UsageError(_refused(name, error)) from error
    if name not in library.questions:
        hint = nearest(name, list(library.questions))
        hint = hint or Message(
            " '{command}' lists them.", command=CommandLine("advisor questions --ids")
        )
        raise UsageError(Message("There is no question {name}.{hint}", name=repr(name), hint=hint))
    if value.strip() in UNKNOWN:
        return [(name, DONT_KNOW)]
    question = library.questions[name]
    if question.kind == "several":
        value = value.strip().removeprefix("[").removesuffix("]") or "none"
    try:
        labels = library.phrases.question(name).choices
        language, currency = library.phrases.language, usual_currency(library, case)
        return [(name, parse(question, value, as_of, language, currency, labels))]
    except AnswerError as error:
        raise UsageError(_refused(name, error)) from error


def _refused(name: str, error: AnswerError) -> Message:
    return Message("{name}: {message}", name=name, message=error.message)
