"""``advisor profile``: the sender's own details, kept once."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli.options import Changes, Setting, with_setting

if TYPE_CHECKING:
    from advisor.interview.answer_reader import AnswerReader
    from advisor.knowledge.content import Library, Question
    from advisor.model import Case

SHOW, EDIT, CLEAR = "show", "edit", "clear"


@with_setting("plain", "color", "no_input", "force")
def profile(
    setting: Setting,
    action: Annotated[str, typer.Argument(metavar="[show|edit|clear]")] = SHOW,
    changes: Changes = None,
) -> None:
    """Show, edit or clear your own details, which every letter uses.

    They lie in your configuration folder, for you alone: name, business, address, bank
    account and how you can be reached. What a case answers itself comes first. edit asks
    for each of them, or takes QUESTION=VALUE, such as sender_email=alex@example.com;
    QUESTION=unknown takes one away. clear removes them all.
    """
    from advisor.casefile.profile import profile_path, read_profile
    from advisor.cli.console import notify
    from advisor.errors import Message, UsageError, nearest, one_of

    actions = (SHOW, EDIT, CLEAR)
    if action not in actions:
        raise UsageError(
            Message(
                "There is no action {action}; allowed: {allowed}.{hint}",
                action=repr(action),
                allowed=one_of(actions),
                hint=nearest(action, actions),
            )
        )
    if changes and action != EDIT:
        raise UsageError(Message("Details are changed with: advisor profile edit QUESTION=VALUE"))
    path = profile_path()
    if action == CLEAR:
        _clear(setting)
        return
    library = setting.library()
    found = read_profile(path, library)
    if action == EDIT:
        found = _edit(setting, library, found, changes or [])
        notify(Message("Kept in {path}", path=path))
    _show(library, found)


def _show(library: Library, found: Case) -> None:
    from advisor.casefile.answers import show
    from advisor.casefile.profile import profile_questions
    from advisor.cli.console import notify, write_lines
    from advisor.errors import Message

    lines = [
        f"{question.id}: {' / '.join(show(library.phrases, question, answer).splitlines())}"
        for question in profile_questions(library)
        if (answer := found.answers.get(question.id)) is not None
    ]
    if lines:
        write_lines("\n".join(lines))
    else:
        notify(Message("There is no profile yet. Write one with: advisor profile edit"))


def _clear(setting: Setting) -> None:
    from advisor.casefile.profile import clear_profile, profile_path
    from advisor.cli.console import notify
    from advisor.errors import Message, UsageError

    path = profile_path()
    if path.exists() and not setting.force:
        raise UsageError(Message("{path} would be removed. Give --force to remove it.", path=path))
    removed = clear_profile(path)
    notify(
        Message("Removed {path}", path=path)
        if removed
        else Message("There is no profile to clear.")
    )


def _edit(setting: Setting, library: Library, found: Case, changes: list[str]) -> Case:
    """Save the profile with other details, from the command line or asked for one by one."""
    from advisor.casefile.profile import profile_path, save_profile
    from advisor.errors import Message, UsageError

    if changes:
        edited = _changed(library, found, changes)
    elif setting.no_input or sys.stdin is None or sys.stdin.closed:
        raise UsageError(Message("Give what to change, as QUESTION=VALUE."))
    else:
        edited = _asked(setting, library, found)
    return save_profile(profile_path(), edited, library, found)


def _changed(library: Library, found: Case, changes: list[str]) -> Case:
    from advisor.casefile.answers import parse
    from advisor.casefile.profile import profile_questions
    from advisor.cli.options import assessment_day
    from advisor.errors import AnswerError, Message, UsageError, nearest, one_of

    known = {question.id: question for question in profile_questions(library)}
    answers = dict(found.answers)
    for change in changes:
        name, given, value = change.partition("=")
        if not given or name not in known:
            raise UsageError(
                Message(
                    "A profile has no {name}; allowed: {allowed}.{hint}",
                    name=repr(name),
                    allowed=one_of(list(known), 40),
                    hint=nearest(name, list(known)),
                )
            )
        answers.pop(name, None)
        if value and value != "unknown":
            text = value.replace("\\n", "\n")
            labels = library.phrases.question(name).choices
            try:
                answers[name] = parse(
                    known[name], text, assessment_day(), library.phrases.language, "", labels
                )
            except AnswerError as error:
                raise UsageError(
                    Message("{name}: {reason}", name=name, reason=error.message)
                ) from error
    return replace(found, answers=answers)


def _asked(setting: Setting, library: Library, found: Case) -> Case:
    """Ask for each detail, as the interview does; ``!`` and the end of the input end it."""
    from advisor.casefile.profile import profile_questions
    from advisor.cli.console import console
    from advisor.cli.options import assessment_day
    from advisor.interview.answer_reader import AnswerReader, Stopped
    from advisor.interview.display import Display
    from advisor.interview.terminal import TerminalPrompter

    prompter = TerminalPrompter(setting.is_plain, console(setting.color, err=True))
    screen = Display(library, prompter, "commands_details")
    reader = AnswerReader(library, prompter, screen, assessment_day())
    questions, place = profile_questions(library), 0
    with contextlib.suppress(Stopped, EOFError):
        while place < len(questions):
            question = questions[place]
            screen.item(question, found, screen.progress(place + 1, len(questions)))
            found, back = _answered(reader, question, found)
            place = max(place - 1, 0) if back else place + 1
    return found


def _answered(reader: AnswerReader, question: Question, case: Case) -> tuple[Case, bool]:
    """Read one detail, again while what was typed is no answer; true to go back."""
    rest = {name: answer for name, answer in case.answers.items() if name != question.id}
    while line := reader.lines(question, case):
        if line == "?":
            reader.screen.explain(question, case)
        elif line == "-":
            return replace(case, answers=rest), False
        elif line == "<":
            return case, True
        elif (answer := reader.answer(question, line, case)) is not None:
            return replace(case, answers={**rest, question.id: answer}), False
    return case, False
