"""``advisor start``: the interview, and the choices after the report."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Collection
from pathlib import Path

from advisor.casefile.casefile import read_case
from advisor.casefile.last_seen import keep_seen, read_seen, seen_of
from advisor.casefile.profile import (
    profile_path,
    read_profile,
    with_profile,
    without_profile,
)
from advisor.casefile.saving import save_case
from advisor.cli.assessed_case import OpenCase, assessed, notify_migrations
from advisor.cli.console import console, notify
from advisor.cli.error_boundary import explain
from advisor.cli.language import country_of_environment
from advisor.cli.letter_files import (
    checklist_file,
    letter_file,
    letter_of,
    warn_incomplete,
    write_documents,
)
from advisor.cli.options import Setting, assessment_day
from advisor.cli.output import print_report, print_summary
from advisor.engine import available
from advisor.errors import AdvisorError, Message, SavedAndStopped, UsageError, said
from advisor.files import check_free, check_name
from advisor.formats.format_registry import CHECKLIST_FORMATS, LETTER_FORMATS
from advisor.interview.answer_reader import place_in
from advisor.interview.conversation import run_interview
from advisor.interview.display import Prompter, keys_in_line
from advisor.interview.next_question import law_of_country
from advisor.interview.terminal import TerminalPrompter
from advisor.knowledge import roles
from advisor.knowledge.content import Library
from advisor.lazy_dataclass import dataclass
from advisor.letters.letter import form_of_law
from advisor.locale.refused import found
from advisor.model import Case
from advisor.reasoning.assess import assess_case
from advisor.reasoning.case_assessment import CaseAssessment
from advisor.report.build import part_of
from advisor.report.news import news

KEYS = ("papers", "reasons", "timeline", "answers", "full", "quit")
"""What can be done after the report; each has a text ``cli.start.key.<name>``."""
USUAL = ".docx"
"""The format of papers where none is named: one to edit."""
MENU = 2
"""The lines of the menu of keys and of its prompt."""


@dataclass
class Session:
    """An interview and the case file that its answers are saved to."""

    path: Path
    setting: Setting
    library: Library
    case: Case
    """The case as the file holds it."""
    prompter: Prompter
    suffix: str = ""
    """The format that papers are written in, once it was asked for."""

    @classmethod
    def begin(cls, path: Path, setting: Setting) -> Session:
        """Open the case file, or a new case, and print which."""
        library = setting.library()
        if sys.stdin is None or sys.stdin.closed:
            raise UsageError(library.phrases.say("cli.start.nobody", flags=setting.content_flags()))
        check_name(path)
        if os.path.lexists(path):
            case = read_case(path, library, today=assessment_day(), asked=setting.as_of)
            opened = "resumed"
        else:
            refuse_unwritable(path)
            case, opened = Case(file=str(path)), "default"
        prompter = TerminalPrompter(setting.is_plain, console(setting.color, err=True))
        session = cls(path, setting, library, case, prompter)
        notify(session.text(opened, path=str(path)))
        notify_migrations(case)
        session.tell_news()
        return session

    def tell_news(self) -> None:
        """Print what is new since the interview last ended."""
        seen = read_seen(self.path)
        if seen is not None:
            for line in news(self.library.phrases, seen, self.now()):
                notify(line)

    def keep_seen(self) -> None:
        """Keep what the case is like now, to tell next time what is new."""
        if self.case.answers:
            with contextlib.suppress(AdvisorError):
                keep_seen(self.path, seen_of(self.now()))

    def now(self) -> CaseAssessment:
        """Return the case that the file holds, assessed."""
        day = assessment_day(self.setting.as_of, self.case.as_of)
        return assess_case(self.library, self.dated(self.case), day, available("pure"))

    def dated(self, case: Case) -> Case:
        """Return a case with what its invoices answer on the day."""
        if not case.evidence.invoices:
            return case
        from advisor.evidence.answers import with_evidence

        return with_evidence(self.library, case, assessment_day(self.setting.as_of, case.as_of))

    def text(self, key: str, **values: str) -> str:
        """Return a text of this session with its values."""
        return self.library.phrases.say(f"cli.start.{key}", **values)

    def interview(
        self,
        case: Case | None = None,
        *,
        papers: frozenset[str] | None = None,
        change: bool = False,
    ) -> Case:
        """Ask what is open, what papers need, or what to change; each answer is saved at once."""
        own = read_profile(profile_path(), self.library)
        case = with_profile(self.dated(case or self.case), own)
        return run_interview(
            self.library,
            case,
            self.prompter,
            # Decides after every answer what still matters: the faster engine is enough.
            available("pure"),
            assessment_day(self.setting.as_of, case.as_of),
            # The profile keeps what it gave; the case file has what differs.
            lambda case: with_profile(self.save(without_profile(case, own, self.case)), own),
            papers is not None,
            change,
            self.show,
            self.likely(case),
            papers,
        )

    def likely(self, case: Case) -> dict[str, str]:
        """Return what is suggested: the law of the system's country, the form of the case's law."""
        law = law_of_country(self.library, country_of_environment(os.environ))
        form = form_of_law(self.library.phrases, case.answers.get(roles.GOVERNING_LAW))
        return {roles.LETTER_FORM: form, **({roles.GOVERNING_LAW: law} if law else {})}

    def show(self, case: Case, below: int) -> None:
        """Print the advice on the answers so far, with room for the lines ``below``."""
        opened = assessed(self.library, case, self.setting, self.path)
        print_summary(opened.summary(rest=False), self.setting, below)

    def save(self, case: Case) -> Case:
        """Save a case, print what others changed in its file, and return what it holds."""
        saved = save_case(self.path, case, self.library, self.case)
        self.case = saved.case
        for text in saved.messages(self.path, self.library):
            self.prompter.say(said(text, self.library.phrases.messages), "error", 2)
        return saved.case

    def offer(self, opened: OpenCase) -> None:
        """Offer the papers and the rest of the report until the user quits."""
        while True:
            key = self.key()
            if key == "quit":
                notify(self.text("kept", path=str(self.path)))
                notify(f"  {opened.command('start')}")
                return
            try:
                opened = self.follow(key, opened)
            except SavedAndStopped:
                raise
            except AdvisorError as error:
                explain(error)

    def key(self) -> str:
        """Let the user press one of the keys of the menu, and return what it stands for."""
        labels = {name: self.text(f"key.{name}") for name in KEYS}
        # A key of one letter stands in brackets before its name; the first is Enter.
        keys = {label[1:].partition("]")[0].lower(): name for name, label in labels.items()}
        result = self.library.phrases.ui["interview.command.result"].split()[0]
        keys |= {"": "papers", result: "result"}
        keys.setdefault("q", "quit")  # As in other programs, whatever the language.
        while True:
            self.prompter.say(keys_in_line(labels.values(), self.prompter.size[0]))
            try:
                line = self.prompter.ask("> ").strip().lower()
            except EOFError:
                return "quit"
            if line in keys:
                return keys[line]
            if line == "?":
                self.prompter.say(self.text("key_help", result=result))
            else:
                self.prompter.say(self.text("key_unclear", found=found(line)), "error", 2)

    def follow(self, key: str, opened: OpenCase) -> OpenCase:
        """Do what a key stands for, name the command that does the same, return the case."""
        if key == "papers":
            chosen = self.choose(["checklist", *opened.letter_kinds(), "everything"])
            return self.act(chosen, opened) if chosen else opened
        if key == "answers":
            opened, command = self.report(opened.case, change=True), "start"
        elif key == "result":
            print_summary(opened.summary(rest=False), self.setting, MENU)
            command = "assess"
        else:
            full = opened.report()
            print_report(full if key == "full" else part_of(full, key), self.setting)
            command = "assess --full" if key == "full" else f"assess --only {key}"
        self.same(opened.command(command))
        return opened

    def same(self, command: str) -> None:
        """Name the command that does the same as what was just done."""
        notify(self.text("same"))
        notify(f"  {command}")

    def choose(self, papers: list[str]) -> str:
        """Let the user choose one of some papers by its number; empty for none."""
        notify("\n" + self.text("menu"))
        for number, paper in enumerate(papers, 1):
            kind = self.library.phrases.kinds.get(paper)
            text = (
                self.text("choice.paper", title=kind.title)
                if kind
                else self.text(f"choice.{paper}")
            )
            notify(f"  {number} {text}")
        while True:
            try:
                line = self.prompter.ask(self.text("prompt")).strip()
            except EOFError:
                return ""
            if line in ("", "!", "<"):
                return ""
            if (place := place_in(line, len(papers))) is not None:
                return papers[place]
            notify(self.text("unclear", count=str(len(papers))))

    def act(self, action: str, opened: OpenCase) -> OpenCase:
        """Write the papers that were chosen and return the case as it is then."""
        suffix = self.format(CHECKLIST_FORMATS if action == "checklist" else LETTER_FORMATS)
        if action != "checklist" and opened.letter_kinds():
            kinds = opened.letter_kinds() if action == "everything" else (action,)
            opened = self.assess(opened.case, papers=opened.letter_questions(kinds))
        if action == "everything":
            name = None if suffix == USUAL else suffix.removeprefix(".")
            out, command = self.free("documents", ""), f"write --format {name}" if name else "write"
            write_documents(opened, out, formats=name)
        else:
            out = self.free(action, suffix)
            if action == "checklist":
                data, command = checklist_file(opened, suffix), action
            else:
                letter = letter_of(opened, action)
                data, command = letter_file(letter, suffix), f"letter --kind {action}"
                warn_incomplete(opened, (letter,))
            opened.deliver(data, str(out))
        self.same(opened.command(command, out))
        return opened

    def format(self, formats: Collection[str]) -> str:
        """Return the format to write in, which is asked for once; the usual one where it cannot."""
        names = ", ".join(suffix.removeprefix(".") for suffix in formats)
        while not self.suffix:
            try:
                line = self.prompter.ask(self.text("format", formats=names, usual=USUAL[1:]))
            except EOFError:
                return USUAL
            suffix = f".{line.strip().lower().removeprefix('.')}" if line.strip() else USUAL
            if suffix in formats:
                self.suffix = suffix
            else:
                told = self.text("format_unclear", found=found(line), formats=names)
                self.prompter.say(told, "error", 2)
        return self.suffix if self.suffix in formats else USUAL

    def assess(
        self,
        case: Case | None = None,
        *,
        papers: frozenset[str] | None = None,
        change: bool = False,
    ) -> OpenCase:
        """Hold the interview, on from a case where there is one, and assess the answers."""
        case = self.interview(case, papers=papers, change=change)
        return assessed(self.library, case, self.setting, self.path)

    def report(self, case: Case | None = None, *, change: bool = False) -> OpenCase:
        """Hold the interview, print the report on the answers and return the assessed case."""
        opened = self.assess(case, change=change)
        print_summary(opened.summary(rest=False), self.setting, MENU)
        return opened

    def free(self, name: str, suffix: str) -> Path:
        """Return a path beside the case that is not taken, or the first one under --force."""
        stem = f"{self.path.stem}-{name}"
        path = self.path.with_name(f"{stem}{suffix}")
        number = 2
        while not self.setting.force and os.path.lexists(path):
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
