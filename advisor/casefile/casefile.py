"""Read case files: YAML that a person can read and edit.

A file means the same on every day and in every language: choices are written by
id, dates are absolute, amounts have a currency.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from advisor.casefile.answer_limits import check_day, check_known, check_limit
from advisor.casefile.answers import from_node
from advisor.casefile.migrations import current_name, migrated
from advisor.casefile.rendering import UNKNOWN, VERSION
from advisor.errors import (
    AnswerError,
    CaseError,
    CommandLine,
    FileProblems,
    Message,
    Place,
    Problem,
    nearest,
    one_of,
)
from advisor.evidence_model import NO_EVIDENCE, Evidence
from advisor.files import read_whole
from advisor.knowledge import strict_yaml
from advisor.knowledge.content import Library
from advisor.locale import dates
from advisor.model import Answer, Case

FIELDS = ("advisor", "as_of", "answers", "evidence")
MOST_PROBLEMS = 100
"""Reading ends with as many problems; a file of another kind can have thousands."""


def read_case(
    path: Path,
    library: Library,
    kind: type[FileProblems] = CaseError,
    today: date | None = None,
    asked: date | None = None,
) -> Case:
    """Read a case file. Raises ``kind`` with every fault in it.

    Days that must lie in the past are compared with the day ``asked`` for, else the
    file's own ``as_of``, else ``today``; with none if none of them is given.
    """
    data = read_whole(path, strict_yaml.LARGEST, str(path), kind)
    return parse_case(data, str(path), library, kind, today, asked)


def parse_case(
    data: bytes,
    name: str,
    library: Library,
    kind: type[FileProblems] = CaseError,
    today: date | None = None,
    asked: date | None = None,
) -> Case:
    """Read a case from bytes; ``name`` is the file in messages."""
    return case_from_node(strict_yaml.parse(data, name, kind), library, name, kind, today, asked)


def case_from_node(
    root: strict_yaml.Node,
    library: Library,
    name: str,
    kind: type[FileProblems] = CaseError,
    today: date | None = None,
    asked: date | None = None,
) -> Case:
    """Read a case from a node, which may be part of another file."""
    if not isinstance(root, strict_yaml.Mapping):
        parts = {"found": strict_yaml.describe(root), "version": VERSION}
        text = Message("Found {found}; a case file begins with advisor: {version}.", **parts)
        strict_yaml.fail(root.place, text, kind)
    return _Reading(library, kind, name).case(root, today, asked)


class _Reading:
    """Reads one file and collects its faults, so that all are shown at once."""

    def __init__(self, library: Library, kind: type[FileProblems], name: str) -> None:
        self.library, self.kind, self.name = library, kind, name
        self.phrases = library.phrases
        self.problems: list[Problem] = []
        self.answers: dict[str, Answer] = {}
        self.dont_know: set[str] = set()
        self.notes: tuple[str, ...] = ()

    def case(self, root: strict_yaml.Mapping, today: date | None, asked: date | None) -> Case:
        for field, place in root.keys.items():
            if field not in FIELDS:
                hint = nearest(field, FIELDS)
                hint = hint or Message(" Allowed: {allowed}.", allowed=one_of(FIELDS))
                if field in self.library.questions:
                    hint = Message(" Put it below answers:, two spaces further in.")
                parts = {"field": repr(field), "hint": hint}
                self.fault(place, Message("There is no field {field} here.{hint}", **parts))
        self.version(root)
        as_of = self.as_of(root)
        node = root.items.get("answers")
        if node is None:
            self.fault(root.place, Message("The field {field} is missing.", field="'answers'"))
        elif isinstance(node, strict_yaml.Mapping):
            brought = migrated(node, self.library)
            self.problems.extend(brought.problems)
            self.notes, node = brought.notes, brought.answers
            for name, value in node.items.items():
                self.answer(name, node.keys[name], value)
            self.check(node, asked or as_of or today)
        elif not _empty(node):
            found = strict_yaml.describe(node)
            text = Message("Found {found}; write the answers as question: answer.", found=found)
            self.fault(node.place, text)
        evidence = self.evidence(root)
        if self.problems:
            raise self.kind(self.problems)
        order = {name: place for place, name in enumerate(self.library.questions)}
        answers = dict(sorted(self.answers.items(), key=lambda item: order[item[0]]))
        unsure = frozenset(self.dont_know)
        return Case(answers, unsure, as_of, self.name, self.notes, evidence)

    def fault(self, place: Place, message: str) -> None:
        self.problems.append(Problem(place, message))
        if len(self.problems) >= MOST_PROBLEMS:
            raise self.kind(self.problems)

    def version(self, root: strict_yaml.Mapping) -> None:
        node = root.items.get("advisor")
        if node is None:
            self.fault(
                root.place,
                Message(
                    "The field 'advisor' is missing; write advisor: {version}.", version=VERSION
                ),
            )
        elif not isinstance(node, strict_yaml.Text) or node.text != VERSION:
            parts = {"found": strict_yaml.describe(node), "version": VERSION}
            text = Message("Found {found}; this version reads advisor: {version}.", **parts)
            self.fault(node.place, text)

    def as_of(self, root: strict_yaml.Mapping) -> date | None:
        node = root.items.get("as_of")
        if node is None or _empty(node):
            return None
        try:
            day = strict_yaml.date_of(node, self.kind)
            day = dates.make(day.year, day.month, day.day)
            check_known(day, self.library)
            return day
        except AnswerError as error:
            self.fault(node.place, error.message)
        except FileProblems as error:
            self.problems.extend(error.problems)
        return None

    def evidence(self, root: strict_yaml.Mapping) -> Evidence:
        node = root.items.get("evidence")
        if node is None or _empty(node):
            return NO_EVIDENCE
        # Most cases have none.
        from advisor.casefile.evidence_records import EvidenceReader

        current = partial(current_name, self.library)
        return EvidenceReader(self.library, current, self.fault).read(node)

    def answer(self, name: str, place: Place, node: strict_yaml.Node) -> None:
        question = self.library.questions.get(name)
        if question is None:
            hint = nearest(name, list(self.library.questions))
            hint = hint or Message(
                " '{command}' lists them.", command=CommandLine("advisor questions --ids")
            )
            parts = {"name": repr(name), "hint": hint}
            self.fault(place, Message("There is no question {name}.{hint}", **parts))
            return
        if isinstance(node, strict_yaml.Text) and node.text == UNKNOWN:
            if not node.quoted:
                self.dont_know.add(name)
                return
            if question.kind not in ("text", "lines", "deliverables"):
                text = Message(
                    "Found 'unknown' in quotes; take them off to say that you do not know."
                )
                self.fault(node.place, text)
                return
        try:
            self.answers[name] = from_node(
                question,
                node,
                self.library.file_language,
                self.kind,
                self.phrases.question(name).choices,
            )
        except FileProblems as error:
            self.problems.extend(_named(problem, name) for problem in error.problems)

    def check(self, node: strict_yaml.Mapping, as_of: date | None) -> None:
        """Compare days with the day of the case if there is one, and parts with their whole."""
        for name, answer in self.answers.items():
            question = self.library.questions[name]
            try:
                if as_of is not None:
                    check_day(question, answer, as_of)
                if question.purpose == "record" and isinstance(answer, date):
                    check_known(answer, self.library)
                limit = question.not_above
                if limit in self.answers:
                    check_limit(answer, self.answers[limit], self.phrases.question(limit).ask)
            except AnswerError as error:
                problem = Problem(node.items[name].place, error.message)
                self.problems.append(_named(problem, name))


def _named(problem: Problem, name: str) -> Problem:
    text = Message("{name}: {message}", name=name, message=problem.message)
    return Problem(problem.place, text)


def _empty(node: strict_yaml.Node) -> bool:
    return isinstance(node, strict_yaml.Text) and not node.text and not node.quoted
