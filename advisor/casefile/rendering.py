"""Write a case as YAML that a person can read and edit, and the empty file to fill in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.casefile.answers import to_plain
from advisor.casefile.list_answers import TEXTS
from advisor.casefile.scalars import scalar
from advisor.errors import AdvisorError, Message, said
from advisor.knowledge.content import Library
from advisor.model import Case

VERSION = "1"
UNKNOWN = "unknown"
"""Written without quotes: "I don't know". In quotes it is a text."""
MARK = re.compile(rb"(?:^|[{,])\s*[\"']?advisor[\"']?\s*:", re.MULTILINE)
"""What a case file has, damaged or not."""
HEADER = (
    Message('Advisor case file. Edit it freely, "advisor assess" reads it.'),
    Message("Write unknown, without quotes, where you do not know the answer."),
)
"""The first lines of a file, in the language in which it was made."""


def render_case(case: Case, library: Library, comments: bool = True) -> str:
    """Write a case as a file that reads back as an equal case.

    The answers are in the order of the interview, with the sections as
    comments. Raises :class:`AdvisorError` for an answer that no question asks.
    """
    for name in (*case.answers, *case.dont_know):
        if name not in library.questions:
            text = Message("The case answers {name}, which no question asks.", name=repr(name))
            raise AdvisorError(text)
    lines = [f"# {said(line, library.phrases.messages)}" for line in HEADER] if comments else []
    lines.append(f"advisor: {VERSION}")
    if case.as_of:
        lines.append(f"as_of: {case.as_of.isoformat()}")
    lines.append("answers:")
    section = ""
    for name, question in library.questions.items():
        if not case.answered(name):
            continue
        if comments and library.phrases.question(name).section != section:
            section = library.phrases.question(name).section
            lines.append(f"  {heading(section)}")
        if name in case.answers:
            words = question.kind in TEXTS
            lines.extend(_entry(name, to_plain(question, case.answers[name]), words))
        else:
            lines.append(f"  {name}: {UNKNOWN}")
    if case.evidence:
        # Most cases have none.
        from advisor.casefile.evidence_records import evidence_lines

        lines += evidence_lines(case.evidence)
    return "\n".join(lines) + "\n"


def heading(section: str, rule: str = "") -> str:
    """Return the comment above the answers of a section."""
    return " ".join(["#", *filter(None, (rule, single_spaced(section), rule))])


def _entry(name: str, plain: str | list[str], words: bool) -> list[str]:
    """Write one answer: choices in one line, texts each in their own."""
    if isinstance(plain, str):
        return [f"  {name}: {scalar(plain, words)}"]
    if not words:
        return [f"  {name}: [{', '.join(plain)}]"]
    return [f"  {name}:", *(f"    - {scalar(item, words)}" for item in plain)]


def single_spaced(text: str) -> str:
    """Return a text with its breaks and runs of spaces as single spaces."""
    return " ".join(text.split())


def template(library: Library) -> str:
    """Write the empty case file: every question as a comment, to fill in by hand."""
    how = Message("Take away the # before a question to answer it.")
    lines = [f"# {said(line, library.phrases.messages)}" for line in (*HEADER, how)]
    lines += [f"advisor: {VERSION}", "# as_of: 2026-11-22", "answers:"]
    section = ""
    for question in library.questions.values():
        texts = library.phrases.question(question.id)
        if texts.section != section:
            section = texts.section
            lines += ["", f"  {heading(section, '----')}"]
        notes = [Message("Why: {why}", why=single_spaced(texts.why))]
        if texts.where:
            notes.append(Message("Where to find it: {where}", where=single_spaced(texts.where)))
        lines += ["", f"  # {single_spaced(texts.ask)}"]
        lines += [f"  #   {said(note, library.phrases.messages)}" for note in notes]
        lines += [f"  #   {key}: {single_spaced(text)}" for key, text in texts.choices.items()]
        example = EXAMPLES.get(question.kind, "")
        shown = said(example, library.phrases.messages) if isinstance(example, Message) else example
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
