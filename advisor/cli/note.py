"""``advisor note``: a dated journal of what happens, kept in the case."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli import completion
from advisor.cli.options import DEFAULT_CASE, CaseFile, Setting, parse_day, with_setting

if TYPE_CHECKING:
    from advisor.cli.assessed_case import OpenCase
    from advisor.evidence.journal import Filled
    from advisor.evidence_model import JournalEntry
    from advisor.model import Answer, Case

LONGEST = 1000
"""Characters of an entry."""

Words = Annotated[str | None, typer.Argument(metavar="[TEXT]", show_default=False)]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="What it is about, such as late_payment, scope, abuse, talk or reminder. "
        "--kind without a word lists them.",
        show_default=False,
        autocompletion=completion.journal_kinds,
    ),
]
On = Annotated[
    date | None,
    typer.Option(
        "--on",
        metavar="DATE",
        parser=parse_day,
        help="The day it happened; otherwise the day of the case.",
        show_default=False,
    ),
]


@with_setting("as_of")
def note(
    setting: Setting,
    case: CaseFile = DEFAULT_CASE,
    text: Words = None,
    kind: Kind = None,
    on: On = None,
) -> None:
    """Keep a dated journal of what happens; without TEXT, show it.

    CASE is a case file, case.yaml if none is named; the entry is written into it. TEXT says
    in one line what happened. Talks and reminders answer the questions about them, and three
    days of the same trouble are told from a single bad one. Reasons in the report, the
    brief for a lawyer and the bundle carry the entries.
    """
    from advisor.cli.assessed_case import open_case
    from advisor.cli.console import notify
    from advisor.errors import Message, UsageError, nearest, one_of
    from advisor.evidence.journal import noted
    from advisor.evidence_model import JournalEntry
    from advisor.letters.dispatch_record import check_days

    adds = " " in case or kind is not None or on is not None
    if text is None and adds and not os.path.lexists(case):
        case, text = DEFAULT_CASE, case
    opened = open_case(case, setting)
    if text is None:
        show_journal(opened)
        return
    kinds = list(opened.library.journal)
    if kind is None:
        kind = next((one.id for one in opened.library.journal.values() if one.usual), kinds[-1])
    if kind not in kinds:
        raise UsageError(
            Message(
                "There is no kind of entry {kind}; allowed: {allowed}.{hint}",
                kind=repr(kind),
                allowed=one_of(kinds, 40),
                hint=nearest(kind, kinds),
            )
        )
    path = opened.path
    if path is None:
        raise UsageError(Message("A journal is kept in a case file; name one in place of -."))
    judged = opened.last_recorded
    day = on or judged
    check_days(day, None, judged)
    entry = JournalEntry(on=day, kind=kind, text=_checked(text))
    changed = noted(opened.case, entry)
    if changed is opened.case:
        notify(Message("This stands in the journal already."))
        return
    _keep(opened, path, changed, entry)


def _checked(text: str) -> str:
    """Return an entry as one line. Raises :class:`UsageError` for none, or one too long."""
    from advisor.errors import Message, UsageError
    from advisor.locale.control_characters import visible

    line = " ".join(visible(text).split())
    if not line or len(line) > LONGEST:
        raise UsageError(
            Message("Say in one line what happened, in at most {most} characters.", most=LONGEST)
        )
    return line


def _keep(opened: OpenCase, path: Path, changed: Case, entry: JournalEntry) -> None:
    """Save a case with a new entry and what it answers, and print both."""
    from dataclasses import replace

    from advisor.casefile.saving import save_case
    from advisor.cli.console import notify, write_lines
    from advisor.errors import AdvisorError, Message
    from advisor.evidence.journal import filled
    from advisor.letters.dispatch_record import recorded

    library, before = opened.library, opened.case
    told = filled(library, changed)
    answers = {one.question: one.answer for one in told if not one.kept}
    found = recorded(replace(opened.assessed, case=changed), answers)
    saved = save_case(path, found, library, before)
    for text in saved.messages(path, library):
        notify(text)
    if saved.conflicts:
        raise AdvisorError(Message("Nothing was recorded in {path}.", path=path))
    lines = [opened.phrases.say("cli.note.noted", kind=_name(opened, entry), date=entry.on)]
    lines += [*_pattern(opened, saved.case, entry), *_answered(opened, saved.case)]
    lines += [_kept(opened, one) for one in told if one.kept]
    write_lines("\n".join(lines))


def _name(opened: OpenCase, entry: JournalEntry) -> str:
    """Return what an entry is about; the word itself where there is no such kind any more."""
    return opened.phrases.journal.get(entry.kind, entry.kind)


def _pattern(opened: OpenCase, now: Case, entry: JournalEntry) -> Iterator[str]:
    """Yield whether the entries of a kind make a pattern, or how many days more would."""
    from advisor.evidence.journal import days_of

    kinds, days = opened.library.journal, days_of(now.evidence, entry.kind)
    most = kinds[entry.kind].pattern
    if most and len(days) >= most:
        yield opened.phrases.say("cli.note.pattern", count=len(days), date=days[0])
    elif most:
        yield opened.phrases.counted("cli.note.single", len(days), most=most)


def _answered(opened: OpenCase, now: Case) -> Iterator[str]:
    """Yield the answers that have changed with an entry."""
    for name in opened.library.questions:
        if now.given(name) != opened.case.given(name) and name in now.answers:
            answer = _shown(opened, name, now.answers[name])
            yield opened.phrases.say(
                "cli.note.answered", question=_ask(opened, name), answer=answer
            )


def _kept(opened: OpenCase, one: Filled) -> str:
    """Say that an answer stays which the journal does not bear out."""
    return opened.phrases.say(
        "cli.note.kept",
        question=_ask(opened, one.question),
        answer=_shown(opened, one.question, opened.case.answers[one.question]),
        other=_shown(opened, one.question, one.answer),
    )


def _ask(opened: OpenCase, name: str) -> str:
    return " ".join(opened.phrases.question(name).ask.split())


def _shown(opened: OpenCase, name: str, answer: Answer) -> str:
    from advisor.casefile.answers import show

    if isinstance(answer, date):
        return opened.phrases.day(answer)
    return show(opened.phrases, opened.library.questions[name], answer)


def show_journal(opened: OpenCase) -> None:
    """Print the journal of a case in order of date, and what makes a pattern."""
    from advisor.cli.console import write_lines
    from advisor.evidence.journal import days_of, in_order

    phrases, evidence = opened.phrases, opened.case.evidence
    lines = [
        f"{entry.on.isoformat()}  {_name(opened, entry)}{phrases.colon}{entry.text}"
        for entry in in_order(evidence.journal)
    ]
    for kind in opened.library.journal.values():
        days = days_of(evidence, kind.id)
        if kind.pattern and len(days) >= kind.pattern:
            told = phrases.say("cli.note.pattern", count=len(days), date=days[0])
            lines.append(f"{phrases.journal[kind.id]}{phrases.colon}{told}")
    write_lines("\n".join(lines) or phrases.say("cli.note.none"))
