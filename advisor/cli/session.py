"""``advisor start``: the interview, and the choices after the report."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.cli.assessed_case import OpenCase, Setting, assessed, judged_on, tell_notes, typed
from advisor.cli.console import Color, console, tell, wants_plain
from advisor.cli.documents import checklist_bytes, documents, letter_bytes, letters, warn_of
from advisor.cli.output import deliver, deliver_all, print_report
from advisor.errors import AdvisorError, Message, SavedAndStopped, UsageError, said
from advisor.files import check_free
from advisor.locale.placeholders import fill

if TYPE_CHECKING:
    from advisor.interview.terminal import Prompter
    from advisor.knowledge.content import Library
    from advisor.model import Case


@dataclass
class Session:
    """An interview and the case file that its answers are saved to."""

    path: Path
    setting: Setting
    library: Library
    case: Case
    """The case as the file holds it."""
    prompter: Prompter
    color: Color
    plain: bool
    force: bool

    @classmethod
    def begin(
        cls, path: Path, setting: Setting, color: Color, *, plain: bool, force: bool
    ) -> Session:
        """Open the case file, or a new case, and say which."""
        from advisor.casefile.casefile import read_case
        from advisor.interview.terminal import TerminalPrompter
        from advisor.model import Case

        library = setting.library()
        if sys.stdin is None or sys.stdin.closed:
            raise UsageError(library.texts["cli.start.nobody"])
        if os.path.lexists(path):
            case = read_case(path, library, today=judged_on(), asked=setting.as_of)
            begun = "resumed"
        else:
            refuse_unwritable(path)
            case, begun = Case(file=str(path)), "default"
        plain = wants_plain(plain)
        session = cls(
            path=path,
            setting=setting,
            library=library,
            case=case,
            prompter=TerminalPrompter(plain, console(color, err=True)),
            color=color,
            plain=plain,
            force=force,
        )
        tell(session.words(begun, path=str(path)))
        tell_notes(case)
        return session

    def words(self, key: str, **values: str) -> str:
        """Return a text with its values."""
        return fill(self.library.texts[f"cli.start.{key}"], lambda name, _: values[name])

    def interview(
        self, case: Case | None = None, *, letters: bool = False, change: bool = False
    ) -> Case:
        """Ask what is open, or what to change; every answer is saved at once."""
        from advisor.engine import available
        from advisor.interview.terminal import run_interview

        case = case or self.case
        return run_interview(
            self.library,
            case,
            self.prompter,
            # Asked after every answer what still matters: the faster reader will do.
            available("pure"),
            judged_on(self.setting.as_of, case),
            self.save,
            letters,
            change,
        )

    def save(self, case: Case) -> Case:
        """Save a case, say what others have changed in its file, and return what it holds."""
        from advisor.casefile.saving import save_case

        saved = save_case(self.path, case, self.library, self.case)
        self.case = saved.case
        for text in saved.messages(self.path, self.library):
            self.prompter.say(said(text, self.library.messages), "error", 2)
        return saved.case

    def offer(self, opened: OpenCase) -> None:
        """Offer the documents until the user has had enough."""
        while True:
            kinds = opened.letter_kinds()
            chosen = self.choose(["checklist", *kinds, "everything", "change", "finish"])
            if chosen == "finish":
                tell(self.words("kept", path=str(self.path)))
                tell(f"  advisor start {typed(self.path)}{self.setting.flags()}")
                return
            try:
                opened = self.act(chosen, opened)
            except SavedAndStopped:
                raise
            except AdvisorError as error:
                tell(Message("Error: {message}", message=error.message))

    def choose(self, actions: list[str]) -> str:
        """Let the user choose one of some actions by its number."""
        tell("\n" + self.words("menu"))
        for number, action in enumerate(actions, 1):
            kind = self.library.kinds.get(action)
            words = self.words("choice.paper", title=kind.title) if kind else ""
            tell(f"  {number} {words or self.words(f'choice.{action}')}")
        while True:
            try:
                line = self.prompter.ask(self.words("prompt")).strip()
            except EOFError:
                return "finish"
            if line in ("", "!"):
                return "finish"
            if line.isascii() and line.isdigit() and 1 <= int(line[:4]) <= len(actions):
                return actions[int(line[:4]) - 1]
            tell(self.words("unclear", count=str(len(actions))))

    def act(self, action: str, opened: OpenCase) -> OpenCase:
        """Do what was chosen and return the case as it is then."""
        if action == "change":
            opened = self.again(opened, change=True)
            print_report(opened.report(), self.color, plain=self.plain)
            return opened
        if action != "checklist" and opened.letter_kinds():
            opened = self.again(opened, letters=True)
        case, flags = typed(self.path), self.setting.flags()
        if action == "everything":
            folder = self.free("documents", "")
            papers = letters(opened)
            deliver_all(documents(opened, papers), folder, force=self.force)
            warn_of(opened, papers)
            line = f"advisor write {case} -o {typed(folder)}{flags}"
        else:
            out = self.free(action, ".md")
            listed = action == "checklist"
            data = checklist_bytes(opened) if listed else letter_bytes(opened, action)
            deliver(data, str(out), force=self.force, source=self.path)
            command = f"checklist {case}" if listed else f"letter {case} --kind {action}"
            line = f"advisor {command} -o {typed(out)}{flags}"
        tell(self.words("same"))
        tell(f"  {line}")
        return opened

    def again(self, opened: OpenCase, *, letters: bool = False, change: bool = False) -> OpenCase:
        """Go back to the interview and assess the case anew."""
        case = self.interview(opened.case, letters=letters, change=change)
        return assessed(self.library, case, self.setting, self.path)

    def free(self, name: str, suffix: str) -> Path:
        """Return a path beside the case that is not taken, or the first one under --force."""
        stem = f"{self.path.stem}-{name}"
        path = self.path.with_name(f"{stem}{suffix}")
        number = 2
        while not self.force and os.path.lexists(path):
            path = self.path.with_name(f"{stem}-{number}{suffix}")
            number += 1
        return path


def refuse_unwritable(path: Path) -> None:
    """Raise :class:`AdvisorError` when a new file cannot be kept there.

    Asked before the first question, so that no answer is typed in vain.
    """
    check_free(path)
    folder = path.parent
    if not os.access(folder, os.W_OK):
        raise AdvisorError(
            Message(
                "{path} cannot be written: the folder {folder} is read-only for you.",
                path=path,
                folder=folder,
            )
        )
