"""``advisor sent``: record in the case that a letter was sent, and received."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from advisor.casefile.answer_limits import check_known
from advisor.cli import completion
from advisor.cli.options import DEFAULT_CASE, CaseFile, Setting, parse_day, with_setting

if TYPE_CHECKING:
    from advisor.cli.assessed_case import OpenCase
    from advisor.knowledge.letter_content import LetterKind, Sent
    from advisor.letters.final_copy import FinalCopy
    from advisor.model import Case

EXAMPLE = "--on 2026-11-22 --how email"

On = Annotated[
    date | None,
    typer.Option(
        "--on", metavar="DATE", parser=parse_day, help="The day it was sent.", show_default=False
    ),
]
How = Annotated[
    str | None,
    typer.Option(
        "--how",
        metavar="HOW",
        help="email, post, registered, burofax, certified, courier, registry, in_person "
        "or platform.",
        show_default=False,
        autocompletion=completion.routes,
    ),
]
Received = Annotated[
    date | None,
    typer.Option(
        "--received",
        metavar="DATE",
        parser=parse_day,
        help="The day the client received it; give it once you know it.",
    ),
]
Reference = Annotated[
    str | None,
    typer.Option("--ref", metavar="TEXT", help="The number of the dispatch.", show_default=False),
]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="Which letter; otherwise the newest final one beside the case, "
        "else the first to the client that the advice calls for.",
        show_default=False,
        autocompletion=completion.sendable_kinds,
    ),
]


@with_setting("as_of", "engine")
def sent(
    setting: Setting,
    case: CaseFile = DEFAULT_CASE,
    on: On = None,
    how: How = None,
    received: Received = None,
    ref: Reference = None,
    kind: Kind = None,
) -> None:
    """Record that a letter was sent, and when it was received.

    CASE is a case file, case.yaml if none is named; the record is written into it, and
    from then on the plan counts from these days. Call it again to complete or correct
    the record.
    """
    from advisor.casefile.saving import save_case
    from advisor.cli.assessed_case import assessed, open_case
    from advisor.cli.console import notify
    from advisor.cli.final_copies import check_case, newest
    from advisor.errors import AdvisorError, Message, UsageError
    from advisor.letters import dispatch_record

    opened = open_case(case, setting)
    path = check_case(opened)
    library, phrases = opened.library, opened.phrases
    if kind is not None:
        dispatch_record.sendable(phrases, kind)
    if on is None or how is None:
        # After the case and the kind: these are mended first.
        text = Message("Say when and how it was sent, such as {example}", example=EXAMPLE)
        raise UsageError(text)
    copy = newest(path, kind)
    name = kind or (copy.kind if copy else dispatch_record.sent_kind(phrases, opened.assessed, on))
    wanted, fields = dispatch_record.sendable(phrases, name)
    dispatch_record.check_way(library, fields, how)
    dispatch_record.check_kept(wanted, fields, {"--received": received, "--ref": ref})
    judged = opened.last_recorded
    known = opened.case.answers.get(fields.received)
    check_known(on, library)
    dispatch_record.check_days(on, received or (known if isinstance(known, date) else None), judged)
    reference = _reference(opened, fields, ref)
    last_day, deadline = _named(opened, wanted, fields, copy, on)
    answers = dispatch_record.answers_of(
        fields,
        on=on,
        how=how,
        received=received,
        reference=reference,
        last_day=last_day,
        deadline=deadline,
    )
    found = dispatch_record.recorded(opened.assessed, answers)
    if copy is None:
        notify(phrases.say("cli.sent.no_copy", name=wanted.title))
    elif copy.date > on.isoformat():
        notify(phrases.say("cli.sent.dated_later", date=date.fromisoformat(copy.date)))
    before = opened.case
    if found.answers != before.answers:
        saved = save_case(path, found, library, before, unit=frozenset(fields.questions))
        for text in saved.messages(path, library):
            notify(text)
        if saved.conflicts:
            raise AdvisorError(Message("Nothing was recorded in {path}.", path=path))
        found = saved.case
    print_record(assessed(library, found, setting, path), before, wanted, fields)


def _reference(opened: OpenCase, fields: Sent, given: str | None) -> str | None:
    """Read the number of the dispatch like the answer to its question."""
    from advisor.casefile.answers import parse

    if given is None:
        return None
    library = opened.library
    return str(
        parse(library.questions[fields.reference], given, opened.as_of, library.phrases.language)
    )


def _named(
    opened: OpenCase, kind: LetterKind, fields: Sent, copy: FinalCopy | None, on: date
) -> tuple[date | None, date | None]:
    """Return the last day and the deadline that a letter names.

    Both come from its final copy; without one, the recorded ones stay, else they are
    those of the letter that the advice called for if it was to go on the day of sending.
    """
    from advisor.cli.assessed_case import assessed
    from advisor.cli.letter_files import letter_of
    from advisor.knowledge import roles

    if copy is not None:
        days = (copy.last_day, copy.deadline)
        first, second = (date.fromisoformat(day) if day else None for day in days)
        return first, second
    names = [name for name in (fields.last_day, fields.deadline) if name]
    if not names or all(name in opened.case.answers for name in names):
        return None, None
    sent_then = replace(opened.case, answers={**opened.case.answers, roles.SEND_ON: on})
    then = assessed(opened.library, sent_then, replace(opened.setting, as_of=on), opened.path)
    letter = letter_of(then, kind.id, anyway=True)
    return letter.last_day, letter.deadline


def print_record(opened: OpenCase, before: Case, kind: LetterKind, fields: Sent) -> None:
    """Print what is recorded in the case, and what has changed."""
    from advisor.casefile.answers import show
    from advisor.cli.console import write_lines
    from advisor.locale.formatting import inside

    phrases, answers = opened.phrases, opened.case.answers
    say = phrases.say

    def shown(name: str, of: Case) -> str:
        answer = of.answers[name]
        if isinstance(answer, date):
            return phrases.day(answer)
        return show(phrases, opened.library.questions[name], answer)

    way = inside(shown(fields.by, opened.case), phrases.language)
    on = shown(fields.on, opened.case)
    lines = [say("cli.sent.sent", name=kind.title, date=on, how=way)]
    if fields.received in answers:
        lines.append(say("cli.sent.received", date=shown(fields.received, opened.case)))
    if fields.on in before.answers:
        for name in fields.questions:
            if name in answers and before.answers.get(name, answers[name]) != answers[name]:
                values = {"old": shown(name, before), "new": shown(name, opened.case)}
                ask = phrases.question(name).ask
                lines.append(say("cli.sent.changed", question=ask, **values))
    if before.answers == answers:
        lines.append(say("cli.sent.same"))
    if opened.assessment.advice.last_day is not None:
        lines.append(say("cli.sent.last_day", date=opened.assessment.advice.last_day))
    write_lines("\n".join(lines))
