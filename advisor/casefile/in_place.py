"""Put the answers of a case into a file as it is written, and touch nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

import yaml

from advisor.casefile.answers import from_node, to_plain
from advisor.casefile.evidence_edit import edit_evidence
from advisor.casefile.list_answers import TEXTS
from advisor.casefile.migrations import current_name
from advisor.casefile.rendering import UNKNOWN, heading, render_case
from advisor.casefile.scalars import scalar
from advisor.casefile.yaml_edit import Edits, NotEditable, Value, compose
from advisor.errors import FileProblems
from advisor.knowledge import strict_yaml
from advisor.knowledge.content import Library, Question
from advisor.model import DONT_KNOW, Answer, Case, Unsure

_BOM = "\ufeff"


def edit_case(data: bytes, before: Case, after: Case, library: Library) -> bytes:
    """Return the bytes of a case file with the answers of ``after``.

    ``before`` is the case in ``data``. A file that nobody has edited by hand is rendered
    anew; in any other only the keys that change are touched. Answers in braces are
    rendered anew, and so is a file in braces, their comments before them.
    """
    text = data.decode("utf-8-sig")
    if text == render_case(before, library):
        return render_case(after, library).encode()
    try:
        edited = _CaseEdit(text, before, after, library).result()
    except NotEditable:
        edited = "\n".join(
            [*Edits(text).comments(compose(text)), render_case(after, library, False)]
        )
    return ((_BOM if data.startswith(_BOM.encode()) else "") + edited).encode()


class _CaseEdit:
    """The edits of one file."""

    def __init__(self, text: str, before: Case, case: Case, library: Library) -> None:
        self.edits, self.case, self.library = Edits(text), case, library
        self.before = before.evidence
        root = compose(text)
        if not isinstance(root, yaml.MappingNode) or root.flow_style:
            raise NotEditable
        self.root = {key.value: (key, value) for key, value in root.value}
        self.key, self.node = self.root["answers"]
        answers = strict_yaml.Fields(strict_yaml.parse(text.encode(), "")).need("answers")
        self.nodes = answers.items if isinstance(answers, strict_yaml.Mapping) else {}
        self.headed: set[str] = set()

    def result(self) -> str:
        """Return the edited text."""
        self.as_of()
        self.answers()
        edit_evidence(self.edits, self.root.get("evidence"), self.before, self.case.evidence)
        return self.edits.result()

    def answers(self) -> None:
        """Put the answers where they are, and new ones where they belong."""
        if isinstance(self.node, yaml.MappingNode) and self.node.flow_style:
            lines = [
                line
                for question, given in self.given()
                for line in _value(question, given).lines(question.id, "  ")
            ]
            self.edits.remove(self.key, self.node, ["answers:", *lines])
            return
        entries = self.node.value if isinstance(self.node, yaml.MappingNode) else []
        self.indent = " " * (entries[0][0].start_mark.column if entries else 2)
        self.places: dict[str, tuple[int, int]] = {}
        for key, value in entries:
            start = self.edits.line_start(key.start_mark.index)
            if self.edits.text[start : key.start_mark.index].strip(" "):
                raise NotEditable
            self.places[current_name(self.library, key.value) or key.value] = (
                start,
                self.edits.next_line(self.edits.extent(value)[1]),
            )
            self.entry(key, value)
        here = set(self.places)
        for question, given in self.given():
            if question.id not in here:
                self.add(question, given)

    def given(self) -> Iterator[tuple[Question, Answer | Unsure]]:
        """Yield the questions dealt with and their answers, in the order of the questions."""
        for name, question in self.library.questions.items():
            given = self.case.given(name)
            if given is not None:
                yield question, given

    def as_of(self) -> None:
        """Put the day of the case where it is, or before the answers."""
        day = self.case.as_of.isoformat() if self.case.as_of else ""
        if "as_of" in self.root:
            key, old = self.root["as_of"]
            if old.value != day and day:
                self.edits.replace(key, "as_of", old, Value((day,)))
            elif old.value != day:
                self.edits.remove(key, old)
        elif day:
            start = self.edits.line_start(self.key.start_mark.index)
            self.edits.insert(start, [f"as_of: {day}"])

    def entry(self, key: yaml.Node, old: yaml.Node) -> None:
        """Keep an entry, change its value, or take it out."""
        name = current_name(self.library, key.value)
        given = self.case.given(name) if name else None
        if name is None or given is None:
            self.edits.remove(key, old)
            return
        question = self.library.questions[name]
        node = self.nodes[key.value]
        if self._read(question, node) == given:
            self.edits.rename(key, name)
            return
        new = [] if isinstance(given, Unsure) else to_plain(question, given)
        items = self._items(question, node)
        if isinstance(old, yaml.SequenceNode) and not old.flow_style and items and new:
            self.edits.rename(key, name)
            if question.kind == "several":
                new = [*(item for item in items if item in new), *new]
                new = list(dict.fromkeys(new))
            words = question.kind in TEXTS
            self.edits.update_list(old, items, new, [scalar(item, words) for item in new])
        else:
            self.edits.replace(key, name, old, _value(question, given))

    def add(self, question: Question, given: Answer | Unsure) -> None:
        """Add an answer where its question belongs."""
        at, headed = self.anchor(question)
        lines = _value(question, given).lines(question.id, self.indent)
        section = self.section(question.id)
        if not headed and section not in self.headed and self.headings():
            self.headed.add(section)
            lines.insert(0, self.indent + heading(section))
        self.edits.insert(at, lines)
        self.places[question.id] = (at, at)

    def anchor(self, question: Question) -> tuple[int, bool]:
        """Return where a new answer goes, and whether it is below the heading of its section."""
        first = self.edits.next_line(self.key.end_mark.index)
        for at, line in self.edits.lines_from(first):
            if re.match(rf"\s*#\s*{re.escape(question.id)}:", line):
                return self.edits.next_line(at), True
        section = self.section(question.id)
        before, after = self.neighbours(question)
        if before and self.section(before) == section:
            return self.places[before][1], True
        for at, line in self.edits.lines_from(first):
            if line.strip() in _headings(section):
                return self.edits.next_line(at), True
        if after and self.section(after) == section:
            return self.places[after][0], True
        return (self.places[before][1] if before else first), False

    def section(self, question: str) -> str:
        """Return the heading over a question."""
        return self.library.phrases.question(question).section

    def neighbours(self, question: Question) -> tuple[str, str]:
        """Return the nearest questions before and after one that are in the file."""
        order = list(self.library.questions)
        at = order.index(question.id)
        before = (name for name in reversed(order[:at]) if name in self.places)
        after = (name for name in order[at:] if name in self.places)
        return next(before, ""), next(after, "")

    def headings(self) -> bool:
        """Tell whether the file has headings of sections."""
        sections = set(map(self.section, self.library.questions))
        known = set(chain.from_iterable(map(_headings, sections)))
        return any(line.strip() in known for _, line in self.edits.lines_from(0))

    def _read(self, question: Question, node: strict_yaml.Node) -> Answer | Unsure | None:
        """Return the answer that an entry of the file holds."""
        if isinstance(node, strict_yaml.Text) and node.text == UNKNOWN and not node.quoted:
            return DONT_KNOW
        try:
            return from_node(question, node, self.library.file_language)
        except FileProblems:
            return None

    def _items(self, question: Question, node: strict_yaml.Node) -> Sequence[str]:
        """Return the items of a list as we write them, or none where an item holds several."""
        found: list[str] = []
        for item in node.items if isinstance(node, strict_yaml.Sequence) else []:
            answer = self._read(question, item)
            if answer is None or isinstance(answer, Unsure):
                # Perhaps a choice that has another name today.
                plain = [item.text] if isinstance(item, strict_yaml.Text) else []
            else:
                plain = list(to_plain(question, answer))
            if len(plain) != 1:
                return ()
            found.extend(plain)
        return found


def _headings(section: str) -> tuple[str, str]:
    return heading(section), heading(section, "----")


def _value(question: Question, given: Answer | Unsure) -> Value:
    if isinstance(given, Unsure):
        return Value((UNKNOWN,))
    words, plain = question.kind in TEXTS, to_plain(question, given)
    if isinstance(plain, str):
        return Value((scalar(plain, words),))
    return Value(tuple(scalar(item, words) for item in plain), listed=True, block=words)
