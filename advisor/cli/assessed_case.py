"""Read and assess the case that a command works on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.casefile.answer_limits import check_known
from advisor.casefile.answers import show
from advisor.casefile.casefile import parse_case, read_case
from advisor.cli.console import notify
from advisor.cli.options import DEFAULT_CASE, Setting, assessment_day
from advisor.errors import (
    AdvisorError,
    AnswerError,
    CaseError,
    CommandLine,
    IncompleteError,
    Message,
    Place,
    Problem,
    UsageError,
    nearest,
    one_of,
    why,
)
from advisor.knowledge import roles
from advisor.knowledge.content import Library
from advisor.knowledge.phrasebook import Phrasebook
from advisor.knowledge.strict_yaml import LARGEST
from advisor.lazy_dataclass import dataclass
from advisor.locale.control_characters import shell_word
from advisor.model import Case
from advisor.reasoning.assess import assess_case
from advisor.reasoning.assessment import Assessment
from advisor.reasoning.case_assessment import CaseAssessment

if TYPE_CHECKING:
    from advisor.reasoning.outlook import Outlook
    from advisor.report.model import Command, Report
    from advisor.report.summary import Summary

STDIN = "-"


@dataclass(frozen=True)
class OpenCase:
    """A case that a command works on, assessed, with the texts to show it in."""

    setting: Setting
    library: Library
    """The rules and the texts in the language of the process."""
    assessed: CaseAssessment
    path: Path | None = None
    """The case file, unless the case came from elsewhere."""

    @property
    def phrases(self) -> Phrasebook:
        """The texts in the language of the process."""
        return self.library.phrases

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.assessed.case

    @property
    def assessment(self) -> Assessment:
        """The conclusions about the case."""
        return self.assessed.assessment

    @property
    def as_of(self) -> date:
        """The day of the assessment."""
        return self.assessed.as_of

    @property
    def last_recorded(self) -> date:
        """The last day on which what is recorded may have happened.

        The file has to stay readable on its own day, whatever day is asked for.
        """
        return min(self.as_of, self.case.as_of or self.as_of)

    @cached_property
    def outlook(self) -> Outlook:
        """What would change the advice."""
        from advisor.reasoning.outlook import outlook

        return outlook(self.assessed)

    @cached_property
    def with_splits(self) -> CaseAssessment:
        """The assessment, with the advice by answer for open questions."""
        from advisor.reasoning.unknowns import with_splits

        return with_splits(self.assessed)

    def summary(self, *, rest: bool = True) -> Summary:
        """Return the report on one screen; ``rest`` names the command that shows the rest."""
        from advisor.casefile.profile import own_details
        from advisor.report.summary import summary

        command = self.command("assess --full") if rest and self.path else ""
        # For the letters alone: no advice rests on the sender's own details.
        case = own_details(self.case, self.library)
        return summary(self.phrases, replace(self.assessed, case=case), command)

    def report(self) -> Report:
        """Return the report on the case."""
        from advisor.report.build import build_report

        return build_report(self.phrases, self.with_splits, self.outlook, self.commands())

    def report_file(self, suffix: str) -> bytes:
        """Return the report in the format that a suffix names: .json, .txt, .html or .md."""
        if suffix == ".json":
            from advisor.report.json_report import report_json

            return report_json(self.phrases, self.with_splits, self.outlook).encode()
        if suffix == ".txt":
            from advisor.report.plain_text import report_text

            return report_text(self.report()).encode()
        if suffix == ".html":
            from advisor.report.html import report_html

            return report_html(self.report(), self.phrases.language.code)
        from advisor.report.markdown import report_markdown

        return report_markdown(self.report()).encode()

    def deliver(self, data: bytes, name: str) -> None:
        """Write a document of the case to a file, never over the case, or to standard output."""
        from advisor.cli.output import deliver

        deliver(data, name, self.setting, self.path)

    def letter_language(self, form: str | None = None) -> tuple[Phrasebook, str]:
        """Return the texts of the language of the case's letters, and the form of these.

        Without a ``form`` it is that of the language asked for, else the one answered,
        else that of the language of the process. Raises :class:`UsageError` for one there is not.
        """
        from advisor.knowledge.content_paths import forms
        from advisor.letters.letter import usual_form
        from advisor.locale.formatting import language_of

        available = forms(self.setting.roots())
        if form is not None and form not in available:
            raise UsageError(
                Message(
                    "There is no letter form {form}; allowed: {allowed}.{hint}",
                    form=repr(form),
                    allowed=one_of(available),
                    hint=nearest(form, available),
                )
            )
        answered = self.assessed.facts.known.get(roles.LETTER_FORM)
        if form is None and self.setting.lang is None and answered in available:
            form = str(answered)
        phrases = self.phrases_in(language_of(form)) if form else self.phrases
        return phrases, form or usual_form(phrases, self.assessed.facts)

    def phrases_in(self, language: str) -> Phrasebook:
        """Return the texts of a language."""
        from advisor.knowledge.cache import phrases_cached

        if language == self.phrases.language.code:
            return self.phrases
        return phrases_cached(self.setting.roots(), language)

    def letter_kinds(self) -> tuple[str, ...]:
        """Return the kinds of letter that the advice calls for, in their order."""
        from advisor.letters.selection import offered

        return offered(self.phrases, self.assessment)

    def letter_questions(self, kinds: Iterable[str]) -> frozenset[str]:
        """Return the questions that letters of some kinds ask for, or are unfinished without."""
        from advisor.letters.letter_questions import letter_questions
        from advisor.letters.needs import to_ask

        names = tuple(kinds)
        wanted = [self.phrases.kinds[name] for name in names]
        asked = letter_questions(self.phrases, self.library, wanted)
        return asked.union(to_ask(self.phrases, self.assessed, names))

    def command(self, command: str, out: Path | None = None) -> str:
        """Return the line that runs a command on this case, with options, as typed in a shell."""
        name, *options = command.split()
        words = ["advisor", name, shell_word(str(self.path)) if self.path else STDIN, *options]
        if out is not None:
            words += ["-o", shell_word(str(out))]
        return " ".join(words) + self.setting.flags()

    def beside(self, name: str, suffix: str) -> str:
        """Return the name that a document of the case is given where the user names none."""
        return f"{self.path.stem if self.path else 'case'}-{name}{suffix}"

    def commands(self) -> tuple[Command, ...]:
        """Return the commands that lead on from here."""
        from advisor.letters.selection import waits_for
        from advisor.report.model import Command

        if self.path is None:
            return ()
        stem, found = self.path.stem, []
        if any(item.question not in self.case.dont_know for item in self.assessment.unknowns):
            found.append(Command(self.command("start"), "answer"))
        out = Path(f"{stem}-checklist.md")
        found.append(Command(self.command("checklist", out), "checklist"))
        # Of the letters the first to the client; "advisor letter --kind" lists the others.
        kinds = ((name, self.phrases.kinds[name]) for name in self.letter_kinds())
        for name, kind in [one for one in kinds if one[1].reader == "client"][:1]:
            waits = any(waits_for(kind, gate) for gate in self.assessed.advice.gates)
            line = self.command(f"letter --kind {name}", Path(f"{stem}-{name}.md"))
            found.append(Command(line, "draft" if waits else "letter", kind.title))
        line = self.command("write", Path(f"{stem}-documents"))
        found.append(Command(line, "write"))
        return tuple(found)


def open_case(name: str, setting: Setting, *, own_details: bool = False) -> OpenCase:
    """Read a case, from a file or from standard input, and assess it.

    With ``own_details`` what the profile holds of the sender is added.
    """
    if name == DEFAULT_CASE and not os.path.lexists(name):
        start = CommandLine("advisor start")
        raise UsageError(
            Message(
                "There is no {name} in this folder. Name a case, or begin one: {command}",
                name=name,
                command=start,
            )
        )
    library, today = setting.library(), assessment_day()
    if name == STDIN:
        case = parse_case(read_stdin(), "<stdin>", library, today=today, asked=setting.as_of)
        path = None
    else:
        path = Path(name)
        check_there(path, library)
        case = read_case(path, library, today=today, asked=setting.as_of)
    notify_migrations(case)
    if own_details:
        from advisor.casefile.profile import profile_path, read_profile, with_profile

        case = with_profile(case, read_profile(profile_path(), library))
    return assessed(library, case, setting, path)


def check_there(path: Path, library: Library) -> None:
    """Raise :class:`CaseError` for a file that is missing, with what was probably meant."""
    try:
        path.lstat()
    except FileNotFoundError as error:
        from advisor.cli.completion import near_word

        hint = near_word(str(path), library, path.parent)
        text = Message("There is no such file.{hint}", hint=hint)
        raise CaseError([Problem(Place(str(path)), text)]) from error
    except (OSError, ValueError):
        # Said by whoever reads it.
        return


def notify_migrations(case: Case) -> None:
    """Print what an older case file calls otherwise, and what was removed."""
    for note in case.notes:
        notify(note)


def read_input(name: str, read_file: Callable[[Path], bytes]) -> tuple[bytes, str]:
    """Return the bytes of a file or of standard input, and the name of it for messages."""
    if name == STDIN:
        return read_stdin(), "<stdin>"
    return read_file(Path(name)), name


def read_stdin() -> bytes:
    """Read standard input, up to one byte more than a file may have."""
    if sys.stdin is None or sys.stdin.closed:
        text = Message("There is no standard input to read the case from; name a file.")
        raise UsageError(text)
    if sys.stdin.isatty():
        notify(Message("Reading the case from the terminal; end it with Ctrl-D."))
    try:
        return sys.stdin.buffer.read(LARGEST + 1)
    except OSError as error:
        text = Message("Standard input cannot be read: {reason}.", reason=why(error))
        raise AdvisorError(text) from error


def assessed(library: Library, case: Case, setting: Setting, path: Path | None = None) -> OpenCase:
    """Assess a case on the day that the options, the case or the calendar name."""
    day = assessment_day(setting.as_of, case.as_of)
    try:
        check_known(day, library)
    except AnswerError as error:
        raise UsageError(Message("--as-of: {message}", message=error.message)) from error
    if case.evidence.invoices:
        # Most cases have none.
        from advisor.evidence.answers import with_evidence

        case = with_evidence(library, case, day)
    found = assess_case(library, case, day, setting.reader())
    if setting.no_input:
        warn_of_contradictions(library, found)
        refuse_gaps(library.phrases, found)
    return OpenCase(setting, library, found, path)


def warn_of_contradictions(library: Library, assessed: CaseAssessment) -> None:
    """Print the answers that contradict each other, for a run that cannot ask about them."""
    given = assessed.case.answers
    for item in assessed.assessment.contradictions:
        answers = "\n".join(
            f"  {name}: {show(library.phrases, library.questions[name], given[name])}"
            for name in item.questions
        )
        text = library.phrases.contradictions[item.id]
        notify(Message("Warning: {question}\n{answers}", question=text, answers=answers))


def refuse_gaps(phrases: Phrasebook, assessed: CaseAssessment) -> None:
    """Raise :class:`IncompleteError` naming the unanswered questions that still matter.

    A question answered with "I don't know" is answered.
    """
    unsure = assessed.case.dont_know
    missing = [one.question for one in assessed.assessment.unknowns if one.question not in unsure]
    if missing:
        lines = "\n".join(f"  {name}: {phrases.question(name).ask}" for name in missing)
        raise IncompleteError(
            Message(
                "These answers can still change the advice and are missing from the case:\n"
                "{lines}\n"
                "Add them below answers: in the case file, or write unknown where you do not know.",
                lines=lines,
            )
        )
