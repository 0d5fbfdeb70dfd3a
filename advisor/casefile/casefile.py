"""Read and write case files: YAML that a person can read and edit.

A file means the same on every day and in every language: choices stand by their
names, dates are fixed, amounts have a currency.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from advisor.casefile.answers import check_day, check_limit, from_node, to_plain
from advisor.casefile.migrations import migrated
from advisor.errors import (
    AdvisorError,
    AnswerError,
    CaseError,
    FileProblems,
    Message,
    Place,
    Problem,
    nearest,
    one_of,
    said,
    why,
)
from advisor.files import write_private
from advisor.knowledge import strict_yaml
from advisor.knowledge.content import Library
from advisor.locale import dates
from advisor.model import Answer, Case

VERSION = "1"
UNKNOWN = "unknown"
"""Written without quotes: "I don't know". In quotes it is a text."""
FIELDS = ("advisor", "as_of", "answers")

HEADER = (
    Message('Advisor case file. Edit it freely, "advisor assess" reads it.'),
    Message("Write unknown, without quotes, where you do not know the answer."),
)
"""What stands at the top of a file, in the language in which it was made."""
_MISREAD = re.compile(r"unknown|y|yes|n|no|on|off|true|false|null|none|[0-9.].*", re.IGNORECASE)
_SAFE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ._/%+()@-]*[A-Za-z0-9._/%+()@-])?", re.ASCII)


def read_case(
    path: Path,
    library: Library,
    kind: type[FileProblems] = CaseError,
    today: date | None = None,
    asked: date | None = None,
) -> Case:
    """Read a case file. Raises ``kind`` with every fault in it.

    Days that must lie in the past are held against the day ``asked`` for, else the
    file's own ``as_of``, else ``today``; against none where there is none of them.
    """
    return parse_case(read_bytes(path, kind), str(path), library, kind, today, asked)


def read_bytes(path: Path, kind: type[FileProblems] = CaseError) -> bytes:
    """Read a file whole, up to one byte more than may be read. Raises ``kind``."""
    start = Place(str(path), 1, 1)
    try:
        with path.open("rb") as file:
            data = file.read(strict_yaml.LARGEST + 1)
    except FileNotFoundError:
        strict_yaml.fail(start, Message("There is no such file."), kind)
    except IsADirectoryError:
        strict_yaml.fail(start, Message("This is a folder, not a file."), kind)
    except (OSError, ValueError) as error:
        text = Message("The file cannot be read: {reason}.", reason=why(error))
        strict_yaml.fail(start, text, kind)
    return data


def parse_case(
    data: bytes,
    name: str,
    library: Library,
    kind: type[FileProblems] = CaseError,
    today: date | None = None,
    asked: date | None = None,
) -> Case:
    """Read a case from bytes; ``name`` stands for the file in messages."""
    return case_from_node(strict_yaml.parse(data, name, kind), library, name, kind, today, asked)


def case_from_node(
    root: strict_yaml.Node,
    library: Library,
    name: str,
    kind: type[FileProblems] = CaseError,
    today: date | None = None,
    asked: date | None = None,
) -> Case:
    """Read a case from a node, which may stand inside another file."""
    if not isinstance(root, strict_yaml.Mapping):
        parts = {"found": strict_yaml.describe(root), "version": VERSION}
        text = Message("Found {found}; a case file begins with advisor: {version}.", **parts)
        strict_yaml.fail(root.place, text, kind)
    return _Reading(library, kind, name).case(root, today, asked)


class _Reading:
    """Reads one file and keeps its faults, so that all are shown at once."""

    def __init__(self, library: Library, kind: type[FileProblems], name: str) -> None:
        self.library, self.kind, self.name = library, kind, name
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
        if self.problems:
            raise self.kind(self.problems)
        order = {name: place for place, name in enumerate(self.library.questions)}
        answers = dict(sorted(self.answers.items(), key=lambda item: order[item[0]]))
        return Case(answers, frozenset(self.dont_know), as_of, self.name, self.notes)

    def fault(self, place: Place, message: str) -> None:
        self.problems.append(Problem(place, message))

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
            return dates.make(day.year, day.month, day.day)
        except AnswerError as error:
            self.fault(node.place, error.message)
        except FileProblems as error:
            self.problems.extend(error.problems)
        return None

    def answer(self, name: str, place: Place, node: strict_yaml.Node) -> None:
        question = self.library.questions.get(name)
        if question is None:
            hint = nearest(name, list(self.library.questions))
            hint = hint or Message(" 'advisor questions' lists them.")
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
            self.answers[name] = from_node(question, node, self.kind)
        except FileProblems as error:
            self.problems.extend(_named(problem, name) for problem in error.problems)

    def check(self, node: strict_yaml.Mapping, as_of: date | None) -> None:
        """Hold days against the day of the case if there is one, and parts against their whole."""
        for name, answer in self.answers.items():
            question = self.library.questions[name]
            try:
                if as_of is not None:
                    check_day(question, answer, as_of)
                limit = question.not_above
                if limit in self.answers:
                    check_limit(answer, self.answers[limit], self.library.questions[limit])
            except AnswerError as error:
                problem = Problem(node.items[name].place, error.message)
                self.problems.append(_named(problem, name))


def _named(problem: Problem, name: str) -> Problem:
    text = Message("{name}: {message}", name=name, message=problem.message)
    return Problem(problem.place, text)


def _empty(node: strict_yaml.Node) -> bool:
    return isinstance(node, strict_yaml.Text) and not node.text and not node.quoted


def render_case(case: Case, library: Library, comments: bool = True) -> str:
    """Write a case as a file that reads back as an equal case.

    The answers stand in the order of the interview, with the sections as
    comments. Raises :class:`AdvisorError` for an answer that no question asks.
    """
    for name in (*case.answers, *case.dont_know):
        if name not in library.questions:
            text = Message("The case answers {name}, which no question asks.", name=repr(name))
            raise AdvisorError(text)
    lines = [f"# {said(line, library.messages)}" for line in HEADER] if comments else []
    lines.append(f"advisor: {VERSION}")
    if case.as_of:
        lines.append(f"as_of: {case.as_of.isoformat()}")
    lines.append("answers:")
    section = ""
    for name, question in library.questions.items():
        if not case.answered(name):
            continue
        if comments and question.section != section:
            section = question.section
            lines.append(f"  # {_one_line(section)}")
        if name in case.answers:
            words = question.kind in ("text", "lines", "deliverables", "invoices")
            lines.extend(_entry(name, to_plain(question, case.answers[name]), words))
        else:
            lines.append(f"  {name}: {UNKNOWN}")
    return "\n".join(lines) + "\n"


def _entry(name: str, plain: str | list[str], words: bool) -> list[str]:
    """Write one answer: choices in one line, texts each in their own."""
    if isinstance(plain, str):
        return [f"  {name}: {scalar(plain, words)}"]
    if not words:
        return [f"  {name}: [{', '.join(plain)}]"]
    return [f"  {name}:", *(f"    - {scalar(item, words)}" for item in plain)]


def scalar(text: str, words: bool = True) -> str:
    """Write one YAML scalar.

    ``words`` stand in quotes wherever they could be read as anything but a text,
    also by other programs.
    """
    if _SAFE.fullmatch(text) and not (words and _MISREAD.fullmatch(text)):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in quoted)


def _escaped(sign: str) -> str:
    code = ord(sign)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def save_case(path: Path, case: Case, library: Library) -> None:
    """Write a case over its file, at once and for the user alone."""
    write_private(path, render_case(case, library).encode(), force=True)


def template(library: Library) -> str:
    """Write the empty case file: every question as a comment, to fill in by hand."""
    how = Message("Take away the # before a question to answer it.")
    lines = [f"# {said(line, library.messages)}" for line in (*HEADER, how)]
    lines += [f"advisor: {VERSION}", "# as_of: 2026-11-22", "answers:"]
    section = ""
    for question in library.questions.values():
        if question.section != section:
            section = question.section
            lines += ["", f"  # ---- {_one_line(section)} ----"]
        notes = [Message("Why: {why}", why=_one_line(question.why))]
        if question.where:
            notes.append(Message("Where to find it: {where}", where=_one_line(question.where)))
        lines += ["", f"  # {_one_line(question.ask)}"]
        lines += [f"  #   {said(note, library.messages)}" for note in notes]
        lines += [f"  #   {key}: {_one_line(text)}" for key, text in question.choices.items()]
        example = EXAMPLES.get(question.kind, "")
        shown = said(example, library.messages) if isinstance(example, Message) else example
        lines.append(f"  # {question.id}: {shown}".rstrip())
    return "\n".join(lines) + "\n"


EXAMPLES: Mapping[str, str | Message] = {
    "yes_no": "yes",
    "several": "[]",
    "count": "8",
    "months": "2.5",
    "percent": "40",
    "ratio": "1.5",
    "score": "7",
    "money": "EUR 4200.00",
    "date": "2026-11-30",
    "duration": "30 days",
    "text": Message("One line of text"),
    "lines": Message("[First line, Second line]"),
    "deliverables": Message("[Press kit by 2026-12-15]"),
    "invoices": '["2026-014, due 2026-10-08, EUR 4200.00"]',
}
"""What an answer of each kind looks like in a case file."""
