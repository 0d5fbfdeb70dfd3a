"""Open and assess the case that a command works on."""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.errors import (
    AdvisorError,
    IncompleteError,
    Message,
    UsageError,
    nearest,
    one_of,
    why,
)
from advisor.knowledge import roles

if TYPE_CHECKING:
    from advisor.knowledge.content import Library
    from advisor.knowledge.content_paths import Roots
    from advisor.knowledge.phrasebook import Phrasebook
    from advisor.model import Case
    from advisor.reasoning.assessment import Assessment
    from advisor.reasoning.case_assessment import CaseAssessment
    from advisor.reasoning.outlook import Outlook
    from advisor.report.model import Command, Report

STDIN = "-"


@dataclass(frozen=True)
class Setting:
    """The options that decide how a case is read and judged."""

    rules: Path | None = None
    templates: Path | None = None
    lang: str | None = None
    """The language asked for; otherwise that of the environment."""
    engine: str = "auto"
    as_of: date | None = None
    no_input: bool = False

    def library(self) -> Library:
        """Read the rules and templates."""
        from advisor.knowledge.cache import load_cached

        return load_cached(self.roots(), self.language())

    def roots(self) -> Roots:
        """Return the folders that the rules and templates come from."""
        from advisor.knowledge.content_paths import Roots

        return Roots.default(self.rules, self.templates)

    def language(self) -> str:
        """Return the language to speak."""
        from advisor.cli.language import of_environment
        from advisor.knowledge.content_paths import languages

        return self.lang or of_environment(os.environ, languages(self.roots()))

    def flags(self) -> str:
        """Return these options as they have to be typed again, with a space before each."""
        words = []
        if self.rules:
            words += ["--rules", str(self.rules)]
        if self.templates:
            words += ["--templates", str(self.templates)]
        if self.lang:
            words += ["--lang", self.lang]
        if self.as_of:
            words += ["--as-of", self.as_of.isoformat()]
        if self.engine != "auto":
            words += ["--engine", self.engine]
        return "".join(f" {shlex.quote(word)}" for word in words)


@dataclass(frozen=True)
class OpenCase:
    """A case that a command works on, assessed, with the texts to show it in."""

    setting: Setting
    library: Library
    """The rules and the texts of the language that the program speaks."""
    assessed: CaseAssessment
    path: Path | None = None
    """The case file, unless the case came from elsewhere."""

    @property
    def phrases(self) -> Phrasebook:
        """The texts of the language that the program speaks."""
        return self.library.phrases

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.assessed.case

    @property
    def assessment(self) -> Assessment:
        """What is concluded about the case."""
        return self.assessed.assessment

    @property
    def as_of(self) -> date:
        """The day of the assessment."""
        return self.assessed.as_of

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

    def report(self) -> Report:
        """Return the report on the case."""
        from advisor.report.build import build_report

        return build_report(self.phrases, self.with_splits, self.outlook, self.commands())

    def letter_language(self, form: str | None = None) -> tuple[Library, str]:
        """Return the texts of the language of the case's letters, and the form of these.

        Without a ``form`` it is that of the language asked for, else the one answered,
        else that of the language spoken. Raises :class:`UsageError` for one there is not.
        """
        from advisor.knowledge.content_paths import forms
        from advisor.letters.letter import usual_form
        from advisor.locale.formatting import language_of

        there = forms(self.setting.roots())
        if form is not None and form not in there:
            raise UsageError(
                Message(
                    "There is no letter form {form}; allowed: {allowed}.{hint}",
                    form=repr(form),
                    allowed=one_of(there),
                    hint=nearest(form, there),
                )
            )
        answered = self.assessed.facts.known.get(roles.LETTER_FORM)
        if form is None and self.setting.lang is None and answered in there:
            form = str(answered)
        library = self.library_in(language_of(form)) if form else self.library
        return library, form or usual_form(library, self.assessed.facts)

    def library_in(self, language: str) -> Library:
        """Return the same rules with the texts of a language."""
        from advisor.knowledge.cache import phrases_cached
        from advisor.knowledge.content import Library

        if language == self.phrases.language.code:
            return self.library
        phrases = phrases_cached(self.setting.roots(), language)
        return Library.of(self.assessed.rulebook, phrases)

    def letter_kinds(self) -> tuple[str, ...]:
        """Return the kinds of letter that the advice calls for, in their order."""
        from advisor.letters.selection import offered

        return offered(self.library.phrases, self.assessment)

    def commands(self) -> tuple[Command, ...]:
        """Return the commands that lead on from here."""
        from advisor.letters.selection import held
        from advisor.report.model import Command

        if self.path is None:
            return ()
        case, flags, stem = typed(self.path), self.setting.flags(), self.path.stem
        found = []
        if any(item.question not in self.case.dont_know for item in self.assessment.unknowns):
            found.append(Command(f"advisor start {case}{flags}", "answer"))
        out = typed(Path(f"{stem}-checklist.md"))
        found.append(Command(f"advisor checklist {case} -o {out}{flags}", "checklist"))
        for name in self.letter_kinds():
            kind = self.phrases.kinds[name]
            waits = any(held(kind, gate) for gate in self.assessed.advice.gates)
            out = typed(Path(f"{stem}-{name}.md"))
            line = f"advisor letter {case} --kind {name} -o {out}{flags}"
            found.append(Command(line, "draft" if waits else "letter", kind.title))
        out = typed(Path(f"{stem}-documents"))
        found.append(Command(f"advisor write {case} -o {out}{flags}", "write"))
        return tuple(found)


def judged_on(asked: date | None = None, case: Case | None = None) -> date:
    """Return the day a command judges on: the one asked for, the case's own, or today.

    The one place where the program looks at the calendar.
    """
    return asked or (case.as_of if case else None) or date.today()


def typed(path: Path) -> str:
    """Return a path as it has to be typed in a shell, never to be taken for an option."""
    text = str(path)
    return shlex.quote(f"./{text}" if text.startswith("-") else text)


def open_case(name: str, setting: Setting) -> OpenCase:
    """Read a case, from a file or from standard input, and assess it."""
    from advisor.casefile.casefile import parse_case, read_case

    library = setting.library()
    path = None if name == STDIN else Path(name)
    today, asked = judged_on(), setting.as_of
    if path is None:
        case = parse_case(read_stdin(), "<stdin>", library, today=today, asked=asked)
    else:
        case = read_case(path, library, today=today, asked=asked)
    tell_notes(case)
    return assessed(library, case, setting, path)


def tell_notes(case: Case) -> None:
    """Say on standard error what an older file calls otherwise, and what fell away."""
    from advisor.cli.console import tell

    for note in case.notes:
        tell(note)


def read_stdin() -> bytes:
    """Read all of standard input."""
    if sys.stdin is None or sys.stdin.closed:
        text = Message("There is no standard input to read the case from; name a file.")
        raise UsageError(text)
    from advisor.cli.console import tell

    if sys.stdin.isatty():
        tell(Message("Reading the case from the terminal; end it with Ctrl-D."))
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        text = Message("Standard input cannot be read: {reason}.", reason=why(error))
        raise AdvisorError(text) from error


def assessed(library: Library, case: Case, setting: Setting, path: Path | None = None) -> OpenCase:
    """Assess a case on the day that the options, the case or the calendar name."""
    from advisor.engine import available
    from advisor.reasoning.assess import assess_case

    as_of = judged_on(setting.as_of, case)
    found = assess_case(library, case, as_of, available(setting.engine))
    if setting.no_input:
        refuse_gaps(library.phrases, found)
    return OpenCase(setting, library, found, path)


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
